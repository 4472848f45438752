"""Runs: each job's last run and last success are known at once, and an error's text comes back equal."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.model import Scope, Text, text
from store import runs, texts
from store.runs import Run

HERE = Scope("123456789012", "ap-northeast-2")
THERE = Scope("123456789012", "us-east-1")


def run(job: str = "account", ended_at: int = 100, outcome: str = "ok", scope: Scope = HERE, **fields) -> Run:
    known = {"error": None, "missing_action": "", "api_calls": 2, "cost_usd": 0.00002} | fields
    return Run(0, job, scope.account_id, scope.region, ended_at - 5, ended_at, outcome, **known)


def test_a_run_comes_back_as_it_was_with_its_number(store, seen):
    error = text(
        ("{n:number} job in {where} failed", "{n:number} jobs in {where} failed"),
        n=3,
        where=text("the region {region}", region='서울 "quoted" 📮'),
        since=datetime(2026, 11, 24, 12, tzinfo=UTC),
        share=0.25,
        nothing=None,
    )
    kept = run(outcome="denied", error=error, missing_action="ses:GetAccount")
    number = runs.record(store, kept)
    assert runs.last(seen) == {"account": replace(kept, id=number)}
    assert runs.between(seen, 0, 10**9) == [replace(kept, id=number)]


def test_the_last_run_and_the_last_success_of_each_job_are_known(store, seen):
    runs.record(store, run("account", 100))
    runs.record(store, run("account", 200, "failed"))
    runs.record(store, run("statistics", 150, "denied"))
    runs.record(store, run("account", 300, scope=THERE))
    assert {job: r.ended_at for job, r in runs.last(seen, HERE).items()} == {"account": 200, "statistics": 150}
    assert {job: r.ended_at for job, r in runs.last(seen).items()} == {"account": 300, "statistics": 150}
    assert runs.last_ok(seen, HERE) == {"account": 100}
    assert runs.last_ok(seen, THERE) == {"account": 300}
    assert runs.last(seen, Scope("", "")) == {}


def test_a_run_that_failed_or_was_denied_brought_nothing(store, seen):
    for outcome in ("failed", "denied"):
        runs.record(store, run(outcome=outcome))
    assert runs.last_ok(seen, HERE) == {}


def test_a_clock_that_was_set_back_leaves_no_run_of_the_future_as_the_last(store, seen):
    runs.record(store, run(ended_at=100_000))
    runs.record(store, run(ended_at=60_000))
    assert runs.last(seen, HERE)["account"].ended_at == 60_000
    assert runs.last_ok(seen, HERE) == {"account": 60_000}


def test_a_run_with_one_odd_part_brought_the_others(store, seen):
    runs.record(store, run(outcome="partial"))
    assert list(runs.last_ok(seen, HERE)) == ["account"]


def test_a_run_recorded_late_does_not_pass_for_the_last(store, seen):
    runs.record(store, run(ended_at=200))
    runs.record(store, run(ended_at=100, outcome="failed"))
    runs.record(store, run(ended_at=150))
    assert runs.last(seen, HERE)["account"].ended_at == 200
    assert runs.last_ok(seen, HERE) == {"account": 200}


def test_the_version_rises_with_every_run(store, seen):
    versions = [runs.version(seen)]
    for ended_at in (300, 100, 200):
        runs.record(store, run(ended_at=ended_at))
        versions.append(runs.version(seen))
    assert versions == sorted(set(versions))


def test_what_went_wrong_is_told_by_its_words_newest_first_with_how_often(store, seen):
    broke, denied = text("It broke."), text("It was denied.")
    runs.record(store, run("account", 100, "failed", error=broke))
    runs.record(store, run("account", 200, "failed", error=broke))
    runs.record(store, run("account", 300, "denied", error=denied, missing_action="ses:GetAccount"))
    runs.record(store, run("account", 400))
    runs.record(store, run("account", 500, "failed", error=broke, scope=THERE))
    runs.record(store, run("account_id", 250, "failed", error=broke, scope=Scope("", "us-east-1")))
    found = [
        (one.job, one.outcome, one.error, one.missing_action, one.last, one.times)
        for one in runs.troubled(seen, HERE, 0)
    ]
    assert found == [
        ("account", "denied", denied, "ses:GetAccount", 300, 1),
        ("account_id", "failed", broke, "", 250, 1),
        ("account", "failed", broke, "", 200, 2),
    ]
    assert [one.times for one in runs.troubled(seen, HERE, 150)] == [1, 1, 1]


def test_runs_of_a_window_come_in_the_order_of_their_start(store, seen):
    for ended_at in (305, 105, 205):
        runs.record(store, run(ended_at=ended_at))
    assert [r.started_at for r in runs.between(seen, 100, 300)] == [100, 200]


values = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.decimals(allow_nan=False)
    | st.text(st.characters(codec="utf-8"))
)
times = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=9))]))
written = st.recursive(
    st.builds(Text, st.text(st.characters(codec="utf-8"))),
    lambda inner: st.builds(
        Text, st.text(), st.dictionaries(st.text(max_size=5), values | times | inner, max_size=4), st.none() | st.text()
    ),
    max_leaves=6,
)


@given(written)
def test_any_text_comes_back_equal(original):
    assert texts.from_json(texts.to_json(original)) == original


@pytest.mark.parametrize("outcome", ["'; DROP TABLE run; --", "한국어"])
def test_odd_words_come_back_as_they_were(store, seen, outcome):
    runs.record(store, run(job=outcome, outcome=outcome, missing_action=outcome))
    assert runs.last(seen)[outcome].missing_action == outcome
