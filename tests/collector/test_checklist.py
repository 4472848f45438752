"""The checklist after a round: verdicts kept when they change, and every denial told as what it is."""

from datetime import timedelta

import pytest

from collector import checklist, effective
from collector.aws.catalogue import BY_NAME, READINGS
from collector.rounds import once, one
from deliverability.checklist.item import Result
from deliverability.coverage import Span
from deliverability.model import Reason
from report.changes import drift
from report.checklist import checklist as checklist_of
from report.marks import marks
from simulator.access import APPLICATION
from store import runs, snapshots
from store.snapshots import VERDICT
from tests.collector import stage

ACTIONS = sorted({call.action for reading in READINGS for call in reading.calls})


@pytest.fixture
def scope(watch):
    return watch.scope(watch.regions[0])


@pytest.fixture(autouse=True)
def told(store, now):
    setup = {"from_email": "noreply@example.com", "heartbeat": True, "application_user": APPLICATION}
    effective.write(store, [stage.REGION], int(now.timestamp()), setup=setup)


def results(store, scope, now):
    return {(row.item.name, row.verdict.subject): row for row in checklist_of(store, scope, now).rows}


def test_a_round_ends_with_the_checklist_and_writes_it_down(watch, store, scope):
    assert once(watch)[-1].job == "checklist"
    assert runs.last(store, scope)["checklist"].outcome == "ok"
    assert snapshots.latest(store, scope, VERDICT)["production-access|"].body["result"] == "pass"


def test_a_verdict_is_kept_when_it_changes_and_only_then(watch, store, scope, now):
    once(watch)
    before = len(snapshots.history(store, scope, 0, 2**53, VERDICT))
    later = now + timedelta(minutes=5)
    assert checklist.check(store, scope, later).outcome == "ok"
    assert len(snapshots.history(store, scope, 0, 2**53, VERDICT)) == before
    snapshots.keep(store, scope, "account", "", {"sending_enabled": False}, int(later.timestamp()))
    checklist.check(store, scope, later)
    assert snapshots.latest(store, scope, VERDICT)["sending|"].body["result"] == "fail"


def test_what_cannot_be_told_for_a_while_keeps_its_subjects(watch, store, scope, now):
    once(watch)
    for late in (timedelta(days=2), timedelta(days=3)):
        checklist.check(store, scope, now + late)
    kept = snapshots.latest(store, scope, VERDICT)
    assert kept["identity|"].body["reason"] == "stale"
    assert kept["identity|example.com"].body["result"] == "pass"


def test_an_identity_that_is_gone_takes_its_verdicts_with_it(watch, store, scope, now):
    once(watch)
    snapshots.retire(store, scope, "identity", [], int(now.timestamp()) + 5)
    checklist.check(store, scope, now)
    kept = snapshots.latest(store, scope, VERDICT)
    assert "identity|example.com" not in kept
    assert kept["identity|"].body["result"] == "fail"


def test_verdicts_are_no_changes_of_the_account(watch, store, scope, now):
    once(watch)
    at = int(now.timestamp())
    body = {"result": "fail", "reason": None, "missing": None, "evidence": []}
    snapshots.keep(store, scope, VERDICT, "sending|", body, at + 5)
    span = Span(0, at + 10)
    assert list(drift(store, scope, span)) == []
    assert marks(store, scope, span).shown == ()


def test_a_fault_of_ours_is_written_down_and_ends_nothing(watch, store, scope, now, monkeypatch):
    monkeypatch.setattr(checklist, "evaluated", lambda _: 1 / 0)
    run = checklist.check(store, scope, now)
    assert (run.outcome, run.error.params["kind"]) == ("failed", "ZeroDivisionError")


def test_it_knows_whose_key_it_is(watch, store, scope, now):
    from collector.aws.clients import Access, Connection
    from collector.aws.whoami import account_id

    account_id(Connection(Access("testing", "testing")), watch.regions, store)
    once(watch)
    row = results(store, scope, now)["root-key", ""]
    assert row.result is not Result.UNKNOWN
    assert "arn:" in row.verdict.evidence[0].params["caller"]


@pytest.mark.parametrize("scenario", ["healthy"])
@pytest.mark.parametrize("action", ACTIONS)
def test_each_permission_denied_leaves_unknown_what_rests_on_it_and_nothing_else(
    watch, world, store, scope, now, action
):
    """The items concerned name it; all others keep their result, of every subject."""
    # A role's policies are asked for only where the collector has one; a group's, where its user is in one.
    world.access = ("collector-as-role", "collector-inline") if "Role" in action else ("collector-in-group",)
    world.faults.add("denied", operation=action.partition(":")[2])
    once(watch)
    denied = results(store, scope, now)
    concerned = {key[0] for key, row in denied.items() if row.verdict.missing_permission}
    assert concerned - {"permissions"} or action in NO_ITEM_RESTS_ON
    for name, subject in denied:
        verdict = denied[name, subject].verdict
        if name in concerned - {"permissions"} and verdict.missing_permission:
            assert (verdict.missing_permission, verdict.reason) == (action, Reason.DENIED)
    world.faults.clear()
    once(watch)
    whole = results(store, scope, now)
    kept = {key for key in whole if key[0] not in {*concerned, *ABOUT_READINGS}}
    assert {key: whole[key].result for key in kept} == {key: denied[key].result for key in kept}


def test_what_a_person_mends_in_iam_and_cloudwatch_passes_when_it_is_looked_at_again(watch, world, store, scope, now):
    broken = {
        ("collector-policy", ""): Result.FAIL,
        ("application-permissions", ""): Result.ATTENTION,
        ("application-user", ""): Result.PASS,
        ("key-rotation", APPLICATION): Result.ATTENTION,
        ("root-access-keys", ""): Result.FAIL,
        ("root-mfa", ""): Result.FAIL,
        ("alarms", "Reputation.BounceRate"): Result.FAIL,
        ("alarms", "Reputation.ComplaintRate"): Result.FAIL,
        ("billing-alarm", ""): Result.ATTENTION,
    }
    world.access = ("collector-lacks", "application-full-access", "application-old-key", "root-keys", "root-no-mfa")
    world.alarms = ("bounce-missing", "complaint-percent", "billing-missing")
    looked_again(watch)
    assert {key: results(store, scope, now)[key].result for key in broken} == broken
    world.access, world.alarms = (), ()
    looked_again(watch)
    assert {results(store, scope, now)[key].result for key in broken} == {Result.PASS}


def looked_again(watch):
    for name in ("iam", "alarms"):
        assert one(watch, watch.regions[0], BY_NAME[name]).outcome == "ok"


ABOUT_READINGS = {"permissions", "collector-fresh"}
NO_ITEM_RESTS_ON = {
    "ses:BatchGetMetricData",
    "ses:GetDedicatedIps",
    "freetier:GetAccountPlanState",
    "freetier:GetFreeTierUsage",
}
"""No item but that of the permissions says so: they serve Virtual Deliverability Manager and the Costs page."""
