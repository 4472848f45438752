"""When alerts are judged: at once after the account was read, and when a round or a tick is over."""

import threading
import time
from datetime import timedelta

import pytest

from collector import rounds, schedule
from collector.notify.channel import Channel, Form
from deliverability.metrics import HOUR
from deliverability.rules.catalogue import BY_NAME
from report import checklist
from store import outbox, runs
from tests.collector import stage

SLACK = Channel("slack", "slack", Form.SHORT)


def rules_told(store):
    """The rules that letters were written about."""
    return {letter.rule for letter in outbox.claim(store, SLACK.name, 2**41, most=999)}


@pytest.mark.parametrize("scenario", ["paused"])
def test_a_pause_is_told_while_cloudwatch_has_not_answered_yet(watch, world):
    watch = stage.alerting(watch, SLACK)
    world.faults.add("slow", service="cloudwatch", seconds=0.5)
    working = threading.Thread(target=rounds.once, args=(watch,))
    working.start()
    scope, waited = watch.scope(watch.regions[0]), 0.0
    while not outbox.counts(watch.store):
        time.sleep(0.01)
        waited += 0.01
        assert waited < 5
    assert "metrics" not in runs.last(watch.store, scope)
    watch.stop.set()
    working.join()
    assert "sending-paused" in rules_told(watch.store)


@pytest.mark.parametrize("scenario", ["paused"])
@pytest.mark.parametrize("kind", ["throttled", "denied"])
def test_a_pause_is_told_within_one_tick_of_a_cloudwatch_that_refuses(watch, world, kind):
    watch = stage.alerting(watch, SLACK)
    world.faults.add(kind, service="cloudwatch")
    schedule._tick(watch, watch.regions[0], threading.Lock())
    assert "sending-paused" in rules_told(watch.store)


def test_a_round_ends_with_its_evaluation_and_a_tick_in_which_nothing_was_asked_has_none(watch, world):
    scope, aws = watch.scope(watch.regions[0]), watch.regions[0]
    assert [run.job for run in rounds.once(watch)[-2:]] == [runs.JUDGING, checklist.JOB]
    before = runs.version(watch.store)
    schedule._tick(watch, aws, threading.Lock())
    assert runs.version(watch.store) == before
    world.clock.advance(timedelta(hours=1))
    schedule._tick(watch, aws, threading.Lock())
    at_hour = int(world.clock.moment().timestamp())
    done = [run.job for run in runs.between(watch.store, at_hour, at_hour + HOUR)]
    assert done[0] == "account"
    assert done.count(runs.JUDGING) == 1, "the one midway says nothing of the other rules"
    assert done[-2:] == [runs.JUDGING, checklist.JOB]
    assert runs.last_ok(watch.store, scope)[runs.JUDGING] == at_hour


@pytest.mark.parametrize("way", ["once", "tick"])
def test_in_the_middle_of_a_round_only_what_cannot_wait_is_judged(watch, monkeypatch, way):
    """Before the statistics are read nobody knows whether mail that uses up the quota is a leaked key's."""
    judged = []

    def judge(_store, _scope, _now, _lines, _told, rules):
        judged.append({rule.name for rule in rules})

    monkeypatch.setattr(rounds, "judge", judge)
    if way == "once":
        rounds.once(watch)
    else:
        schedule._tick(watch, watch.regions[0], threading.Lock())
    midway, afterwards = judged
    assert midway == {"sending-paused", "enforcement", "production-access"}
    assert afterwards == set(BY_NAME)


def test_a_round_that_was_broken_off_does_not_take_what_it_left_out_for_stale(watch, world):
    watch = stage.alerting(watch, SLACK)
    aws = watch.regions[0]
    rounds.once(watch)
    world.clock.advance(timedelta(hours=9))
    world.faults.add("slow", operation="GetAccount", seconds=0.3)
    working = threading.Thread(target=schedule._tick, args=(watch, aws, threading.Lock()))
    working.start()
    time.sleep(0.1)
    watch.stop.set()
    working.join()
    assert runs.last(watch.store, watch.scope(aws))["account"].started_at == int(world.clock.moment().timestamp())
    assert rules_told(watch.store) == set()


def test_a_tick_asks_each_reading_once_however_long_it_lasts_and_the_account_again(watch, world):
    """Where nothing answers, something is due again before the last has failed: the tick would never end."""
    aws = watch.regions[0]
    world.faults.add("denied", spare=("sts",))
    rounds.once(watch)
    world.clock.advance(timedelta(hours=30))
    asked = dict.fromkeys((reading.name for reading in watch.readings), time.monotonic() - 10 * schedule.TICK_SECONDS)
    assert schedule._due(watch, aws, asked).name == schedule.URGENT
    asked[schedule.URGENT] = time.monotonic()
    assert schedule._due(watch, aws, asked) is None


def test_one_that_went_well_by_some_rules_only_does_not_hide_that_the_whole_failed(watch, world, monkeypatch):
    aws, scope = watch.regions[0], watch.scope(watch.regions[0])
    rounds.once(watch)
    monkeypatch.setattr("collector.evaluation.evidence", lambda *_: 1 / 0)
    watch.judged(aws)
    monkeypatch.undo()
    watch.judged(aws, midway=True)
    assert runs.last(watch.store, scope)[runs.JUDGING].outcome == "failed"


@pytest.mark.parametrize("scenario", ["paused"])
def test_a_fault_of_ours_in_what_other_rules_look_at_does_not_mute_that_sending_is_paused(watch, world, monkeypatch):
    monkeypatch.setattr("report.evidence.spending", lambda *_: 1 / 0)
    watch = stage.alerting(watch, SLACK)
    rounds.once(watch)
    assert rules_told(watch.store) == {"sending-paused"}
    last = runs.last(watch.store, watch.scope(watch.regions[0]))[runs.JUDGING]
    assert (last.outcome, last.error.params["kind"]) == ("failed", "ZeroDivisionError")
