"""Costs: what SES cost this month, what it will cost by the month's end, why, what would be cheaper, what is free.

The answers come from `report/costs.py`; how they look lives in `ui/sections/costs*.py`.
"""

from functools import partial

from ui import cached, context, live, month, parts, situations
from ui.context import t
from ui.sections import costs, costs_actual, costs_cards, costs_days, costs_free, costs_parts, costs_plans


def draw() -> None:
    """The page from top to bottom."""
    scope, drawn = context.scope(), live.drawn()
    if scope is None:
        parts.heading(t("Costs"))
        return
    shown = cached.costs(scope.account_id, month.region(scope), month.chosen(), *drawn)
    parts.heading(t("Costs"), partial(month.choose, shown))
    situations.above(cached.state(scope, *drawn), shown.now)
    month.choose_regions(scope, shown)
    if not shown.bills:
        costs.nothing(shown)
        return
    costs.sentence(shown)
    costs_cards.cards(shown)
    month.choose_plan(shown)
    bill = month.bill(shown)
    costs_days.draw(shown, bill)
    costs_parts.draw(shown, bill)
    costs_free.draw(shown)
    costs_plans.draw(shown)
    costs_actual.draw(shown)
    costs.foot(shown)


draw()
