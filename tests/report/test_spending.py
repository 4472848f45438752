"""The month against its budget: told by one region for all, certain under each likely plan, with what it is without."""

from decimal import Decimal

import pytest

from deliverability.bins import Bin
from deliverability.cost.spending import BudgetStep, Spending
from deliverability.coverage import Span
from deliverability.metrics import DAY
from deliverability.model import Unknown
from report.evidence import evidence
from report.spending import spending
from store import coverage, statistics
from tests.report.conftest import AT, NOW, SCOPE, declare
from tests.report.cost_account import EACH_DAY, OTHER, SINCE, asked, choose, mailing


@pytest.fixture
def account(empty):
    declare(empty)
    mailing(empty)
    return empty


def test_a_budget_is_told_by_one_region_for_all(account):
    mailing(account, OTHER, "NONE")
    choose(account, budget=Decimal(30))
    found = spending(account, SCOPE, AT)
    whole = asked(account)
    assert isinstance(found, Spending)
    assert (found.since, found.to_date, found.outlook) == (SINCE, whole.bills[0].to_date, whole.bills[0].outlook)
    assert whole.budget == found, "page and alert have one verdict"
    assert asked(account, OTHER.region).budget == whole.budget, "whichever region is looked at"
    assert spending(account, OTHER, AT) is None
    assert evidence(account, SCOPE, NOW).spending == found


def test_what_the_amounts_are_without_is_told_with_them(account):
    mailing(account, OTHER, "NONE")
    choose(account, budget=Decimal(30))
    declare(account, costs={"budget": "30"}, regions=[SCOPE.region])
    unseen, partly, unwatched = spending(account, SCOPE, AT).missing
    assert (unseen.params["n"], partly.params["n"], unwatched.params["regions"]) == (9, 1, OTHER.region)


def test_an_unknown_plan_is_held_against_the_budget_by_the_cheapest_bill_and_told_up_to_the_dearest(empty):
    """134,400 recipients: $13.44 à la carte, $21.504 under Essentials."""
    mailing(empty, plan=None)
    choose(empty, budget=Decimal(18))
    found, (none, essentials) = spending(empty, SCOPE, AT), asked(empty).bills
    assert (found.to_date, found.most) == (Decimal("13.44"), Decimal("21.504"))
    assert (found.outlook.low, found.outlook.likely) == (none.outlook.low, none.outlook.likely)
    assert found.outlook.high == essentials.outlook.high
    assert found.step is BudgetStep.FORESEEN


def test_with_vdm_the_plan_without_a_name_is_the_dearer_one(empty):
    """134,400 recipients with VDM: $0.17 à la carte = $22.848, $0.16 under Essentials, which is taken to include it."""
    mailing(empty, plan=None, vdm="ENABLED")
    choose(empty, budget=Decimal(22))
    found = spending(empty, SCOPE, AT)
    assert (found.to_date, found.most) == (Decimal("21.504"), Decimal("22.848"))
    assert found.step is BudgetStep.NEAR, "that it is used up is not certain"
    (essentials,) = (bill for bill in asked(empty).bills if bill.assumed == "ESSENTIALS")
    vdm = next(line for line in essentials.lines if line.kind == "vdm")
    assert (vdm.usd, str(vdm.quantity)) == (0, "134.4")
    assert any("taken to include the mail that VDM looks at" in why.msgid for why in vdm.assumed)


def test_without_a_budget_nothing_is_told(account):
    assert spending(account, SCOPE, AT) is None
    assert asked(account).budget is None


def test_a_past_month_has_no_budget(account):
    statistics.keep(account, SCOPE, [Bin(SINCE - 5 * DAY, 100, 0, 0, 0)], SINCE - 4 * DAY)
    choose(account, budget=Decimal(30))
    assert asked(account, since=SINCE - DAY).budget is None


def test_a_budget_before_any_mail_is_unknown(empty):
    choose(empty, budget=Decimal(30))
    coverage.extend(empty, SCOPE, coverage.COLLECTOR, Span(AT - DAY, AT))
    assert isinstance(spending(empty, SCOPE, AT), Unknown)


def test_mail_of_last_month_alone_is_no_spending_of_this_one(empty):
    choose(empty, budget=Decimal(30))
    statistics.keep(empty, SCOPE, [Bin(SINCE - 5 * DAY, EACH_DAY, 0, 0, 0)], SINCE - 4 * DAY)
    assert isinstance(spending(empty, SCOPE, AT), Unknown)
    assert asked(empty).budget is None
