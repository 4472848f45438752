"""The cards of the page of costs: spent, month's end, plan, what is free; the budget's is in `costs_budget`.

What they say comes from `report/costs.py`. Where the plan is not known a card shows both amounts.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from typing import Final

import streamlit as st

from deliverability.cost.model import Allowance, Outlook, Plan
from deliverability.metrics import HOUR
from deliverability.model import N_, Reason, Unknown
from report.costs import Costs
from ui import context, money, month, parts
from ui.context import said, t
from ui.markdown import escaped
from ui.marks import UNKNOWN, Mark, mark_of
from ui.sections.costs_budget import budget
from words.format import number, price

FEWEST_POINTS: Final = 5
OLD: Final = 6 * HOUR
ROUGH: Final = Mark(":material/help:", N_("Rough"), "gray")
BY_YOU: Final = Mark(":material/edit:", N_("Set by you"), "violet")


def cards(shown: Costs) -> None:
    """Spent, month's end, the budget where there is one, plan, and what is free: five do not go in one row."""
    first: list[Callable[[], None]] = [partial(_spent_card, shown)]
    if shown.present:
        first.append(partial(_end_card, shown))
    then: list[Callable[[], None]] = [partial(_plan_card, shown), partial(_free_card, shown)]
    if shown.budget is not None:
        first.append(partial(budget, shown, shown.budget))
    for row in [first, then] if shown.budget is not None else [first + then]:
        with st.grid(len(row), min_column_width=190):
            for card in row:
                card()


def amounts(shown: Costs) -> str:
    """The sum to date; of an unknown plan both sums."""
    told = either([money.usd(bill.to_date) for bill in shown.bills])
    return f"≥\N{NO-BREAK SPACE}{told}" if is_at_least(shown) else told


def is_old(shown: Costs) -> bool:
    """Whether so much time passed since the account was read that the sum to date is a lower bound only."""
    return shown.present and shown.read_at is not None and shown.now - shown.read_at > OLD


def is_at_least(shown: Costs) -> bool:
    """Whether the month cost this much at least, and maybe more: some of its mail was not counted."""
    return is_old(shown) or shown.counting.at_least


def trend(shown: Costs) -> list[float] | None:
    """The sum as it grew, for a sparkline; None for so few days that it would tell nothing."""
    totals = [float(day.total) for day in shown.bills[0].days]
    return totals if len(totals) >= FEWEST_POINTS and any(totals) else None


def either(told: Sequence[str]) -> str:
    """One figure, or the two of an unknown plan where they differ."""
    first, *others = dict.fromkeys(told)
    return t("{a} or {b}", a=first, b=others[0]) if others else first


def _spent_card(shown: Costs) -> None:
    label = t("This month so far") if shown.present else month.title(shown.since)
    with parts.card(label, UNKNOWN[Reason.STALE] if is_old(shown) else None):
        st.metric(label, amounts(shown), chart_data=trend(shown), chart_type="area", label_visibility="collapsed")
        _assumptions(shown)
        _second(shown, [bill.to_date for bill in shown.bills])
        st.space("stretch")
        parts.source(t("Estimate"), shown.read_at, shown.now)


def _assumptions(shown: Costs) -> None:
    """Which plans the two amounts are of."""
    names = [month.plan_name(bill.assumed) for bill in shown.bills if bill.assumed is not None]
    if names:
        st.caption(escaped(" · ".join(names)))


def _second(shown: Costs, usd: list[Decimal]) -> None:
    others = [other for amount in usd if (other := money.second(amount, shown.choices.currency)) is not None]
    if others:
        st.caption(escaped(" · ".join(dict.fromkeys(others))))


