"""What the viewer chooses and the address remembers: language, scope, range.

Language and scope live in the frame and follow from page to page; a range belongs to its page.
"""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from deliverability.model import N_, Scope
from ui.context import LANGUAGE_KEY, SCOPE_KEY, default_language, t, word
from words.catalogue import LANGUAGES

RANGE_KEY: Final = "range"
RANGES: Final = {
    "24h": N_("24 h"), "7d": N_("7 d"), "30d": N_("30 d"), "90d": N_("90 d"), "1y": N_("1 y"), "all": N_("All"),
}  # fmt: skip
DEFAULT_RANGE: Final = "30d"


def choose_language() -> None:
    """The language picker. Its options are the values of the address: a bound widget writes what it shows."""
    st.segmented_control(
        "Language / 언어",
        LANGUAGES,
        key=LANGUAGE_KEY,
        default=default_language(),
        required=True,
        bind="query-params",
        label_visibility="collapsed",
    )


def choose_scope(known: list[Scope]) -> Scope | None:
    """The account and region to look at; a picker only when there are several."""
    if not known:
        return None
    if len(known) == 1:
        st.caption(t("Account {account}, {region}", account=known[0].account_id, region=known[0].region))
        return known[0]
    names = scope_names(known)
    chosen = st.selectbox(t("Account and region"), list(names), key=SCOPE_KEY, bind="query-params")
    return names.get(chosen or "", known[0])


def scope_names(known: list[Scope]) -> Mapping[str, Scope]:
    """Scopes by the shortest name that tells them apart: the region, with the account where there are several."""
    several = len({scope.account_id for scope in known}) > 1
    return {f"{s.region} · {s.account_id}" if several else s.region: s for s in known}


def choose_range() -> None:
    """The range picker; `chosen_range` tells what is chosen, also above the picker."""
    st.session_state[RANGE_KEY] = chosen_range()
    st.segmented_control(
        t("Range"),
        list(RANGES),
        key=RANGE_KEY,
        format_func=lambda name: word(RANGES[name]),
        required=True,
        on_change=_remember_range,
        label_visibility="collapsed",
    )


def chosen_range() -> str:
    """The range in the address; the month where there is none or an unknown one."""
    asked = st.query_params.get(RANGE_KEY, DEFAULT_RANGE)
    return asked if asked in RANGES else DEFAULT_RANGE


def _remember_range() -> None:
    st.query_params[RANGE_KEY] = st.session_state[RANGE_KEY]
