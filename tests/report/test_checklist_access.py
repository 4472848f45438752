"""What the checklist knows of users, keys, root and alarms, by what is stored and how the readings went last."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from deliverability.checklist.access_facts import Key, Root
from deliverability.checklist.item import Result
from deliverability.iam.access import Access
from deliverability.metrics import DAY
from deliverability.model import Reason, Unknown, text
from report.checklist_access import ACCESS, ALARM, APPLICATION, BILLING_ALARM, COLLECTOR, KEYS, ROOT, use_of_keys
from report.checklist_facts import CALLER, checklist_facts
from report.incident import incident
from store import meta, snapshots
from tests.report.conftest import AT, NOW, READINGS, SCOPE, declare, healthy_body, ran
from tests.unit.facts_of import ALARMS
from words.render import render

HELD = {"found": True, "policies": ["read"], "wide": ["ses:*"], "missing": [], "missing_optional": [], "limited": []}
MADE = datetime.fromtimestamp(AT - 40 * DAY, UTC).isoformat(timespec="seconds")
WORDS = f"00M1 Active {MADE}"
ARN = "arn:aws:iam::123456789012:user/monitor"


def keep(store, kind, subject, body):
    snapshots.keep(store, SCOPE, kind, subject, body, AT - DAY)


@pytest.fixture
def told(store, monkeypatch):
    """A store whose collector read IAM and the alarms an hour ago."""
    monkeypatch.setitem(READINGS, "iam", DAY)
    monkeypatch.setitem(READINGS, "alarms", 3600)
    declare(store, setup={"application_user": "sender"})
    meta.put(store, f"{CALLER}{SCOPE.account_id}", ARN)
    for job in ("iam", "alarms"):
        ran(store, job, AT - 3600)
    keep(store, ACCESS, COLLECTOR, {"name": "monitor", **HELD})
    keep(store, KEYS, COLLECTOR, {"name": "monitor", "keys": [WORDS]})
    keep(store, ACCESS, APPLICATION, {"name": "sender", "found": False})
    keep(store, KEYS, APPLICATION, {"name": "sender", "keys": []})
    keep(store, ROOT, "", {"root_keys": False, "root_mfa": True})
    keep(store, BILLING_ALARM, "bill", {"actions": 1})
    for name, body in ALARMS.items():
        keep(store, ALARM, name, body)
    meta.put(store, use_of_keys(SCOPE, COLLECTOR), json.dumps({WORDS: AT - 60}))
    return store


def known(store, now=NOW):
    return checklist_facts(store, SCOPE, now)


def test_what_was_read_is_told(told):
    found = known(told)
    assert (found.collector.name, found.collector.policies) == ("monitor", ("read",))
    assert found.collector.access == Access(wide=("ses:*",))
    assert found.collector.keys == (Key("00M1", "Active", AT - 40 * DAY, AT - 60),)
    assert (found.application.exists, found.application.keys) == (False, ())
    assert found.root == Root(has_keys=False, has_mfa=True)
    assert (found.alarms, found.billing_alarms) == (ALARMS, {"bill": {"actions": 1}})


def test_nobody_named_the_application_s_user(told):
    declare(told, setup={})
    assert known(told).application is None


def test_before_the_collector_told_its_settings_or_whose_key_it_is_neither_is_known(told):
    declare(told)
    meta.put(told, f"{CALLER}{SCOPE.account_id}", "")
    found = known(told)
    assert (found.application.reason, found.collector.reason) == (Reason.COLLECTING, Reason.COLLECTING)


def test_what_is_kept_of_somebody_else_is_not_told_of_who_came_after(told):
    meta.put(told, f"{CALLER}{SCOPE.account_id}", ARN.replace("monitor", "another"))
    declare(told, setup={"application_user": "a-new-one"})
    for owner in (known(told).collector, known(told).application):
        assert (owner.access.reason, owner.keys.reason) == (Reason.COLLECTING, Reason.COLLECTING)
        assert (owner.policies, owner.exists) == ((), True)


@pytest.mark.parametrize(
    ("action", "access", "keys", "used", "root"),
    [
        ("iam:GetGroupPolicy", True, False, False, False),
        ("iam:GetRolePolicy", False, False, False, False),
        ("iam:ListAccessKeys", False, True, True, False),
        ("iam:GetAccessKeyLastUsed", False, False, True, False),
        ("iam:GetAccountSummary", False, False, False, True),
    ],
)
def test_each_denial_hides_what_rests_on_it_and_nothing_else(told, action, access, keys, used, root):
    ran(told, "iam", AT - 30, "denied", missing_action=action, error=text("denied"))
    found = known(told)
    denied = Unknown(Reason.DENIED, text("denied"))
    assert (found.collector.access == denied) is access
    assert (found.collector.keys == denied) is keys
    assert used is keys or found.collector.keys[0].used_at == denied
    assert (found.root == denied) is root
    assert set(found.missing.values()) <= {action}


def test_a_user_that_cannot_be_looked_at_is_not_said_to_be_gone(told):
    ran(told, "iam", AT - 30, "denied", missing_action="iam:ListUserPolicies", error=text("denied"))
    assert known(told).application.exists


def test_alarms_that_may_not_be_read_are_unknown(told):
    ran(told, "alarms", AT - 30, "denied", missing_action="cloudwatch:DescribeAlarms", error=text("denied"))
    found = known(told)
    assert (found.alarms.reason, found.billing_alarms.reason) == (Reason.DENIED, Reason.DENIED)


def test_what_was_read_too_long_ago_is_out_of_date(told):
    found = known(told, NOW + timedelta(days=4))
    for part in (found.collector.access, found.collector.keys, found.root, found.alarms):
        assert part.reason is Reason.STALE


def test_a_key_whose_use_was_never_told_is_unknown_there(told):
    meta.put(told, use_of_keys(SCOPE, COLLECTOR), "{}")
    assert known(told).collector.keys[0].used_at.reason is Reason.COLLECTING


def reply(store):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(enforcement_status="PROBATION"), AT - 30)
    found = incident(store, SCOPE, NOW)
    said = "\n".join(render(line.text, "en") for part in found.reply for line in part.lines)
    return {verdict.subject: verdict.result for verdict in found.alarms}, "CloudWatch alarms watch both rates" in said


def test_a_review_s_reply_claims_alarms_that_are_in_place_and_no_others(told):
    assert reply(told) == ({"Reputation.BounceRate": Result.PASS, "Reputation.ComplaintRate": Result.PASS}, True)
    keep(told, ALARM, "ses-bounce", {**ALARMS["ses-bounce"], "threshold": 5.0})
    assert reply(told) == ({"Reputation.BounceRate": Result.FAIL, "Reputation.ComplaintRate": Result.PASS}, False)


def test_a_review_s_reply_claims_nothing_of_alarms_that_were_not_read(told):
    ran(told, "alarms", AT - 30, "denied", missing_action="cloudwatch:DescribeAlarms", error=text("denied"))
    assert reply(told) == ({"": Result.UNKNOWN}, False)
