"""The reading of VDM while the simulated account misbehaves, in-process and over a socket."""

import pytest

from collector.aws import account, configuration_sets, identities
from collector.aws.vdm import collect
from collector.jobs import perform
from simulator import Kind
from store import vdm

OPERATION = "BatchGetMetricData"


@pytest.fixture
def scenario() -> str:
    return "healthy"


@pytest.fixture(autouse=True)
def known(visit):
    for reading in (account.collect, configuration_sets.collect, identities.collect):
        reading.collect(visit(full=True))


def days(visit):
    return {
        (kind, name): vdm.days(visit.store, visit.scope, kind, name, 0, 2**40)
        for kind in ("account", "configuration-set", "identity")
        for name in vdm.names(visit.store, visit.scope, kind, 0, 2**40)
    }


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        (Kind.DENIED, "denied"),
        (Kind.THROTTLED, "failed"),
        (Kind.INTERNAL, "failed"),
        (Kind.MALFORMED, "failed"),
        (Kind.PARTIAL, "failed"),
        (Kind.CUT, "failed"),
        (Kind.QUERY_FAILED, "failed"),
        (Kind.QUERY_DENIED, "denied"),
    ],
)
def test_trouble_is_told_nothing_is_kept_and_the_next_round_makes_it_good(visit, world, kind, outcome):
    fault = world.faults.add(kind, operation=OPERATION)
    one = visit()
    run = perform(collect, one)
    assert (run.outcome, days(one)) == (outcome, {})
    assert run.missing_action == ("ses:BatchGetMetricData" if outcome == "denied" else "")
    assert run.error is not None
    world.faults.remove(fault)
    assert perform(collect, again := visit()).outcome == "ok"
    assert len(days(again)) == 6


@pytest.mark.parametrize("kind", [Kind.QUERY_FAILED, Kind.QUERY_DENIED, Kind.PARTIAL, Kind.MALFORMED])
def test_one_bad_answer_costs_only_its_own_subject(visit, world, kind):
    world.faults.add(kind, operation=OPERATION, times=1)
    one = visit()
    assert perform(collect, one).outcome == "partial"
    assert ("account", "") not in days(one)
    assert len(days(one)) == 5


def test_a_throttled_call_is_tried_again(visit, world):
    world.faults.add(Kind.THROTTLED, operation=OPERATION, every=2)
    assert perform(collect, visit()).outcome == "ok"


def test_trouble_changes_nothing_of_what_is_known(visit, world):
    perform(collect, one := visit())
    before = days(one)
    for kind in (Kind.DENIED, Kind.PARTIAL, Kind.QUERY_FAILED):
        fault = world.faults.add(kind, operation=OPERATION)
        perform(collect, visit())
        world.faults.remove(fault)
    assert days(one) == before
