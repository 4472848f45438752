import threading
import time

import pytest

from collector import rounds
from collector.aws.catalogue import BY_NAME, READINGS
from deliverability.coverage import Span
from deliverability.metrics import DAY
from store import clock, coverage, runs, samples, snapshots, statistics


def outcomes(done):
    """What became of the readings."""
    return {(run.region, run.job): run.outcome for run in done if run.job in BY_NAME}


@pytest.mark.parametrize("regions", [("us-east-1", "eu-west-1")])
def test_a_region_that_fails_does_not_stop_another(watch, world):
    world.faults.add("bad-key", region="us-east-1")
    done = outcomes(rounds.once(watch))
    # Nothing is known of the account, so there is nothing to ask VDM for; the free tier, IAM and the bill's alarms answer
    # from us-east-1 for every region.
    own = {key: outcome for key, outcome in done.items() if key[1] not in {"vdm", "free_tier", "iam", "alarms"}}
    assert {outcome for (region, _), outcome in own.items() if region == "us-east-1"} == {"failed"}
    assert {outcome for (region, _), outcome in own.items() if region == "eu-west-1"} == {"ok"}


@pytest.mark.parametrize("broken", ["GetAccount", "GetSendStatistics", "GetMetricStatistics", "ListEmailIdentities"])
@pytest.mark.parametrize("fault", ["denied", "internal", "malformed", "cut"])
def test_a_reading_that_fails_does_not_stop_another(watch, world, broken, fault):
    world.faults.add(fault, operation=broken)
    done = outcomes(rounds.once(watch))
    asking = {name for name, reading in BY_NAME.items() if any(call.operation == broken for call in reading.calls)}
    assert {job for (_, job), outcome in done.items() if outcome != "ok"} == asking


def test_the_account_is_told_before_cloudwatch_has_answered_at_all(watch, world):
    world.faults.add("slow", service="cloudwatch", seconds=0.5)
    working = threading.Thread(target=rounds.once, args=(watch,))
    working.start()
    scope, waited = watch.scope(watch.regions[0]), 0.0
    while "metrics" not in runs.last(watch.store, scope) and not snapshots.latest(watch.store, scope, "account"):
        time.sleep(0.01)
        waited += 0.01
        assert waited < 5
    assert "metrics" not in runs.last(watch.store, scope)
    watch.stop.set()
    working.join()


def test_a_stopped_round_finishes_its_job_and_begins_no_other(watch, world):
    world.faults.add("slow", operation="GetAccount", seconds=0.2)
    done = []
    working = threading.Thread(target=lambda: done.extend(rounds.once(watch)))
    working.start()
    time.sleep(0.1)
    watch.stop.set()
    working.join()
    assert outcomes(done) == {("us-east-1", "account"): "ok"}


def test_the_collectors_own_coverage_is_joined_from_round_to_round(watch, world, now):
    for _ in range(3):
        rounds.once(watch)
        world.clock.set(world.clock.moment().fromtimestamp(world.clock.now() + 300, now.tzinfo))
    began = int(now.timestamp())
    found = coverage.covered(watch.store, watch.scope(watch.regions[0]), "collector", Span(0, 2**40))
    assert found == [Span(began, began + 601)]


def test_each_round_keeps_how_far_the_clock_is_off(watch, world, now):
    (aws, *_) = watch.regions
    rounds.once(watch)
    aws.clock_skew_seconds = -301.26
    rounds.heartbeat(watch, aws, now)
    assert clock.latest(watch.store, watch.scope(aws)) == clock.Skew(-301.3, int(now.timestamp()) + 1)


def test_when_every_call_is_denied_each_missing_action_is_named_and_nothing_is_stored_as_zero(watch, world):
    world.faults.add("denied", spare=("sts",))
    done = rounds.once(watch)
    assert {run.outcome for run in done if run.api_calls} == {"denied"}
    asked_nothing = [run.job for run in done if run.job in BY_NAME and not run.api_calls]
    assert asked_nothing == ["vdm"], "asked only once VDM is known to be on"
    missing = {action for run in done if run.api_calls for action in run.missing_action.split(", ")}
    every = {call.action for reading in READINGS for call in reading.calls}
    assert missing == every - {"ses:BatchGetMetricData"}
    scope = watch.scope(watch.regions[0])
    assert snapshots.latest(watch.store, scope, "account") == {}
    assert statistics.bins(watch.store, scope, 0, 2**40) == []
    assert samples.series(watch.store, scope) == []
    assert coverage.covered(watch.store, scope, "statistics", Span(0, 2**40)) == []


@pytest.mark.parametrize("scenario", ["healthy"])
def test_a_round_in_which_every_second_call_is_throttled_equals_the_truth(watch, world, now):
    world.faults.add("throttled", every=2)
    done = rounds.once(watch)
    assert {run.outcome for run in done} == {"ok"}
    at, scope = int(now.timestamp()), watch.scope(watch.regions[0])
    truth = world.truth.bins("us-east-1", at - 14 * DAY, at)
    assert [(b.at, *b.counts()) for b in statistics.bins(watch.store, scope, 0, 2**40)] == [
        (q.at, q.attempts, q.bounces, q.complaints, q.rejects) for q in truth
    ]
    sent = {
        at: v for m, s, at, p, v in samples.points(watch.store, scope, at - DAY, at) if (m, s, p) == ("Send", "", 900)
    }
    assert sent == world.truth.metric("us-east-1", "Send", at - DAY, at, 900)
