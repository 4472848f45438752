"""What the rest of the month brings, by weekdays of past weeks, and how far it may be off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.cost.forecast import ROUGH, ahead
from deliverability.cost.model import Usage
from deliverability.metrics import DAY, WEEK
from deliverability.model import Reason, Unknown

TODAY = 1_795_564_800
"""25 November 2026, a Wednesday, 00:00 UTC."""

NOON = TODAY + DAY // 2
WEEKEND = {2, 3}
"""Days since the epoch modulo 7: it began on a Thursday."""


def past(of_day, days, **more):
    return [Usage(TODAY - i * DAY, of_day(TODAY - i * DAY), "attempts", **more) for i in range(1, days + 1)]


def by_weekday(at):
    return 100 if at // DAY % 7 in WEEKEND else 1000


def likely(found):
    return [day.likely for day in found.days]


def test_weekdays_come_as_they_did():
    found = ahead(past(by_weekday, 28), TODAY, TODAY + 7 * DAY)
    assert likely(found) == [by_weekday(TODAY + i * DAY) for i in range(7)]
    assert not found.rough


def test_the_first_day_is_what_is_left_of_the_present_one():
    found = ahead(past(lambda _: 1000, 14), TODAY + DAY // 4, TODAY + 2 * DAY)
    assert [(day.day, day.likely) for day in found.days] == [(TODAY, 750), (TODAY + DAY, 1000)]


def test_a_level_that_rose_a_week_ago_stays_up():
    found = ahead(past(lambda at: 2000 if at >= TODAY - WEEK else 1000, 35), NOON, TODAY + 5 * DAY)
    assert likely(found) == [1000, *[2000] * 4]


def test_one_mailing_of_last_week_moves_neither_its_weekday_nor_the_level():
    blast = TODAY - 5 * DAY
    found = ahead(past(lambda at: 50_000 if at == blast else 1000, 35), TODAY, TODAY + 7 * DAY)
    assert likely(found) == [1000] * 7


def test_a_mailing_each_week_is_seen_coming():
    found = ahead(past(lambda at: 50_000 if at // DAY % 7 == 0 else 3, 28), TODAY, TODAY + 7 * DAY)
    assert sorted(likely(found)) == [3] * 6 + [50_000]


def test_three_mails_more_on_quiet_days_do_not_double_the_mailing():
    def of_day(at):
        return 50_000 if at // DAY % 7 == 0 else 6 if at >= TODAY - WEEK else 3

    assert max(likely(ahead(past(of_day, 28), TODAY, TODAY + 7 * DAY))) == 50_000


def test_eight_days_are_enough_and_less_is_rough():
    assert not ahead(past(by_weekday, 8), NOON, TODAY + 3 * DAY).rough
    few = ahead(past(lambda _: 1000, 7), TODAY, TODAY + 2 * DAY)
    assert few.rough
    assert (few.low, few.likely, few.high) == (1000, 2000, 3000)
    assert [(d.low, d.likely, d.high) for d in few.days] == [(1000 * (1 - ROUGH), 1000, 1000 * (1 + ROUGH))] * 2


def test_a_weekday_that_nobody_looked_at_makes_it_rough():
    told = [u for u in past(by_weekday, 21) if u.day // DAY % 7 != TODAY // DAY % 7]
    assert ahead(told, NOON, TODAY + DAY).rough


def test_nothing_is_said_before_a_whole_day_was_seen():
    for told in ([], past(lambda _: 10, 3, whole=False), past(lambda _: Unknown(Reason.FAILED), 9)):
        assert ahead(told, NOON, TODAY + DAY).reason is Reason.COLLECTING
    assert isinstance(ahead([Usage(TODAY, 10, "attempts")], NOON, TODAY + DAY), Unknown)


def test_what_is_older_than_eight_weeks_has_no_say():
    old = [Usage(TODAY - i * DAY, 9_000, "attempts") for i in range(57, 100)]
    assert isinstance(ahead(old, NOON, TODAY + DAY), Unknown)
    assert ahead([*old, *past(by_weekday, 56)], NOON, TODAY + DAY) == ahead(past(by_weekday, 56), NOON, TODAY + DAY)


def test_who_sends_nothing_is_likely_to_send_nothing():
    found = ahead(past(lambda _: 0, 20), NOON, TODAY + 5 * DAY)
    assert (found.low, found.likely, found.high) == (0, 0, 0)


def test_the_sum_is_surer_than_its_days_and_less_sure_where_weeks_differ():
    even = ahead(past(lambda _: 1000, 28), TODAY, TODAY + 10 * DAY)
    assert sum(d.low for d in even.days) < even.low < even.likely < even.high < sum(d.high for d in even.days)
    uneven = ahead(past(lambda at: 700 if at // WEEK % 2 else 1300, 28), TODAY, TODAY + 10 * DAY)
    assert (uneven.high - uneven.likely) > 3 * (even.high - even.likely)


def test_the_range_is_what_it_is_by_hand():
    """Four equal weeks, one day ahead: noise² = 4 · 0.06² / (21 + 4); error² = noise² (1 + ¼ + 1/7) + 0.02²."""
    found = ahead(past(lambda _: 100_000, 28), TODAY, TODAY + DAY)
    noise_2 = 4 * 0.06**2 / 25
    assert found.high - found.likely == pytest.approx(
        100_000 * 1.3 * (noise_2 * (1 + 1 / 4 + 1 / 7) + 0.02**2) ** 0.5, abs=1
    )


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=70), st.integers(1, 31), st.integers(0, DAY - 1))
def test_the_range_always_holds_the_likely_sum_of_its_days(mail, days, second):
    told = [Usage(TODAY - i * DAY, sent, "attempts") for i, sent in enumerate(mail, 1)]
    found = ahead(told, TODAY + second, TODAY + days * DAY)
    assert 0 <= found.low <= found.likely <= found.high
    assert found.likely == sum(likely(found))
    assert len(found.days) == days
