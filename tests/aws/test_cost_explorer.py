"""What AWS charged: asked by day, usage type and region, restated days replaced, an odd answer kept nowhere."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from collector.aws.cost_explorer import MOST_PAGES, OPERATION, collect
from collector.aws.errors import AccessDenied, Malformed
from collector.jobs import perform
from deliverability.metrics import DAY
from simulator.billing import charged
from store import costs


@pytest.fixture
def midnight(now):
    at = int(now.timestamp())
    return at - at % DAY


def day(at, *groups):
    return {"TimePeriod": {"Start": iso(at), "End": iso(at + DAY)}, "Total": {}, "Groups": list(groups)}


def iso(at):
    return datetime.fromtimestamp(at, UTC).date().isoformat()


def group(usd="1.25", usage="Recipients", region="us-east-1", **metrics):
    told = {"UnblendedCost": {"Amount": usd, "Unit": "USD"}, "UsageQuantity": {"Amount": "12500", "Unit": "Count"}}
    return {"Keys": [usage, region], "Metrics": told | metrics}


def kept(one):
    return costs.charges(one.store, one.scope.account_id, 0, 2**40)


def test_the_simulated_bill_is_kept_day_by_day_to_the_last_digit(visit, world):
    one = visit()
    one.aws.call("sesv2", "GetAccount")
    run = perform(collect, one)
    assert (run.outcome, run.api_calls, run.cost_usd) == ("ok", 1, 0.01)
    region, at = world.region(one.scope.region), one.at
    truth = list(charged(region, at - at % DAY - 363 * DAY, at, at))
    assert len(truth) > 300
    assert [(c.at, c.region, c.usage_type, c.usd, c.quantity) for c in kept(one)] == [
        (item.at, item.region, item.usage_type, item.usd, item.quantity) for item in truth
    ]


def test_the_first_time_a_year_is_asked_and_then_five_weeks_again_with_the_end_exclusive(answering, midnight):
    for restart, since in ((False, 363), (True, 34)):
        one = answering({"from_start": False}, GetCostAndUsage=[{"ResultsByTime": [day(midnight, group())]}])
        if restart:
            one.store.run("DELETE FROM meta")
        collect.collect(one)
        ((_, asked),) = one.aws.asked
        assert asked["TimePeriod"] == {"Start": iso(midnight - since * DAY), "End": iso(midnight + DAY)}
        assert asked["Granularity"] == "DAILY"


def test_only_the_account_that_is_watched_is_asked_of_whoever_pays(answering, midnight):
    one = answering(GetCostAndUsage=[{"ResultsByTime": [day(midnight, group())]}])
    collect.collect(one)
    ((_, asked),) = one.aws.asked
    own = {"Dimensions": {"Key": "LINKED_ACCOUNT", "Values": [one.scope.account_id]}}
    assert own in asked["Filter"]["And"]


def test_pages_are_followed_and_each_costs(answering, midnight):
    pages = [
        {"ResultsByTime": [day(midnight - DAY, group())], "NextPageToken": "more"},
        {"ResultsByTime": [day(midnight, group("0.5"))]},
    ]
    one = answering(GetCostAndUsage=pages)
    run = perform(collect, one)
    assert (run.api_calls, run.cost_usd) == (2, 0.02)
    assert [c.usd for c in kept(one)] == [Decimal("1.25"), Decimal("0.5")]


def test_a_bill_that_goes_on_after_the_last_page_we_pay_for_is_an_error_and_none_of_it_is_kept(answering, midnight):
    count = iter(range(10**6))
    page = {"ResultsByTime": [day(midnight, group())]}
    one = answering(GetCostAndUsage=[lambda _: page | {"NextPageToken": str(next(count))}])
    with pytest.raises(Malformed):
        collect.collect(one)
    assert (one.aws.calls, kept(one), costs.told(one.store, one.scope.account_id)) == (MOST_PAGES, [], None)


def test_a_page_that_leads_back_is_an_error_and_nothing_is_kept(answering, midnight):
    one = answering(GetCostAndUsage=[{"ResultsByTime": [day(midnight, group())], "NextPageToken": "again"}])
    with pytest.raises(Malformed):
        collect.collect(one)
    assert kept(one) == []


def test_only_the_days_that_were_told_are_replaced(answering, midnight):
    first = answering(GetCostAndUsage=[{"ResultsByTime": [day(midnight - n * DAY, group()) for n in (2, 1, 0)]}])
    collect.collect(first)
    again = answering({"from_start": True}, GetCostAndUsage=[{"ResultsByTime": [day(midnight, group("9"))]}])
    collect.collect(again)
    assert [c.usd for c in kept(again)] == [Decimal("1.25"), Decimal("1.25"), Decimal(9)]


ODD = {
    "no list": {"ResultsByTime": None},
    "nothing": {"ResultsByTime": []},
    "no day": {"ResultsByTime": ["x"]},
    "no period": {"ResultsByTime": [{"Groups": []}]},
    "no date": {"ResultsByTime": [{"TimePeriod": {"Start": "soon"}, "Groups": []}]},
    "a day not asked for": {"ResultsByTime": [{"TimePeriod": {"Start": "2020-01-01"}, "Groups": []}]},
}


@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
def test_an_answer_that_cannot_be_understood_changes_nothing(answering, answer):
    one = answering(GetCostAndUsage=[answer])
    with pytest.raises(Malformed):
        collect.collect(one)
    assert (kept(one), costs.told(one.store, one.scope.account_id)) == ([], None)


@pytest.mark.parametrize(
    "odd",
    [
        {"Keys": ["Recipients"], "Metrics": {}},
        {"Keys": None},
        "x",
        group("a lot"),
        group("NaN"),
        group(UnblendedCost={"Amount": "1", "Unit": "CNY"}),
        group(UsageQuantity={"Amount": "Infinity", "Unit": "Count"}),
        group(UsageQuantity=None),
    ],
    ids=str,
)
def test_one_amount_that_is_none_keeps_the_whole_answer_out(answering, midnight, odd):
    """A bill with a line missing would be a smaller bill."""
    one = answering(GetCostAndUsage=[{"ResultsByTime": [day(midnight, group(), odd)]}])
    with pytest.raises(Malformed):
        collect.collect(one)
    assert kept(one) == []


def test_a_denial_names_the_permission(answering):
    run = perform(collect, answering(GetCostAndUsage=[AccessDenied("us-east-1", f"ce:{OPERATION}")]))
    assert (run.outcome, run.missing_action) == ("denied", "ce:GetCostAndUsage")
