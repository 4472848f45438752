"""Moments and dates in the address: read from anything, written so that anybody reads the same."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR
from ui import instants

SEOUL = ZoneInfo("Asia/Seoul")
NOW = int(datetime(2026, 11, 24, 9, 12, tzinfo=UTC).timestamp())
zones = st.sampled_from(["Asia/Seoul", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "UTC"]).map(ZoneInfo)
moments = st.integers(instants.EARLIEST, NOW)


@given(moments)
def test_what_is_written_is_read_again(at):
    assert instants.read(instants.written(at)) == at


def test_a_moment_is_written_short_and_in_utc():
    assert instants.written(int(datetime(2026, 10, 31, 15, tzinfo=UTC).timestamp())) == "2026-10-31T15:00Z"


@given(st.text(max_size=60))
def test_no_text_whatever_makes_reading_fail(text):
    assert isinstance(instants.read(text), int | None)
    assert isinstance(instants.asked(text, text, NOW), Span | str)


@pytest.mark.parametrize("text", ["", "now", "2026-13-01", "9999-12-31T23:59-14:00", "2026-10-31T15:00Z" * 9, "٢٠٢٦"])
def test_what_is_no_moment_is_none(text):
    assert instants.read(text) is None


def test_a_moment_without_a_zone_is_in_the_one_that_is_meant():
    assert instants.read("2026-11-01 00:00:00.1234", SEOUL) == instants.read("2026-10-31T15:00Z")
    assert instants.read("2026-11-01") == instants.read("2026-11-01T00:00Z")


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2026-11-20T15:00Z", "2026-11-14T15:00Z", instants.REVERSED),
        ("2026-11-20T15:00Z", "2026-11-20T15:00Z", instants.REVERSED),
        ("2027-01-01T00:00Z", "2027-02-01T00:00Z", instants.FUTURE),
        ("1990-01-01T00:00Z", "1991-01-01T00:00Z", instants.UNREADABLE),
        ("soon", "2026-11-14T15:00Z", instants.UNREADABLE),
        ("2026-11-14T15:00Z", "", instants.UNREADABLE),
        ("2026-11-24T08:12Z", "2030-01-01T00:00Z", Span(NOW - HOUR, NOW)),
        ("0001-01-01", "2026-11-24T09:12Z", Span(instants.EARLIEST, NOW)),
    ],
)
def test_dates_of_the_address_are_cut_to_what_can_be_known_or_named_as_wrong(since, until, expected):
    assert instants.asked(since, until, NOW) == expected


def test_days_are_those_of_the_viewer():
    span = instants.span_of_days(date(2026, 11, 1), date(2026, 11, 2), SEOUL)
    assert instants.written(span.since) == "2026-10-31T15:00Z"
    assert span.seconds == 2 * DAY
    assert instants.days_of(span, SEOUL) == (date(2026, 11, 1), date(2026, 11, 2))
    assert instants.days_of(span, UTC) == (date(2026, 10, 31), date(2026, 11, 2))


@given(moments, st.integers(0, 400), zones)
def test_chosen_days_come_back_in_every_zone_also_over_a_change_of_clocks(at, days, zone):
    first = datetime.fromtimestamp(at, UTC).astimezone(zone).date()
    last = date.fromordinal(first.toordinal() + days)
    assert instants.days_of(instants.span_of_days(first, last, zone), zone) == (first, last)
