"""The top of Alerts: the verdict, a card for each alert that is not over, and what recovered lately.

What they say comes from `report/alerts.py`; the other parts of the page are in the files beside this one.
"""

from collections.abc import Iterator
from typing import Final

import streamlit as st

from deliverability.model import N_, NN_, text
from deliverability.rules.rule import Message
from report.alert_history import Past, title
from report.alerts import Alert, Alerts, Phase
from ui import context, links, parts, silencing
from ui.context import said, t, tn, word
from ui.explain import alerts as explain
from ui.markdown import escaped
from ui.marks import OUT_OF_DATE, OVER, PHASES, SEVERITIES, STILL_SO, Mark
from ui.sections.alerts_silences import silenced
from ui.sections.along_the_axis import between
from words.format import duration

CALM: Final = Mark(":material/check_circle:", N_("Nothing fires"), "green")
NOT_JUDGED: Final = Mark(":material/hourglass_top:", N_("Not judged yet"), "gray")
COUNTED: Final = {
    Phase.PENDING: NN_("{n} pending", "{n} pending"),
    Phase.RECOVERING: NN_("{n} recovering", "{n} recovering"),
    Phase.SILENCED: NN_("{n} silenced", "{n} silenced"),
    Phase.HELD_BACK: NN_("{n} held back", "{n} held back"),
}


def verdict(shown: Alerts) -> None:
    """One sentence, and when the rules were last judged."""
    firing = shown.of(Phase.FIRING)
    with st.container(border=True, gap="small"):
        mark, headline = _verdict(shown, firing)
        st.markdown(f"{parts.badge_in_text(mark)}\N{EN SPACE}**{escaped(headline)}**")
        if shown.trouble is not None:
            st.markdown(escaped(said(shown.trouble)))
        st.caption(escaped(" · ".join(_state(shown))))


def _verdict(shown: Alerts, firing: tuple[Alert, ...]) -> tuple[Mark, str]:
    if shown.judged_at is None:
        return NOT_JUDGED, t("The rules have not been judged yet: the collector does so after each round of readings.")
    if shown.out_of_date:
        return OUT_OF_DATE, t("The rules have not been judged for {age:duration}.", age=shown.now - shown.judged_at)
    if firing:
        return SEVERITIES[firing[0].severity], tn("{n} alert is firing.", "{n} alerts are firing.", n=len(firing))
    if n := len(shown.still_so):
        told = tn(
            "{n} alert is silenced and still so: nobody is told.",
            "{n} alerts are silenced and still so: nobody is told.",
            n=n,
        )
        return STILL_SO, told
    return CALM, t("No alert is firing.")


def _state(shown: Alerts) -> Iterator[str]:
    if shown.judged_at is not None:
        yield t("Rules judged {age}", age=parts.ago(shown.now - shown.judged_at))
    for phase, counted in COUNTED.items():
        if n := len(shown.of(phase)):
            yield said(text(counted, n=n))
    if n := len(shown.recovered):
        yield tn("{n} recovered in the last day", "{n} recovered in the last day", n=n)


def current(shown: Alerts) -> None:
    """A card for each, the most urgent first; what is over lately below."""
    parts.section(t("Now"), explain.states, t("What do the states mean?"))
    if not shown.current:
        st.caption(t("No alert is firing, pending or silenced. Nothing to do."))
    for alert in shown.current:
        _card(alert, shown)
    for past in shown.recovered:
        _recovered(past, shown.now)


def _card(alert: Alert, shown: Alerts) -> None:
    message = alert.finding.message or Message(title(alert.rule.name))
    with st.container(border=True, gap="xsmall"):
        marks = [STILL_SO if alert.still_so else PHASES[alert.phase], SEVERITIES[alert.severity]]
        st.markdown(f"{' '.join(map(parts.badge_in_text, marks))}\N{EN SPACE}**{escaped(said(message.headline))}**")
        st.caption(escaped(" · ".join(_when(alert, shown.now))))
        for figure in message.figures:
            st.markdown(escaped(said(figure)))
        if alert.phase is Phase.FIRING or alert.still_so:
            _what_to_do(message)
        st.caption(escaped(told(alert.told, shown.now)))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            links.link(message.page, t("Show it"))
            if alert.silence is not None:
                silencing.offer_end(alert.silence.id, "card")
            else:
                silencing.offer(shown.scope, alert.rule.name, alert.subject)


def _what_to_do(message: Message) -> None:
    if message.aws is not None:
        st.markdown(f":gray[:material/gavel:] {escaped(said(message.aws))}")
    if message.steps:
        parts.steps(message.steps)


def _when(alert: Alert, now: int) -> Iterator[str]:
    length = duration(max(0, now - alert.since), context.language())
    since = parts.when(alert.since, now)
    if alert.witnessed:
        yield t("since {time}, {length} so far", time=since, length=length)
    else:
        yield t("at least since {time}, {length} so far", time=since, length=length)
    if alert.phase is Phase.RECOVERING:
        yield t("clear of its line; over if it stays so")
    if alert.fires_in is not None:
        yield _fires(alert.fires_in)
    if alert.silence is not None:
        yield silenced(alert.silence, now)
    elif alert.held_back_by is not None:
        yield t("nothing is sent while this fires: {title}", title=word(alert.held_back_by.title))


def _fires(seconds: int) -> str:
    if seconds == 0:
        return t("would fire with the next reading, if it stays so")
    return t("would fire in {time:duration}, if it stays so", time=seconds)


def told(past: Past | None, now: int) -> str:
    """Where word of an episode arrived, the last time in each channel."""
    arrived = {sent.channel: sent.at for sent in past.arrived} if past else {}
    if not arrived:
        return t("Sent to nobody so far")
    ages = [f"{channel} {parts.ago(now - (at or now))}" for channel, at in arrived.items()]
    return t("Sent: {channels}", channels=", ".join(ages))


def lasted(past: Past, ended: int, now: int) -> str:
    """From when to when an episode was on, and how long that is; at least so long where its beginning was not seen."""
    span, length = between(past.began, ended, now), duration(ended - past.began, context.language())
    return f"{span}, {length}" if past.witnessed else t("{span}, {length} at least", span=span, length=length)


def _recovered(past: Past, now: int) -> None:
    ended = past.ended or now
    of = f" ({past.subject})" if past.subject else ""
    when = lasted(past, ended, now)
    mark = parts.badge_in_text(OVER)
    st.markdown(f"{mark} {escaped(said(past.title))}{escaped(of)} :small[:gray[{escaped(when)}]]")
