"""The account, its identities and its configuration sets over both ways in."""

from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from simulator import inprocess
from simulator.scenarios import SCENARIOS
from tests.simulator.asking import NOW, REGION, SESSION

DAY = 86_400


def test_the_caller_is_the_worlds_account(make, visit):
    client = visit(make(account_id="111122223333"))
    assert client("sts").get_caller_identity()["Account"] == "111122223333"


def test_sent_last_24_hours_counts_recipients_and_rolls(make, visit):
    world = make()
    client, now = visit(world), int(NOW.timestamp())
    told = client("sesv2").get_account()["SendQuota"]["SentLast24Hours"]
    mails = sum(world.truth.metric(REGION, "Send", now - DAY, now + 1, 60).values())
    assert told == world.truth.sent_last_24_hours(REGION)
    assert 1.02 < told / mails < 1.06
    world.clock.advance(timedelta(hours=6))
    assert client("sesv2").get_account()["SendQuota"]["SentLast24Hours"] != told


def test_the_quota_was_raised_before_the_import(make, visit):
    world = make()
    client = visit(world)
    quotas = []
    for days in (200, 30, 0):
        world.clock.set(NOW - timedelta(days=days))
        quotas.append(client("sesv2").get_account()["SendQuota"]["Max24HourSend"])
    assert quotas == [20_000, 30_000, 50_000]


@pytest.mark.parametrize("scenario", sorted(SCENARIOS))
def test_every_scenario_answers_every_operation(make, scenario):
    """Each answer is checked against botocore's shape on its way out; an unfit one raises."""
    with inprocess(make(scenario)):
        _ask_everything(lambda service: SESSION.client(service, region_name=REGION))


def _ask_everything(client):
    account = client("sesv2").get_account()
    assert account["PricingAttributes"]["CurrentPlan"] in {"NONE", "ESSENTIALS"}
    client("ses").get_send_statistics()
    client("cloudwatch").list_metrics()
    for identity in client("sesv2").list_email_identities()["EmailIdentities"]:
        client("sesv2").get_email_identity(EmailIdentity=identity["IdentityName"])
    for name in client("sesv2").list_configuration_sets()["ConfigurationSets"]:
        client("sesv2").get_configuration_set(ConfigurationSetName=name)
        client("sesv2").get_configuration_set_event_destinations(ConfigurationSetName=name)


@pytest.mark.parametrize(
    ("scenario", "enforcement", "sending", "production", "limit"),
    [
        ("healthy", "HEALTHY", True, True, 50_000),
        ("complaint-incident", "PROBATION", True, True, 50_000),
        ("paused", "SHUTDOWN", False, True, 50_000),
        ("sandbox", "HEALTHY", True, False, 200),
        ("quota", "HEALTHY", True, True, 10_000),
    ],
)
def test_the_account_stands_as_the_scenario_tells(make, visit, scenario, enforcement, sending, production, limit):
    account = visit(make(scenario))("sesv2").get_account()
    assert account["EnforcementStatus"] == enforcement
    assert account["SendingEnabled"] is sending
    assert account["ProductionAccessEnabled"] is production
    assert account["SendQuota"]["Max24HourSend"] == limit


def test_lists_are_paged(make, visit):
    client = visit(make(page_size=2))
    names, token = [], {}
    for _ in range(10):
        page = client("sesv2").list_email_identities(PageSize=1000, **token)
        names += [i["IdentityName"] for i in page["EmailIdentities"]]
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert names == [identity.name for identity in SCENARIOS["bounce-incident"].identities]
    first = client("sesv2").list_configuration_sets()
    assert len(first["ConfigurationSets"]) == 2
    assert client("sesv2").list_configuration_sets(NextToken=first["NextToken"])["ConfigurationSets"]


def test_identities_are_verified_pending_and_failed(make, visit):
    client = visit(make())
    states = {
        i["IdentityName"]: i["VerificationStatus"] for i in client("sesv2").list_email_identities()["EmailIdentities"]
    }
    assert set(states.values()) == {"SUCCESS", "PENDING", "FAILED"}
    failed = client("sesv2").get_email_identity(EmailIdentity="old.example.org")
    assert failed["DkimAttributes"]["Status"] == "FAILED"
    assert not failed["VerifiedForSendingStatus"]
    good = client("sesv2").get_email_identity(EmailIdentity="example.com")
    assert good["VerifiedForSendingStatus"]
    assert len(set(good["DkimAttributes"]["Tokens"])) == 3


def test_what_was_not_made_yet_is_not_found(make, visit):
    world = make()
    client = visit(world)
    world.clock.set(NOW - timedelta(days=30))
    assert "marketing-import" not in client("sesv2").list_configuration_sets()["ConfigurationSets"]
    with pytest.raises(ClientError) as missing:
        client("sesv2").get_configuration_set(ConfigurationSetName="marketing-import")
    assert missing.value.response["Error"]["Code"] == "NotFoundException"
    with pytest.raises(client("sesv2").exceptions.NotFoundException):
        client("sesv2").get_email_identity(EmailIdentity="never@example.com")


def test_event_destinations_tell_what_is_published(make, visit):
    found = visit(make())("sesv2").get_configuration_set_event_destinations(ConfigurationSetName="transactional")
    kinds = {d["Name"]: d for d in found["EventDestinations"]}
    assert kinds["events-to-sqs"]["SnsDestination"]["TopicArn"].startswith("arn:aws:sns:ap-northeast-2:123456789012:")
    assert "SEND" in kinds["metrics"]["MatchingEventTypes"]


def test_an_operation_that_nobody_simulates_says_so(make, visit):
    with pytest.raises(ClientError) as refused:
        visit(make())("sesv2").list_tenants()
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 501
