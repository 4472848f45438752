"""A test message as a viewer asks for it: the request is written, and the collector's answer is shown when it comes.

Who answers is `collector/notify/`; a page itself never sends anything.
"""

import time
from collections.abc import Mapping
from functools import partial
from typing import Any, Final

import streamlit as st

from deliverability.model import N_
from store import requests, texts
from ui import context, parts
from ui.context import said, t
from ui.markdown import escaped
from ui.marks import Mark

ASKED: Final = "test_alert"
LOOK_SECONDS: Final = 2
PATIENCE_SECONDS: Final = 60
ARRIVED: Final = Mark(":material/check_circle:", N_("Delivered"), "green")
FAILED: Final = Mark(":material/error:", N_("Not delivered"), "red")
WAITING: Final = Mark(":material/hourglass_top:", N_("Under way"), "gray")
NO_ANSWER: Final = Mark(":material/cloud_off:", N_("No answer"), "orange")


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


def answer() -> None:
    """What became of the last test that this viewer asked for; nothing where there was none."""
    if ASKED in st.session_state:
        number, asked, joined = st.session_state[ASKED]
        st.fragment(_shown, run_every=LOOK_SECONDS if _is_awaited(number, asked) else None)(number, asked, joined)


def _ask(channel: str) -> None:
    with context.desk() as store:
        now = int(context.now().timestamp())
        number, joined = requests.join(store, requests.TEST, {"channel": channel}, now)
    st.session_state[ASKED] = (number, time.monotonic(), joined)


def _answer_of(number: int) -> Mapping[str, Any] | None:
    with context.store() as store:
        found = requests.get(store, number)
    return found.answer if found else None


def _is_awaited(number: int, asked: float) -> bool:
    return _answer_of(number) is None and time.monotonic() - asked < PATIENCE_SECONDS


def _shown(number: int, asked: float, joined: bool) -> None:  # noqa: FBT001 - a fragment's arguments
    told = _answer_of(number)
    with st.container(border=True, gap="xsmall"):
        if joined:
            _line(WAITING, t("A test was under way already, so no second one was sent. This is what becomes of it:"))
        if told is not None:
            _results(told)
        elif time.monotonic() - asked < PATIENCE_SECONDS:
            _line(WAITING, t("The collector has been asked to send a test; it answers within seconds."))
        else:
            _line(NO_ANSWER, t("The collector has not answered for a minute. Is it running? See Health."))


def _results(told: Mapping[str, Any]) -> None:
    for result in told.get("results", ()):
        why = f": {_says(result)}" if result.get("says") else ""
        _line(ARRIVED if result["ok"] else FAILED, f"{result['channel']}{why}")
    if told.get("says"):
        _line(FAILED, _says(told))


def _says(told: Mapping[str, Any]) -> str:
    return said(texts.unpacked(told["says"]))


def _line(mark: Mark, sentence: str) -> None:
    st.markdown(f"{parts.badge_in_text(mark)}\N{EN SPACE}{escaped(sentence)}")
