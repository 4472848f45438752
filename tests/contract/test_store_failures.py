"""Why a job brought nothing: its last failure in each hour, no other job's or account's, and for ever."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from deliverability.coverage import Span
from deliverability.metrics import HOUR
from deliverability.model import Scope, text
from store import failures, runs
from store.failures import Failure
from store.open import open_store
from store.runs import Run

HERE = Scope("123456789012", "ap-northeast-2")
DENIED = Run(
    0,
    "statistics",
    HERE.account_id,
    HERE.region,
    100,
    101,
    "denied",
    text("AWS said no"),
    "ses:GetSendStatistics",
    1,
    0.0,
)


def kept(engine, since=0, until=10 * HOUR, job="statistics", scope=HERE):
    return failures.between(engine, scope, job, Span(since, until))


def test_nothing_failed_where_nothing_ran_or_all_brought_something(store, seen):
    assert kept(seen) == []
    for outcome in runs.BROUGHT:
        runs.record(store, replace(DENIED, outcome=outcome, error=None, missing_action=""))
    assert kept(seen) == []


def test_the_last_failure_of_each_hour_is_told_with_what_was_denied(store, seen):
    runs.record(store, replace(DENIED, outcome="failed", error=None, missing_action=""))
    runs.record(store, replace(DENIED, started_at=200))
    runs.record(store, replace(DENIED, started_at=150, outcome="failed"))
    runs.record(store, replace(DENIED, started_at=HOUR, outcome="failed", error=None, missing_action=""))
    runs.record(store, replace(DENIED, started_at=HOUR + 300, outcome="ok"))
    assert kept(seen) == [
        Failure(200, "denied", "ses:GetSendStatistics"),
        Failure(HOUR, "failed", ""),
    ]


def test_a_stretch_is_half_open(store, seen):
    runs.record(store, DENIED)
    assert kept(seen, since=100)
    assert not kept(seen, since=101)
    assert not kept(seen, until=100)


def test_another_jobs_or_accounts_failure_is_none_of_ours(store, seen):
    runs.record(store, DENIED)
    assert not kept(seen, job="metrics")
    assert not kept(seen, scope=Scope(HERE.account_id, "us-east-1"))
    assert not kept(seen, scope=Scope("210987654321", HERE.region))


def test_a_run_that_is_forgotten_leaves_why_it_failed(store, seen):
    for hour in range(3):
        runs.record(store, replace(DENIED, started_at=hour * HOUR))
    assert runs.forget(store, 10 * HOUR, most=9) == 2
    assert [failure.at for failure in kept(seen)] == [0, HOUR, 2 * HOUR]


@settings(max_examples=15)
@given(st.lists(st.integers(0, 6 * HOUR // 300), min_size=1, max_size=12), st.integers(0, 71), st.integers(13, 30))
def test_an_outage_longer_than_an_hour_always_keeps_a_failure_of_its_own(tmp_path_factory, ran, since, length):
    """Every 5 minutes of the outage a run fails; whatever else fails before and after it takes none of that away."""
    engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('outage') / 'ses.db'}")
    outage = Span(since * 300, (since + length) * 300)
    for at in sorted({*(n * 300 for n in ran), *range(outage.since, outage.until, 300)}):
        runs.record(engine, replace(DENIED, started_at=at))
    assert kept(engine, outage.since, outage.until)
    engine.close()
