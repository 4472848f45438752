"""Why a job brought nothing: its last failure in a stretch of time, and no other job's or account's."""

from dataclasses import replace

from deliverability.coverage import Span
from deliverability.model import Scope, text
from store import failures, runs
from store.failures import Failure
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


def last(engine, since=0, until=1000, job="statistics", scope=HERE):
    return failures.last(engine, scope, job, Span(since, until))


def test_nothing_failed_where_nothing_ran_or_all_went_well(store, seen):
    assert last(seen) is None
    runs.record(store, replace(DENIED, outcome="ok", error=None, missing_action=""))
    assert last(seen) is None


def test_the_last_failure_of_the_stretch_is_told_with_its_words(store, seen):
    runs.record(store, DENIED)
    runs.record(store, replace(DENIED, started_at=200, outcome="failed", error=None, missing_action=""))
    runs.record(store, replace(DENIED, started_at=300, outcome="ok", error=None, missing_action=""))
    assert last(seen) == Failure("failed", None, "")
    assert last(seen, until=200) == Failure("denied", text("AWS said no"), "ses:GetSendStatistics")


def test_a_stretch_is_half_open(store, seen):
    runs.record(store, DENIED)
    assert last(seen, since=100) is not None
    assert last(seen, since=101) is None
    assert last(seen, until=100) is None


def test_another_jobs_or_accounts_failure_is_none_of_ours(store, seen):
    runs.record(store, DENIED)
    assert last(seen, job="metrics") is None
    assert last(seen, scope=Scope(HERE.account_id, "us-east-1")) is None
    assert last(seen, scope=Scope("210987654321", HERE.region)) is None
