"""The rolling day ahead: what leaves it, what comes, and when it meets the quota."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.forecast import Method, forecast, reached
from deliverability.metrics import DAY, HOUR, WEEK
from deliverability.model import Reason

NOW = 1_800_000_000 - 1_800_000_000 % DAY + 9 * HOUR + 1200
PRESENT = NOW - 1200


def filled(value, days=29):
    """`value(hours back from the present one)` for each hour of so many days, and for the 20 minutes since."""
    return {PRESENT - back * HOUR: value(back) for back in range(1, days * 24 + 1)} | {PRESENT: value(0) / 3}


def by_clock(at):
    return 100.0 if 9 <= at // HOUR % 24 < 18 else 10.0


def test_the_same_every_day_stays_the_same():
    found = forecast(filled(lambda _: 60.0), NOW)
    assert found.method is Method.SEASONAL
    assert [a.at for a in found.ahead] == [PRESENT + i * HOUR for i in range(1, 25)]
    assert [a.used for a in found.ahead] == [pytest.approx(1440)] * 24
    assert found.ahead[0].low == pytest.approx(1440 - 40 * 0.15)
    assert found.ahead[-1].high == pytest.approx(20 + (1440 - 20) * 1.15)


def test_day_and_night_come_as_they_did_and_what_is_old_leaves():
    found = forecast({at: by_clock(at) for at in range(PRESENT - 29 * DAY, PRESENT, HOUR)} | {PRESENT: 100 / 3}, NOW)
    assert [a.used for a in found.ahead] == [pytest.approx(9 * 100 + 15 * 10)] * 24


def test_twice_the_mail_of_past_weeks_goes_on_twice_as_much():
    hours = filled(lambda back: 20.0 if back <= 24 else 10.0)
    found = forecast(hours, NOW)
    scale = (480 + 24) / (240 + 24)
    assert found.ahead[-1].used == pytest.approx(hours[PRESENT] + (2 / 3 + 23) * 10 * scale)


def test_a_weeks_blast_is_seen_coming_and_a_few_mails_before_it_scale_nothing():
    blast = {PRESENT + 5 * HOUR - week * WEEK: 50_000.0 for week in range(1, 5)}
    hours = filled(lambda back: 2.0 if back <= 24 else 0.0) | blast
    found = forecast(hours, NOW)
    assert found.ahead[4].used < 100
    assert found.ahead[5].used == pytest.approx(50_000, rel=0.02)


def test_the_median_of_the_weeks_is_not_moved_by_one():
    hours = filled(lambda _: 10.0)
    hours[PRESENT + 3 * HOUR - 2 * WEEK] = 9000.0
    found = forecast(hours, NOW)
    assert found.ahead[-1].used == pytest.approx(240)
    assert found.ahead[-1].high > 5000


def test_eight_days_are_enough_and_less_is_rough():
    assert forecast(filled(lambda _: 10.0, days=8), NOW).method is Method.SEASONAL
    assert forecast(filled(lambda _: 10.0, days=7), NOW).method is Method.ROUGH


def test_past_weeks_of_silence_tell_nothing_of_a_sender_who_began():
    assert forecast(filled(lambda back: 10.0 if back <= 24 else 0.0), NOW).method is Method.ROUGH
    assert forecast(filled(lambda _: 0.0), NOW).ahead[-1].used == 0


def test_one_silent_week_among_others_has_no_say_in_the_band():
    hours = filled(lambda _: 10.0) | {PRESENT + i * HOUR - 3 * WEEK: 0.0 for i in range(-24, 24)}
    assert forecast(hours, NOW).ahead[-1].low == pytest.approx(10 / 3 + (2 / 3 + 23) * 10 * 0.85)


def test_the_rough_way_goes_on_at_the_rate_of_the_last_hours_while_the_old_leaves():
    found = forecast(filled(lambda back: 30.0 if back <= 3 else 6.0, days=1), NOW)
    assert found.ahead[0].used == pytest.approx(20 * 6 + 90 + 30)
    assert found.ahead[-1].used == pytest.approx(24 * 30)
    assert found.ahead[-1].low < found.ahead[-1].used < found.ahead[-1].high


def test_an_hour_that_nobody_looked_at_is_not_taken_for_silence():
    hours = filled(lambda _: 10.0)
    del hours[PRESENT - 5 * HOUR]
    assert forecast(hours, NOW).reason is Reason.COLLECTING
    older = filled(lambda _: 10.0)
    del older[PRESENT - WEEK + 5 * HOUR]
    assert forecast(older, NOW).method is Method.ROUGH


@given(st.lists(st.integers(0, 5000), min_size=24 * 9, max_size=24 * 9), st.integers(0, HOUR - 1), st.integers(1, 9))
def test_no_forecast_is_negative_and_the_band_holds_the_guess(mails, second, days):
    hours = {PRESENT - i * HOUR: float(value) for i, value in enumerate(mails[: days * 24 + 1])}
    found = forecast(hours, PRESENT + second)
    for ahead in getattr(found, "ahead", ()):
        assert 0 <= ahead.low <= ahead.used <= ahead.high


@pytest.mark.parametrize(
    ("ahead", "limit", "at"),
    [
        ([], 10, None),
        ([(0, 5.0), (3600, 9.0)], 10, None),
        ([(0, 12.0), (3600, 9.0)], 10, 0),
        ([(0, 5.0), (3600, 15.0), (7200, 20.0)], 10, 1800),
        ([(0, 5.0), (3600, 10.0)], 10, 3600),
    ],
)
def test_when_the_limit_is_met(ahead, limit, at):
    assert reached(ahead, limit) == at
