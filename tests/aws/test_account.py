import json

import pytest

from collector.aws.account import FIELDS, collect
from collector.aws.errors import Malformed
from deliverability.metrics import SENT_LAST_24_HOURS
from store import samples, snapshots

GOOD = {
    "EnforcementStatus": "HEALTHY",
    "SendingEnabled": True,
    "ProductionAccessEnabled": True,
    "SendQuota": {"Max24HourSend": 50000.0, "MaxSendRate": 14.0, "SentLast24Hours": 12.0},
}


def account(visit):
    return dict(snapshots.latest(visit.store, visit.scope, "account")[""].body)


@pytest.mark.parametrize("scenario", ["healthy", "sandbox"])
def test_state_quota_and_plan_are_kept_as_aws_tells_them(visit, world, scenario):
    one = visit()
    collect.collect(one)
    told = account(one)
    assert told["enforcement_status"] == "HEALTHY"
    assert told["production_access"] is (scenario == "healthy")
    assert told["plan"] == "ESSENTIALS"
    assert samples.latest(one.store, one.scope, SENT_LAST_24_HOURS.name).value == world.truth.sent_last_24_hours(
        "us-east-1"
    )
    assert one.parts == [None]


def test_what_moves_by_itself_is_no_change_and_what_is_private_is_never_stored(answering):
    private = {
        "Details": {
            "UseCaseDescription": "secret plan",
            "WebsiteURL": "https://secret.example",
            "AdditionalContactEmailAddresses": ["secret@example.com"],
            "ReviewDetails": {"CaseId": "secret", "Status": "GRANTED"},
        }
    }
    moved = {**GOOD, "SendQuota": {**GOOD["SendQuota"], "SentLast24Hours": 99.0}}
    one = answering(GetAccount=[{**GOOD, **private}, {**moved, **private}])
    collect.collect(one)
    collect.collect(one)
    history = snapshots.history(one.store, one.scope, 0, 2**40)
    assert len(history) == 1
    assert "secret" not in json.dumps(dict(history[0].body))
    assert account(one)["production_review"] == "GRANTED"


def test_absent_is_unknown_and_neither_none_nor_false(answering):
    one = answering(GetAccount=[{"EnforcementStatus": "HEALTHY"}])
    collect.collect(one)
    assert account(one) == {"enforcement_status": "HEALTHY"}
    assert samples.latest(one.store, one.scope, SENT_LAST_24_HOURS.name) is None
    assert one.parts == [None]


def test_an_odd_member_is_left_out_and_named_while_the_rest_is_kept(answering):
    one = answering(GetAccount=[{**GOOD, "SendingEnabled": "maybe", "SendQuota": {"Max24HourSend": float("nan")}}])
    collect.collect(one)
    assert "sending_enabled" not in account(one)
    assert "max_24_hour_send" not in account(one)
    assert account(one)["enforcement_status"] == "HEALTHY"
    assert one.parts[1].message.params["what"].params["members"] == "SendQuota.Max24HourSend, SendingEnabled"


def test_an_answer_without_any_state_is_no_state(answering):
    one = answering(GetAccount=[{"ResponseMetadata": {}}])
    with pytest.raises(Malformed):
        collect.collect(one)
    assert snapshots.latest(one.store, one.scope, "account") == {}


def test_no_limit_is_kept_as_aws_writes_it(answering):
    one = answering(GetAccount=[{**GOOD, "SendQuota": {"Max24HourSend": -1.0}}])
    collect.collect(one)
    assert account(one)["max_24_hour_send"] == -1


def test_fields_have_names_of_their_own():
    assert len({field.name for field in FIELDS}) == len(FIELDS)
