"""The collector as its own process: signals, locks, sudden death. Ended by the ids of what was started here only."""

import random
import signal
import time
from datetime import UTC, datetime, timedelta

import pytest

from deliverability.coverage import Span
from deliverability.metrics import DAY
from deliverability.model import Scope
from report.situation import has_ended
from simulator.world import ACCOUNT_ID
from store import runs, statistics
from store.open import open_store
from tests.collector import stage

SCOPE = Scope(ACCOUNT_ID, stage.REGION)


def until(condition, seconds=30.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.05)


def ended(process, seconds=30):
    try:
        out, err = process.communicate(timeout=seconds)
    finally:
        process.kill()
    return process.returncode, out, err


def recorded(database):
    store = open_store(f"sqlite:///{database}", read_only=True)
    try:
        return runs.last(store)
    finally:
        store.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_lets_the_running_job_finish_and_the_process_ends_well(served, database, number):
    served.world.faults.add("slow", operation="ListConfigurationSets", seconds=1.0)
    process = stage.begun(["run"], stage.environment(database, served.url))
    until(lambda: served.world.calls.of("ListConfigurationSets") or "metrics" in recorded(database))
    until(lambda: "metrics" in recorded(database))
    time.sleep(0.3)
    process.send_signal(number)
    code, _, err = ended(process)
    assert code == 0
    assert "Traceback" not in err
    done = recorded(database)
    assert done["configuration_sets"].outcome == "ok", "it was running and had to finish"
    assert "identities" not in done, "it had not begun and had not to"
    assert not list(database.parent.glob("*.lock"))


def test_a_collector_that_was_killed_is_seen_not_to_run_and_one_pass_is_not_missed(served, database):
    env = stage.environment(database, served.url)
    process = stage.begun(["run"], env)
    until(lambda: "account" in recorded(database))
    assert not has_ended_in(database)
    process.kill()
    process.communicate()
    assert has_ended_in(database)
    assert stage.collector(["once"], env).returncode == 0
    assert not has_ended_in(database), "nobody expects it to run on"


def has_ended_in(database):
    store = open_store(f"sqlite:///{database}", read_only=True)
    try:
        return has_ended(store)
    finally:
        store.close()


def test_a_second_collector_is_refused_with_a_sentence(served, database):
    env = stage.environment(database, served.url)
    first = stage.begun(["run"], env)
    until(lambda: "account" in recorded(database))
    for command in ("run", "once"):
        second = stage.collector([command], env)
        assert second.returncode == 1
        assert str(first.pid) in second.stderr
        assert "Traceback" not in second.stderr
    assert stage.collector(["export", "runs"], env).returncode == 0, "reading goes on beside it"
    first.terminate()
    assert ended(first)[0] == 0


def test_a_signal_before_the_first_job_ends_the_process_at_once(served, database):
    served.world.faults.add("slow", service="sts", seconds=1.0)
    process = stage.begun(["run"], stage.environment(database, served.url))
    until(lambda: list(database.parent.glob("*.lock")))
    process.terminate()
    assert ended(process)[0] == 0


def test_run_waits_for_a_network_that_is_not_there_yet(database):
    process = stage.begun(["run"], stage.environment(database, "http://127.0.0.1:9"))
    try:
        until(lambda: "account_id" in recorded(database), 60)
        assert process.poll() is None
        assert "no answer" in recorded(database)["account_id"].error.msgid
    finally:
        process.terminate()
    assert ended(process)[0] == 0


def rerun_equals_truth(served, database, wait):
    env = stage.environment(database, served.url)
    process = stage.begun(["once"], env)
    time.sleep(wait)
    process.kill()
    process.communicate()
    again = stage.collector(["once"], env)
    assert again.returncode == 0, again.stderr
    store = open_store(f"sqlite:///{database}", read_only=True)
    try:
        at = recorded(database)["statistics"].started_at
        kept = statistics.bins(store, SCOPE, 0, 2**40)
        truth = served.world.truth.bins(stage.REGION, at - 13 * DAY, at - 3600)
        window = Span(at - 13 * DAY, at - 3600)
        assert [(b.at, *b.counts()) for b in kept if window.since <= b.at < window.until] == [
            (q.at, q.attempts, q.bounces, q.complaints, q.rejects) for q in truth
        ]
        assert store.rows("PRAGMA integrity_check") == [("ok",)]
    finally:
        store.close()


@pytest.mark.parametrize("part", [0.2, 0.4, 0.6, 0.9])
def test_a_collector_killed_at_any_moment_and_run_again_equals_the_truth(served, database, part):
    rerun_equals_truth(served, database, 0.8 + random.uniform(part, part + 0.2) * 3)


@pytest.mark.soak
@pytest.mark.parametrize("moment", range(20))
@pytest.mark.parametrize("scenario", ["bounce-incident"])
def test_a_collector_killed_at_twenty_moments_and_run_again_equals_the_truth(served, tmp_path, moment):
    database = tmp_path / "ses.db"
    stage.prepared(database, datetime.now(UTC) - timedelta(days=20)).close()
    rerun_equals_truth(served, database, random.uniform(0.3, 6.0))
