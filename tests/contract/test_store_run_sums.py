"""Sums of runs by day: they grow with each run, outlast the runs themselves, and an older database gets them too."""

import sqlite3
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import store.engines.files
import store.engines.sqlite
from deliverability.coverage import Span
from deliverability.metrics import DAY
from deliverability.model import Scope
from store import failures, runs
from store.failures import Failure
from store.migrations import MIGRATIONS, NAMES
from store.open import open_store
from store.runs import DaySum, Run

HERE = Scope("123456789012", "ap-northeast-2")
FIRST = 20_000 * DAY


def run(started_at: int, job: str = "account", region: str = HERE.region, **fields) -> Run:
    known = {"error": None, "missing_action": "", "api_calls": 2, "cost_usd": 0.25} | fields
    return Run(0, job, HERE.account_id, region, started_at, started_at + 5, "ok", **known)


def test_the_calls_and_the_cost_of_a_day_add_up_by_job_and_scope(store, seen):
    for at in (FIRST, FIRST + DAY - 1, FIRST + DAY):
        runs.record(store, run(at))
    runs.record(store, run(FIRST + 10, "metrics", api_calls=7, cost_usd=0.5))
    runs.record(store, run(FIRST + 10, region="us-east-1"))
    here = (HERE.account_id, HERE.region)
    assert runs.day_sums(seen, FIRST, FIRST + DAY) == [
        DaySum(FIRST, "account", *here, 2, 4, 0.5),
        DaySum(FIRST, "account", HERE.account_id, "us-east-1", 1, 2, 0.25),
        DaySum(FIRST, "metrics", *here, 1, 7, 0.5),
    ]
    assert runs.day_sums(seen, FIRST + DAY, FIRST + 2 * DAY) == [DaySum(FIRST + DAY, "account", *here, 1, 2, 0.25)]


@settings(max_examples=15)
@given(
    st.lists(st.tuples(st.integers(FIRST, FIRST + 3 * DAY), st.sampled_from("ab"), st.integers(0, 9)), max_size=12),
    st.integers(FIRST, FIRST + 3 * DAY),
)
def test_whatever_is_forgotten_the_sums_are_those_of_all_runs(tmp_path_factory, recorded, before):
    engine = open_store(f"sqlite:///{tmp_path_factory.mktemp('sums') / 'ses.db'}")
    for at, job, calls in recorded:
        runs.record(engine, run(at, job, api_calls=calls))
    runs.forget(engine, before, 5)
    found = runs.day_sums(engine, 0, 2**40)
    assert sum(day.api_calls for day in found) == sum(calls for _, _, calls in recorded)
    assert sum(day.runs for day in found) == len(recorded)
    assert all(day.at % DAY == 0 for day in found)
    engine.close()


def test_the_oldest_runs_are_forgotten_a_few_at_a_time(store, seen):
    for n in range(10):
        runs.record(store, run(FIRST + n))
    assert runs.forget(store, FIRST + 7, most=4) == 4
    assert [r.started_at - FIRST for r in runs.between(seen, 0, 2**40)] == [4, 5, 6, 7, 8, 9]
    assert runs.forget(store, FIRST + 7, most=4) == 3
    assert runs.forget(store, FIRST + 7, most=4) == 0


def test_the_last_run_of_each_job_and_the_version_stay_however_old(store, seen):
    for job in ("account", "account", "statistics"):
        runs.record(store, run(FIRST, job))
    late = run(FIRST - 100, "account")  # recorded last, though it ended first: nobody's last run
    runs.record(store, late)
    version = runs.version(seen)
    assert runs.forget(store, FIRST + DAY, most=100) == 1
    assert runs.version(seen) == version
    assert set(runs.last(seen, HERE)) == {"account", "statistics"}
    assert runs.last_ok(seen, HERE) == {"account": FIRST + 5, "statistics": FIRST + 5}


def test_a_number_is_never_given_twice(store):
    first = runs.record(store, run(FIRST))
    second = runs.record(store, run(FIRST + 1))
    runs.forget(store, FIRST + DAY, most=100)
    assert runs.record(store, run(FIRST + 2)) > second > first


def test_a_run_is_old_once_so_many_days_with_runs_have_followed_whatever_a_clock_said(store, monkeypatch):
    monkeypatch.setattr(runs, "KEPT_DAYS", 3)
    for day in (0, 0, 1):
        runs.record(store, run(FIRST + day * DAY + 60))
    assert runs.old_before(store, FIRST + 100 * DAY) == 0
    leap = FIRST + 3000 * DAY
    runs.record(store, run(leap))
    assert runs.old_before(store, leap) == FIRST
    runs.record(store, run(FIRST + 2 * DAY))
    assert runs.old_before(store, leap) == FIRST + DAY
    assert runs.old_before(store, FIRST + 2 * DAY) == FIRST - DAY


def test_an_older_database_gets_the_sums_of_the_runs_it_has(tmp_path, monkeypatch):
    path = tmp_path / "ses.db"
    older = tuple(m for m in MIGRATIONS if m.name < "m003")
    with monkeypatch.context() as old:
        old.setattr(store.engines.sqlite, "MIGRATIONS", older)
        old.setattr(store.engines.files, "NAMES", tuple(m.name for m in older))
        open_store(f"sqlite:///{path}").close()
    kept = [run(FIRST), run(FIRST + 10), run(FIRST + DAY, "metrics")]
    for n, outcome in enumerate(("ok", "failed", "denied")):
        kept[n] = replace(kept[n], outcome=outcome)
    with sqlite3.connect(path) as raw:
        raw.executemany(
            f"INSERT INTO run VALUES ({', '.join('?' * 11)})",
            [
                (n, r.job, r.account_id, r.region, r.started_at, r.ended_at, r.outcome, None, "", r.api_calls, 0.25)
                for n, r in enumerate(kept, 1)
            ],
        )
    raw.close()
    engine = open_store(f"sqlite:///{path}")
    assert {"m003_runs", "m004_failures"} <= set(NAMES)
    assert [(day.at, day.job, day.runs, day.api_calls, day.cost_usd) for day in runs.day_sums(engine, 0, 2**40)] == [
        (FIRST, "account", 2, 4, 0.5),
        (FIRST + DAY, "metrics", 1, 2, 0.25),
    ]
    whole = Span(0, 2**40)
    assert failures.between(engine, HERE, "account", whole) == [Failure(FIRST + 10, "failed", "")]
    assert failures.between(engine, HERE, "metrics", whole) == [Failure(FIRST + DAY, "denied", "")]
    runs.record(engine, replace(kept[0], started_at=FIRST + 20))
    assert runs.day_sums(engine, FIRST, FIRST + 1)[0].runs == 3
    engine.close()


@pytest.mark.parametrize("most", [0, 1])
def test_nothing_is_forgotten_of_an_empty_store(store, most):
    assert runs.forget(store, 2**40, most) == 0
