"""The cost of the month on the Overview: what was spent, what it heads for, and the way to the page that explains it.

The cards of the page of costs itself are in `costs_cards`.
"""

from collections.abc import Iterator

import streamlit as st

from deliverability.cost.model import Outlook
from deliverability.model import Reason
from report.costs import Costs
from ui import money, parts
from ui.context import t
from ui.links import link
from ui.markdown import escaped
from ui.marks import UNKNOWN
from ui.sections.costs_budget import mark_of_budget
from ui.sections.costs_cards import amounts, is_old, trend


def cost_card(shown: Costs) -> None:
    """All regions of the account together, as the bill is."""
    label = t("Cost this month")
    with parts.card(label, UNKNOWN[Reason.STALE] if is_old(shown) else mark_of_budget(shown)):
        if shown.bills:
            st.metric(label, amounts(shown), chart_data=trend(shown), chart_type="area", label_visibility="collapsed")
            for line in _lines(shown):
                st.caption(escaped(line))
        else:
            st.metric(label, t("Unknown"), label_visibility="collapsed")
            st.caption(escaped(t("No mail of this month was counted yet.")))
        st.space("stretch")
        link("costs", t("Costs"))
        parts.source(t("Estimate"), shown.read_at, shown.now)


def _lines(shown: Costs) -> Iterator[str]:
    outlooks = [bill.outlook for bill in shown.bills if isinstance(bill.outlook, Outlook)]
    if outlooks:
        low, high = min(each.low for each in outlooks), max(each.high for each in outlooks)
        yield t("{low} to {high} by the month's end", low=money.usd(low), high=money.usd(high))
    if shown.counting.at_least:
        yield t("some days were not looked at")
    yield from dict.fromkeys(
        other for bill in shown.bills if (other := money.second(bill.to_date, shown.choices.currency)) is not None
    )
