"""The errors that the collector really met, with how often and when, and the way to what mends them.

Which they are comes from `report/troubles.py`; how each reading is now is on the page Health.
"""

from functools import partial
from typing import Final

import streamlit as st

from deliverability.checklist.catalogue import BY_NAME
from deliverability.troubles.catalogue import BY_NAME as TROUBLES
from report.troubles import Met, Troubles
from ui import links, parts
from ui.context import said, t, tn, word
from ui.markdown import escaped
from ui.marks import OVER
from ui.sections import troubleshooting

MOST_NAMES: Final = 3


def met(shown: Troubles) -> None:
    """Each error in words, the last one first; a line where there was none."""
    st.header(t("What the collector met"), anchor=False)
    if not shown.met:
        st.caption(escaped(_nothing(shown)))
    for number, each in enumerate(shown.met):
        with st.container(border=True, gap="xsmall"):
            _one(each, shown.now, number)


def _nothing(shown: Troubles) -> str:
    if shown.scope is None:
        return t("Nothing was asked yet: no AWS account is connected.")
    return t("No error in the last 14 days.")


def _one(each: Met, now: int, number: int) -> None:
    badge = f"{parts.badge_in_text(OVER)} " if each.over else ":orange[:material/error:] "
    st.markdown(f"{badge}**{escaped(_readings(each))}** {escaped(said(each.error))}")
    times = tn(
        "{n:number} time, last {when}", "{n:number} times, last {when}", n=each.times, when=parts.when(each.last, now)
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(escaped(times), width="content")
        links.link(f"checklist?show=all&item={each.item}", word(BY_NAME[each.item].title))
        if each.trouble:
            st.button(
                word(TROUBLES[each.trouble].title),
                type="tertiary",
                icon=":material/healing:",
                key=f"met_{number}",
                on_click=partial(troubleshooting.look_at, each.trouble),
            )


def _readings(each: Met) -> str:
    """The first ones by name: where the key is wrong it is all of them."""
    told = ", ".join(said(name) for name in each.readings[:MOST_NAMES])
    more = len(each.readings) - MOST_NAMES
    return f"{told} {tn('and {n} more', 'and {n} more', n=more)}" if more > 0 else told
