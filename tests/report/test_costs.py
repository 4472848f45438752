"""The page's answer: the month estimated, foreseen, compared, held against AWS's own charges; one budget for all regions."""

from decimal import Decimal

import pytest

from deliverability.bins import Bin
from deliverability.cost.calendar import since_of, until_of
from deliverability.cost.choices import FreeTier, Granted
from deliverability.cost.model import Kind, Outlook, Plan
from deliverability.cost.spending import Spending
from deliverability.coverage import Span
from deliverability.metrics import DAY, QUARTER
from deliverability.model import Unknown
from report.costing import costs
from report.evidence import evidence
from report.spending import spending
from store import costs as told
from store import coverage, statistics, vdm
from store.costs import AccountPlan, TierUse
from store.vdm import Day
from tests.report.conftest import AT, NOW, READINGS, SCOPE, declare, ran
from tests.report.cost_account import EACH_DAY, OTHER, SINCE, TODAY, asked, charge, choose, mailing


@pytest.fixture
def account(empty):
    declare(empty)
    mailing(empty)
    return empty


def test_an_account_of_which_nothing_is_known_has_no_bill(empty):
    found = costs(empty, SCOPE.account_id, None, NOW)
    assert (found.bills, found.plans, found.covered, found.compared, found.read_at) == ((), (), (), (), None)
    assert found.present


def test_the_days_sum_to_the_month_and_recipients_times_the_price_are_the_sum(account):
    found = asked(account)
    (bill,) = found.bills
    attempts = 14 * EACH_DAY
    assert found.counting.recipients == attempts
    assert bill.to_date == Decimal(attempts) * Decimal("0.16") / 1000
    assert bill.to_date == sum(day.usd for day in bill.days) == bill.days[-1].total
    (line,) = bill.lines
    assert (line.kind, line.plan, line.usd_each) == (Kind.OUTBOUND, Plan.ESSENTIALS, Decimal("0.16"))
    assert line.assumed, "prices outside us-east-1 are not known"


def test_the_month_s_end_is_what_is_spent_and_what_is_to_come(account):
    (bill,) = asked(account).bills
    assert isinstance(bill.outlook, Outlook)
    assert bill.outlook.low <= bill.outlook.likely <= bill.outlook.high
    assert bill.to_date + sum(day.usd for day in bill.ahead) == bill.outlook.likely == bill.ahead[-1].total
    assert [day.at for day in bill.ahead] == list(range(TODAY, until_of(SINCE), DAY))
    assert all(day.low <= day.usd <= day.high and day.basis == "forecast" for day in bill.ahead)


def test_an_unknown_plan_gives_both_likely_bills_and_guesses_none(empty):
    declare(empty)
    mailing(empty, plan=None)
    found = asked(empty)
    assert [bill.assumed for bill in found.bills] == [Plan.NONE, Plan.ESSENTIALS]
    assert found.bills[0].to_date * Decimal("1.6") == found.bills[1].to_date
    assert isinstance(found.plans[0].plan, Unknown)
    assert (found.months[0].usd, found.months[0].high) == tuple(bill.to_date for bill in found.bills)
    assert found.compared[0].saving_a_year == 0


def test_an_override_makes_the_plan_known_and_is_marked(empty):
    mailing(empty, plan=None)
    choose(empty, plan=Plan.PRO, price_per_thousand=Decimal("0.5"))
    found = asked(empty)
    (bill,) = found.bills
    assert (found.plans[0].plan, found.plans[0].overridden, found.plans[0].since) == (Plan.PRO, True, None)
    assert {line.kind for line in bill.lines} == {Kind.OUTBOUND, Kind.FEE}
    assert bill.lines[0].usd == Decimal(14 * EACH_DAY) * Decimal("0.5") / 1000


