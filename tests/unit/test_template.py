"""What the CloudFormation template holds, part by part: who may do what, and what is made only when it is wanted."""

import json
import re
from decimal import Decimal
from itertools import combinations

import pytest

from deliverability.rates import BOUNCE_LINES, COMPLAINT_LINES
from deliverability.template import typed
from deliverability.template.build import document
from deliverability.template.choice import (
    BILLING_REGION,
    GOVERNMENT,
    NEW_SET,
    PARTS,
    WITHOUT_BUDGETS,
    WITHOUT_SES,
    Choice,
    Part,
    Principal,
    elsewhere,
    in_order,
    is_set_name,
    offered,
)
from deliverability.template.events import TYPES
from deliverability.template.parameters import parameters
from words.catalogue import LANGUAGES, sentence

POLICY = {
    "Version": "2012-10-17",
    "Statement": [{"Sid": "Read", "Effect": "Allow", "Action": ["ses:GetAccount"], "Resource": "*"}],
}
EVERYTHING = [parts for n in range(1, 6) for parts in combinations(PARTS, n)]


def template(*parts, **choice):
    return document(Choice(parts or PARTS, **choice), POLICY)


def resources(made, kind):
    return {name: body for name, body in made["Resources"].items() if body["Type"] == f"AWS::{kind}"}


def statements(made, kind):
    return [s for body in resources(made, kind).values() for s in body["Properties"]["PolicyDocument"]["Statement"]]


@pytest.mark.parametrize("parts", EVERYTHING, ids="+".join)
def test_nothing_is_named_that_the_parts_do_not_make(parts):
    made = template(*parts, new_set=NEW_SET if Part.EVENTS in parts else "")
    written = json.dumps(made)
    referred = {*re.findall(r'"Ref": "([A-Za-z0-9]+)"', written), *re.findall(r'"Fn::GetAtt": \["(\w+)"', written)}
    assert referred <= {*made["Resources"], *made.get("Parameters", {})}
    assert set(re.findall(r'"Condition": "(\w+)"', written)) <= set(made.get("Conditions", {}))
    assert written.isascii()
    assert "AccessKey" not in written, "a stack shows its secrets"


def test_events_go_from_every_set_to_a_topic_and_raw_into_a_queue_with_dead_letters():
    made = template(Part.EVENTS, sets=("shop", "news"), new_set="new")
    destinations = resources(made, "SES::ConfigurationSetEventDestination").values()
    assert [each["Properties"]["ConfigurationSetName"] for each in destinations] == [
        "shop",
        "news",
        {"Ref": "ConfigurationSet"},
    ]
    assert all(each["Properties"]["EventDestination"]["Enabled"] for each in destinations)
    (subscription,) = resources(made, "SNS::Subscription").values()
    assert subscription["Properties"]["RawMessageDelivery"] is True
    queue = made["Resources"]["EventsQueue"]["Properties"]
    dead = {"Fn::GetAtt": ["EventsDeadLetters", "Arn"]}
    assert (
        queue["RedrivePolicy"]["deadLetterTargetArn"]
        == subscription["Properties"]["RedrivePolicy"]["deadLetterTargetArn"]
        == dead
    )


def test_opens_and_clicks_are_a_parameter_of_their_own_and_off():
    made = template(Part.EVENTS, sets=("shop",))
    assert made["Parameters"]["OpensAndClicks"]["Default"] == "no"
    assert "pixel" in made["Parameters"]["OpensAndClicks"]["Description"]
    (destination,) = resources(made, "SES::ConfigurationSetEventDestination").values()
    condition, on, off = destination["Properties"]["EventDestination"]["MatchingEventTypes"]["Fn::If"]
    assert made["Conditions"][condition] == {"Fn::Equals": [{"Ref": "OpensAndClicks"}, "yes"]}
    assert (set(on) - set(off), off) == ({"open", "click"}, list(TYPES))
    assert len(off) == 7


def test_only_ses_may_publish_and_only_for_the_accounts_own_sets():
    (publish,) = statements(template(Part.EVENTS, sets=("shop", "news")), "SNS::TopicPolicy")
    assert publish["Principal"] == {"Service": "ses.amazonaws.com"}
    condition = publish["Condition"]["StringEquals"]
    assert condition["aws:SourceAccount"] == {"Ref": "AWS::AccountId"}
    assert [arn["Fn::Sub"].rpartition("/")[2] for arn in condition["aws:SourceArn"]] == ["shop", "news"]


