"""Gaps with their cause and what became of them, from what the collector wrote down."""

import pytest

from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, text
from report.gaps import AWS_FIGURES, OUR_COUNTS, Cause, Fate, gaps_of, lost_counts
from store import coverage
from tests.report.conftest import AT, SCOPE, ran

BOTH = (OUR_COUNTS, AWS_FIGURES)
MONTH = Span(AT - 30 * DAY, AT)


@pytest.fixture
def looked_at(empty):
    """`looked_at("statistics", (20, 3), (2, 0))` in days before now."""

    def cover(what, *stretches):
        for since, until in stretches:
            coverage.extend(empty, SCOPE, what, Span(AT - int(since * DAY), AT - int(until * DAY)))
        return empty

    return cover


def told(store, kinds=BOTH, span=MONTH):
    return [
        (round((AT - g.span.since) / DAY, 2), round((AT - g.span.until) / DAY, 2), g.cause, g.fate, g.missing, g.whole)
        for g in gaps_of(store, SCOPE, kinds, span, AT)
    ]


def everything(looked_at):
    for what in (*BOTH, coverage.COLLECTOR):
        store = looked_at(what, (40, 0))
    return store


def test_time_that_was_looked_at_has_no_gap(looked_at):
    assert told(everything(looked_at)) == []


def test_a_store_without_anything_has_no_gaps_either(empty):
    assert told(empty) == []


def test_a_pause_that_aws_remembered_is_recovered_and_nothing_is_missing(looked_at):
    looked_at(coverage.COLLECTOR, (40, 6), (5, 0))
    looked_at(OUR_COUNTS, (40, 0))
    store = looked_at(AWS_FIGURES, (40, 0))
    assert told(store) == [(6, 5, Cause.DOWN, Fate.RECOVERED, (), False)]


def test_a_pause_longer_than_aws_remembers_loses_our_counts_and_recovers_the_rest(looked_at):
    looked_at(coverage.COLLECTOR, (40, 25), (5, 0))
    looked_at(OUR_COUNTS, (40, 25), (19, 0))
    store = looked_at(AWS_FIGURES, (40, 0))
    assert told(store) == [
        (25, 19, Cause.DOWN, Fate.LOST, (OUR_COUNTS,), False),
        (19, 5, Cause.DOWN, Fate.RECOVERED, (), False),
    ]
    lost = next(iter(lost_counts(store, SCOPE, MONTH, AT)))
    assert (lost.span, lost.whole) == (Span(AT - 25 * DAY, AT - 19 * DAY), True)


def test_a_collector_that_is_down_now_will_fill_in_what_aws_still_remembers(looked_at):
    for what in (*BOTH, coverage.COLLECTOR):
        store = looked_at(what, (40, 20))
    assert told(store) == [
        (20, 14, Cause.DOWN, Fate.LOST, BOTH, True),
        (14, 0, Cause.DOWN, Fate.PENDING, BOTH, True),
    ]


def test_time_before_the_first_collection_is_named_so(looked_at):
    looked_at(OUR_COUNTS, (14, 0))
    store = looked_at(AWS_FIGURES, (20, 0))
    assert told(store) == [
        (30, 20, Cause.BEFORE, Fate.LOST, BOTH, True),
        (20, 14, Cause.BEFORE, Fate.LOST, (OUR_COUNTS,), False),
    ]
    assert told(store, (AWS_FIGURES,)) == [(30, 20, Cause.BEFORE, Fate.LOST, (AWS_FIGURES,), True)]
    assert list(lost_counts(store, SCOPE, MONTH, AT)) == []


def test_a_denial_while_the_collector_ran_names_the_missing_action(looked_at):
    looked_at(coverage.COLLECTOR, (40, 0))
    looked_at(OUR_COUNTS, (40, 0))
    store = looked_at(AWS_FIGURES, (40, 2))
    denied = {"outcome": "denied", "error": text(N_("It failed")), "missing_action": "cloudwatch:GetMetricStatistics"}
    ran(store, "metrics", AT - DAY, **denied)
    assert told(store) == [(2, 0, Cause.DENIED, Fate.PENDING, (AWS_FIGURES,), False)]
    (gap,) = gaps_of(store, SCOPE, BOTH, MONTH, AT)
    assert gap.says.params["cause"].params["action"] == "cloudwatch:GetMetricStatistics"
    assert "once the permission is given" in gap.says.params["fate"].msgid


def test_a_run_that_brought_a_part_is_not_why_there_is_a_gap(looked_at):
    looked_at(coverage.COLLECTOR, (40, 0))
    looked_at(AWS_FIGURES, (40, 0))
    store = looked_at(OUR_COUNTS, (40, 20), (19, 0))
    ran(store, "statistics", AT - 20 * DAY + HOUR, "partial")
    assert told(store)[0][2] is Cause.UNKNOWN


@pytest.mark.parametrize(("outcome", "cause"), [("failed", Cause.FAILED), ("ok", Cause.UNKNOWN)])
def test_no_answer_is_said_only_where_a_run_failed(looked_at, outcome, cause):
    looked_at(coverage.COLLECTOR, (40, 0))
    looked_at(AWS_FIGURES, (40, 0))
    store = looked_at(OUR_COUNTS, (40, 20), (19, 0))
    ran(store, "statistics", AT - 20 * DAY + HOUR, outcome)
    assert told(store) == [(20, 19, cause, Fate.LOST, (OUR_COUNTS,), False)]


def test_what_was_never_looked_at_at_all_is_no_gap_among_others(looked_at):
    looked_at(coverage.COLLECTOR, (40, 0))
    store = looked_at(OUR_COUNTS, (40, 0))
    assert told(store) == []


def test_an_hour_is_too_short_to_be_told(looked_at):
    looked_at(coverage.COLLECTOR, (40, 6), (6 - 1 / 24, 0))
    store = looked_at(OUR_COUNTS, (40, 0))
    assert told(store, (OUR_COUNTS,)) == []
    assert told(store, (OUR_COUNTS,), Span(AT - 6 * DAY - HOUR, AT)) == []
