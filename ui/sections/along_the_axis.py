"""What is marked along a chart's time axis, in words: its gaps with their causes, and what changed in the account.

The marks themselves are drawn by `ui/charts/gaps.py` and `ui/charts/pins.py`.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import streamlit as st

from report.gaps import Cause, Fate, Gap
from report.marks import ALERT, Marks
from ui import context, parts
from ui.context import said, t, tn
from ui.markdown import escaped
from ui.marks import icon_of_change

MOST_GAPS: Final = 8
ICONS: Final = {
    Cause.BEFORE: ":gray[:material/start:]",
    Cause.DOWN: ":orange[:material/cloud_off:]",
    Cause.DENIED: ":gray[:material/lock:]",
    Cause.FAILED: ":gray[:material/help:]",
    Cause.UNKNOWN: ":gray[:material/help:]",
}
RECOVERED: Final = ":green[:material/cloud_done:]"


def in_words(gaps: Sequence[Gap], marks: Marks, now: int) -> None:
    """Both lists side by side, or the one there is over the whole width."""
    sides = st.columns(2, gap="medium") if gaps and marks.shown else (st.container(), st.container())
    with sides[0]:
        gaps_in_words(gaps, now)
    with sides[1]:
        changes_in_words(marks, now)


def gaps_in_words(gaps: Sequence[Gap], now: int) -> None:
    """Each gap with its time, its cause and what became of it, newest first."""
    if not gaps:
        return
    st.markdown(f"**{escaped(t('Gaps, and why'))}**")
    for gap in sorted(gaps, key=lambda gap: -gap.span.since)[:MOST_GAPS]:
        icon = RECOVERED if gap.fate is Fate.RECOVERED else ICONS[gap.cause]
        with st.container(gap=None):
            st.markdown(f"{icon} {escaped(said(gap.says))}")
            st.caption(escaped(between(gap.span.since, gap.span.until, now)))
    _more(len(gaps) - MOST_GAPS)


def changes_in_words(marks: Marks, now: int) -> None:
    """What the numbered pins stand for."""
    if not marks.shown:
        return
    has_alerts = any(event.kind == ALERT for mark in marks.shown for event in mark.events)
    title = t("Changed in the account, and alerts") if has_alerts else t("Changed in the account")
    st.markdown(f"**{escaped(title)}**")
    for mark in reversed(marks.shown):
        with st.container(gap=None):
            for event in mark.events:
                sign = f":violet-badge[{mark.number}] {icon_of_change(event.kind, event.level)}"
                st.markdown(f"{sign} {escaped(said(event.what))}")
            st.caption(escaped(parts.when(mark.at, now)))
    _more(marks.left_out)


def _more(n: int) -> None:
    if n > 0:
        st.caption(escaped(tn("and {n} more", "and {n} more", n=n)))


def between(since: int, until: int, now: int) -> str:
    """A stretch of time, its day said once where it is one."""
    first, last = (datetime.fromtimestamp(at, UTC).astimezone(context.zone()) for at in (since, until))
    start = parts.when(since, now)
    return f"{start}–{last:%H:%M}" if first.date() == last.date() else f"{start} – {parts.when(until, now)}"
