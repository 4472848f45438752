"""The checklist's sections with their items, one row each that opens; and the records to add, as a DNS panel wants them.

What an open row shows is in `checklist_item`; how far all of it has come, in `checklist`.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Final

import streamlit as st

from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.item import TITLES, Section
from report.checklist import Checklist, Part, Row
from report.dns_records import Wanted
from ui import parts
from ui.context import t, tn, word
from ui.markdown import escaped
from ui.sections import checklist, checklist_item, checklist_letter, checklist_records
from ui.sections.checklist_item import mark_of_row

OPEN: Final = "open_"
"""Before a row's name: whether the viewer opened it."""


def sections(shown: Checklist, records: Wanted) -> None:
    """Every section that has something of what is to be shown, and the names of those that are complete."""
    only = _only(shown)
    chosen = [(part, [row for row in part.rows if _is_wanted(row, only)]) for part in shown.parts]
    for part, rows in chosen:
        if rows:
            _head(part)
            for own in _by_item(rows):
                _item(own, shown)
            if part.section is Section.DNS and records:
                checklist_records.records(records)
    if not only:
        checklist_letter.letter()
    if not any(rows for _, rows in chosen):
        st.markdown(f":green[:material/check_circle:] {escaped(t('Nothing of this is left to do.'))}")
    complete = [word(TITLES[part.section]) for part, rows in chosen if not rows and not only]
    if complete:
        st.caption(escaped(t("Complete: {sections}", sections=", ".join(complete))))


def before_connecting(rows: Sequence[Row]) -> None:
    """What a person can do while no account is connected; it can be ticked once one is."""
    st.header(t("What you can do meanwhile"), anchor=False)
    st.caption(escaped(t("Only a person can tell these; they can be ticked once an account is connected.")))
    for row in rows:
        place = st.expander(f"**{escaped(word(row.item.title))}**", key=f"item_{row.item.name}", on_change="rerun")
        if place.open:
            with place:
                checklist_item.advice(row)


def _only(shown: Checklist) -> tuple[str, ...]:
    """The items of the box that is looked at alone, or the one a link led to, under a line that says so; none where all are."""
    boxes = {each.box.name: each.box for each in shown.boxes}
    one, box = BY_NAME.get(checklist.item()), boxes.get(checklist.box())
    names: tuple[str, ...]
    if one is not None:
        told, names = t("Only “{item}”", item=word(one.title)), (one.name,)
    elif box is not None:
        told, names = t("Only what belongs to “{box}”", box=word(box.title)), box.items
    else:
        return ()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(escaped(told), width="content")
        st.button(
            t("Show the whole list"), type="tertiary", icon=":material/close:", on_click=partial(checklist.look_at, "")
        )
    return names


def _is_wanted(row: Row, only: Sequence[str]) -> bool:
    return (row.left or checklist.chosen() != checklist.LEFT) and (not only or row.item.name in only)


def _head(part: Part) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(word(TITLES[part.section]), anchor=False, width="content")
        st.caption(escaped(checklist.far(part.progress)), width="content")


def _by_item(rows: Iterable[Row]) -> Iterator[list[Row]]:
    return (list(own) for _, own in groupby(rows, key=lambda row: row.item.name))


def _item(rows: Sequence[Row], shown: Checklist) -> None:
    """One row for all subjects of an item: its content is drawn only while it is open."""
    key = f"item_{rows[0].item.name}"
    # To Streamlit a row with another label is another row, closed: a tick would shut it under the reader's hand.
    alone = rows[0].item.name == checklist.item()
    st.session_state[key] = bool(st.session_state.get(f"{OPEN}{key}", alone))
    row = st.expander(_label(rows), key=key, on_change=partial(_remember, key))
    if row.open:
        with row:
            checklist_item.opened(rows, shown)


def _remember(key: str) -> None:
    st.session_state[f"{OPEN}{key}"] = st.session_state[key]


def _label(rows: Sequence[Row]) -> str:
    first = next((row for row in rows if row.left), rows[0])
    if len(rows) > 1:
        left = sum(row.left for row in rows)
        of = tn("{left} of {n} left", "{left} of {n} left", n=len(rows), left=left) if left else str(len(rows))
    else:
        of = first.verdict.subject
    small = f" :small[{escaped(of)}]" if of else ""
    return f"{parts.badge_in_text(mark_of_row(first))} **{escaped(word(first.item.title))}**{small}"
