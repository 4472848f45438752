"""The episodes of the last months: when each was on and how far it went, what was sent where and when.

What they say comes from `report/alert_history.py`.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

import streamlit as st

from deliverability.alerting import Kind
from deliverability.model import N_
from report.alert_history import Past, Sent
from report.alerts import Phase
from ui import context, parts
from ui.context import said, t, tn, word
from ui.explain import alerts as explain
from ui.markdown import escaped
from ui.marks import OVER, PHASES, SEVERITIES
from ui.measures import against, written
from ui.sections.alerts import lasted
from words.format import duration

MOST: Final = 30
KINDS: Final = {
    Kind.FIRING: N_("firing"),
    Kind.ESCALATED: N_("worse"),
    Kind.REMINDER: N_("reminder"),
    Kind.RESOLVED: N_("over"),
}
STATES: Final = {"dead": N_("not delivered"), "delivered": N_("delivered")}
UNDER_WAY: Final = N_("under way")


def history(past: Sequence[Past], now: int) -> None:
    """The latest episodes first."""
    parts.section(t("History, 90 days"), explain.history, t("About this list"))
    if not past:
        st.caption(t("No alert has fired in the last 90 days."))
        return
    with st.container(border=True, gap="small"):
        for episode in past[:MOST]:
            with st.container(gap=None):
                _episode(episode, now)
    if (more := len(past) - MOST) > 0:
        st.caption(escaped(tn("and {n} more", "and {n} more", n=more)))
    st.caption(escaped(t("`python -m collector export alerts` prints all of them.")))


def _episode(past: Past, now: int) -> None:
    marks = (OVER if past.ended is not None else PHASES[Phase.FIRING]), SEVERITIES[past.severity]
    of = f" ({past.subject})" if past.subject else ""
    badges = " ".join(map(parts.badge_in_text, marks))
    st.markdown(f"{badges} **{escaped(said(past.title))}**{escaped(of)}")
    st.caption(escaped(" · ".join([_when(past, now), *_peak(past)])))
    st.caption(escaped(_messages(past.sent, now)))


def _when(past: Past, now: int) -> str:
    if past.ended is not None:
        return lasted(past, past.ended, now)
    length, since = duration(max(0, now - past.began), context.language()), parts.when(past.began, now)
    if past.witnessed:
        return t("since {time}, {length} so far", time=since, length=length)
    return t("at least since {time}, {length} so far", time=since, length=length)


def _peak(past: Past) -> Iterable[str]:
    if past.peak is not None:
        line = past.threshold
        peak = written(past.peak, past.unit) if line is None else against(past.peak, line, past.unit)
        yield t("peak {peak}", peak=peak)


def _messages(sent: Sequence[Sent], now: int) -> str:
    """By channel: why each message was sent, and when it arrived or what became of it."""
    if not sent:
        return t("Sent to nobody")
    ordered = sorted(sent, key=lambda one: (one.channel, one.at or now))
    channels = [
        f"{channel}: {', '.join(_message(one, now) for one in own)}"
        for channel, own in groupby(ordered, key=lambda one: one.channel)
    ]
    return t("Sent: {channels}", channels="; ".join(channels))


def _message(sent: Sent, now: int) -> str:
    kind = word(KINDS[Kind(sent.kind)]) if sent.kind in set(Kind) else sent.kind
    if sent.arrived and sent.at is not None:
        return f"{kind} {parts.when(sent.at, now)}"
    return f"{kind} ({word(STATES.get(sent.state, UNDER_WAY))})"
