"""How values are written in each language."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from words import format as written

NBSP = "\u00a0"
MOMENT = datetime(2026, 11, 17, 0, 12, tzinfo=UTC)
SEOUL = timezone(timedelta(hours=9))


@pytest.mark.parametrize(
    ("fraction", "english", "korean"),
    [
        (0, "0 %", "0%"),
        (0.0431, "4.31 %", "4.31%"),
        (0.00041, "0.041 %", "0.041%"),
        (0.05, "5 %", "5%"),
        (0.001, "0.1 %", "0.1%"),
        (0.1234, "12.3 %", "12.3%"),
        (1, "100 %", "100%"),
        (0.00123, "0.123 %", "0.123%"),
        (0.0000004, "<0.0001 %", "<0.0001%"),
    ],
)
def test_percent_has_the_digits_that_tell_it_from_the_lines(fraction, english, korean):
    assert written.percent(fraction, "en") == english.replace(" ", NBSP)
    assert written.percent(fraction, "ko") == korean


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0"), (14.0, "14"), (14.5, "14.5"), (31204.4, "31,204"), (-1, "-1"), (1e6, "1,000,000")]
)
def test_numbers_are_grouped_and_short(value, shown):
    assert written.number(value, "en") == written.number(value, "ko") == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "$0.00"), (11.42, "$11.42"), (0.0032, "$0.0032"), (1234.5, "$1,234.50"), (-3, "-$3.00")]
)
def test_dollars_below_a_cent_keep_their_digits(value, shown):
    assert written.usd(value, "en") == written.usd(value, "ko") == shown


@pytest.mark.parametrize(
    ("seconds", "english", "korean"),
    [
        (1, "1 s", "1초"),
        (119, "119 s", "119초"),
        (720, "12 min", "12분"),
        (3600, "60 min", "60분"),
        (86_400, "24 h", "24시간"),
        (172_800, "2 days", "2일"),
        (455 * 86_400, "455 days", "455일"),
        (3 * 366 * 86_400, "3 yrs", "3년"),
    ],
)
def test_duration_is_in_one_unit(seconds, english, korean):
    assert written.duration(seconds, "en").replace(NBSP, " ") == english
    assert written.duration(seconds, "ko") == korean


@pytest.mark.parametrize(
    ("value", "shown"), [(0, "0 kB"), (236_000, "236 kB"), (1_250_000, "1.2 MB"), (3e9, "3 GB"), (5e15, "5,000 TB")]
)
def test_bytes_count_by_thousands(value, shown):
    assert written.size(value, "en").replace(NBSP, " ") == shown


def test_times_in_utc_say_so_and_others_are_the_readers_own():
    assert written.moment(MOMENT, "en") == "17 Nov 2026, 00:12 UTC"
    assert written.moment(MOMENT, "ko") == "2026년 11월 17일 00:12 UTC"
    assert written.moment(MOMENT, "en", SEOUL) == "17 Nov 2026, 09:12"


def test_a_date_is_that_of_the_readers_zone():
    late = MOMENT + timedelta(hours=16)
    assert written.day(late, "en") == "17 Nov 2026"
    assert written.day(late, "ko", SEOUL) == "2026년 11월 18일"


def test_a_time_near_leaves_out_this_year_and_only_this_one():
    assert written.moment_near(MOMENT, MOMENT, "en") == "17 Nov 00:12"
    assert written.moment_near(MOMENT, MOMENT, "ko", SEOUL) == "11월 17일 09:12"
    assert written.moment_near(MOMENT, MOMENT + timedelta(days=60), "en") == "17 Nov 2026 00:12"


@pytest.mark.parametrize(
    ("fraction", "digits", "shown"), [(-0.0132, 2, "-1.32"), (0.00002, 3, "+0.002"), (0.000001, 2, "0"), (0, 2, "0")]
)
def test_a_change_in_points_carries_its_sign_unless_it_rounds_to_nothing(fraction, digits, shown):
    assert written.points(fraction, digits, "en") == shown


def test_unbroken_text_offers_no_place_to_break():
    assert written.unbroken("30일 1 %").replace("\u2060", "").replace(NBSP, " ") == "30일 1 %"
    assert " " not in written.unbroken("30 d")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0.005", "$0.0050"),
        ("0.125", "$0.13"),
        ("2.675", "$2.68"),
        ("1234567.895", "$1,234,567.90"),
        ("-0.125", "-$0.13"),
    ],
)
def test_amounts_are_rounded_half_up(value, shown):
    assert written.usd(Decimal(value), "en") == written.usd(Decimal(value), "ko") == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("0.16", "$0.16"),
        ("0.1", "$0.10"),
        ("105", "$105.00"),
        ("0.00009", "$0.00009"),
        ("24.95", "$24.95"),
        ("0", "$0.00"),
    ],
)
def test_the_price_of_a_unit_keeps_all_its_digits(value, shown):
    assert written.price(Decimal(value), "en") == written.price(Decimal(value), "ko") == shown


@pytest.mark.parametrize(
    ("value", "currency", "shown"),
    [("15873.5", "KRW", "₩15,874"), ("1.005", "EUR", "€1.01"), ("2000.5", "JPY", "¥2,001")],
)
def test_another_currency_has_its_own_digits(value, currency, shown):
    assert written.money(Decimal(value), currency, "en") == shown
