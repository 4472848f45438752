"""The latest bad days, and how long they weigh in AWS's figure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.coverage import Span
from deliverability.incidents import Weight, last, latest_incident, weight
from deliverability.rates import BOUNCE_LINES, COMPLAINT_LINES, Rate
from deliverability.representative import Step, Window

DAY = 86_400
HOUR = 3600


def days(*rates, mails=2_400):
    """Days of mail, an hour a step, each at its own rate of bounces."""
    steps = []
    for day, rate in enumerate(rates):
        for hour in range(24):
            events = round(mails * rate * (hour + 1) / 24) - round(mails * rate * hour / 24)
            steps.append(Step(day * DAY + (hour + 1) * HOUR, mails // 24, events))
    return steps


def around(mails):
    return Window(round(mails * 0.9), mails, round(mails * 1.1), 1.0)


USUAL, BAD = 0.01, 0.2


def test_bad_days_are_found_and_weigh_until_as_much_mail_has_gone_out_since():
    steps = days(*[USUAL] * 5, BAD, BAD, *[USUAL] * 3)
    found = weight(steps, around(12_000), BOUNCE_LINES)
    # 7,200 mails since; 2,400 a day at the mean of the last week.
    assert found == Weight(
        incident=Span(5 * DAY, 7 * DAY),
        rate=Rate(960, 4_800),
        share=960 / (960 + 72),
        earliest=round((10_800 - 7_200) / 2_400 * DAY),
        latest=round((13_200 - 7_200) / 2_400 * DAY),
    )


def test_an_incident_that_may_have_left_is_gone_at_once_at_the_earliest():
    found = weight(days(*[USUAL] * 5, BAD, *[USUAL] * 5), around(12_000), BOUNCE_LINES)
    assert found is not None
    assert found.earliest == 0
    assert found.latest == round(1_200 / 2_400 * DAY)
    assert found.share == 0


def test_an_incident_out_of_the_window_weighs_nothing():
    assert weight(days(*[USUAL] * 5, BAD, *[USUAL] * 9), around(12_000), BOUNCE_LINES) is None
    assert weight(days(*[USUAL] * 15), around(12_000), BOUNCE_LINES) is None
    assert weight([], around(12_000), BOUNCE_LINES) is None


def test_while_nothing_is_sent_nothing_drops_out():
    steps = days(*[USUAL] * 5, BAD)
    silence = [Step(6 * DAY + (i + 1) * HOUR, 0, 0) for i in range(2 * 24)]
    found = weight([*steps, *silence], around(12_000), BOUNCE_LINES)
    assert found is not None
    assert (found.earliest, found.latest) == (None, None)
    found = weight([*steps, *silence[:-1]], around(12_000), BOUNCE_LINES)
    assert found is not None
    assert found.earliest is not None


def test_an_incident_that_goes_on_ends_with_the_counts():
    steps = days(*[USUAL] * 5, BAD, BAD)[:-6]
    assert latest_incident(steps, BOUNCE_LINES) == Span(5 * DAY, 7 * DAY - 6 * HOUR)


def test_an_incident_begins_and_ends_with_its_bad_hours():
    steps = days(*[USUAL] * 6)
    for hour in range(30, 76):
        steps[hour] = Step(steps[hour].at, 100, 30)
    assert latest_incident(steps, BOUNCE_LINES) == Span(30 * HOUR, 76 * HOUR)
    steps = days(*[USUAL] * 6)
    for hour in (50, 51, 52, 60, 61, 62, 63):
        steps[hour] = Step(steps[hour].at, 100, 90)
    assert latest_incident(steps, BOUNCE_LINES) == Span(50 * HOUR, 64 * HOUR)


def test_bad_hours_with_a_flood_of_good_mail_between_still_begin_before_they_end():
    steps = [Step(HOUR, 100, 60), Step(2 * HOUR, 2_000, 0), Step(3 * HOUR, 100, 100), Step(2 * DAY, 5_000, 5)]
    assert latest_incident(steps, BOUNCE_LINES) == Span(0, HOUR)


def test_an_incident_of_the_last_day_may_go_on():
    for good, goes_on in ((0, True), (1, False), (3, False)):
        found = weight(days(*[USUAL] * 5, BAD, *[USUAL] * good), around(12_000), BOUNCE_LINES)
        assert found is not None
        assert found.goes_on is goes_on


def test_one_good_day_between_two_bad_ones_parts_no_incident_and_two_do():
    assert latest_incident(days(USUAL, BAD, USUAL, BAD, USUAL), BOUNCE_LINES) == Span(DAY, 4 * DAY)
    assert latest_incident(days(USUAL, BAD, USUAL, USUAL, BAD), BOUNCE_LINES) == Span(4 * DAY, 5 * DAY)


def test_a_day_with_too_little_mail_is_no_incident():
    assert latest_incident(days(USUAL, 0.06, USUAL, mails=240), BOUNCE_LINES) is None
    assert latest_incident(days(USUAL, 0.06, USUAL, mails=24_000), BOUNCE_LINES) == Span(DAY, 2 * DAY)
    assert latest_incident(days(0.0, 0.0012, 0.0, mails=2_400), COMPLAINT_LINES) is None


def test_a_day_must_stand_out_from_the_rest():
    """A day a hair over the line, with the others a hair under it, is no incident."""
    assert latest_incident(days(*[0.0495] * 6, 0.0505, mails=2_400), BOUNCE_LINES) is None


def test_days_that_are_all_bad_are_one_incident():
    assert latest_incident(days(BAD, BAD, BAD), BOUNCE_LINES) == Span(0, 3 * DAY)


def test_more_bounces_than_mail_are_all_of_it():
    steps = [*days(USUAL, USUAL), Step(3 * DAY, 50, 80)]
    assert latest_incident(steps, BOUNCE_LINES) == Span(2 * DAY, 3 * DAY)


@pytest.mark.parametrize(("mails", "held"), [(0, 0), (100, 1), (101, 2), (10**6, 48)])
def test_the_last_steps_hold_at_least_the_mails_asked_for(mails, held):
    assert len(last(days(USUAL, USUAL), mails)) == held


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), max_size=60), st.integers(0, 10**7))
def test_no_counts_raise_and_the_end_is_a_range(counts, mails):
    steps = [Step((i + 1) * 6 * HOUR, sent, events) for i, (sent, events) in enumerate(counts)]
    found = weight(steps, around(mails), BOUNCE_LINES)
    if found is not None and found.earliest is not None and found.latest is not None:
        assert 0 <= found.earliest <= found.latest
        assert 0 <= found.share <= 1
