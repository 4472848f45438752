"""What a viewer says of an item of the checklist: ticked by hand, an attention accepted, either taken back.

How an item stands is told by `report/checklist.py`; what is kept of such a word, and how, is in `store/ticks.py`.
"""

from datetime import date, timedelta
from functools import partial
from typing import Final

import streamlit as st

from deliverability.checklist.item import Item
from deliverability.model import Scope
from report.checklist import Row
from store import ticks
from ui import admission, context
from ui.context import t
from ui.instants import span_of_days
from ui.markdown import escaped

WHO: Final = "ticked_by"
WITHOUT_REASON: Final = "accepted_without_reason"
LONGEST: Final = 365
"""Days; what may stay for longer is looked at again."""
USUAL: Final = 30


def offer_tick(scope: Scope, row: Row) -> None:
    """The fields and the button that say an item was done by hand."""
    key = key_of(row)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _who(key)
        st.text_input(t("Note"), max_chars=ticks.LONGEST_NOTE, key=f"note_{key}")
        write = partial(_tick, scope, row.item, row.verdict.subject, key)
        st.button(t("It is done"), icon=":material/check_box:", key=f"tick_{key}", on_click=write)


def offer_acceptance(scope: Scope, row: Row) -> None:
    """A button that opens the form to let an attention stay: why, and until when."""
    key = key_of(row)
    with st.popover(t("Accept it as it is"), icon=":material/thumb_up:", type="tertiary", key=f"accept_{key}"):
        st.text_input(t("Why it may stay (others see it here)"), max_chars=ticks.LONGEST_NOTE, key=f"why_{key}")
        today = context.now().astimezone(context.zone()).date()
        day = st.date_input(
            t("Until"),
            today + timedelta(days=USUAL),
            min_value=today,
            max_value=today + timedelta(days=LONGEST),
            format="YYYY-MM-DD",
            key=f"until_{key}",
        )
        _who(key)
        write = partial(_accept, scope, row.item, row.verdict.subject, key)
        st.button(t("Accept"), key=f"do_accept_{key}", on_click=write, disabled=day is None)
        if st.session_state.get(WITHOUT_REASON) == key:
            st.markdown(escaped(t("Give a reason first: whoever sees it later wants to know.")))


def offer_to_take_back(number: int) -> None:
    """A button that takes back what was said."""
    st.button(
        t("Take it back"),
        icon=":material/undo:",
        type="tertiary",
        key=f"back_{number}",
        on_click=partial(_take_back, number),
    )


def key_of(row: Row) -> str:
    """A row's name among the keys of the page."""
    return f"{row.item.name}|{row.verdict.subject}"


def _address() -> str | None:
    """Who is logged in; None where anybody may come, who then say themselves who they are."""
    return None if context.admission() is None else admission.address_of(st.user)


def _who(key: str) -> None:
    if _address() is None:
        st.text_input(
            t("Your name"), st.session_state.get(WHO, ""), max_chars=ticks.LONGEST_NAME, width=160, key=f"who_{key}"
        )


def _said_by(key: str) -> str:
    """The address that is logged in, else the name that was given, which the next form offers again."""
    if (address := _address()) is not None:
        return address
    name: str = st.session_state[f"who_{key}"].strip()
    st.session_state[WHO] = name
    return name


def _scope_of(scope: Scope, item: Item) -> Scope:
    return Scope(scope.account_id, "") if item.of_account else scope


def _tick(scope: Scope, item: Item, subject: str, key: str) -> None:
    who, note = _said_by(key), st.session_state[f"note_{key}"].strip()
    with context.desk() as store:
        ticks.tick(store, _scope_of(scope, item), item.name, subject, _now(), who=who, note=note)


def _accept(scope: Scope, item: Item, subject: str, key: str) -> None:
    """Write the acceptance, by what the form holds as the button is pressed; without a reason, ask for one."""
    why: str = st.session_state[f"why_{key}"].strip()
    st.session_state[WITHOUT_REASON] = None if why else key
    if not why:
        return
    day: date = st.session_state[f"until_{key}"]
    until = span_of_days(day, day, context.zone()).until
    with context.desk() as store:
        ticks.accept(
            store, _scope_of(scope, item), item.name, subject, _now(), until=until, who=_said_by(key), note=why
        )


def _take_back(number: int) -> None:
    with context.desk() as store:
        ticks.take_back(store, number, _now())


def _now() -> int:
    return int(context.now().timestamp())
