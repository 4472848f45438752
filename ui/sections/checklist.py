"""The top of the checklist: how far it has come, what comes next, the guide's nine boxes, and what of it to show.

What they say comes from `report/checklist.py`; the items themselves are drawn by `checklist_items`.
"""

from collections import Counter
from functools import partial
from typing import Final

import streamlit as st

from deliverability.checklist.item import TITLES
from deliverability.model import N_
from report.checklist import ORDER, Checklist, Progress, Row, Ticked
from ui import choices, parts
from ui.context import t, tn, word
from ui.explain import checklist as explain
from ui.markdown import escaped
from ui.marks import RESULTS
from ui.sections.checklist_item import mark_of_row

SHOW_KEY: Final = "show"
BOX_KEY: Final = "box"
ITEM_KEY: Final = "item"
LEFT: Final = "left"
PRINT: Final = "print"
SHOWN: Final = {LEFT: N_("What is left"), "all": N_("Everything"), PRINT: N_("To print")}


def summary(shown: Checklist) -> None:
    """How far it has come and what comes next; the guide's boxes."""
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(_headline(shown), width="content")
            with st.popover(t("How is this judged?"), type="tertiary", width="content", key="how_checklist"):
                explain.judged()
        counts = Counter(row.result for row in shown.left)
        if counts:
            of_results = (
                f"{parts.badge_in_text(RESULTS[result])} {counts[result]}" for result in ORDER if counts[result]
            )
            st.markdown("\N{EM SPACE}".join(of_results))
            _next(min(shown.left, key=lambda row: ORDER.index(row.result)))
        if shown.judged_at is None:
            st.caption(t("Not judged by the collector yet: its history begins with the next round."))
        else:
            st.caption(t("Judged {age}.", age=parts.ago(shown.now - shown.judged_at)))
    st.header(t("The guide's nine boxes"), anchor=False)
    with st.grid(3, min_column_width=230, gap="xsmall"):
        for ticked in shown.boxes:
            _box(ticked)


def choose() -> None:
    """What of the list to show; the box that is looked at alone, with the way back."""
    choices.pick(SHOW_KEY, t("Show"), SHOWN, chosen(), partial(choices.remember, SHOW_KEY))


def chosen() -> str:
    """What the address asks for; what is left where it asks for nothing."""
    asked = st.query_params.get(SHOW_KEY, LEFT)
    return asked if asked in SHOWN else LEFT


def is_to_print() -> bool:
    """Whether the whole list is wanted on paper."""
    return chosen() == PRINT


def box() -> str:
    """The name of the only box that is looked at; "" for all."""
    return st.query_params.get(BOX_KEY, "")


def item() -> str:
    """The name of the only item that is looked at, where a link led to it; "" for all."""
    return st.query_params.get(ITEM_KEY, "")


def look_at(name: str) -> None:
    """Look at one box alone, or with "" at the whole list."""
    st.query_params[SHOW_KEY] = "all" if name else LEFT
    st.query_params.pop(ITEM_KEY, None)
    if name:
        st.query_params[BOX_KEY] = name
    else:
        st.query_params.pop(BOX_KEY, None)


def far(progress: Progress) -> str:
    """How far something has come, in words."""
    return t("{done} of {of} done", done=progress.done, of=progress.of)


def _headline(shown: Checklist) -> str:
    left, far_come = len(shown.left), far(shown.progress)
    if not left:
        return f":green[:material/check_circle:] **{escaped(t('Nothing is left to do.'))}** {escaped(far_come)}"
    told = tn("{n} item is left.", "{n} items are left.", n=left)
    return f"**{escaped(told)}** {escaped(far_come)}"


def _next(row: Row) -> None:
    where, of = word(TITLES[row.item.section]), f" ({row.verdict.subject})" if row.verdict.subject else ""
    told = t("Next, under “{section}”: {title}", section=where, title=f"{word(row.item.title)}{of}")
    st.markdown(f"{parts.badge_in_text(mark_of_row(row))}\N{EN SPACE}{escaped(told)}")


def _box(ticked: Ticked) -> None:
    complete = ticked.progress.complete
    icon = ":material/check_box:" if complete else ":material/check_box_outline_blank:"
    label = f"{escaped(word(ticked.box.title))} :small[:gray[{escaped(far(ticked.progress))}]]"
    st.button(
        label, type="tertiary", icon=icon, key=f"box_{ticked.box.name}", on_click=partial(look_at, ticked.box.name)
    )
