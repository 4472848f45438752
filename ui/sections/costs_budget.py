"""The month's budget as a card, and the mark that it sets above the page.

The verdict is `deliverability/cost/spending.py`'s; who is told of it is decided by the rule `budget`.
"""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from deliverability.cost.spending import BudgetStep, Spending
from deliverability.model import N_
from report.costs import Costs
from ui import money, parts
from ui.context import said, t
from ui.markdown import escaped
from ui.marks import Mark

MARKS: Final[Mapping[BudgetStep, Mark]] = {
    BudgetStep.WITHIN: Mark(":material/check_circle:", N_("Within the budget"), "green"),
    BudgetStep.FORESEEN: Mark(":material/trending_up:", N_("Heads for more than the budget"), "orange"),
    BudgetStep.NEAR: Mark(":material/warning:", N_("Near the budget"), "orange"),
    BudgetStep.USED_UP: Mark(":material/dangerous:", N_("Over the budget"), "red"),
}


def mark_of_budget(shown: Costs) -> Mark | None:
    """How the month stands to its budget; None without one."""
    return None if shown.budget is None else MARKS[shown.budget.step]


def budget(shown: Costs, found: Spending) -> None:
    """The card: the budget, and how much of it is used."""
    label = t("Budget of the month")
    with parts.card(label, mark_of_budget(shown)):
        st.metric(label, money.usd(found.budget), label_visibility="collapsed")
        st.progress(min(found.used_share, 1.0), escaped(t("{share:percent} used", share=found.used_share)))
        if found.likely_share is not None:
            st.caption(escaped(t("by the month's end likely {share:percent}", share=found.likely_share)))
        if found.most is not None and money.usd(found.most) != money.usd(found.to_date):
            st.caption(escaped(t("under the dearer plan {usd} so far", usd=money.usd(found.most))))
        for lacking in found.missing:
            st.caption(escaped(said(lacking)))
        st.space("stretch")
        st.caption(escaped(t("All regions together, set in MONTHLY_BUDGET_USD")))
