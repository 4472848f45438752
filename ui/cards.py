"""The cards of the Overview: a rate, the quota, the account; each with its level, its source and its age.

What they say comes from `report/overview.py`; the pieces they are made of are in `parts`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import streamlit as st

from deliverability.model import LEVELS, Level, Reason, Unknown
from deliverability.rates import QuotaUse, Rate
from deliverability.standing import Enforcement, Measure
from report.charts import AwsPoint
from report.facts import AWS_METRIC, MOSTLY, Figure, OwnRate
from report.overview import AccountCard, QuotaCard, RateCard
from report.standing import RESTS_AFTER
from ui import context, parts
from ui.choices import RANGES
from ui.context import t, word
from ui.digits import digits_of
from ui.markdown import escaped
from ui.marks import ACCOUNT, QUOTA, Mark, mark_of
from words.format import NO_BREAK_SPACE, duration, number, percent, points, unbroken

FEWEST_POINTS: Final = 12
LOUD: Final = LEVELS[LEVELS.index(Level.REVIEW) :]


@contextmanager
def _card(label: str, mark: Mark, source: str, read_at: int | None, now: int) -> Iterator[None]:
    """A card's edge, head and foot; what is drawn inside comes between."""
    with parts.card(label, mark):
        yield
        st.space("stretch")
        parts.source(source, read_at, now)


def rate_card(card: RateCard, now: int) -> None:
    """AWS's figure, its level and its move; ours of three windows below it."""
    label = t("Bounce rate, AWS") if card.measure is Measure.BOUNCE else t("Complaint rate, AWS")
    with _card(label, mark_of(card.level), AWS_METRIC[card.measure], card.read_at, now):
        if isinstance(card.aws, Figure):
            _figure(label, card, percent(card.aws.value, context.language()))
            if now - card.aws.at > RESTS_AFTER:
                st.caption(escaped(t("Last published by AWS {age}", age=parts.ago(now - card.aws.at))))
        else:
            _unknown(label, card.aws)
        for line in _own_lines(card.own):
            st.caption(line)


def _figure(label: str, card: RateCard, value: str) -> None:
    change = card.day_change
    st.metric(
        label,
        value,
        None if change is None else _points(change, card.measure),
        delta_color="off" if card.level is Level.OK else "inverse",
        delta_description=None if change is None else t("in 24 h"),
        chart_data=_trend(card.trend),
        label_visibility="collapsed",
    )


def _trend(points: Sequence[AwsPoint]) -> list[float] | None:
    """The values of a sparkline; none for so few points that it would tell nothing."""
    return [point.value for point in points] if len(points) >= FEWEST_POINTS else None


def _points(change: float, measure: Measure) -> str | int:
    """A change for st.metric, which takes a leading hyphen for falling and the number 0 for resting."""
    shown = points(change, digits_of(measure), context.language())
    return 0 if shown == "0" else t("{change} pt", change=shown)


def _own_lines(own: Sequence[OwnRate]) -> Iterator[str]:
    """Our windows in one line of Markdown; an asterisk, explained below, where there is not enough mail to tell."""
    yield f"{escaped(t('Ours'))}: {' · '.join(map(_own, own))}"
    if any(map(_is_doubtful, own)):
        yield escaped(f"* {t('not enough mail to tell')}")


def _is_doubtful(own: OwnRate) -> bool:
    counted = isinstance(own.rate, Rate) and own.rate.denominator > 0
    return counted and isinstance(own.level, Unknown) and own.level.reason is Reason.NOT_ENOUGH_MAIL


def _own(own: OwnRate) -> str:
    doubt = "*" if _is_doubtful(own) else ""
    figure = unbroken(f"{word(RANGES[own.window])} {_own_value(own)}{doubt}")
    shown = escaped(f"{figure}{_known_part(own)}")
    is_loud = isinstance(own.level, Level) and own.level in LOUD
    return f"{mark_of(own.level).icon}{NO_BREAK_SPACE}{shown}" if is_loud else shown


def _known_part(own: OwnRate) -> str:
    """How much of the window is known, where it is a part only."""
    if isinstance(own.rate, Unknown) or own.known_share >= MOSTLY:
        return ""
    known = duration(own.known_share * own.window_seconds, context.language())
    return f" {unbroken('(' + t('{known} known', known=known) + ')')}"


def _own_value(own: OwnRate) -> str:
    if isinstance(own.rate, Unknown):
        return word(mark_of(own.rate).word)
    if own.rate.fraction is None:
        return t("nothing sent")
    shown = percent(own.rate.fraction, context.language())
    return f"≥ {shown}" if own.rate.lower_bound else shown


def quota_card(card: QuotaCard, now: int) -> None:
    """Recipients of the rolling 24 hours against the quota."""
    label = t("Sent, last 24 h")
    with _card(label, mark_of(card.level, QUOTA), "GetAccount", card.read_at, now):
        if isinstance(card.use, QuotaUse):
            trend = _trend(card.trend)
            sent = number(card.use.used, context.language())
            st.metric(
                label,
                sent,
                _quota_line(card.use),
                delta_color="off",
                delta_arrow="off",
                chart_data=trend,
                chart_type="bar",
                label_visibility="collapsed",
            )
            st.caption(escaped(t("recipients, in the rolling 24 hours")))
        else:
            _unknown(label, card.use)


def _quota_line(use: QuotaUse) -> str:
    if use.share is None:
        return t("no limit") if use.unlimited else t("nothing may be sent")
    return t("{share:percent} of {limit:number}", share=use.share, limit=use.limit)


def account_card(card: AccountCard, now: int) -> None:
    """AWS's verdict on the account, and the switches that decide whether mail goes out."""
    label = t("Account")
    with _card(label, mark_of(card.level, ACCOUNT), "GetAccount", card.read_at, now):
        if isinstance(card.enforcement, Unknown):
            _unknown(label, card.enforcement)
        else:
            st.metric(label, enforcement_word(card.enforcement), label_visibility="collapsed")
        st.markdown(_switch(card.sending_enabled, t("Sending is on"), t("Sending is off"), t("Sending: unknown")))
        access = (t("Production access"), t("Sandbox: verified addresses only"), t("Production access: unknown"))
        st.markdown(_switch(card.production_access, *access))
        st.markdown(_plan(card.plan))


def enforcement_word(status: str) -> str:
    """AWS's verdict in words; a value that AWS adds later as it is."""
    words = {
        Enforcement.HEALTHY: t("Healthy"),
        Enforcement.PROBATION: t("Review by AWS"),
        Enforcement.SHUTDOWN: t("Paused by AWS"),
    }
    return words[Enforcement(status)] if status in set(Enforcement) else status


def _switch(value: bool | Unknown, on: str, off: str, unknown: str) -> str:  # noqa: FBT001 - the value itself
    if isinstance(value, Unknown):
        return f":gray[:material/help:] {escaped(unknown)}"
    return f":green[:material/check_circle:] {escaped(on)}" if value else f":orange[:material/warning:] {escaped(off)}"


def _plan(plan: str | Unknown) -> str:
    if isinstance(plan, Unknown):
        return f":gray[:material/help:] {escaped(t('Price plan: unknown'))}"
    name = t("pay as you go") if plan == "NONE" else plan.capitalize()
    return f":gray[:material/payments:] {escaped(t('Price plan: {plan}', plan=name))}"


def _unknown(label: str, unknown: Unknown) -> None:
    st.metric(label, t("Unknown"), label_visibility="collapsed")
    st.caption(escaped(parts.because(unknown)))
