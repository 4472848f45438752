"""What is still free: each allowance with its meter, where it comes from and how long it lasts; and the credits there are.

Which there are, and how much of them was used, comes from `report/costs.py`.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import streamlit as st

from deliverability.cost.model import Allowance, Credits
from deliverability.model import Unknown
from report.costs import Costs, Covered
from ui import context, money, parts
from ui.context import said, t
from ui.explain import costs as explain
from ui.markdown import escaped
from ui.marks import mark_of
from ui.sections.costs_cards import either
from words.format import number

CALL = "GetAccountPlanState"


def draw(shown: Costs) -> None:
    """The section from its heading down."""
    parts.section(t("What is free"), explain.free)
    with st.container(border=True, gap="small"):
        for found, covered in _by_allowance(shown.covered):
            if isinstance(found, Unknown):
                _unknown(found)
            else:
                _meter(shown, found, covered)
        _credits(shown)


def _by_allowance(covered: Sequence[Covered]) -> list[tuple[Allowance | Unknown, list[Covered]]]:
    """The regions that share an allowance together, in their order."""
    found: list[tuple[Allowance | Unknown, list[Covered]]] = []
    for one in covered:
        same = next((regions for allowance, regions in found if allowance == one.allowance), None)
        if same is None:
            found.append((one.allowance, [one]))
        else:
            same.append(one)
    return found


def _meter(shown: Costs, found: Allowance, covered: Sequence[Covered]) -> None:
    st.markdown(f"**{escaped(said(found.source))}**")
    if found.messages:
        # AWS's own count covers what other services and regions of the account used too.
        used = (
            found.used if found.used is not None else max(map(sum, zip(*(one.covered for one in covered), strict=True)))
        )
        sentence = t("{used:number} of {most:number} messages a month are used up", used=used, most=found.messages)
        st.progress(min(used / found.messages, 1.0), escaped(sentence))
    if found.used_at is not None:
        parts.source("GetFreeTierUsage", found.used_at, shown.now)
    for line in _lines(found, covered, min(shown.now, shown.until), several=len(shown.covered) > 1):
        st.markdown(escaped(line))


def _is_over(found: Allowance, now: int) -> bool:
    return found.until is not None and found.until <= now


def _lines(found: Allowance, covered: Sequence[Covered], now: int, *, several: bool) -> Iterator[str]:
    if found.elsewhere:
        yield t(
            "{n:number} of them were used by other mail: received, or sent where this collector does not look.",
            n=found.elsewhere,
        )
    if not found.messages:
        yield t("No mail is free: every recipient is charged from the first on.")
        if several:
            yield ", ".join(one.region for one in covered)
    if found.until is not None and found.messages:
        day = datetime.fromtimestamp(found.until, UTC)
        over = _is_over(found, now)
        yield (
            t("It ended on {day:date}: nothing is free any more.", day=day)
            if over
            else t("It ends on {day:date}.", day=day)
        )
    for one in covered:
        if found.messages and not one.applies and not _is_over(found, now):
            yield t("It does not count in {region}: the price plan there has no free mail.", region=one.region)
        elif any(one.covered) and several:
            counts = either([number(n, context.language()) for n in one.covered])
            yield t("{region}: {n} recipients of this month.", region=one.region, n=counts)


def _credits(shown: Costs) -> None:
    """What is left of credits; where there are none, nothing."""
    found = shown.credits
    if isinstance(found, Unknown):
        mark = mark_of(found)
        why = t("Whether there are credits is not known.") + " " + (said(found.detail) if found.detail else "")
        st.markdown(f":{mark.color}[{mark.icon}] {escaped(why)}")
    if isinstance(found, Credits):
        st.markdown(" ".join(map(escaped, _of_credits(found))))
        if found.read_at is not None:
            parts.source(CALL, found.read_at, shown.now)


def _of_credits(found: Credits) -> Iterator[str]:
    if found.usd is None:
        yield t("Credits pay the bill; the sums here are before them. AWS did not tell how much is left.")
    else:
        yield t("Credits left: {usd}. They pay the bill; the sums here are before them.", usd=money.usd(found.usd))
    if found.until is not None:
        yield t("They end on {day:date}.", day=datetime.fromtimestamp(found.until, UTC))


def _unknown(unknown: Unknown) -> None:
    mark = mark_of(unknown)
    st.markdown(
        f":{mark.color}[{mark.icon}] **{escaped(t('Whether anything is free is not known, so nothing is taken off.'))}**"
    )
    st.markdown(escaped(parts.because(unknown)))
    st.markdown(escaped(t("If you know it, say so in `FREE_TIER` or `FREE_MESSAGES_PER_MONTH`.")))
