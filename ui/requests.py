"""What a viewer asks of the collector, a test message or another look: the request, and the answer when it comes.

Who answers is `collector/notify/` and `collector/rechecks.py`; a page itself neither sends nor looks anything up. What is
tried, a test mail or a sign-up, is asked for in `trials.py`.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Final

import streamlit as st

from deliverability.model import N_, Scope
from report.readings import title as name_of
from store import requests, texts
from ui import context, parts
from ui.context import said, t
from ui.markdown import escaped
from ui.marks import Mark

ASKED: Final = "test_alert"
CHECKED: Final = "check_again"
"""Where the session keeps its last request of each kind: the number and when it was asked."""

LOOK_SECONDS: Final = 2
PATIENCE_SECONDS: Final = 60
PATIENCE_TO_CHECK: Final = 300
"""SES lets its identities be read one a second."""

ARRIVED: Final = Mark(":material/check_circle:", N_("Delivered"), "green")
FAILED: Final = Mark(":material/error:", N_("Not delivered"), "red")
WAITING: Final = Mark(":material/hourglass_top:", N_("Under way"), "gray")
NO_ANSWER: Final = Mark(":material/cloud_off:", N_("No answer"), "orange")
LOOKED: Final = Mark(":material/check_circle:", N_("Looked again"), "green")
NOT_LOOKED: Final = Mark(":material/help:", N_("Not answered"), "gray")


def offer_test(channel: str = requests.EVERY) -> None:
    """A button that sends a test through a channel, or through all."""
    every = channel == requests.EVERY
    st.button(
        t("Send a test to all") if every else t("Send a test"),
        icon=":material/send:",
        type="secondary" if every else "tertiary",
        key=f"test_{channel}",
        on_click=partial(_ask, channel),
    )


def offer_check(scope: Scope, readings: Sequence[str], subject: str, key: str) -> None:
    """A button that has the readings asked again at once, for the sake of a subject."""
    st.button(
        t("Check again"),
        icon=":material/refresh:",
        type="tertiary",
        key=f"check_{key}",
        on_click=partial(_ask_to_check, scope, tuple(readings), subject),
    )


def answer() -> None:
    """What became of the last test that this viewer asked for; nothing where there was none."""
    follow(ASKED, _test)


def answer_to_check() -> None:
    """What became of the last look that this viewer asked for; nothing where there was none."""
    follow(CHECKED, _check)


def _ask(channel: str) -> None:
    leave(ASKED, requests.TEST, {"channel": channel})


def _ask_to_check(scope: Scope, readings: Sequence[str], subject: str) -> None:
    body = {"account_id": scope.account_id, "region": scope.region, "readings": list(readings), "subject": subject}
    leave(CHECKED, requests.CHECK, body)


def leave(where: str, kind: str, body: Mapping[str, Any]) -> None:
    """Leave a request, and remember under `where` which; while one of its kind waits, join that one."""
    with context.desk() as store:
        number, joined = requests.join(store, kind, body, int(context.now().timestamp()))
    st.session_state[where] = (number, time.monotonic(), joined)


def follow(where: str, draw: Callable[..., None]) -> None:
    """What became of the request under `where`, by `draw(answer, seconds, joined=…)`; nothing where there was none."""
    if where not in st.session_state:
        return
    number, asked, joined = st.session_state[where]
    awaited = _answer_of(number) is None and time.monotonic() - asked < PATIENCE_TO_CHECK
    own = partial(draw, joined=joined)
    st.fragment(_shown, run_every=LOOK_SECONDS if awaited else None)(number, asked, own, awaited=awaited)


def _answer_of(number: int) -> Mapping[str, Any] | None:
    with context.store() as store:
        found = requests.get(store, number)
    return found.answer if found else None


def _shown(
    number: int, asked: float, draw: Callable[[Mapping[str, Any] | None, float], None], *, awaited: bool
) -> None:
    told = _answer_of(number)
    if awaited and told is not None:
        st.rerun()  # what was asked for changes what the rest of the page shows
    with st.container(border=True, gap="xsmall"):
        draw(told, time.monotonic() - asked)


def _test(told: Mapping[str, Any] | None, seconds: float, *, joined: bool) -> None:
    if joined:
        line(WAITING, t("A test was under way already, so no second one was sent. This is what becomes of it:"))
    if told is not None:
        for result in told.get("results", ()):
            line(ARRIVED if result["ok"] else FAILED, says(result) if result.get("says") else result["channel"])
        if told.get("says"):
            line(FAILED, says(told))
    elif seconds < PATIENCE_SECONDS:
        line(WAITING, t("The collector has been asked to send a test; it answers within seconds."))
    else:
        line(NO_ANSWER, t("The collector has not answered for a minute. Is it running? See Health."))


def _check(told: Mapping[str, Any] | None, seconds: float, *, joined: bool) -> None:
    if joined:
        line(WAITING, t("The collector is looking already. This is what becomes of it:"))
    if told is not None:
        for result in told.get("results", ()):
            why = f": {says(result)}" if result.get("says") else ""
            line(LOOKED if result["ok"] else NOT_LOOKED, f"{said(name_of(result['reading']))}{why}")
        if told.get("says"):
            line(NOT_LOOKED, says(told))
    elif seconds < PATIENCE_TO_CHECK:
        line(WAITING, t("The collector has been asked to look again. This page changes when it has."))
    else:
        line(NO_ANSWER, t("The collector has not answered for 5 minutes. Is it running? See Health."))


def says(told: Mapping[str, Any]) -> str:
    """The sentence of an answer in the viewer's language."""
    return said(texts.unpacked(told["says"]))


def line(mark: Mark, sentence: str) -> None:
    """A sentence beside its mark."""
    st.markdown(f"{parts.badge_in_text(mark)}\N{EN SPACE}{escaped(sentence)}")
