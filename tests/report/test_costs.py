"""The page's answer: the month estimated, foreseen, compared; what is free and what AWS charged have files of their own."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from deliverability.bins import Bin
from deliverability.cost import price_list
from deliverability.cost.calendar import since_of, until_of
from deliverability.cost.model import Kind, Outlook, Plan
from deliverability.metrics import DAY, QUARTER
from deliverability.model import Unknown
from report.costing import costs
from store import snapshots, statistics, vdm
from store.vdm import Day
from tests.report.conftest import AT, NOW, SCOPE, declare, healthy_body
from tests.report.cost_account import EACH_DAY, OTHER, SINCE, TODAY, asked, choose, mailing

PLANS_CAME = price_list.midnight("2026-07-21")


@pytest.fixture
def account(empty):
    declare(empty, regions=[SCOPE.region, OTHER.region])
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
    assert (plan.changed, plan.per_thousand) == (False, Decimal("0.16"))


def test_a_plan_that_changed_is_told_with_the_day_and_a_past_month_knows_nothing_of_it(empty):
    declare(empty)
    snapshots.keep(empty, SCOPE, "account", "", healthy_body(plan="NONE"), SINCE - 9 * DAY)
    snapshots.keep(empty, SCOPE, "account", "", healthy_body(plan="ESSENTIALS", next_plan="PRO"), SINCE + 9 * DAY)
    (long_ago,), (then,), (now,) = (asked(empty, since=at).plans for at in (SINCE - 40 * DAY, SINCE - DAY, None))
    assert (long_ago.plan, long_ago.since) == (Plan.NONE, None)
    assert long_ago.assumed.msgid == "Before the price plan was first read it is taken to be the same."
    assert (then.assumed, now.assumed) == (None, None)
    (before_plans,) = asked(empty, since=PLANS_CAME - 40 * DAY).plans
    assert (before_plans.plan, before_plans.assumed) == (Plan.NONE, None), "there was no other"
    assert (then.plan, then.since, then.changed, then.next_plan) == (Plan.NONE, SINCE - 9 * DAY, False, None)
    assert (now.plan, now.since, now.changed, now.next_plan) == (Plan.ESSENTIALS, SINCE + 9 * DAY, True, Plan.PRO)


def test_an_own_price_is_the_price_that_is_told(empty):
    mailing(empty, plan="PRO")
    choose(empty, price_per_thousand=Decimal("0.05"))
    assert asked(empty).plans[0].per_thousand == Decimal("0.05")


def test_a_past_month_is_whole_and_has_no_outlook(account):
    sends = SINCE - 5 * DAY
    statistics.keep(account, SCOPE, [Bin(sends + i * QUARTER, 100, 0, 0, 0) for i in range(96)], sends + DAY)
    found = asked(account, since=SINCE - DAY)
    assert (found.present, found.bills[0].outlook, found.bills[0].ahead, found.budget) == (False, None, (), None)
    assert found.bills[0].to_date == Decimal(EACH_DAY) * Decimal("0.16") / 1000
    assert [month.since for month in found.months] == [SINCE, since_of(SINCE - 1)]


def test_sets_share_what_outbound_mail_cost_as_vdm_counted_it(account):
    for dimension, name, count in ((vdm.ACCOUNT, "", 1000), (vdm.CONFIGURATION_SET, "shop", 700)):
        vdm.keep(account, SCOPE, dimension, name, [Day(TODAY - DAY, count, 0, 0, 0, 0, 0)])
    (bill,) = asked(account).bills
    assert [(one.configuration_set, one.mails, one.share) for one in bill.sets] == [("shop", 700, 0.7), ("", 300, 0.3)]
    assert sum(one.usd for one in bill.sets) == bill.to_date


def test_without_cost_explorer_one_line_says_what_it_would_add_and_the_rest_is_complete(account):
    found = asked(account)
    assert isinstance(found.actual, Unknown)
    assert "COST_EXPLORER" in found.actual.detail.msgid
    assert [said.msgid.split()[0] for said in found.missing] == ["COST_EXPLORER=1", "Dedicated", "AVERAGE_MESSAGE_KB"]
    assert found.bills


def test_a_month_that_nobody_looked_at_has_no_bill_and_is_no_month_without_mail(account):
    long_ago = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())
    assert asked(account, since=long_ago).bills == ()
    assert asked(account).bills
