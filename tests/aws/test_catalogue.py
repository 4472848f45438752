import pytest

from collector.aws.catalogue import BY_NAME, EVERY, READINGS, switched_on
from collector.aws.reading import Size
from collector.commands.policy import policy
from collector.plan import plan, steady_calls, usd_a_month
from deliverability.metrics import DAY
from simulator import World

NEEDS_NO_PERMISSION = {"sts:GetCallerIdentity"}
HERE = "us-east-1"
"""Where the tests ask; the bill's alarms are there too, and asked for with the others."""


def test_the_account_is_always_asked_first_and_sets_before_their_metrics():
    names = [reading.name for reading in EVERY]
    states = [
        "account",
        "statistics",
        "metrics",
        "configuration_sets",
        "metrics_more",
        "identities",
        "dedicated_ips",
        "vdm",
    ]
    assert names == [*states, "alarms", "iam", "free_tier", "cost_explorer"]


def test_what_costs_is_asked_only_of_those_who_switched_it_on():
    assert [reading.name for reading in EVERY if reading not in READINGS] == ["cost_explorer"]
    assert switched_on(()) == READINGS
    assert switched_on({"COST_EXPLORER"}) == EVERY


@pytest.mark.parametrize("reading", EVERY, ids=lambda r: r.name)
def test_what_a_reading_declares_is_what_it_asks(reading, visit, world: World, recent):
    for earlier in EVERY[: EVERY.index(reading)]:
        if earlier.name == "configuration_sets":
            earlier.collect(visit(full=True))
    world.calls.clear()
    reading.collect(visit(full=True))
    assert world.calls.actions() <= set(reading.actions) | NEEDS_NO_PERMISSION


@pytest.mark.parametrize("scenario", ["healthy"])
def test_the_policy_covers_exactly_the_calls_that_were_recorded(visit, world: World, recent):
    world.access = ("collector-in-group", "collector-everything", "collector-full-access")
    for reading in EVERY:
        reading.collect(visit(full=True))
    world.access = ("collector-as-role", "collector-inline")
    BY_NAME["iam"].collect(visit())
    allowed = {action for statement in policy(EVERY)["Statement"] for action in statement["Action"]}
    assert allowed == world.calls.actions() - NEEDS_NO_PERMISSION


def test_what_nothing_else_rests_on_is_a_statement_of_its_own():
    by_sid = {statement["Sid"]: set(statement["Action"]) for statement in policy(EVERY)["Statement"]}
    optional = by_sid["SesDeliverabilityReadOptional"]
    assert optional == {action for reading in EVERY if reading.spare for action in reading.actions}
    assert {"iam:GetPolicy", "cloudwatch:DescribeAlarms", "freetier:GetFreeTierUsage"} <= optional
    assert "ses:GetAccount" in by_sid["SesDeliverabilityRead"]


def test_the_policy_has_no_wildcard_action_and_no_write():
    for statement in policy(EVERY)["Statement"]:
        for action in statement["Action"]:
            assert "*" not in action
            assert action.partition(":")[2].startswith(("Get", "List", "BatchGet", "Describe"))
            assert action != "ses:GetEmailAddressInsights", "it charges a cent each"


def test_a_steady_cycle_makes_at_most_twelve_calls():
    assert steady_calls() == 9


@pytest.mark.parametrize("scenario", ["healthy"])
def test_the_calls_planned_are_those_made_in_a_steady_round(visit, aws, recent):
    size = Size(identities=5, verified_identities=3, configuration_sets=3, reputation_sets=2)
    for reading in READINGS:
        reading.collect(visit(full=True))
    for reading in READINGS:
        before = aws.calls
        # What is asked once a day was asked just now.
        reading.collect(visit(from_start=reading.interval_seconds == DAY))
        spared = int(reading.name == "alarms" and aws.region == HERE)
        assert (reading.name, aws.calls - before) == (reading.name, reading.calls_a_visit(size) - spared)


def test_the_default_plan_costs_nothing_and_a_hundred_regions_are_honest_about_their_price():
    assert usd_a_month(plan()) == 0
    assert usd_a_month(plan(Size(reputation_sets=20), regions=27)) < 5
    assert usd_a_month(plan(regions=100)) > 10
    assert sum(line.usd_a_month_without_free_tier for line in plan()) < 0.3


def test_the_price_of_what_is_switched_on_is_in_the_plan_and_not_taken_for_cloudwatch_s():
    lines = plan(readings=switched_on({"COST_EXPLORER"}))
    assert usd_a_month(lines) == pytest.approx(0.30)
    many = usd_a_month(plan(regions=100, readings=switched_on({"COST_EXPLORER"}))) - usd_a_month(plan(regions=100))
    assert many == pytest.approx(0.30), "one answer is for all regions"
