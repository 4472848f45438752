"""The rule over the month's budget, and what is said of a change of price plan."""

from dataclasses import replace
from decimal import Decimal

import pytest

from deliverability.cost.model import Outlook
from deliverability.cost.plan_change import prices
from deliverability.cost.spending import BudgetStep, Spending, between
from deliverability.metrics import DAY, HOUR
from deliverability.model import Reason, Unknown, text
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.rule import Severity
from tests.unit.evidence_of import ACCOUNT, NOW, account, found, known, step

BUDGET, PLAN = BY_NAME["budget"], BY_NAME["price-plan"]
DECEMBER = 1_796_083_200


def spending(so_far, likely=None, rough=False, **more):
    """A budget of $100; the likely end is between 10 % less and 10 % more."""
    why = (text("Few days."),) if rough else ()
    end = None if likely is None else Outlook(*(Decimal(str(likely)) * part / 10 for part in (9, 10, 11)), rough, why)
    return Spending(NOW - 24 * DAY, NOW, Decimal(str(so_far)), end, Decimal(100), **more)


def month(*amounts, **more):
    return known(spending=spending(*amounts, **more))


@pytest.mark.parametrize(
    ("so_far", "likely", "reached"),
    [
        (0, 0, 0),
        (10, 100, 0),
        (10, "100.01", 1),
        ("79.99", 120, 1),
        (80, 120, 2),
        (80, 90, 2),
        ("99.99", 150, 2),
        (100, 150, 3),
        (250, 300, 3),
        ("79.99", None, 0),
        (80, None, 2),
        (100, None, 3),
    ],
)
def test_the_budget_has_three_steps(so_far, likely, reached):
    assert step(BUDGET, month(so_far, likely)) == reached


def test_what_a_step_rests_on_is_its_value():
    foreseen, near, used_up = (found(BUDGET, month(*told))[""] for told in ((10, 120), (90, 120), (110, 120)))
    assert (foreseen.value, foreseen.threshold, foreseen.severity) == (1.2, 1.0, Severity.WARN)
    assert (near.value, near.threshold, near.severity) == (0.9, 0.8, Severity.WARN)
    assert (used_up.value, used_up.threshold, used_up.severity) == (1.1, 1.0, Severity.CRITICAL)


def test_an_outlook_that_trembles_below_the_budget_keeps_the_alert():
    assert found(BUDGET, month(10, 90))[""].keeps
    assert not found(BUDGET, month(10, "89.9"))[""].keeps
    assert not found(BUDGET, month(90, 95))[""].keeps


def test_a_rough_outlook_counts_only_where_its_low_end_is_over():
    assert step(BUDGET, month(10, 111, rough=True)) == 0
    assert step(BUDGET, month(10, 112, rough=True)) == 1


def test_without_a_budget_nothing_is_said_of_it():
    assert found(BUDGET, known()) == {}
    assert found(BUDGET, known(spending=Unknown(Reason.COLLECTING))) == {}


def test_the_message_tells_the_amounts_and_leads_to_the_costs():
    message = found(BUDGET, month(90, 120))[""].message
    assert [figure.params for figure in message.figures] == [
        {"usd": 90, "share": 0.9, "budget": 100},
        {"likely": 120, "low": 108, "high": 132},
    ]
    assert message.page == "costs"
    assert len(found(BUDGET, month(90))[""].message.figures) == 1


def test_the_message_tells_what_the_amounts_are_without_and_what_makes_them_rough():
    gap = text("Nine days were not looked at.")
    rough = found(BUDGET, month(90, 120, rough=True, most=Decimal(95), missing=(gap,)))[""].message
    assert rough.figures[2].params == {"why": text("Few days.")}
    assert rough.figures[3].params == {"usd": 95}
    assert rough.figures[4:] == (gap,)
    assert len(found(BUDGET, month(90, 120, most=Decimal(90)))[""].message.figures) == 2


def test_the_verdict_has_one_home_for_page_and_alert():
    for amounts in ((10, 90), (10, 120), (80, 120), (100, 120), (10, None)):
        assert step(BUDGET, month(*amounts)) == spending(*amounts).step
    assert spending(10, 111, rough=True).step is BudgetStep.WITHIN, "a rough end counts by its low end on the page too"
    assert (spending(90, 120).used_share, spending(90, 120).likely_share, spending(90).likely_share) == (0.9, 1.2, None)


def test_the_end_under_several_likely_plans_is_between_the_lowest_and_the_highest():
    why = text("Few days.")
    found = between([Outlook(*map(Decimal, (3, 5, 9)), False), Outlook(*map(Decimal, (2, 4, 6)), True, (why, why))])
    assert found == Outlook(Decimal(2), Decimal(4), Decimal(9), True, (why,))


def test_a_move_to_essentials_tells_both_prices_and_how_to_go_back():
    told = account((DAY * 9, {"plan": "NONE", "next_plan": "NONE"}), (HOUR, {"plan": "ESSENTIALS"}))
    message = found(PLAN, told)[""].message
    assert message.headline.msgid == "This account was moved to the Essentials plan."
    assert [(f.params["plan"], str(f.params["usd"]), str(f.params["fee"])) for f in message.figures[1:]] == [
        ("NONE", "0.10", "0"),
        ("ESSENTIALS", "0.16", "0"),
    ]
    assert "Essentials has no fee" in message.aws.msgid
    assert message.steps[1].params == {"usd": Decimal("0.10")}
    assert message.page == "costs"


def test_a_change_to_another_plan_is_no_move_to_essentials():
    message = found(PLAN, account((HOUR, {"plan": "PRO", "next_plan": "PRO"})))[""].message
    assert message.headline.msgid == "The price plan of this account changes."
    assert [f.params["plan"] for f in message.figures[1:]] == ["ESSENTIALS", "PRO"]


def test_a_plan_to_come_tells_the_day_it_takes_effect():
    message = found(PLAN, account((HOUR, {"next_plan": "PRO"})))[""].message
    assert message.headline.msgid == "The price plan of this account changes."
    assert message.figures[0].params["date"].timestamp() == DECEMBER
    assert [(f.params["plan"], str(f.params["fee"])) for f in message.figures[1:]] == [
        ("ESSENTIALS", "0"),
        ("PRO", "105"),
    ]
    assert "plan's fee" in message.aws.msgid
    assert len(message.steps) == 2


def test_a_plan_to_come_takes_effect_in_the_month_after_it_was_announced():
    """Announced on the last evening of November, read in December's first hours."""
    (own,) = known().things
    body = {**ACCOUNT, "next_plan": "PRO"}
    late = replace(own, seen=DECEMBER + HOUR, past=((DECEMBER - HOUR, body),))
    message = found(PLAN, known(things=(late,)))[""].message
    assert message.figures[0].params["date"].timestamp() == DECEMBER


def test_a_plan_we_do_not_know_is_told_without_prices():
    told = account((HOUR, {"plan": "GOLD", "next_plan": "GOLD"}))
    assert len(found(PLAN, told)[""].message.figures) == 1


def test_before_plans_came_only_the_price_of_then_is_told():
    assert [each.params["plan"] for each in prices("NONE", "ESSENTIALS", at=1_750_000_000)] == ["NONE"]
