"""Gaps with their cause and what became of them, from what the collector wrote down."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliverability.coverage import Span, gaps, joined
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, text
from report.gaps import AWS_FIGURES, JOB, OUR_COUNTS, REACH, Cause, Fate, gaps_of, lost_counts
from store import coverage
from store.open import open_store
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


HALF = HOUR // 2
stretches = st.lists(st.tuples(st.integers(0, 40 * 48), st.integers(1, 12 * 48)), min_size=1, max_size=5).map(
    lambda found: joined(Span(AT - 40 * DAY + at * HALF, min(AT, AT - 40 * DAY + (at + n) * HALF)) for at, n in found)
)
failed = st.dictionaries(st.integers(0, 30 * 24 - 1), st.sampled_from(["denied", "failed"]), max_size=12).map(
    lambda found: {MONTH.since + hour * HOUR + 60: outcome for hour, outcome in found.items()}
)


def naively(covered, ran_badly):
    """Each stretch between two edges held against every gap and every run: cause, fate and what is missing of it."""
    seen = covered[coverage.COLLECTOR]
    watched = Span(max(MONTH.since, seen[0].since), AT) if seen else Span(0, 0)
    missing = {kind: [g for g in gaps(covered[kind], MONTH) if g.seconds > HOUR] for kind in BOTH if covered[kind]}
    pauses = [g for g in gaps(seen, watched) if g.seconds > HOUR]
    edges = {MONTH.since, AT, *(AT - REACH[kind] for kind in missing)}
    edges |= {at for each in (*missing.values(), pauses) for gap in each for at in (gap.since, gap.until)}
    told = []
    for since, until in pairwise(sorted(at for at in edges if MONTH.since <= at <= AT)):
        lacks = tuple(k for k, each in missing.items() if any(g.since <= since and until <= g.until for g in each))
        down = any(gap.since <= since and until <= gap.until for gap in pauses)
        runs = ([run for run in ran_badly[kind].items() if since <= run[0] < until] for kind in lacks)
        cause = max(next(filter(None, runs), [(0, "unknown")]))[1]
        if not lacks and not down:
            continue
        if not lacks:
            kind = (Cause.DOWN, Fate.RECOVERED)
        elif all(until <= covered[k][0].since for k in lacks):
            kind = (Cause.BEFORE, Fate.LOST)
        else:
            lost = any(since < AT - REACH[k] for k in lacks)
            kind = (Cause.DOWN if down else Cause(cause), Fate.LOST if lost else Fate.PENDING)
        told.append((since, until, *kind, lacks))
    return told


@settings(max_examples=60, deadline=None)
@given(st.fixed_dictionaries(dict.fromkeys((*BOTH, coverage.COLLECTOR), stretches)), st.tuples(failed, failed))
def test_every_stretch_is_told_as_when_it_is_held_against_every_gap_and_run(tmp_path_factory, covered, ran_badly):
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('gaps') / 'ses.db'}")
    bad = dict(zip(BOTH, ran_badly, strict=True))
    for what, each in covered.items():
        for span in each:
            coverage.extend(store, SCOPE, what, span)
    for kind, runs in bad.items():
        for at, outcome in runs.items():
            ran(store, JOB[kind], at + 2, outcome)
    found = gaps_of(store, SCOPE, BOTH, MONTH, AT)
    store.close()
    for since, until, *kind in naively(covered, bad):
        inside = [g for g in found if g.span.since <= since and until <= g.span.until]
        if until - since > HOUR or inside:
            assert [[g.cause, g.fate, g.missing] for g in inside] == [kind]
    assert all(gap.span.seconds > HOUR for gap in found)
    told = sum(until - since for since, until, *_ in naively(covered, bad) if until - since > HOUR)
    assert sum(gap.span.seconds for gap in found) >= told