def test_only_the_topic_may_put_messages_into_the_queues():
    puts = statements(template(Part.EVENTS), "SQS::QueuePolicy")
    assert len(puts) == 2
    for put in puts:
        assert (put["Principal"], put["Action"]) == ({"Service": "sns.amazonaws.com"}, "sqs:SendMessage")
        assert put["Condition"] == {"ArnEquals": {"aws:SourceArn": {"Ref": "EventsTopic"}}}


def test_a_new_set_publishes_its_reputation_and_outlives_the_stack():
    (made,) = resources(template(Part.EVENTS, new_set="new"), "SES::ConfigurationSet").values()
    assert made["Properties"] == {"Name": "new", "ReputationOptions": {"ReputationMetricsEnabled": True}}
    assert made["DeletionPolicy"].startswith("Retain")
    assert resources(template(Part.EVENTS, sets=("shop",)), "SES::ConfigurationSet") == {}


def test_sets_whose_names_differ_by_a_sign_have_destinations_of_their_own():
    names = ("a-b", "a_b", "ab", "aX2Db", "a2Db", "aXb")
    assert len(resources(template(Part.EVENTS, sets=names), "SES::ConfigurationSetEventDestination")) == len(names)
    assert (
        len(resources(template(Part.EVENTS, sets=("a", "a"), new_set="a"), "SES::ConfigurationSetEventDestination"))
        == 1
    )


def test_the_alarms_are_those_that_aws_advises():
    alarms = resources(template(Part.ALARMS), "CloudWatch::Alarm").values()
    told = [(a["Properties"]["MetricName"], a["Properties"]["Threshold"]) for a in alarms]
    assert told == [
        ("Reputation.BounceRate", BOUNCE_LINES.review),
        ("Reputation.ComplaintRate", COMPLAINT_LINES.review),
    ]
    assert (BOUNCE_LINES.review, COMPLAINT_LINES.review) == (0.05, 0.001)
    for alarm in (each["Properties"] for each in alarms):
        assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
        assert alarm["TreatMissingData"] == "ignore"
        assert alarm["AlarmActions"] == [{"Ref": "NoticesTopic"}]


def test_the_bill_is_watched_in_us_east_1_only_and_the_template_says_so():
    made = template(Part.BILLING)
    alarm = made["Resources"]["BillingAlarm"]
    assert made["Conditions"][alarm["Condition"]] == {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}
    assert "us-east-1 only" in made["Description"]
    assert "us-east-1" not in template(Part.ALARMS)["Description"]


