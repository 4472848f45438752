"""What is read of IAM: policies through every way they come by, keys without their ids, root; each part without the others."""

import json
from datetime import datetime

import pytest

from collector.aws.errors import AccessDenied, Malformed, NotFound
from collector.aws.iam import collect
from collector.jobs import perform
from report.checklist_access import ACCESS, APPLICATION, COLLECTOR, KEYS, ROOT, use_of_keys
from store import meta, snapshots

USER = {"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/ops/monitor"}
READ = {"Statement": {"Effect": "Allow", "Action": ["ses:Get*", "ses:List*"], "Resource": "*"}}
NO_KEYS = {"AccessKeyMetadata": [], "IsTruncated": False}
SUMMARY = {"SummaryMap": {"AccountAccessKeysPresent": 0, "AccountMFAEnabled": 1}}


@pytest.fixture
def told(store):
    """`told("name")` is a collector whose settings name the application's user."""

    def write(application=""):
        meta.put(store, "effective", json.dumps({"setup": {"application_user": application}}))

    return write


@pytest.fixture
def holding(answering):
    """A visit to a user with these policies, one inline policy a document."""

    def make(*documents, **answers):
        names = {f"p{n}": document for n, document in enumerate(documents)}
        return answering(
            **{
                "GetCallerIdentity": [USER],
                "ListAttachedUserPolicies": [{"AttachedPolicies": [], "IsTruncated": False}],
                "ListUserPolicies": [{"PolicyNames": list(names), "IsTruncated": False}],
                "GetUserPolicy": [lambda params: {"PolicyDocument": names[params["PolicyName"]]}],
                "ListGroupsForUser": [{"Groups": [], "IsTruncated": False}],
                "ListAccessKeys": [NO_KEYS],
                "GetAccountSummary": [SUMMARY],
                **answers,
            }
        )

    return make


def kept(one, kind, subject=COLLECTOR):
    found = snapshots.latest(one.store, one.scope, kind).get(subject)
    return found and found.body


def read(visit, world, *words):
    world.access = words
    one = visit()
    run = perform(collect, one)
    assert run.outcome == "ok", run.error
    return one


def test_a_careful_collector_lacks_nothing_and_may_nothing_else(visit, world, told):
    told("ses-application")
    one = read(visit, world)
    assert kept(one, ACCESS) == {
        "name": "ses-monitor",
        "found": True,
        "policies": ["ses-monitor-read"],
        "wide": [],
        "missing": [],
        "missing_optional": [],
        "limited": [],
    }
    sender = kept(one, ACCESS, APPLICATION)
    assert (sender["policies"], sender["missing"]) == (["send"], [])
    assert sender["wide"] == [], "what it needs is not too much"
    assert kept(one, ROOT, "") == {"root_keys": False, "root_mfa": True}


@pytest.mark.parametrize(
    ("word", "policies", "wide"),
    [
        ("collector-in-group", ["more (monitors)", "ses-monitor-read (monitors)"], []),
        ("collector-inline", ["read"], []),
        ("collector-full-access", ["AmazonSESFullAccess", "ses-monitor-read"], ["ses:*"]),
        ("collector-everything", ["everything", "ses-monitor-read"], ["*"]),
    ],
)
def test_policies_are_found_by_whichever_way_they_come(visit, world, word, policies, wide):
    body = kept(read(visit, world, word), ACCESS)
    assert (body["policies"], body["wide"], body["missing"]) == (policies, wide, [])


def test_a_missing_action_is_named(visit, world):
    assert kept(read(visit, world, "collector-lacks"), ACCESS)["missing"] == ["ses:GetSendStatistics"]


def test_a_role_has_policies_and_no_keys(visit, world):
    read(visit, world)
    one = read(visit, world, "collector-as-role")
    assert (kept(one, ACCESS)["name"], kept(one, ACCESS)["missing"]) == ("ses-monitor-role", [])
    assert kept(one, KEYS) is None


@pytest.mark.parametrize("word", ["collector-as-root", "collector-as-guest"])
def test_of_root_and_guests_there_is_nothing_to_look_at_but_the_summary(visit, world, word):
    read(visit, world)
    one = read(visit, world, word)
    assert (kept(one, ACCESS), kept(one, KEYS)) == (None, None)
    assert kept(one, ROOT, "")


def test_of_a_key_its_end_its_state_and_its_age_are_kept_and_never_the_whole(visit, world, told, now):
    told("ses-application")
    one = read(visit, world, "application-old-key", "collector-idle-key")
    (own,) = kept(one, KEYS)["keys"]
    (sending,) = kept(one, KEYS, APPLICATION)["keys"]
    assert [words.split(" ")[:2] for words in (own, sending)] == [["00M1", "Active"], ["00P1", "Active"]]
    assert (now - datetime.fromisoformat(sending.split(" ")[2])).days >= 400
    used = [json.loads(meta.get(one.store, use_of_keys(one.scope, each))) for each in (COLLECTOR, APPLICATION)]
    assert used[0] == {own: None}
    assert used[1][sending] == pytest.approx(one.at - 8_640, abs=5)
    everything = [*one.store.rows("SELECT body FROM snapshot"), *one.store.rows("SELECT value FROM meta")]
    assert "AKIA" not in str(everything)


