"""The one thing that polls: every few seconds it reads the data version and redraws the page when it changed.

It also redraws a page that has grown a minute old, so that the ages on it stay true.
"""

from typing import Final

import streamlit as st

from ui import cached, context, parts
from ui.context import t

EVERY_SECONDS: Final = 5
DRAWN: Final = "drawn"


def begin() -> None:
    """Fix what the run about to start draws from: the minute and the data version."""
    st.session_state[DRAWN] = (cached.minute(), cached.version())


def drawn() -> tuple[int, str]:
    """The minute and the data version of this run, which every cached read takes."""
    minute, version = st.session_state[DRAWN]
    return minute, version


@st.fragment(run_every=EVERY_SECONDS)
def watch() -> None:
    """Say when the collector last ran; redraw the page when there is something new."""
    if drawn() != (cached.minute(), cached.version()):
        st.rerun()
    state = cached.state(context.scope(), *drawn())
    if state.last_run_at is not None:
        age = parts.ago(int(context.now().timestamp()) - state.last_run_at)
        st.caption(t("Collector last ran {age}", age=age))
    st.caption(t("Times: {zone}", zone=str(context.zone())))
