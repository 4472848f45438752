"""What the viewer chooses and the address remembers: language and scope; range, dates and rate of a page.

Language and scope live in the frame and follow from page to page; the others belong to their page.
"""

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from deliverability.model import N_, Scope
from deliverability.outcomes import Outcome
from ui import zoom
from ui.context import LANGUAGE_KEY, SCOPE_KEY, default_language, t, word
from words.catalogue import LANGUAGES

RANGE_KEY: Final = "range"
LAST_RANGE: Final = "last_range"
RANGES: Final = {
    "24h": N_("24 h"), "7d": N_("7 d"), "30d": N_("30 d"), "90d": N_("90 d"), "1y": N_("1 y"), "all": N_("All"),
}  # fmt: skip
DEFAULT_RANGE: Final = "30d"

MEASURE_KEY: Final = "measure"
MEASURES: Final[Mapping[str, str]] = {
    Outcome.BOUNCE.value: N_("Bounces"),
    Outcome.COMPLAINT.value: N_("Complaints"),
    Outcome.REJECT.value: N_("Rejects"),
    Outcome.DELIVERY.value: N_("Deliveries"),
}

COMPARE_KEY: Final = "compare"


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
    pick(RANGE_KEY, t("Range"), RANGES, chosen_range(), _remember_range)


def chosen_range() -> str:
    """The range in the address; the month where there is none or an unknown one."""
    asked = st.query_params.get(RANGE_KEY, DEFAULT_RANGE)
    return asked if asked in RANGES else DEFAULT_RANGE


def bring_range() -> None:
    """Bring the range chosen on another page along, into the address, so that a copied link still shows the same."""
    if RANGE_KEY in st.query_params:
        st.session_state[LAST_RANGE] = chosen_range()
    elif (last := st.session_state.get(LAST_RANGE, DEFAULT_RANGE)) != DEFAULT_RANGE:
        st.query_params[RANGE_KEY] = last


def choose_measure() -> None:
    """The picker of one of the four rates."""
    pick(MEASURE_KEY, t("Rate"), MEASURES, chosen_measure().value, lambda: remember(MEASURE_KEY))


def chosen_measure() -> Outcome:
    """The rate in the address; bounces where there is none or an unknown one."""
    asked = st.query_params.get(MEASURE_KEY, Outcome.BOUNCE)
    return Outcome(asked) if asked in MEASURES else Outcome.BOUNCE


def choose_compare() -> None:
    """Whether the period before is drawn too."""
    st.session_state[COMPARE_KEY] = chosen_compare()
    st.toggle(t("Compare with the period before"), key=COMPARE_KEY, on_change=_remember_compare)


def chosen_compare() -> bool:
    """Whether the period before is drawn too: unless the address says no."""
    return st.query_params.get(COMPARE_KEY) != "0"


def pick(key: str, label: str, names: Mapping[str, str], chosen: str, on_change: Callable[[], None]) -> None:
    """A row of buttons whose state is the address's: it is set before each run, and `on_change` writes it back."""
    st.session_state[key] = chosen
    st.segmented_control(
        label,
        list(names),
        key=key,
        format_func=lambda name: word(names[name]),
        required=True,
        on_change=on_change,
        label_visibility="collapsed",
    )


def remember(key: str) -> None:
    """Write what was chosen into the address."""
    st.query_params[key] = str(st.session_state[key])


def _remember_range() -> None:
    remember(RANGE_KEY)
    zoom.forget()


def _remember_compare() -> None:
    st.query_params[COMPARE_KEY] = "1" if st.session_state[COMPARE_KEY] else "0"
