"""The Review page's parts: AWS's verdict and where to answer, the draft, the rates' course, who caused it, what changed.

What they say comes from `report/incident.py` and `deliverability/incident_reply.py`.
"""

from functools import partial
from typing import Final

import streamlit as st

from deliverability.incident_reply import Part, where_to_answer, written
from deliverability.model import Level
from deliverability.outcomes import Outcome
from deliverability.standing import Enforcement, Measure
from report import switches
from report.incident import Incident, Review
from ui import cached, parts
from ui.cards import enforcement_word
from ui.charts.place import chart
from ui.charts.rates import rate_figure
from ui.context import said, t, tn
from ui.explain import review as explain
from ui.markdown import escaped
from ui.marks import ACCOUNT, RESULTS, UNKNOWN, mark_of
from ui.sections import breakdown
from ui.sections.over_time import title
from words.render import render

EXPORT: Final = "python -m collector export incident"
LANGUAGES: Final = {"en": "English", "ko": "한국어"}
MOST_CHANGES: Final = 30
HEIGHT: Final = 300


def none() -> None:
    """AWS never called the account anything but healthy, as far as the collector saw."""
    parts.empty(
        ":material/verified_user:",
        t("AWS has not put this account under review."),
        t(
            "When it does, everything its answer needs is gathered here. A notice may also reach only the mailbox of "
            "the AWS account: keep it read."
        ),
    )


def verdict(shown: Incident) -> None:
    """What AWS says and since when; what to do while it lasts."""
    review = shown.review
    level = Level.OK if review.ended is not None else _level(review.status)
    with st.container(border=True, gap="small"):
        mark = parts.badge_in_text(mark_of(level, ACCOUNT))
        st.markdown(f"{mark}\N{EN SPACE}**{escaped(_headline(review, shown.now))}**")
        if review.ended is None:
            parts.steps(where_to_answer(review.status))
        parts.source("GetAccount", shown.read_at, shown.now)


def _level(status: str) -> Level:
    return Level.PAUSE if status == Enforcement.SHUTDOWN else Level.REVIEW


def _headline(review: Review, now: int) -> str:
    word, at = review.told
    status, since = enforcement_word(word), parts.when(at, now)
    if review.ended is not None:
        return t(
            "Over since {ended}: {status}, from {since} on",
            ended=parts.when(review.ended, now),
            status=status,
            since=since,
        )
    if review.before:
        return t("{status}, since {since}", status=status, since=since)
    return t("{status}; it was so when the collector first looked, {since}", status=status, since=since)


def reply(shown: Incident) -> None:
    """The draft in both languages, to be copied and filled."""
    parts.section(t("Draft of the answer"), explain.reply)
    gaps = sum(line.must_fill for part in shown.reply for line in part.lines)
    st.markdown(
        escaped(
            tn(
                "{n:number} place is yours to fill: what cannot be known from here is not made up.",
                "{n:number} places are yours to fill: what cannot be known from here is not made up.",
                n=gaps,
            )
        )
    )
    for tab, language in zip(st.tabs(list(LANGUAGES.values())), LANGUAGES, strict=True):
        tab.code(_draft(shown.reply, language), language=None, wrap_lines=True)


def _draft(reply_parts: tuple[Part, ...], language: str) -> str:
    """The draft as plain text, a paragraph each point."""
    points = (
        "\n".join([render(part.title, language), *(f"- {render(written(line), language)}" for line in part.lines)])
        for part in reply_parts
    )
    return "\n\n".join(points)


def course(shown: Incident, drawn: tuple[int, str]) -> None:
    """Both rates over the days before and in the review, with what changed in the account."""
    parts.section(t("Course of the rates"), explain.course)
    for measure in Measure:
        outcome = Outcome(measure.value)
        found = cached.deliverability(shown.scope, outcome, "", shown.span, *drawn)
        name = t("{rate} over time", rate=title(outcome))
        st.markdown(f"**{escaped(title(outcome))}**")
        chart(
            f"review_{measure.value}",
            (shown.scope, measure, shown.span),
            partial(rate_figure, found.chart, (), found.marks.shown, HEIGHT),
            name,
        )


def sets(shown: Incident) -> None:
    """Which configuration set it came from, for each rate that met a line; for bounces where none did."""
    parts.section(t("Where it comes from"), explain.sets)
    for measure in [cause.measure for cause in shown.causes] or [Measure.BOUNCE]:
        st.markdown(f"**{escaped(title(Outcome(measure.value)))}**")
        breakdown.table(shown.sets[measure])


def events() -> None:
    """What only the events of single mails tell."""
    parts.section(t("Reasons, providers, addresses to remove"), explain.events)
    found = switches.events()
    details = [said(part) for part in (found.what, found.effect) if part is not None]
    parts.notice(
        ":material/toggle_off:", t("Not known: reasons, providers and addresses come with events only."), details
    )


def around(shown: Incident) -> None:
    """What changed, and which alerts were on."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(f"**{escaped(t('What changed'))}**")
        latest = list(reversed(shown.timeline))[:MOST_CHANGES]
        if latest:
            parts.changes(latest, shown.now)
        else:
            st.caption(escaped(t("Nothing changed in this time.")))
    with right:
        st.markdown(f"**{escaped(t('Alerts in this time'))}**")
        _alerts(shown)
        st.markdown(f"**{escaped(t('CloudWatch alarms of the account'))}**")
        _alarms(shown)
    st.caption(escaped(t("All of this as a table:")))
    st.code(EXPORT, language=None, wrap_lines=True)


def _alarms(shown: Incident) -> None:
    """AWS asks what will warn the next time; as things are now."""
    for verdict in shown.alarms:
        mark = RESULTS[verdict.result] if verdict.reason is None else UNKNOWN[verdict.reason]
        told = " ".join(filter(None, (verdict.subject, *map(said, verdict.evidence))))
        st.markdown(f"{parts.badge_in_text(mark)} {escaped(told)}")


def _alerts(shown: Incident) -> None:
    if not shown.alerts:
        st.caption(escaped(t("No alert fired in this time.")))
    for alert in reversed(shown.alerts):
        of = f" ({alert.subject})" if alert.subject else ""
        with st.container(gap=None):
            st.markdown(f":material/notifications: {escaped(said(alert.title))}{escaped(of)}")
            st.caption(escaped(parts.when(alert.fired_at, shown.now)))