def test_two_regions_on_different_plans_sum_to_the_account_and_can_be_asked_for_alone(account):
    mailing(account, OTHER, "NONE")
    whole, one, other = asked(account), asked(account, SCOPE.region), asked(account, OTHER.region)
    assert [plan.plan for plan in whole.plans] == [Plan.ESSENTIALS, Plan.NONE]
    assert whole.bills[0].to_date == one.bills[0].to_date + other.bills[0].to_date
    assert whole.bills[0].outlook.likely == one.bills[0].outlook.likely + other.bills[0].outlook.likely
    assert {line.region for line in one.bills[0].lines} == {SCOPE.region}
    assert (other.plans[0].assumed_prices, one.plans[0].assumed_prices) == (False, True)


def test_a_plan_to_come_is_told_with_the_first_of_next_month(empty):
    declare(empty)
    mailing(empty, plan="ESSENTIALS", next_plan="PRO")
    (plan,) = asked(empty).plans
    assert (plan.next_plan, plan.next_at, plan.since) == (Plan.PRO, until_of(SINCE), AT - 20 * DAY)


def test_a_past_month_is_whole_and_has_no_outlook(account):
    sends = SINCE - 5 * DAY
    statistics.keep(account, SCOPE, [Bin(sends + i * QUARTER, 100, 0, 0, 0) for i in range(96)], sends + DAY)
    found = asked(account, since=SINCE - DAY)
    assert (found.present, found.bills[0].outlook, found.bills[0].ahead, found.budget) == (False, None, (), None)
    assert found.bills[0].to_date == Decimal(EACH_DAY) * Decimal("0.16") / 1000
    assert [month.since for month in found.months] == [SINCE, since_of(SINCE - 1)]


def test_what_aws_tells_of_the_free_tier_is_taken_off_a_la_carte_mail_alone(empty):
    declare(empty)
    mailing(empty, plan="NONE")
    use = TierUse("global", "Message", "", "12 Months Free", Decimal(900), Decimal(0), Decimal(3000), "Requests")
    told.keep_tier(empty, SCOPE.account_id, SINCE, [use], AT)
    told.keep_plan(empty, SCOPE.account_id, AccountPlan("PAID", "ACTIVE", None, None), AT)
    found = asked(empty)
    assert (found.covered[0].covered, found.covered[0].applies) == (3000, True)
    assert found.bills[0].to_date == Decimal(14 * EACH_DAY - 3000) * Decimal("0.10") / 1000


def test_a_free_tier_that_a_person_chose_counts_where_aws_tells_none(empty):
    mailing(empty, plan="NONE")
    choose(empty, free_tier=Granted(FreeTier.MESSAGES_3000))
    assert asked(empty).covered[0].covered == 3000


def test_sets_share_what_outbound_mail_cost_as_vdm_counted_it(account):
    for dimension, name, count in ((vdm.ACCOUNT, "", 1000), (vdm.CONFIGURATION_SET, "shop", 700)):
        vdm.keep(account, SCOPE, dimension, name, [Day(TODAY - DAY, count, 0, 0, 0, 0, 0)])
    (bill,) = asked(account).bills
    assert [(one.configuration_set, one.mails, one.share) for one in bill.sets] == [("shop", 700, 0.7), ("", 300, 0.3)]
    assert sum(one.usd for one in bill.sets) == bill.to_date


def test_actual_is_held_against_the_estimate_of_the_same_days_kind_by_kind(account):
    charge(account, (TODAY - 3 * DAY, "APN2-Essentials-Outbound-Email", "1.50"), (TODAY - 3 * DAY, "Message", "0.02"))
    found = asked(account)
    outbound, other = found.actual.by_kind
    estimate = sum(day.usd for day in found.bills[0].days if day.at < found.actual.until)
    assert (outbound.actual, outbound.estimate, outbound.difference) == (
        Decimal("1.50"), estimate, Decimal("1.50") - estimate,
    )  # fmt: skip
    assert (other.kind, other.usage_types, other.estimate) == (None, ("Message",), 0)
    assert all(each.why for each in found.actual.by_kind)
    assert found.actual.usd == Decimal("1.52") == found.actual.days[-1].total
    assert found.actual.until == TODAY - DAY, "a day that ended less than a day ago may still grow"
    assert found.months[0].actual == Decimal("1.52")


