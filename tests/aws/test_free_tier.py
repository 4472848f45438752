"""What is still free: SES's rows of the free tier, and the account's plan of payment, each kept without the other."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from collector.aws.errors import AccessDenied, Malformed
from collector.aws.free_tier import collect
from collector.jobs import perform
from deliverability.cost.calendar import since_of
from simulator.scenarios import SCENARIOS
from simulator.story import Credits
from store import costs
from store.costs import AccountPlan, TierUse

ENDS = datetime(2027, 3, 1, tzinfo=UTC)
ROW = {
    "service": "Amazon Simple Email Service",
    "usageType": "Message",
    "operation": "",
    "region": "global",
    "actualUsageAmount": 1200.0,
    "forecastedUsageAmount": 1500.0,
    "limit": 3000.0,
    "unit": "Requests",
    "freeTierType": "12 Months Free",
}
USE = TierUse(
    "global", "Message", "", "12 Months Free", Decimal("1200.0"), Decimal("1500.0"), Decimal("3000.0"), "Requests"
)
PAID = {"accountId": "1", "accountPlanType": "PAID", "accountPlanStatus": "ACTIVE"}


def told(*rows, **more):
    return {"freeTierUsages": list(rows), **more}


def tier(one):
    found = costs.tiers(one.store, one.scope.account_id).get(since_of(one.at))
    return None if found is None else list(found.uses)


def plan(one):
    return costs.plan(one.store, one.scope.account_id)


def test_the_simulated_free_tier_and_credits_are_read(visit, world):
    world.scenario = replace(SCENARIOS["plain"], free_messages=3000, credits=Credits(140.5, 30))
    one = visit()
    one.aws.call("sesv2", "GetAccount")
    run = perform(collect, one)
    assert (run.outcome, run.api_calls, run.cost_usd) == ("ok", 2, 0.0)
    (use,) = tier(one)
    truth = world.region(one.scope.region).recipients(since_of(one.at), one.at)
    assert (use.used, use.allowed) == (truth, 3000)
    assert (plan(one).kind, plan(one).credits_usd) == ("FREE", Decimal("140.5"))


def test_only_rows_of_ses_are_kept_each_once_over_all_pages(answering):
    pages = [told({**ROW, "service": "AWS Lambda"}, ROW, nextToken="more"), told(ROW)]
    one = answering(GetFreeTierUsage=pages, GetAccountPlanState=[PAID])
    collect.collect(one)
    assert tier(one) == [USE]
    assert one.aws.asked[1] == ("GetFreeTierUsage", {"nextToken": "more"})


@pytest.mark.parametrize("tokens", [["again"] * 30, map(str, range(30))], ids=["back", "on"])
def test_a_list_whose_end_does_not_come_is_an_error_and_none_of_it_is_kept(answering, tokens):
    usage = [told(ROW, nextToken=token) for token in tokens]
    one = answering(GetFreeTierUsage=usage, GetAccountPlanState=[PAID])
    run = perform(collect, one)
    assert (run.outcome, tier(one), plan(one).kind) == ("partial", None, "PAID")


def test_an_empty_list_is_remembered_as_one(answering):
    one = answering(GetFreeTierUsage=[told()], GetAccountPlanState=[PAID])
    collect.collect(one)
    assert tier(one) == []


def test_rows_of_which_none_can_be_understood_are_no_empty_list(answering):
    one = answering(GetFreeTierUsage=[told({**ROW, "limit": None})], GetAccountPlanState=[PAID])
    assert (perform(collect, one).outcome, tier(one)) == ("partial", None)


@pytest.mark.parametrize(
    "odd", [{"limit": None}, {"actualUsageAmount": -1}, {"forecastedUsageAmount": "many"}], ids=str
)
def test_a_row_with_an_amount_that_is_none_is_left_out_and_named(answering, odd):
    one = answering(GetFreeTierUsage=[told(ROW, {**ROW, "usageType": "x", **odd})], GetAccountPlanState=[PAID])
    run = perform(collect, one)
    assert (run.outcome, tier(one)) == ("partial", [USE])


def test_a_plan_with_credits_and_an_end(answering):
    state = PAID | {
        "accountPlanType": "FREE",
        "accountPlanRemainingCredits": {"amount": 99.5, "unit": "USD"},
        "accountPlanExpirationDate": ENDS,
    }
    one = answering(GetFreeTierUsage=[told()], GetAccountPlanState=[state])
    collect.collect(one)
    assert plan(one) == AccountPlan("FREE", "ACTIVE", Decimal("99.5"), int(ENDS.timestamp()), one.at)


@pytest.mark.parametrize("odd", [{}, {"accountPlanType": "GOLD"}, {"accountPlanStatus": None}], ids=str)
def test_a_plan_that_is_none_does_not_keep_the_usage_out(answering, odd):
    state = {} if not odd else PAID | odd
    one = answering(GetFreeTierUsage=[told(ROW)], GetAccountPlanState=[state])
    assert perform(collect, one).outcome == "partial"
    assert (tier(one), plan(one)) == ([USE], None)


def test_two_answers_that_cannot_be_understood_are_a_failure_told_once(answering):
    one = answering(GetFreeTierUsage=[{}], GetAccountPlanState=[{}])
    with pytest.raises(Malformed):
        collect.collect(one)
    assert perform(collect, answering(GetFreeTierUsage=[{}], GetAccountPlanState=[{}])).outcome == "failed"


def test_a_denial_names_each_permission_that_is_missing(answering):
    denied = {
        name: [AccessDenied("us-east-1", f"freetier:{name}")] for name in ("GetFreeTierUsage", "GetAccountPlanState")
    }
    run = perform(collect, answering(**denied))
    assert (run.outcome, run.missing_action) == (
        "denied", "freetier:GetFreeTierUsage, freetier:GetAccountPlanState",
    )  # fmt: skip


@pytest.mark.parametrize("denied", ["GetFreeTierUsage", "GetAccountPlanState"])
def test_what_is_allowed_is_read_though_the_other_is_denied(answering, denied):
    answers = {"GetFreeTierUsage": [told(ROW)], "GetAccountPlanState": [PAID]}
    one = answering(**answers | {denied: [AccessDenied("us-east-1", f"freetier:{denied}")]})
    run = perform(collect, one)
    assert (run.outcome, run.missing_action) == ("denied", f"freetier:{denied}")
    assert (tier(one) is None, plan(one) is None) == (denied == "GetFreeTierUsage", denied == "GetAccountPlanState")