def test_when_a_key_was_used_is_no_change_of_it(visit, world):
    one = read(visit, world)
    read(visit, world)
    assert len(snapshots.history(one.store, one.scope, 0, 2**40, KEYS)) == 1


def test_a_user_who_is_not_there_is_said_to_be_gone_and_that_is_no_trouble(visit, world, told):
    told("ses-application")
    one = read(visit, world, "application-gone")
    assert kept(one, ACCESS, APPLICATION) == {"name": "ses-application", "found": False}
    assert kept(one, KEYS, APPLICATION) == {"name": "ses-application", "keys": []}


def test_who_is_asked_for_no_more_is_forgotten(visit, world, told):
    told("ses-application")
    read(visit, world)
    told()
    one = read(visit, world)
    assert (kept(one, ACCESS, APPLICATION), kept(one, KEYS, APPLICATION)) == (None, None)


def test_a_path_before_the_name_is_no_part_of_it(holding):
    one = holding(READ)
    collect.collect(one)
    assert ("ListUserPolicies", {"UserName": "monitor"}) in one.aws.asked


def test_lists_are_followed_to_their_end_and_never_beyond(holding):
    pages = [{"PolicyNames": ["p0"], "IsTruncated": True, "Marker": "m"}, {"PolicyNames": ["p1"], "IsTruncated": False}]
    one = holding(READ, {"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}, ListUserPolicies=pages)
    collect.collect(one)
    assert kept(one, ACCESS)["policies"] == ["p0", "p1"]
    endless = holding(READ, ListUserPolicies=[{"PolicyNames": ["p0"], "IsTruncated": True, "Marker": "m"}])
    assert perform(collect, endless).outcome == "partial"


@pytest.mark.parametrize(
    "odd",
    [
        {"ListUserPolicies": [{}]},
        {"GetUserPolicy": [{"PolicyDocument": "%7B"}]},
        {"GetUserPolicy": [{}]},
    ],
    ids=str,
)
def test_a_policy_that_cannot_be_read_leaves_what_was_known_and_the_other_parts(holding, odd):
    collect.collect(holding(READ))
    before = kept(holding(), ACCESS)
    one = holding(READ, **odd)
    assert perform(collect, one).outcome == "partial"
    assert kept(one, ACCESS) == before
    assert kept(one, ROOT, "")


@pytest.mark.parametrize(
    "odd",
    [
        {"ListAccessKeys": [{"AccessKeyMetadata": [{"AccessKeyId": "AKIA"}], "IsTruncated": False}]},
        {"ListAccessKeys": [{}]},
        {"GetAccountSummary": [{}]},
        {"GetAccountSummary": [{"SummaryMap": {"AccountMFAEnabled": True}}]},
    ],
    ids=str,
)
def test_an_odd_answer_about_keys_or_root_is_left_out_and_named(holding, odd):
    one = holding(READ, **odd)
    run = perform(collect, one)
    assert run.outcome == "partial"
    assert isinstance(next(part for part in one.parts if part), Malformed)


def test_an_odd_last_use_keeps_the_key(answering, holding, now):
    key = {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "Status": "Active", "CreateDate": now}
    one = holding(READ, ListAccessKeys=[{"AccessKeyMetadata": [key], "IsTruncated": False}], GetAccessKeyLastUsed=[{}])
    assert perform(collect, one).outcome == "partial"
    assert kept(one, KEYS)["keys"] == [f"MPLE Active {now.isoformat(timespec='seconds')}"]


def test_a_caller_that_is_not_told_is_a_failure(holding):
    assert perform(collect, holding(GetCallerIdentity=[{"Account": "123456789012"}])).outcome == "failed"


def test_each_denial_is_named_and_keeps_only_its_own_part_out(holding):
    denied = AccessDenied("us-east-1", "iam:ListUserPolicies")
    one = holding(READ, ListUserPolicies=[denied])
    with pytest.raises(AccessDenied):
        collect.collect(one)
    assert kept(one, ACCESS) is None
    assert kept(one, KEYS) == {"name": "monitor", "keys": []}
    assert kept(one, ROOT, "")


@pytest.mark.parametrize(
    "gone",
    [
        {"GetUserPolicy": [NotFound("GetUserPolicy", "us-east-1")]},
        {
            "ListGroupsForUser": [{"Groups": [{"GroupName": "ops"}], "IsTruncated": False}],
            "ListAttachedGroupPolicies": [NotFound("ListAttachedGroupPolicies", "us-east-1")],
        },
        {
            "ListAttachedUserPolicies": [{"AttachedPolicies": [{"PolicyName": "x", "PolicyArn": "arn:x"}]}],
            "GetPolicy": [NotFound("GetPolicy", "us-east-1")],
        },
    ],
    ids=str,
)
def test_a_policy_that_went_while_it_was_read_is_no_user_that_went(holding, gone):
    """Only the list of a user's policies tells that there is no such user."""
    one = holding(READ, **gone)
    assert perform(collect, one).outcome == "partial"
    assert kept(one, ACCESS) is None