@pytest.mark.parametrize(
    ("parts", "services"),
    [((Part.ALARMS,), {"cloudwatch"}), ((Part.BILLING,), {"cloudwatch"}), ((Part.BUDGET,), {"budgets"})],
)
def test_only_what_is_made_may_tell_through_the_topic(parts, services):
    allowed = statements(template(*parts), "SNS::TopicPolicy")
    assert {each["Principal"]["Service"].partition(".")[0] for each in allowed} == services
    assert all(
        each["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}} for each in allowed
    )


def test_an_address_is_subscribed_only_if_there_is_one():
    made = template(Part.ALARMS, email="ops@example.com")
    (subscription,) = resources(made, "SNS::Subscription").values()
    assert made["Conditions"][subscription["Condition"]] == {"Fn::Not": [{"Fn::Equals": [{"Ref": "Email"}, ""]}]}
    assert made["Parameters"]["Email"]["Default"] == "ops@example.com"


@pytest.mark.parametrize(("usd", "written"), [(Decimal(10), 10), (Decimal("12.5"), 12.5)])
def test_the_budget_is_of_ses_alone_and_what_was_set(usd, written):
    made = template(Part.BUDGET, budget_usd=usd)
    assert made["Parameters"]["MonthlyBudgetUsd"]["Default"] == written
    budget = made["Resources"]["Budget"]["Properties"]["Budget"]
    assert budget["CostFilters"] == {"Service": ["Amazon Simple Email Service"]}


@pytest.mark.parametrize(("who", "kind"), [(Principal.USER, "IAM::User"), (Principal.ROLE, "IAM::Role")])
def test_the_policy_stands_there_as_it_is_handed_in(who, kind):
    made = template(Part.ACCESS, principal=who)
    (policy,) = resources(made, "IAM::ManagedPolicy").values()
    assert policy["Properties"]["PolicyDocument"] == POLICY
    assert len(resources(made, kind)) == 1


def test_fetching_events_is_a_statement_of_its_own_and_there_only_with_events():
    *read, fetch = statements(template(Part.EVENTS, Part.ACCESS, new_set="x"), "IAM::ManagedPolicy")
    assert read == POLICY["Statement"]
    assert set(fetch["Action"]) == {
        f"sqs:{name}" for name in ("ReceiveMessage", "DeleteMessage", "ChangeMessageVisibility", "GetQueueAttributes")
    }
    queue = template(Part.EVENTS)["Resources"]["EventsQueue"]["Properties"]["QueueName"]["Fn::Sub"]
    assert fetch["Resource"]["Fn::Sub"].endswith(f":{queue}")


def test_a_region_is_spared_what_cloudformation_does_not_make_there():
    assert offered(PARTS, "ap-northeast-2") == PARTS
    assert Part.BUDGET not in offered(PARTS, "eu-north-1")
    assert not {Part.EVENTS, Part.BUDGET} & set(offered(PARTS, "eu-south-2"))
    assert not {Part.BILLING, Part.BUDGET} & set(offered(PARTS, "us-gov-west-1"))
    assert WITHOUT_SES < WITHOUT_BUDGETS
    assert GOVERNMENT < WITHOUT_BUDGETS


def test_what_the_account_has_once_is_deployed_where_it_can_be():
    assert elsewhere(PARTS, BILLING_REGION) == ()
    assert elsewhere(PARTS, "us-gov-west-1") == ()
    assert elsewhere(PARTS, "ap-northeast-2") == (Part.BILLING,)
    assert elsewhere(PARTS, "eu-north-1") == (Part.BILLING, Part.BUDGET)
    assert elsewhere((Part.EVENTS,), "eu-north-1") == ()


def test_parts_stand_in_their_order_each_once():
    assert in_order([Part.ACCESS, Part.EVENTS, Part.ACCESS]) == (Part.EVENTS, Part.ACCESS)


@pytest.mark.parametrize(
    ("name", "is_one"),
    [("shop_1-a", True), ("a" * 64, True), ("a" * 65, False), ("", False), ("a b", False), ("가", False)],
)
def test_a_set_is_named_as_ses_allows(name, is_one):
    assert is_set_name(name) is is_one


def test_every_parameter_is_documented_in_every_language():
    every = [*parameters(Choice()), *parameters(Choice(principal=Principal.ROLE))]
    assert {each.name for each in every} == {
        "Email",
        "OpensAndClicks",
        "BillingAlarmUsd",
        "MonthlyBudgetUsd",
        "TrustedService",
    }
    for each in every:
        assert all(sentence(each.doc, language) != each.doc for language in LANGUAGES[1:]), each.name
        assert each.body["Description"] == each.doc


def test_what_is_typed_says_region_stack_and_file_alike():
    made = typed.made("eu-west-1", (Part.EVENTS,), ("shop", "news"), "ops@example.com")
    assert made == (
        "python -m collector template --region eu-west-1 --parts events --configuration-set shop "
        "--configuration-set news --email ops@example.com > ses-deliverability-eu-west-1.json"
    )
    assert typed.file("eu-west-1") in typed.deployed("eu-west-1")
    assert typed.made("eu-west-1") == f"python -m collector template --region eu-west-1 > {typed.file('eu-west-1')}"
    assert "--stack-name ses-deliverability" in typed.removed("eu-west-1")
    assert (
        typed.used("eu-west-1", "shop.example", "x")
        == f"{typed.unused('eu-west-1', 'shop.example')} --configuration-set-name x"
    )
    assert all("ses-deliverability-collector" in each for each in (typed.keyed(), typed.unkeyed()))
    assert typed.forgotten("eu-west-1", "x").endswith("--configuration-set-name x")
