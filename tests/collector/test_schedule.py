import threading
from datetime import timedelta

from collector import schedule
from collector.aws.catalogue import READINGS
from collector.schedule import due
from deliverability.model import N_, text
from store import runs
from store.errors import StoreError
from store.runs import Run

NOW = 1_800_000_000


def ran(job, ago, outcome="ok"):
    return Run(1, job, "1", "r", NOW - ago, NOW - ago, outcome, None, "", 1, 0.0)


def last(**ago):
    recent = {reading.name: ran(reading.name, 10) for reading in READINGS}
    return {**recent, **{job: run if isinstance(run, Run) else ran(job, run) for job, run in ago.items()}}


def name(found):
    return found.name if found else None


def test_at_the_first_start_everything_is_due_and_the_account_first():
    assert name(due(READINGS, {}, NOW)) == "account"


def test_nothing_is_due_right_after_it_ran():
    assert due(READINGS, last(), NOW) is None


def test_what_is_overdue_at_the_start_runs_at_once():
    assert name(due(READINGS, last(identities=7200), NOW)) == "identities"


def test_the_account_goes_before_everything_else_that_is_due():
    assert name(due(READINGS, last(identities=7200, metrics=7200, account=301), NOW)) == "account"


def test_what_failed_is_asked_again_soon_and_what_is_denied_in_its_own_time():
    assert name(due(READINGS, last(identities=ran("identities", 300, "failed")), NOW)) == "identities"
    assert name(due(READINGS, last(identities=ran("identities", 300, "partial")), NOW)) == "identities"
    assert due(READINGS, last(identities=ran("identities", 300, "denied")), NOW) is None


def test_a_run_in_the_future_is_no_reason_to_wait_until_then():
    assert name(due(READINGS, last(account=-9999), NOW)) == "account"


def test_runs_that_cannot_be_kept_do_not_make_a_tick_ask_for_ever(watch, world, monkeypatch):
    def full(*_):
        raise StoreError(text(N_("It failed")))

    monkeypatch.setattr(runs, "record", full)
    schedule._tick(watch, watch.regions[0], threading.Lock())
    assert len(world.calls.of("GetAccount")) == 1
    assert len(world.calls.of("GetSendStatistics")) == 1


def test_a_clock_set_back_does_not_make_a_tick_ask_for_ever(watch, world):
    aws = watch.regions[0]
    schedule._tick(watch, aws, threading.Lock())
    world.calls.clear()
    world.clock.advance(timedelta(hours=-9))
    schedule._tick(watch, aws, threading.Lock())
    schedule._tick(watch, aws, threading.Lock())
    assert len(world.calls.of("GetAccount")) == 1
