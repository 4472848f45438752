"""The list of troubles: a search, the guide's four, then family by family; each a row that opens.

What an open row holds is drawn by `troubleshooting_case`.
"""

from collections.abc import Sequence
from functools import cache, partial
from typing import Final

import streamlit as st

from deliverability.recognition import recognised
from deliverability.troubles.catalogue import BY_NAME, FAMILIES
from deliverability.troubles.trouble import TITLES
from report.troubles import Case, Troubles
from ui import parts
from ui.context import t, tn, word
from ui.markdown import escaped
from ui.marks import CASES, Mark
from ui.sections import troubleshooting_case
from words.catalogue import LANGUAGES, sentence

FIND_KEY: Final = "find"
ONE_KEY: Final = "trouble"
OPEN: Final = "open_"
"""Before a row's name: whether the viewer opened it."""

LONGEST: Final = 60
"""Characters that may be searched for; what is longer was meant for the box above."""


def catalogue(shown: Troubles) -> None:
    """The search and what it finds; the one that a link led to, alone."""
    st.header(t("Troubles and cures"), anchor=False)
    one = st.query_params.get(ONE_KEY, "")
    if one in BY_NAME:
        _alone(shown, one)
        return
    _search()
    wanted = _wanted()
    found = [case for case in shown.cases if is_found(case.trouble.name, wanted)]
    if wanted:
        st.caption(escaped(tn("{n} trouble has these words.", "{n} troubles have these words.", n=len(found))))
    _group(t("The guide's four troubles"), [case for case in found if case.trouble.in_guide])
    for family in FAMILIES:
        own = [case for case in found if case.trouble.family is family and not case.trouble.in_guide]
        _group(word(TITLES[family]), own)


def row(case: Case, mark: Mark, key: str, *, begins_open: bool = False) -> None:
    """A trouble as a row; its content is drawn only while it is open."""
    st.session_state[key] = bool(st.session_state.get(f"{OPEN}{key}", begins_open))
    label = f"{parts.badge_in_text(mark)} **{escaped(word(case.trouble.title))}**"
    expander = st.expander(label, key=key, on_change=partial(_remember_open, key))
    if expander.open:
        with expander:
            troubleshooting_case.opened(case)


def look_at(name: str) -> None:
    """Look at one trouble alone, or with "" at all."""
    if name:
        st.query_params[ONE_KEY] = name
    else:
        st.query_params.pop(ONE_KEY, None)


def is_found(name: str, wanted: Sequence[str]) -> bool:
    """Whether a trouble has all of these words, in whichever language."""
    return all(one in _haystack(name) for one in wanted)


def _alone(shown: Troubles, one: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(escaped(t("Only “{item}”", item=word(BY_NAME[one].title))), width="content")
        st.button(t("Show all troubles"), type="tertiary", icon=":material/close:", on_click=partial(look_at, ""))
    case = next(case for case in shown.cases if case.trouble.name == one)
    row(case, CASES[case.standing], f"trouble_{one}", begins_open=True)


def _group(title: str, cases: Sequence[Case]) -> None:
    if cases:
        st.subheader(title, anchor=False)
    for case in cases:
        row(case, CASES[case.standing], f"trouble_{case.trouble.name}")


def _search() -> None:
    st.session_state[FIND_KEY] = st.query_params.get(FIND_KEY, "")
    st.text_input(
        t("Search"),
        key=FIND_KEY,
        placeholder=t("throttling, 535, spam, …"),
        icon=":material/search:",
        max_chars=LONGEST,
        on_change=_remember_search,
    )


def _remember_search() -> None:
    words = str(st.session_state[FIND_KEY]).strip()
    # What looks like a key or an address shall not end in the browser's history.
    if words and "@" not in words and not recognised(words).holds_secret:
        st.query_params[FIND_KEY] = words
    else:
        st.query_params.pop(FIND_KEY, None)


def _wanted() -> tuple[str, ...]:
    return tuple(st.query_params.get(FIND_KEY, "")[:LONGEST].lower().split())


def _remember_open(key: str) -> None:
    st.session_state[f"{OPEN}{key}"] = st.session_state[key]


@cache
def _haystack(name: str) -> str:
    trouble = BY_NAME[name]
    told = (trouble.title, trouble.why, TITLES[trouble.family], *trouble.confirm, *trouble.cure)
    in_words = (sentence(msgid, language) for msgid in told for language in LANGUAGES)
    return "\n".join((name, *trouble.shows, *in_words)).lower()
