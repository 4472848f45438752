import pytest

from collector.aws.catalogue import READINGS
from collector.aws.reading import Size
from collector.commands.policy import policy
from collector.plan import plan, steady_calls, usd_a_month
from simulator import World


def test_the_account_is_always_asked_first_and_sets_before_their_metrics():
    names = [reading.name for reading in READINGS]
    assert names == ["account", "statistics", "metrics", "configuration_sets", "metrics_more", "identities", "vdm"]


@pytest.mark.parametrize("reading", READINGS, ids=lambda r: r.name)
def test_what_a_reading_declares_is_what_it_asks(reading, visit, world: World, recent):
    for earlier in READINGS[: READINGS.index(reading)]:
        if earlier.name == "configuration_sets":
            earlier.collect(visit(full=True))
    world.calls.clear()
    reading.collect(visit(full=True))
    assert world.calls.actions() <= set(reading.actions)


@pytest.mark.parametrize("scenario", ["healthy"])
def test_the_policy_covers_exactly_the_calls_that_were_recorded(visit, world: World, recent):
    for reading in READINGS:
        reading.collect(visit(full=True))
    allowed = {action for statement in policy(READINGS)["Statement"] for action in statement["Action"]}
    assert allowed == world.calls.actions()


def test_the_policy_has_no_wildcard_action_and_no_write():
    for statement in policy(READINGS)["Statement"]:
        for action in statement["Action"]:
            assert "*" not in action
            assert action.partition(":")[2].startswith(("Get", "List", "BatchGet"))
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
        reading.collect(visit())
        assert (reading.name, aws.calls - before) == (reading.name, reading.calls_a_visit(size))


def test_the_default_plan_costs_nothing_and_a_hundred_regions_are_honest_about_their_price():
    assert usd_a_month(plan()) == 0
    assert usd_a_month(plan(Size(reputation_sets=20), regions=27)) < 5
    assert usd_a_month(plan(regions=100)) > 10
    assert sum(line.usd_a_month_without_free_tier for line in plan()) < 0.3