def test_kinds_that_differ_for_reasons_of_their_own_say_so(account):
    kinds = ("AttachmentsSize-Bytes", "USE1-DIP-Hours", "Recipients-VirtDelivMgr", "Recipients")
    charge(account, *((TODAY - 3 * DAY, usage, "99") for usage in kinds))
    said = {each.kind: len(each.why) for each in asked(account).actual.by_kind}
    assert said == {Kind.OUTBOUND: 2, Kind.DATA: 2, Kind.IP: 2, Kind.VDM: 2}
    choose(account, average_kb=Decimal(10), cost_explorer=True)
    data = next(each for each in asked(account).actual.by_kind if each.kind is Kind.DATA)
    assert data.why[0].msgid.startswith("The estimate takes every message")


def test_without_cost_explorer_one_line_says_what_it_would_add_and_the_rest_is_complete(account):
    found = asked(account)
    assert isinstance(found.actual, Unknown)
    assert "COST_EXPLORER" in found.actual.detail.msgid
    assert [said.msgid.split()[0] for said in found.missing] == ["COST_EXPLORER=1", "Dedicated", "AVERAGE_MESSAGE_KB"]
    assert found.bills


def test_cost_explorer_that_told_nothing_yet_or_failed_is_unknown_with_its_reason(account, monkeypatch):
    monkeypatch.setitem(READINGS, "cost_explorer", DAY)
    choose(account, cost_explorer=True)
    assert asked(account).actual.detail.msgid == "Cost Explorer has not been asked yet."
    ran(account, "cost_explorer", outcome="denied", missing_action="ce:GetCostAndUsage")
    assert asked(account).actual.reason == "denied"
    told.keep_charges(account, SCOPE.account_id, Span(TODAY, TODAY + DAY), [], AT)
    assert asked(account).actual.detail.msgid.startswith("Cost Explorer has told nothing of this month")


def test_a_permission_that_is_denied_is_named_once_however_many_regions(account, monkeypatch):
    monkeypatch.setitem(READINGS, "free_tier", DAY)
    choose(account, cost_explorer=True, average_kb=Decimal(1))
    mailing(account, OTHER)
    ran(account, "free_tier", outcome="denied", missing_action="freetier:GetFreeTierUsage")
    said, _ = asked(account).missing
    assert said.params["action"] == "freetier:GetFreeTierUsage"
    assert asked(account).covered[0].allowance.reason == "denied"


def test_a_budget_is_told_by_one_region_for_all(account):
    mailing(account, OTHER, "NONE")
    choose(account, budget=Decimal(30))
    found = spending(account, SCOPE, AT)
    whole = asked(account)
    assert isinstance(found, Spending)
    assert (found.since, found.to_date, found.outlook) == (SINCE, whole.bills[0].to_date, whole.bills[0].outlook)
    assert whole.budget.used_share == pytest.approx(float(found.to_date / 30))
    assert whole.budget.likely_share == pytest.approx(float(found.outlook.likely / 30))
    assert asked(account, OTHER.region).budget == whole.budget, "whichever region is looked at"
    assert spending(account, OTHER, AT) is None
    assert evidence(account, SCOPE, NOW).spending == found


def test_without_a_budget_nothing_is_told(account):
    assert spending(account, SCOPE, AT) is None


def test_a_budget_before_any_mail_is_unknown(empty):
    choose(empty, budget=Decimal(30))
    coverage.extend(empty, SCOPE, coverage.COLLECTOR, Span(AT - DAY, AT))
    assert isinstance(spending(empty, SCOPE, AT), Unknown)
