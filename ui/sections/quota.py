"""The quota page's parts: the sentence on the next 24 hours, the cards, the chart.

What they say comes from `report/quota.py`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import streamlit as st

from deliverability.advice import QUOTA_STEPS
from deliverability.forecast import Method
from deliverability.model import Level, Unknown
from deliverability.rates import QUOTA_WATCH, QuotaUse
from report.quota import Outlook, Quota, Sending
from ui import context, parts
from ui.charts.place import chart
from ui.charts.quota import quota_figure
from ui.context import said, t
from ui.explain import quota as explain
from ui.markdown import escaped
from ui.marks import QUOTA, Mark, mark_of
from words.format import number

HALF_AN_HOUR: Final = 1800
SLOWEST: Final = 0.01


def sentence(shown: Quota) -> None:
    """What the next 24 hours bring, and what to do about it."""
    with st.container(border=True, gap="small"):
        headline, detail, near = _said(shown)
        level = Level.WATCH if near and shown.level is Level.OK else shown.level
        mark = parts.badge_in_text(mark_of(level, QUOTA))
        st.markdown(f"{mark}\N{EN SPACE}**{escaped(headline)}** {escaped(detail)}".rstrip())
        if near:
            parts.steps(QUOTA_STEPS)
        if shown.production_access is False:
            st.markdown(escaped(t("This account is in the sandbox: 200 recipients a day, verified addresses only.")))


def _said(shown: Quota) -> tuple[str, str, bool]:
    """The sentence, its detail, and whether the quota comes near."""
    use, outlook = shown.use, shown.outlook
    if isinstance(use, Unknown):
        return t("How much of the quota is used is not known."), parts.because(use), False
    if use.unlimited:
        return t("This account has no limit of mails a day."), "", False
    if use.share is None:
        return t("The quota is 0: nothing can be sent."), "", False
    if use.share >= 1:
        return t("The sending quota is used up: SES drops further mail."), "", True
    if isinstance(outlook, Unknown):
        now = t("{share:percent} of the quota is used.", share=use.share)
        why = said(outlook.detail) if outlook.detail else parts.because(outlook)
        return now, why, use.share >= QUOTA_WATCH
    return _foreseen(outlook, shown.now)


def _foreseen(outlook: Outlook, now: int) -> tuple[str, str, bool]:
    """Told by the upper end of the band where that stays under the quota, so that it can be relied on."""
    rough = t("A rough guess from the last three hours.") if outlook.method is Method.ROUGH else ""
    if outlook.reached_at is not None:
        return (
            t("At this pace the quota is reached at about {time}.", time=_about(outlook.reached_at, now)),
            rough,
            True,
        )
    likely = outlook.share or 0.0
    if outlook.worst_reached_at is not None:
        calm = t("At this pace use stays under {share:percent} of the quota for the next 24 hours.", share=_up(likely))
        at = _about(outlook.worst_reached_at, now)
        worst = t("If more comes than usual, the quota is reached at about {time}.", time=at)
        return calm, f"{worst} {rough}".rstrip(), True
    calm = t("Use stays under {share:percent} of the quota for the next 24 hours.", share=_up(outlook.worst_share))
    return calm, f"{t('Most likely it peaks at {share:percent}.', share=likely)} {rough}".rstrip(), False


def _about(at: int, now: int) -> str:
    """A time to the half-hour."""
    return parts.when(at + HALF_AN_HOUR // 2 - (at + HALF_AN_HOUR // 2) % HALF_AN_HOUR, now)


def _up(share: float | None) -> float:
    """The next whole percent: what is said to be stayed under is not reached."""
    return (int((share or 0) * 100) + 1) / 100


def cards(shown: Quota) -> None:
    """Use now, the highest of the week, the rate of sending, recipients per attempt."""
    with st.grid(4, min_column_width=190):
        _use(shown)
        _highest(shown)
        _sending(shown)
        _ratio(shown)


@contextmanager
def _card(label: str, value: str, source: str, shown: Quota, mark: Mark | None = None) -> Iterator[None]:
    with parts.card(label, mark):
        st.metric(label, value, label_visibility="collapsed")
        yield
        st.space("stretch")
        parts.source(source, shown.read_at, shown.now)


def _unknown(label: str, unknown: Unknown, source: str, shown: Quota) -> None:
    with _card(label, t("Unknown"), source, shown, mark_of(unknown)):
        st.caption(escaped(parts.because(unknown)))


def _use(shown: Quota) -> None:
    label, use = t("Sent, last 24 h"), shown.use
    if isinstance(use, Unknown):
        return _unknown(label, use, "GetAccount", shown)
    with _card(label, _number(use.used), "GetAccount", shown, mark_of(shown.level, QUOTA)):
        st.caption(escaped(_of_limit(use)))
    return None


def _of_limit(use: QuotaUse) -> str:
    if use.share is None:
        return t("recipients, no limit") if use.unlimited else t("recipients; the limit is 0")
    return t("recipients, {share:percent} of {limit:number}", share=use.share, limit=use.limit)


def _highest(shown: Quota) -> None:
    label, highest = t("Highest in 7 days"), shown.highest
    if isinstance(highest, Unknown):
        return _unknown(label, highest, "GetAccount", shown)
    source = "GetSendStatistics" if highest.estimated else "GetAccount"
    with _card(label, _number(round(highest.value)), source, shown):
        at = parts.when(highest.at, shown.now)
        if highest.estimated:
            st.caption(escaped(t("recipients in the 24 h before {time}, from delivery attempts", time=at)))
        else:
            st.caption(escaped(t("recipients in the 24 h before {time}", time=at)))
        if isinstance(shown.use, QuotaUse) and shown.use.limit > 0:
            st.caption(escaped(t("{share:percent} of today's quota", share=highest.value / shown.use.limit)))
    return None


def _sending(shown: Quota) -> None:
    label, sending = t("Sending rate, 15 min average"), shown.sending
    if isinstance(sending, Unknown):
        return _unknown(label, sending, "GetSendStatistics", shown)
    latest = sending.latest
    value, mark = (t("Unknown"), mark_of(latest)) if isinstance(latest, Unknown) else (_rate(latest), None)
    with _card(label, value, "GetSendStatistics", shown, mark):
        day, week = _rate(sending.day), _rate(sending.week)
        st.caption(escaped(t("highest: {day} in 24 h, {week} in 7 d", day=day, week=week)))
        unknown = [rate for rate in (latest, sending.day, sending.week) if isinstance(rate, Unknown)]
        for why in dict.fromkeys(map(parts.because, unknown)):
            st.caption(escaped(why))
        st.caption(escaped(_of_rate(sending)))
        st.caption(escaped(t("Bursts shorter than 15 minutes are invisible without Send events.")))
    return None


def _of_rate(sending: Sending) -> str:
    if isinstance(sending.limit, Unknown):
        return t("limit: unknown")
    if sending.limit <= 0:
        return t("no limit")
    if isinstance(sending.week, Unknown):
        return t("limit: {limit}", limit=_rate(sending.limit))
    return t(
        "that is {share:percent} of the limit, {limit}", share=sending.week / sending.limit, limit=_rate(sending.limit)
    )


def _rate(value: float | Unknown) -> str:
    """Recipients a second; a few mails a day are not none."""
    if isinstance(value, Unknown):
        return t("unknown")
    if 0 < value < SLOWEST:
        return t("< {rate:number}/s", rate=SLOWEST)
    return t("{rate:number}/s", rate=value)


def _ratio(shown: Quota) -> None:
    label, ratio = t("Recipients per attempt"), shown.ratio
    if isinstance(ratio, Unknown):
        return _unknown(label, ratio, "GetAccount, GetSendStatistics", shown)
    with _card(label, _number(ratio), "GetAccount, GetSendStatistics", shown):
        st.caption(escaped(t("The quota counts recipients, the statistics count attempts.")))
    return None


def _number(value: float) -> str:
    return number(value, context.language())


def use_over_time(shown: Quota) -> None:
    """The chart with what it shows in words."""
    parts.section(t("Use of the quota"), explain.use)
    chart("quota", (shown.scope,), lambda: quota_figure(shown.chart), t("Use of the quota over time"))
