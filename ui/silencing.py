"""Silences as a viewer makes and ends them: the form, and the writing.

What a silence does is in `store/silences.py` and the collector's evaluation; which ones there are is told by
`report/alerts.py`.
"""

from datetime import date, timedelta
from functools import partial
from typing import Final

import streamlit as st

from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, Scope
from deliverability.rules.catalogue import RULES
from store import silences
from ui import context
from ui.context import t, word
from ui.instants import span_of_days
from ui.markdown import escaped

UNTIL: Final = "date"
DEFAULT: Final = "1d"
CHOSEN: Final = "silence_rule"
UNREASONED: Final = "silence_unreasoned"
"""Before the key of a form whose button was pressed without a reason."""
LENGTHS: Final = {
    "1h": (HOUR, N_("1 h")), "8h": (8 * HOUR, N_("8 h")), "1d": (DAY, N_("1 day")), "1w": (7 * DAY, N_("1 week")),
    UNTIL: (0, N_("Until a date")),
}  # fmt: skip
LONGEST: Final = 365
"""Days; what shall be quiet for longer needs another line, not a silence."""


def offer(scope: Scope, rule: str, subject: str) -> None:
    """A button that opens the form for one alert."""
    key = f"{rule}|{subject}"
    with st.popover(t("Silence"), icon=":material/notifications_paused:", key=f"silence_{key}"):
        _form(scope, rule, subject, key)


def offer_any(scope: Scope) -> None:
    """A button that opens the form for a rule of the viewer's choice, also one that does not fire."""
    with st.popover(t("Silence a rule"), icon=":material/notifications_paused:", key="silence_any"):
        titles = {silences.ANY: t("Every rule")} | {rule.name: word(rule.title) for rule in RULES}
        st.selectbox(t("Rule"), list(titles), format_func=titles.__getitem__, key=CHOSEN)
        _form(scope, "", silences.ANY, silences.ANY)


def offer_end(number: int, place: str) -> None:
    """A button that ends a silence, in one of the places of the page that show it."""
    st.button(
        t("End silence"),
        icon=":material/notifications_active:",
        type="tertiary",
        key=f"end_{place}_{number}",
        on_click=partial(_end, number),
    )


def _form(scope: Scope, rule: str, subject: str, key: str) -> None:
    """How long, why, and the button; of a rule that is chosen in the form too, `rule` is empty."""
    length = st.segmented_control(
        t("For how long"),
        list(LENGTHS),
        default=DEFAULT,
        required=True,
        format_func=lambda name: word(LENGTHS[name][1]),
        key=f"length_{key}",
    )
    is_told = length != UNTIL or _choose_day(f"day_{key}")
    st.text_input(t("Why, in a few words (others see it here)"), max_chars=silences.LONGEST_WHY, key=f"why_{key}")
    if st.session_state.pop(f"{UNREASONED}_{key}", False):
        st.markdown(f":orange[:material/warning:] {escaped(t('Say why first: who finds it silent must know.'))}")
    write = partial(_add, scope, rule, subject, key)
    st.button(t("Silence it"), key=f"do_{key}", on_click=write, disabled=not is_told)


def _choose_day(key: str) -> bool:
    """The day at whose end, in the viewer's zone, the silence ends; whether there is one: the field can be emptied."""
    today = context.now().astimezone(context.zone()).date()
    day = st.date_input(
        t("Last day"),
        today + timedelta(days=1),
        min_value=today,
        max_value=today + timedelta(days=LONGEST),
        format="YYYY-MM-DD",
        key=key,
    )
    return day is not None


def _add(scope: Scope, rule: str, subject: str, key: str) -> None:
    """Write the silence, by what the form holds as the button is pressed: it may be newer than what was drawn last.

    Without a reason nothing is written; the button is no way to say so, since it learns of a word only once it is left.
    """
    now, form = int(context.now().timestamp()), st.session_state
    why: str = form[f"why_{key}"].strip()
    if not why:
        form[f"{UNREASONED}_{key}"] = True
        return
    chosen = rule or form[CHOSEN] or silences.ANY
    length: str = form[f"length_{key}"]
    until = now + LENGTHS[length][0]
    if length == UNTIL:
        day: date = form[f"day_{key}"]
        until = span_of_days(day, day, context.zone()).until
    with context.desk() as store:
        silences.add(store, chosen, scope, subject, until, now, why)


def _end(number: int) -> None:
    with context.desk() as store:
        silences.end(store, number, int(context.now().timestamp()))
