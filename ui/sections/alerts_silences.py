"""The silences in force, each with its end, and a way to silence what does not fire yet.

Which there are is told by `report/alerts.py`; the form and the writing are in `ui/silencing.py`.
"""

import streamlit as st

from report.alert_history import title
from report.alerts import Alerts, Phase
from store.silences import ANY, Silence
from ui import parts, silencing
from ui.context import said, t
from ui.explain import alerts as explain
from ui.markdown import escaped
from ui.marks import PHASES


def silences(shown: Alerts) -> None:
    """What is silenced and until when, each with its end; and a way to silence what does not fire yet."""
    parts.section(t("Silences"), explain.silences, t("What does a silence do?"))
    own = [silence for silence in shown.silences if silence.scope in {None, shown.scope}]
    if not own:
        st.caption(
            t("Nothing is silenced. Before a planned event, such as a large import, silence what it would set off.")
        )
    else:
        with st.container(border=True, gap="xsmall"):
            for silence in own:
                _silence(silence, shown.now)
    silencing.offer_any(shown.scope)


def _silence(silence: Silence, now: int) -> None:
    any_rule, any_subject = silence.rule == ANY, silence.subject == ANY
    name = t("Every rule") if any_rule else said(title(silence.rule))
    of = "" if any_subject or not silence.subject else f" ({silence.subject})"
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small"):
        with st.container(gap=None, width="content"):
            icon = PHASES[Phase.SILENCED].icon
            st.markdown(f":gray[{icon}] **{escaped(name)}**{escaped(of)}", width="content")
            st.caption(escaped(silenced(silence, now)), width="content")
        silencing.offer_end(silence.id, "list")


def silenced(silence: Silence, now: int) -> str:
    until = t("silenced until {time}", time=parts.when(silence.until, now))
    return f"{until}: {silence.why}" if silence.why else until
