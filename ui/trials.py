"""What a viewer has tried from the checklist: a test mail or a sign-up, the form that asks for it and what became of it.

Who tries is `collector/trials.py`, each at most once; a page itself reaches neither SES nor the application.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, Final

import streamlit as st

from deliverability.model import N_, Scope
from deliverability.trials import MAILS, TITLES, Kind, State, Trial, is_here, recipient
from store import requests as stored
from ui import parts, requests
from ui.context import said, t, word
from ui.markdown import escaped
from ui.marks import Mark

TRIED: Final = "trial"
"""Where the session keeps its last request: the number and when it was asked."""
NO_ADDRESS: Final = "trial_without_address"
TO: Final = "trial_to"
ADDRESS: Final = "trial_address"
CONFIRMED: Final = "trial_confirmed"
PATIENCE_SECONDS: Final = 90
"""A sign-up may take half a minute, and another trial may stand before it."""

STATES: Final = {
    State.DONE: Mark(":material/check_circle:", N_("Taken"), "green"),
    State.REFUSED: Mark(":material/error:", N_("Not taken"), "red"),
    State.NOT_KNOWN: Mark(":material/help:", N_("Not known"), "gray"),
    State.UNDER_WAY: requests.WAITING,
}


def offer_mail(scope: Scope) -> None:
    """The form that has a test mail sent: to whom, and the button."""
    kind = st.selectbox(t("Send it to"), MAILS, format_func=lambda kind: word(TITLES[kind]), key=TO) or MAILS[0]
    if kind is Kind.ADDRESS:
        st.text_input(
            t("Address"), key=ADDRESS, max_chars=254, help=t("It is kept with its first letter and its domain only.")
        )
    st.button(t("Send a test mail"), icon=":material/send:", key="trial_send", on_click=partial(_send, scope))
    if st.session_state.get(NO_ADDRESS):
        st.markdown(escaped(t("That is not one address that SES could send to.")))


def offer_sign_up(scope: Scope, url: str) -> None:
    """The button that has a sign-up tried, where it leads off this machine behind a word of confirmation."""
    st.markdown(escaped(t("A sign-up is sent to {url}, as SIGNUP_TEST_BODY says.", url=url)))
    here = is_here(url)
    if not here:
        st.checkbox(t("I know that this makes a user in an application that may be in use"), key=CONFIRMED)
    ready = here or bool(st.session_state.get(CONFIRMED))
    ask = partial(_sign_up, scope)
    st.button(t("Try a sign-up"), icon=":material/person_add:", key="trial_sign_up", disabled=not ready, on_click=ask)


def answer() -> None:
    """What became of the last trial that this viewer asked for; nothing where there was none."""
    requests.follow(TRIED, _told)


def past(trials: Sequence[Trial], now: int) -> None:
    """The last trials, the newest first: what, when, and what came of it."""
    lines = [f"- {_line(trial, now)}" for trial in trials]
    if lines:
        st.markdown(f"**{escaped(t('Tried last'))}**\n\n" + "\n".join(lines))


def _line(trial: Trial, now: int) -> str:
    when = escaped(parts.when(trial.at, now))
    says = "" if trial.says is None else f" {said(trial.says)}"
    number = f" {trial.reference}" if trial.reference else ""
    return f"{when} {parts.badge_in_text(STATES[trial.state])} {escaped(trial.subject)}{escaped(says + number)}"


def _send(scope: Scope) -> None:
    kind: Kind = st.session_state[TO]
    typed: str = st.session_state.get(ADDRESS, "") if kind is Kind.ADDRESS else ""
    st.session_state[NO_ADDRESS] = recipient(kind, typed) is None
    if not st.session_state[NO_ADDRESS]:
        _ask(scope, kind, recipient=typed)


def _sign_up(scope: Scope) -> None:
    _ask(scope, Kind.SIGN_UP, confirmed=bool(st.session_state.get(CONFIRMED)))


def _ask(scope: Scope, kind: Kind, **more: object) -> None:
    body = {"account_id": scope.account_id, "region": scope.region, "kind": kind.value, **more}
    requests.leave(TRIED, stored.TRY, body)


def _told(told: Mapping[str, Any] | None, seconds: float, *, joined: bool) -> None:
    if joined:
        requests.line(requests.WAITING, t("Another one was under way already, so this one was not begun. That one:"))
    if told is not None:
        number = f" {t('Message id: {id}', id=told['reference'])}" if told["reference"] else ""
        requests.line(STATES[State(told["state"])], f"{requests.says(told)}{number}")
    elif seconds < PATIENCE_SECONDS:
        requests.line(requests.WAITING, t("The collector has been asked to try it; it answers within seconds."))
    else:
        requests.line(requests.NO_ANSWER, t("The collector has not answered. Is it running? See Health."))
