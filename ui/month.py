"""Which month, which regions and which plan the page of costs shows: `month=2026-10&of=region&plan=ESSENTIALS` in the address.

Months are UTC's, as AWS bills them. What is known of each comes from `report/costs.py`.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import streamlit as st

from deliverability.cost.model import Plan
from deliverability.model import N_, Scope
from report.costs import Bill, Costs
from ui import context
from ui.choices import pick, remember
from ui.context import t, word
from words.format import month as written_month

MONTH_KEY: Final = "month"
OF_KEY: Final = "of"
PLAN_KEY: Final = "plan"
FIRST: Final = (2011, 1)
"""Amazon SES began then: no month before has costs."""

ALL: Final = "account"
ONE: Final = "region"

PLANS: Final[Mapping[Plan, str]] = {
    Plan.NONE: N_("pay as you go"),
    Plan.ESSENTIALS: "Essentials",
    Plan.PRO: "Pro",
    Plan.ENTERPRISE: "Enterprise",
}
"""What a plan is called; the names are AWS's."""


def chosen() -> int | None:
    """The month of the address by its first second (epoch); None for the present one, or where none can be read."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})", st.query_params.get(MONTH_KEY, ""))
    if found is None:
        return None
    year, number = int(found[1]), int(found[2])
    present = context.now()
    if not 1 <= number <= 12 or not FIRST <= (year, number) < (present.year, present.month):
        return None
    return int(datetime(year, number, 1, tzinfo=UTC).timestamp())


def choose(shown: Costs) -> None:
    """The picker of months, newest first; none where only the present one is known."""
    months = {_name(at) for at in (shown.since, *(month.since for month in shown.months))}
    if len(months) < 2:
        return
    st.session_state[MONTH_KEY] = _name(shown.since)
    st.selectbox(
        t("Month"),
        sorted(months, reverse=True),
        key=MONTH_KEY,
        format_func=lambda name: title(int(datetime.fromisoformat(f"{name}-01T00:00:00+00:00").timestamp())),
        on_change=lambda: remember(MONTH_KEY),
        label_visibility="collapsed",
        width=180,
    )


def title(at: int) -> str:
    """A month as a reader calls it, by any second of it."""
    return written_month(datetime.fromtimestamp(at, UTC), context.language())


def region(scope: Scope) -> str | None:
    """The region to show alone; None for all of the account, which is what AWS's bill is of."""
    return scope.region if st.query_params.get(OF_KEY) == ONE else None


def choose_regions(scope: Scope, shown: Costs) -> None:
    """All regions, or the one of the frame's picker; only where there are several."""
    if len(shown.regions) > 1:
        names = {ALL: N_("All regions"), ONE: scope.region}
        pick(OF_KEY, t("Regions"), names, ONE if shown.region else ALL, lambda: remember(OF_KEY))


def bill(shown: Costs) -> Bill:
    """The bill whose parts are shown: of two, the one of the plan in the address, else the first."""
    asked = st.query_params.get(PLAN_KEY)
    return next((one for one in shown.bills if one.assumed == asked), shown.bills[0])


def choose_plan(shown: Costs) -> None:
    """Under which plan the parts are shown, where the plan is not known."""
    if len(shown.bills) > 1:
        names = {one.assumed.value: PLANS[one.assumed] for one in shown.bills if one.assumed is not None}
        pick(PLAN_KEY, t("Price plan"), names, str(bill(shown).assumed), lambda: remember(PLAN_KEY))


def plan_name(plan: Plan) -> str:
    """A plan in the viewer's language."""
    return word(PLANS[plan])


def _name(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m}"
