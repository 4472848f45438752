"""What AWS charged beside what we reckoned for the same days, with the reasons why they differ.

Only where Cost Explorer is asked (`COST_EXPLORER=1`); the page is whole without it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

import streamlit as st

from deliverability.model import Reason, Unknown
from report.costs import Actual, Costs, Difference
from ui import money, parts
from ui.context import said, t, word
from ui.explain import costs as explain
from ui.markdown import escaped
from ui.marks import mark_of
from ui.sections.costs_cards import either
from ui.sections.costs_parts import KINDS

CALL: Final = "GetCostAndUsage"


def draw(shown: Costs) -> None:
    """The section from its heading down; where nobody asked for it, nothing: `missing` has the line."""
    if not shown.choices.cost_explorer:
        return
    parts.section(t("What AWS charged"), explain.actual)
    if isinstance(shown.actual, Unknown):
        _unknown(shown.actual)
    else:
        _table(shown.actual)
        parts.source(CALL, shown.actual.read_at, shown.now)


def _unknown(unknown: Unknown) -> None:
    mark = mark_of(unknown)
    st.markdown(f":{mark.color}[{mark.icon}] {escaped(parts.because(unknown))}")
    if unknown.reason is Reason.DENIED:
        st.caption(escaped(t("The estimate above does not need it.")))


def _table(actual: Actual) -> None:
    until = datetime.fromtimestamp(actual.until - 1, UTC)
    st.markdown(escaped(t("AWS charged {usd} for the days up to {day:date}.", usd=money.usd(actual.usd), day=until)))
    shown = [one for one in actual.by_kind if one.actual or any(one.estimates)]
    columns: Mapping[str, list[str]] = {
        t("Use"): [_name(one) for one in shown],
        t("Charged"): [escaped(money.usd(one.actual)) for one in shown],
        t("Reckoned"): [escaped(either([money.usd(usd) for usd in one.estimates])) for one in shown],
        t("Difference"): [escaped(either([_signed(usd) for usd in one.differences])) for one in shown],
    }
    if shown:
        st.table(columns, border="horizontal", hide_index=True, alt=t("AWS's charges beside our estimate"))
    for one in shown:
        if one.why:
            st.caption(f"**{escaped(_word(one))}:** {escaped(' '.join(map(said, one.why)))}")
    st.caption(escaped(t("Before credits, refunds and taxes. AWS restates the last days, so they may still change.")))


def _name(one: Difference) -> str:
    types = ", ".join(f"`{usage_type}`" for usage_type in one.usage_types)
    return f"{escaped(_word(one))}  \n:small[{escaped(types)}]" if types else escaped(_word(one))


def _word(one: Difference) -> str:
    return t("Not in the estimate") if one.kind is None else word(KINDS[one.kind])


def _signed(usd: Decimal) -> str:
    shown = money.usd(usd)
    return f"+{shown}" if usd > 0 and not shown.startswith("$0.00") else shown
