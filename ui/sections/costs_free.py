"""What is still free: a meter for each region, and in words where the allowance comes from and how long it lasts.

Which allowance there is, and how much of it was used, comes from `report/costs.py`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

import streamlit as st

from deliverability.cost.model import Allowance
from deliverability.model import Unknown
from report.costs import Costs, Covered
from ui import money, parts
from ui.context import said, t
from ui.explain import costs as explain
from ui.markdown import escaped
from ui.marks import mark_of


def draw(shown: Costs) -> None:
    """The section from its heading down."""
    parts.section(t("What is free"), explain.free)
    with st.container(border=True, gap="small"):
        known = [one.allowance for one in shown.covered if isinstance(one.allowance, Allowance)]
        unknown = next((one.allowance for one in shown.covered if isinstance(one.allowance, Unknown)), None)
        if known:
            _meter(known[0], shown.covered)
        elif unknown is not None:
            _unknown(unknown)
        else:
            st.markdown(escaped(t("Nothing is free in this month.")))


def _meter(found: Allowance, covered: tuple[Covered, ...]) -> None:
    st.markdown(f"**{escaped(said(found.source))}**")
    if found.messages:
        # AWS's own count covers what other services and regions of the account used too.
        used = found.used if found.used is not None else sum(one.covered for one in covered)
        sentence = t("{used:number} of {most:number} messages a month are used up", used=used, most=found.messages)
        st.progress(min(used / found.messages, 1.0), escaped(sentence))
    for line in _lines(found, covered):
        st.markdown(escaped(line))


def _lines(found: Allowance, covered: tuple[Covered, ...]) -> Iterator[str]:
    if found.credit is not None:
        yield t("Credits left: {usd}. They pay the bill; the sums here are before them.", usd=money.usd(found.credit))
    elif not found.messages:
        yield t("No mail is free: every recipient is charged from the first on.")
    if found.until is not None and (found.messages or found.credit is not None):
        yield t("It ends on {day:date}.", day=datetime.fromtimestamp(found.until, UTC))
    for one in covered:
        if found.messages and not one.applies:
            yield t("It does not count in {region}: the price plan there has no free mail.", region=one.region)
        elif one.covered and len(covered) > 1:
            yield t("{region}: {n:number} recipients of this month.", region=one.region, n=one.covered)


def _unknown(unknown: Unknown) -> None:
    mark = mark_of(unknown)
    st.markdown(
        f":{mark.color}[{mark.icon}] **{escaped(t('Whether anything is free is not known, so nothing is taken off.'))}**"
    )
    st.markdown(escaped(parts.because(unknown)))
    st.markdown(escaped(t("If you know it, say so in `FREE_TIER` or `FREE_MESSAGES_PER_MONTH`.")))
