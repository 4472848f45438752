"""The mail of a day in recipients: by AWS's own count at midnight, else from attempts, never from nothing."""

import pytest

from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR, QUARTER, SENT_LAST_24_HOURS
from deliverability.model import Unknown
from report.usage import mail
from store import coverage, samples, statistics
from store.samples import Point
from tests.report.conftest import AT, SCOPE

TODAY = AT - AT % DAY
SENT = SENT_LAST_24_HOURS.name


def sent(store, *points):
    samples.keep(store, SCOPE, SENT, "", 300, [Point(at, value) for at, value in points])


def attempts(store, first, end, each=100):
    statistics.keep(store, SCOPE, [Bin(at, each, 0, 0, 0) for at in range(first, end, QUARTER)], min(end, AT))


def days(store, **how):
    return {day.day: day for day in mail(store, SCOPE, AT, **how).days}


def test_before_the_first_reading_there_is_no_day(empty):
    assert mail(empty, SCOPE, AT).days == ()
    assert isinstance(mail(empty, SCOPE, AT).ratio, Unknown)


def test_a_day_is_aws_s_count_of_24_hours_at_the_midnight_that_ends_it(empty):
    sent(empty, (TODAY - DAY, 900.0), (TODAY, 1000.0), (TODAY + 6 * HOUR, 5000.0))
    found = days(empty)
    assert (found[TODAY - DAY].recipients, found[TODAY - DAY].basis, found[TODAY - DAY].whole) == (
        1000, "recipients", True,
    )  # fmt: skip


@pytest.mark.parametrize(("off", "basis"), [(-1800, "recipients"), (1800, "recipients"), (2100, "attempts")])
def test_a_sample_counts_up_to_half_an_hour_off_midnight(empty, off, basis):
    attempts(empty, TODAY - 2 * DAY, TODAY)
    sent(empty, (TODAY + off, 1000.0))
    assert days(empty)[TODAY - DAY].basis == basis


def test_without_a_sample_attempts_stand_times_the_recipients_of_the_days_that_have_both(empty):
    attempts(empty, TODAY - 5 * DAY, AT)
    sent(empty, (TODAY - 2 * DAY, 9600 * 1.25))
    found = mail(empty, SCOPE, AT)
    assert found.ratio == 1.25
    (known,) = [day for day in found.days if day.day == TODAY - 2 * DAY]
    assert (known.recipients, known.basis, known.whole) == (12_000, "attempts", True)


def test_the_present_day_counts_as_far_as_it_is_told_and_is_not_whole(empty):
    attempts(empty, TODAY - DAY, AT)
    today = days(empty)[TODAY]
    assert (today.recipients, today.whole) == ((AT - TODAY) // QUARTER * 100, False)


def test_on_the_first_day_the_rolling_count_of_now_tells_recipients_per_attempt(empty):
    attempts(empty, AT - 2 * DAY, AT)
    sent(empty, (AT - 300, 96 * 100 * 1.04))
    assert mail(empty, SCOPE, AT).ratio == pytest.approx(1.04, abs=0.005)


def test_where_statistics_do_not_reach_cloudwatch_s_count_of_sends_stands(empty):
    old = TODAY - 30 * DAY
    samples.keep(empty, SCOPE, "Send", "", HOUR, [Point(at, 10) for at in range(old, AT, HOUR)])
    coverage.extend(empty, SCOPE, coverage.CLOUDWATCH, Span(old, AT))
    attempts(empty, TODAY - 3 * DAY, AT)
    found = days(empty)
    assert (found[old].recipients, found[old].basis, found[old].whole) == (240, "attempts", True)
    assert found[TODAY - 2 * DAY].recipients == 9600


def test_a_day_that_nobody_looked_at_is_unknown_and_counted_in_no_way(empty):
    sent(empty, (TODAY - 4 * DAY, 500.0), (TODAY, 500.0))
    found = days(empty)
    assert isinstance(found[TODAY - 3 * DAY].recipients, Unknown)
    assert [day.basis for day in found.values() if isinstance(day.recipients, int)] == ["recipients"]


def test_a_day_looked_at_in_part_is_told_as_far_as_it_was_and_is_not_whole(empty):
    statistics.keep(empty, SCOPE, [Bin(TODAY - DAY + i * QUARTER, 100, 0, 0, 0) for i in range(4)], TODAY - DAY + HOUR)
    statistics.keep(empty, SCOPE, [], AT - 15 * DAY)
    day = days(empty)[TODAY - DAY]
    assert (day.recipients, day.whole) == (400, False)
    assert [why.msgid.split()[0] for why in day.assumed] == ["An", "Some"], "one recipient each, and a part of the day"


def test_a_day_is_looked_at_from_when_somebody_looked_and_not_from_its_first_mail(empty):
    statistics.keep(empty, SCOPE, [], AT - 10 * DAY)
    attempts(empty, TODAY - DAY, AT)
    found = days(empty)
    assert min(found) == TODAY - 24 * DAY
    assert found[TODAY - 20 * DAY].recipients == 0


def test_only_the_days_asked_for_are_told(empty):
    attempts(empty, TODAY - 10 * DAY, AT)
    assert min(days(empty, since=TODAY - 2 * DAY)) == TODAY - 2 * DAY
    assert mail(empty, SCOPE, AT, since=AT + DAY).days == ()
