"""Which CloudWatch alarms are kept, and what of them."""

import pytest

from collector.aws.alarms import collect
from collector.aws.clients import Access, Connection
from collector.aws.errors import AccessDenied, Malformed
from collector.aws.reading import Visit
from collector.jobs import perform
from deliverability.model import Scope
from report.checklist_access import ALARM, BILLING_ALARM
from simulator import inprocess
from simulator.world import ACCOUNT_ID
from store import snapshots

BOUNCE = {
    "AlarmName": "bounce",
    "Namespace": "AWS/SES",
    "MetricName": "Reputation.BounceRate",
    "Threshold": 0.05,
    "ComparisonOperator": "GreaterThanOrEqualToThreshold",
    "ActionsEnabled": True,
    "AlarmActions": ["arn:aws:sns:us-east-1:123456789012:me"],
}


def told(*alarms, **more):
    return {"MetricAlarms": list(alarms), "CompositeAlarms": [], **more}


def kept(one, kind=ALARM):
    return {name: found.body for name, found in snapshots.latest(one.store, one.scope, kind).items()}


def test_the_alarms_on_both_rates_and_on_the_bill_are_kept_and_no_others(visit):
    one = visit()
    assert perform(collect, one).outcome == "ok"
    assert set(kept(one)) == {"ses-bounce-rate", "ses-complaint-rate"}
    assert set(kept(one, BILLING_ALARM)) == {"monthly-bill"}
    assert kept(one)["ses-bounce-rate"] == {
        "metric": "Reputation.BounceRate",
        "threshold": 0.05,
        "comparison": "GreaterThanOrEqualToThreshold",
        "missing_data": "ignore",
        "statistic": "Average",
        "period": 3600.0,
        "evaluation_periods": 1.0,
        "actions_enabled": True,
        "dimensions": [],
        "computed": False,
        "actions": 1,
    }
    assert "arn:aws:sns" not in str(one.store.rows("SELECT body FROM snapshot"))


def test_the_bill_s_alarms_are_asked_for_in_their_own_region(world, store):
    scope = Scope(ACCOUNT_ID, "ap-northeast-2")
    with inprocess(world):
        aws = Connection(Access("testing", "testing")).region("ap-northeast-2", pace_seconds=0)
        one = Visit(aws, store, scope, world.clock.moment())
        assert perform(collect, one).api_calls == 2
    assert [call.region for call in world.calls.of("DescribeAlarms")] == ["ap-northeast-2", "us-east-1"]
    assert set(kept(one, BILLING_ALARM)) == {"monthly-bill"}


def test_in_a_region_whose_bill_is_elsewhere_none_is_asked_for(answering):
    one = answering(DescribeAlarms=[told()])
    one.aws.region = "us-gov-west-1"
    collect.collect(one)
    assert one.aws.calls == 1


@pytest.mark.parametrize(
    ("word", "name", "field", "value"),
    [
        ("bounce-percent", "ses-bounce-rate", "threshold", 5.0),
        ("complaint-of-a-set", "ses-complaint-rate", "dimensions", ["ses:configuration-set=newsletter"]),
        ("bounce-computed", "ses-bounce-rate", "computed", True),
        ("bounce-silent", "ses-bounce-rate", "actions", 0),
    ],
)
def test_what_is_wrong_with_an_alarm_is_kept_as_it_is(visit, world, word, name, field, value):
    world.alarms = (word,)
    one = visit()
    collect.collect(one)
    assert kept(one)[name][field] == value
    assert kept(one)[name]["metric"].startswith("Reputation.")


def test_an_alarm_that_is_deleted_goes_and_one_that_a_list_left_out_stays(visit, world, answering):
    one = visit()
    collect.collect(one)
    world.alarms = ("bounce-missing",)
    collect.collect(one)
    assert set(kept(one)) == {"ses-complaint-rate"}
    short = answering(DescribeAlarms=[told(), told({**BOUNCE, "AlarmName": "ses-complaint-rate"})])
    collect.collect(short)
    assert set(kept(short)) == {"ses-complaint-rate"}
    assert short.aws.asked[1][1]["AlarmNames"] == ["ses-complaint-rate"]


def test_pages_are_followed_to_their_end_and_never_beyond(answering):
    one = answering(DescribeAlarms=[told(NextToken="more"), told(BOUNCE)])
    collect.collect(one)
    assert set(kept(one)) == {"bounce"}
    assert perform(collect, answering(DescribeAlarms=[told(NextToken="again")])).outcome == "failed"


def test_a_member_that_makes_no_sense_is_left_out_and_named(answering):
    one = answering(DescribeAlarms=[told({**BOUNCE, "Threshold": "low"}, {"AlarmName": None}, "odd")])
    collect.collect(one)
    assert "threshold" not in kept(one)["bounce"]
    assert isinstance(one.parts[0], Malformed)


def test_an_answer_without_a_list_is_no_empty_one(answering):
    collect.collect(answering(DescribeAlarms=[told(BOUNCE)]))
    one = answering(DescribeAlarms=[{}])
    assert perform(collect, one).outcome == "failed"
    assert set(kept(one)) == {"bounce"}


def test_a_denial_is_a_denial(answering):
    one = answering(DescribeAlarms=[AccessDenied("us-east-1", "cloudwatch:DescribeAlarms")])
    run = perform(collect, one)
    assert (run.outcome, run.missing_action) == ("denied", "cloudwatch:DescribeAlarms")