def _end_card(shown: Costs) -> None:
    label = t("At the month's end")
    found = [bill.outlook for bill in shown.bills if isinstance(bill.outlook, Outlook)]
    rough = ROUGH if any(outlook.rough for outlook in found) else None
    unknown = next((bill.outlook for bill in shown.bills if isinstance(bill.outlook, Unknown)), None)
    with parts.card(label, mark_of(unknown) if unknown else rough):
        if not found:
            st.metric(label, t("Unknown"), label_visibility="collapsed")
            st.caption(escaped(parts.because(unknown)) if unknown else "")
            return
        st.metric(label, either([money.usd(outlook.likely) for outlook in found]), label_visibility="collapsed")
        for low, high in dict.fromkeys((money.usd(outlook.low), money.usd(outlook.high)) for outlook in found):
            if low != high:
                st.caption(escaped(t("between {low} and {high}", low=low, high=high)))
        _second(shown, [outlook.likely for outlook in found])
        st.space("stretch")
        parts.source(t("Forecast"), shown.read_at, shown.now)


def _plan_card(shown: Costs) -> None:
    label = t("Price plan")
    unknown = next((plan.plan for plan in shown.plans if isinstance(plan.plan, Unknown)), None)
    mark = BY_YOU if any(p.overridden for p in shown.plans) else None
    with parts.card(label, mark_of(unknown) if unknown else mark):
        names = dict.fromkeys(_plan_word(plan.plan) for plan in shown.plans)
        st.metric(label, " · ".join(names) or t("Unknown"), label_visibility="collapsed")
        for line in _plan_lines(shown):
            st.caption(escaped(line))
        st.space("stretch")
        parts.source("GetAccount", shown.read_at, shown.now)


def _plan_word(plan: Plan | Unknown) -> str:
    if isinstance(plan, Unknown):
        return t("Unknown")
    return t("Pay as you go") if plan is Plan.NONE else month.plan_name(plan)


def _plan_lines(shown: Costs) -> Iterator[str]:
    """A region's plan with its price; the region's name only where there are several."""
    several = len(shown.plans) > 1
    for plan in shown.plans:
        words = [f"{plan.region}: {_plan_word(plan.plan)}"] if several else []
        if isinstance(plan.plan, Unknown) and not several:
            yield parts.because(plan.plan)
        if plan.per_thousand is not None:
            words.append(_price(plan.per_thousand))
        if plan.since is not None and not plan.overridden:
            day = datetime.fromtimestamp(plan.since, UTC)
            words.append(t("since {day:date}", day=day) if plan.changed else t("seen since {day:date}", day=day))
        if plan.assumed_prices:
            words.append(t("prices of us-east-1, assumed"))
        if words:
            yield ", ".join(words)
        if plan.assumed is not None:
            yield said(plan.assumed)


def _price(each: Decimal) -> str:
    return t("{price} per 1,000 recipients", price=price(each, context.language()))


def _free_card(shown: Costs) -> None:
    """Whether anything is still free, in a word; the meter is in `costs_free`."""
    label = t("Free of charge")
    covered = [sum(one.covered[i] for one in shown.covered) for i in range(len(shown.bills))]
    unknown = next((one.allowance for one in shown.covered if isinstance(one.allowance, Unknown)), None)
    if unknown is not None and not any(covered):
        with parts.card(label, mark_of(unknown)):
            st.metric(label, t("Unknown"), label_visibility="collapsed")
            st.caption(escaped(parts.because(unknown)))
        return
    with parts.card(label):
        free = [number(each, context.language()) if each else t("Nothing") for each in covered]
        st.metric(label, either(free), label_visibility="collapsed")
        if len(set(free)) > 1:
            _assumptions(shown)
        st.caption(escaped(t("recipients of this month cost nothing") if any(covered) else _all_paid(shown)))
        st.space("stretch")
        st.caption(escaped(t("Details: what is free, below")))


def _all_paid(shown: Costs) -> str:
    """Why nothing is free."""
    told = dict.fromkeys(said(one.allowance.source) for one in shown.covered if isinstance(one.allowance, Allowance))
    return " ".join([t("All mail is paid for."), *told])
