"""The Deliverability page's values, from a store whose every row is known."""

import pytest

from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR, QUARTER
from deliverability.model import N_, Reason, Unknown, text
from deliverability.outcomes import Count, Outcome
from deliverability.rates import Rate
from report.charts import MOST_POINTS
from report.deliverability import deliverability, over
from report.gaps import Cause
from report.outcomes import CountedBy
from report.overview import RANGES
from store import coverage, samples, statistics
from store.samples import Point
from tests.report.conftest import AT, NOW, SCOPE, ran

WEEK = Span(AT - 7 * DAY, AT)


def shown(store, outcome=Outcome.BOUNCE, span=WEEK):
    return deliverability(store, SCOPE, NOW, outcome, span)


@pytest.mark.parametrize("name", RANGES)
@pytest.mark.parametrize("outcome", Outcome)
def test_no_range_of_no_rate_has_too_many_points_and_all_lie_in_its_span(store, outcome, name):
    found = over(store, SCOPE, NOW, outcome, name)
    chart = found.chart
    for points in (chart.own, chart.aws, found.before):
        assert len(points) <= MOST_POINTS
        assert all(chart.span.since < p.at <= chart.span.until for p in points)
    assert (found.previous is None) == (name == "all")


def test_a_period_is_the_sum_of_its_counts(store):
    found = shown(store)
    assert found.this.rate == Rate(2 * 672, 67_200)
    assert found.previous is not None
    assert found.previous.rate == Rate(2 * 672, 67_200)
    assert found.told_apart is False


@pytest.mark.parametrize(
    ("outcome", "rate"),
    [
        (Outcome.COMPLAINT, Rate(7, 67_200, lower_bound=True)),
        (Outcome.REJECT, Rate(0, 67_200)),
        (Outcome.DELIVERY, Rate(67_200 - 2 * 672, 67_200)),
    ],
)
def test_each_rate_has_its_own_counts(store, outcome, rate):
    samples.keep(store, SCOPE, "Delivery", "", HOUR, [Point(at, 392) for at in range(AT - 40 * DAY, AT, HOUR)])
    assert shown(store, outcome).this.rate == rate


def test_what_was_delivered_is_counted_by_cloudwatch_and_else_told_from_the_statistics(store, empty):
    samples.keep(store, SCOPE, "Delivery", "", HOUR, [Point(at, 390) for at in range(AT - 40 * DAY, AT, HOUR)])
    found = shown(store, Outcome.DELIVERY)
    assert found.chart.source is CountedBy.CLOUDWATCH
    assert {(p.numerator, p.denominator) for p in found.chart.own} == {(390 * 24, 400 * 24)}
    empty.run("DELETE FROM coverage WHERE what = 'cloudwatch'")
    told = shown(store, Outcome.DELIVERY)
    assert told.chart.source is CountedBy.STATISTICS
    assert {(p.numerator, p.denominator) for p in told.chart.own} == {(9600 - 192, 9600)}


def test_the_period_before_lies_under_the_times_of_this_one(store):
    bad = range(AT - 9 * DAY, AT - 8 * DAY, QUARTER)
    statistics.keep(store, SCOPE, [Bin(at, 100, 30, 0, 0) for at in bad], AT)
    found = shown(store)
    assert max(found.before, key=lambda count: count.value) == Count(AT - DAY, 30 * 96, 9600)
    assert {(p.numerator, p.denominator) for p in found.chart.own} == {(192, 9600)}
    assert found.told_apart is True


def test_a_period_known_in_part_is_told_but_not_compared(store):
    found = shown(store, span=Span(AT - 10 * DAY, AT))
    assert found.previous is not None
    assert found.previous.known_share == pytest.approx(0.4)
    assert found.told_apart is None
    assert shown(store, span=Span(AT - 14 * DAY, AT)).previous.rate == Unknown(Reason.COLLECTING)


def test_the_time_before_the_first_collection_is_a_gap_of_ours_here(store):
    (gap,) = shown(store, span=Span(AT - 30 * DAY, AT)).chart.gaps
    assert (gap.span, gap.cause) == (Span(AT - 30 * DAY, AT - 14 * DAY), Cause.BEFORE)


def test_chosen_dates_in_the_past_are_told_as_they_were(store):
    span = Span(AT - 5 * DAY, AT - 3 * DAY)
    found = over(store, SCOPE, NOW, Outcome.BOUNCE, span)
    assert found.span == span
    assert found.this.rate == Rate(2 * 192, 19_200)
    assert found.chart.own[-1].at == span.until


def test_a_chart_stays_as_it_is_until_a_step_is_over(store):
    """Else Streamlit would mount it anew with every minute."""
    later = type(NOW).fromtimestamp(AT + 120, NOW.tzinfo)
    first = deliverability(store, SCOPE, NOW, Outcome.BOUNCE, Span(AT - 30 * DAY + 60, AT + 60))
    second = deliverability(store, SCOPE, later, Outcome.BOUNCE, Span(AT - 30 * DAY + 120, AT + 120))
    assert (first.chart.own, first.chart.aws, first.chart.span) == (
        second.chart.own,
        second.chart.aws,
        second.chart.span,
    )


def test_what_is_denied_is_named_with_its_action(store):
    assert shown(store).aws_missing is None
    said = text(N_("It failed"))
    ran(store, "metrics", AT - 5, outcome="denied", error=said, missing_action="cloudwatch:GetMetricStatistics")
    store.run("UPDATE run_last SET ok_at = NULL WHERE job = 'metrics'")
    assert shown(store).aws_missing == Unknown(Reason.DENIED, said)
    assert shown(store, Outcome.REJECT).aws_missing is None


def test_nothing_known_is_empty_and_not_zero(empty):
    found = shown(empty)
    assert found.is_empty
    assert found.this.rate == Unknown(Reason.COLLECTING)
    assert found.own_missing == Unknown(Reason.COLLECTING)


def test_a_silence_is_no_rate(empty):
    coverage.extend(empty, SCOPE, "statistics", Span(AT - 14 * DAY, AT))
    found = shown(empty)
    assert found.is_empty
    assert found.this.rate == Rate(0, 0)
    assert found.told_apart is None
