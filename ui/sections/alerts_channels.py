"""Who is told: a card for each channel with its last delivery and a test, and the messages that were given up.

What they say comes from `report/alert_channels.py`; asking for a test is in `ui/requests.py`.
"""

from typing import Final

import streamlit as st

from deliverability.model import N_
from report.alert_channels import Channel, Dead, Delivery
from ui import context, parts, requests
from ui.context import said, t, tn, word
from ui.explain import alerts as explain
from ui.markdown import escaped
from ui.marks import SEVERITIES, Mark

MOST_DEAD: Final = 10
EXAMPLE: Final = "ALERT_URLS=slack://TokenA/TokenB/TokenC"
FINE: Final = Mark(":material/check_circle:", N_("OK"), "green")
UNPROVED: Final = Mark(":material/help:", N_("Not tried yet"), "gray")
WAITING: Final = Mark(":material/hourglass_top:", N_("Under way"), "gray")
GAVE_UP: Final = Mark(":material/error:", N_("Not delivered"), "red")


def channels(shown: Delivery, now: int) -> None:
    """The channels, or how to set one."""
    parts.section(t("Channels"), explain.channels, t("How are messages sent?"))
    if not shown.channels:
        _none(known=shown.known)
    else:
        if shown.all_depend_on_ses:
            _only_ses()
        with st.grid(3, min_column_width=230):
            for channel in shown.channels:
                _channel(channel, now)
        if len(shown.channels) > 1:
            requests.offer_test()
    requests.answer()
    if shown.dead:
        _dead(shown.dead, now)


def _none(*, known: bool) -> None:
    if context.settings().demo:
        parts.notice(
            ":gray[:material/notifications_off:]",
            t("The demo sends nothing to anybody: it reads none of your settings."),
            [t("How to watch alerts arrive from a simulated account: `docs/alerts.md`, “Watch alerts arrive”.")],
        )
        return
    if known:
        sentence = t("Nobody is told of alerts: no channel is set.")
    else:
        sentence = t("The collector has not told its channels yet.")
    action = t("Put an address of Slack, e-mail or another of 100 services into `.env` and start the collector again:")
    parts.notice(":gray[:material/notifications_off:]", sentence, [action], EXAMPLE)


def _only_ses() -> None:
    parts.notice(
        ":orange[:material/warning:]",
        t("Every channel sends through Amazon SES: when AWS pauses sending, no word of it gets out."),
        [t("Add one that does not, such as Slack or a webhook, to `ALERT_URLS`.")],
    )


def _channel(channel: Channel, now: int) -> None:
    with parts.card(channel.name, _mark(channel)):
        last = channel.last_delivery
        st.markdown(escaped(t("Nothing delivered yet") if last is None else _delivered(last, now)))
        st.caption(escaped(t("told from “{severity}” on", severity=word(SEVERITIES[channel.severity].word))))
        if channel.waiting:
            st.caption(escaped(tn("{n} message waits", "{n} messages wait", n=channel.waiting)))
        if channel.dead:
            st.caption(escaped(tn("{n} message was given up", "{n} messages were given up", n=channel.dead)))
        if channel.depends_on_ses:
            sentence = t("Depends on Amazon SES itself: nothing gets through while AWS pauses sending.")
            st.markdown(f":orange[:material/warning:] {escaped(sentence)}")
        st.space("stretch")
        requests.offer_test(channel.name)


def _delivered(at: int, now: int) -> str:
    return t("Last delivery {age}", age=parts.ago(now - at))


def _mark(channel: Channel) -> Mark:
    if channel.failing:
        return GAVE_UP
    if channel.waiting:
        return WAITING
    return UNPROVED if channel.last_delivery is None else FINE


def _dead(letters: tuple[Dead, ...], now: int) -> None:
    told = tn(
        "{n} message could not be delivered.", "{n} messages could not be delivered, the newest first.", n=len(letters)
    )
    st.markdown(f"**{escaped(told)}**")
    with st.container(border=True, gap="xsmall"):
        for letter in letters[:MOST_DEAD]:
            tries = tn("given up after {n} try", "given up after {n} tries", n=letter.tries)
            when = f"{parts.when(letter.at, now)}, {tries}"
            with st.container(gap=None):
                mark = parts.badge_in_text(GAVE_UP)
                st.markdown(f"{mark} **{escaped(letter.channel)}** {escaped(said(letter.headline))}")
                st.caption(escaped(f"{when}. {said(letter.error)}" if letter.error else when))
