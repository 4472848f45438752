"""The month's budget as a card, and the mark that it sets above the page.

Who is told of it and when is decided by the rule `budget`.
"""

from typing import Final

import streamlit as st

from deliverability.model import N_
from report.costs import Budget, Costs
from ui import money, parts
from ui.context import t
from ui.markdown import escaped
from ui.marks import Mark

NEAR: Final = 0.8
WITHIN: Final = Mark(":material/check_circle:", N_("Within the budget"), "green")
AHEAD: Final = Mark(":material/trending_up:", N_("Heads for more than the budget"), "orange")
CLOSE: Final = Mark(":material/warning:", N_("Near the budget"), "orange")
OVER: Final = Mark(":material/dangerous:", N_("Over the budget"), "red")


def mark_of_budget(shown: Costs) -> Mark | None:
    """How the month stands to its budget; None without one."""
    found = shown.budget
    if found is None:
        return None
    if found.used_share >= 1:
        return OVER
    if found.likely_share is not None and found.likely_share > 1:
        return AHEAD
    return CLOSE if found.used_share >= NEAR else WITHIN


def budget(shown: Costs, found: Budget) -> None:
    """The card: the budget, and how much of it is used."""
    label = t("Budget of the month")
    with parts.card(label, mark_of_budget(shown)):
        st.metric(label, money.usd(found.usd), label_visibility="collapsed")
        st.progress(min(found.used_share, 1.0), escaped(t("{share:percent} used", share=found.used_share)))
        if found.likely_share is not None:
            st.caption(escaped(t("by the month's end likely {share:percent}", share=found.likely_share)))
        st.space("stretch")
        st.caption(escaped(t("All regions together, set in MONTHLY_BUDGET_USD")))
