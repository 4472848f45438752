"""What AWS charged beside what we reckoned for the same days, with the reasons why they differ.

Only where Cost Explorer is asked (`COST_EXPLORER=1`); the page is whole without it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

import streamlit as st

from deliverability.model import Reason, Unknown
from report.costs import Actual, Costs, Difference
from ui import money, parts
from ui.context import said, t, word
from ui.explain import costs as explain
from ui.markdown import escaped
from ui.marks import mark_of
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
    columns: Mapping[str, list[str]] = {
        t("Use"): [_name(one) for one in actual.by_kind],
        t("Charged"): [escaped(money.usd(one.actual)) for one in actual.by_kind],
        t("Reckoned"): [escaped(money.usd(one.estimate)) for one in actual.by_kind],
        t("Difference"): [escaped(_signed(one)) for one in actual.by_kind],
        t("Why they differ"): [" ".join(escaped(said(why)) for why in one.why) for one in actual.by_kind],
    }
    if actual.by_kind:
        st.table(columns, border="horizontal", hide_index=True, alt=t("AWS's charges beside our estimate"))
    st.caption(escaped(t("Before credits, refunds and taxes. AWS restates the last days, so they may still change.")))


def _name(one: Difference) -> str:
    name = t("Not in the estimate") if one.kind is None else word(KINDS[one.kind])
    types = ", ".join(f"`{usage_type}`" for usage_type in one.usage_types)
    return f"{escaped(name)}  \n:small[{escaped(types)}]" if types else escaped(name)


def _signed(one: Difference) -> str:
    shown = money.usd(one.difference)
    return f"+{shown}" if one.difference > 0 and not shown.startswith("$0.00") else shown
