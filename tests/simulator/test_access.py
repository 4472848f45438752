"""Who may do what in the simulated account, as IAM's own answers tell it; and its CloudWatch alarms."""

import json
import urllib.error
import urllib.request

import pytest
from botocore.exceptions import ClientError

from collector.aws.catalogue import EVERY
from collector.commands.policy import policy
from simulator import World, serve
from simulator.access import FULL_ACCESS, READS, READS_OF, WORDS
from simulator.rate_alarms import WORDS as ALARM_WORDS


def test_the_collector_s_policy_is_the_one_that_the_product_prints():
    asked = {action for statement in policy(EVERY)["Statement"] for action in statement["Action"]}
    assert asked == {*READS, *(action for actions in READS_OF.values() for action in actions)}


def test_without_a_word_everybody_has_what_is_needed_and_a_young_key(make, visit):
    client = visit(make("plain"))
    iam = client("iam")
    assert iam.list_attached_user_policies(UserName="ses-monitor")["AttachedPolicies"][0]["PolicyName"] == (
        "ses-monitor-read"
    )
    arn = iam.list_attached_user_policies(UserName="ses-monitor")["AttachedPolicies"][0]["PolicyArn"]
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    document = iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]
    assert set(document["Statement"][0]["Action"]) == set(READS)
    send = iam.get_user_policy(UserName="ses-application", PolicyName="send")["PolicyDocument"]
    assert "ses:SendRawEmail" in send["Statement"][0]["Action"]
    (key,) = iam.list_access_keys(UserName="ses-application")["AccessKeyMetadata"]
    used = iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"])
    assert (used["UserName"], used["AccessKeyLastUsed"]["ServiceName"]) == ("ses-application", "ses")
    summary = iam.get_account_summary()["SummaryMap"]
    assert (summary["AccountAccessKeysPresent"], summary["AccountMFAEnabled"]) == (0, 1)


@pytest.mark.parametrize(
    ("call", "params"),
    [
        ("list_access_keys", {"UserName": "nobody"}),
        ("list_role_policies", {"RoleName": "ses-monitor-role"}),
        ("get_user_policy", {"UserName": "ses-monitor", "PolicyName": "example"}),
        ("get_policy", {"PolicyArn": FULL_ACCESS}),
        ("get_access_key_last_used", {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE"}),
    ],
)
def test_what_is_not_there_is_no_such_entity(make, visit, call, params):
    client = visit(make("plain"))
    with pytest.raises(ClientError) as refused:
        getattr(client("iam"), call)(**params)
    assert refused.value.response["Error"]["Code"] == "NoSuchEntity"


def test_each_word_breaks_one_thing(make, visit):
    world = make("plain")
    client = visit(world)
    iam = client("iam")
    world.access = ("collector-in-group", "collector-old-key", "collector-full-access")
    assert [g["GroupName"] for g in iam.list_groups_for_user(UserName="ses-monitor")["Groups"]] == ["monitors"]
    assert iam.list_group_policies(GroupName="monitors")["PolicyNames"] == ["more"]
    attached = iam.list_attached_user_policies(UserName="ses-monitor")["AttachedPolicies"]
    assert [one["PolicyArn"] for one in attached] == [FULL_ACCESS]
    world.access = ("collector-as-role", "application-gone", "root-keys", "root-no-mfa")
    assert ":assumed-role/ses-monitor-role/" in client("sts").get_caller_identity()["Arn"]
    assert iam.list_attached_role_policies(RoleName="ses-monitor-role")["AttachedPolicies"]
    summary = iam.get_account_summary()["SummaryMap"]
    assert (summary["AccountAccessKeysPresent"], summary["AccountMFAEnabled"]) == (1, 0)
    with pytest.raises(ClientError):
        iam.list_access_keys(UserName="ses-application")


def test_lists_come_in_pages(make, visit):
    world = make("plain")
    world.access = ("collector-full-access",)
    client = visit(world)
    iam = client("iam")
    first = iam.list_attached_user_policies(UserName="ses-monitor", MaxItems=1)
    assert first["IsTruncated"]
    rest = iam.list_attached_user_policies(UserName="ses-monitor", MaxItems=1, Marker=first["Marker"])
    assert (rest["IsTruncated"], len(rest["AttachedPolicies"])) == (False, 1)


def test_alarms_are_those_that_aws_advises_and_the_bill_s_is_in_one_region(make, visit):
    client = visit(make("plain"))
    told = {one["AlarmName"]: one for one in client("cloudwatch").describe_alarms()["MetricAlarms"]}
    assert set(told) == {"ses-bounce-rate", "ses-complaint-rate", "web-busy"}
    bounce = told["ses-bounce-rate"]
    assert (bounce["Threshold"], bounce["TreatMissingData"]) == (0.05, "ignore")
    bill = client("cloudwatch", "us-east-1").describe_alarms()["MetricAlarms"]
    assert "monthly-bill" in {one["AlarmName"] for one in bill}


@pytest.mark.parametrize("word", sorted(ALARM_WORDS))
def test_every_word_of_the_alarms_makes_a_difference_that_aws_could_tell(make, visit, word):
    world = make("plain")
    client = visit(world)
    asked = [client("cloudwatch", region) for region in ("ap-northeast-2", "us-east-1")]
    good = [one.describe_alarms()["MetricAlarms"] for one in asked]
    world.alarms = (word,)
    assert [one.describe_alarms()["MetricAlarms"] for one in asked] != good


def test_a_journey_breaks_and_mends_both_over_http():
    with serve(World(scenario="sandbox")) as server:
        assert _told(server.url, "access") == ["application-full-access"]
        _tell(server.url, "access", ["root-keys"])
        _tell(server.url, "alarms", [])
        assert (_told(server.url, "access"), _told(server.url, "alarms")) == (["root-keys"], [])
        with pytest.raises(urllib.error.HTTPError, match="400"):
            _tell(server.url, "access", ["no-such-word"])
    assert "root-keys" in WORDS


def _told(url, what):
    with urllib.request.urlopen(f"{url}/simulator/{what}") as answer:
        return json.load(answer)


def _tell(url, what, faults):
    body = json.dumps({"faults": faults}).encode()
    request = urllib.request.Request(f"{url}/simulator/{what}", body, {"Content-Type": "application/json"})
    urllib.request.urlopen(request).close()
