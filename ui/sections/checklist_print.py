"""The checklist on paper: every item in words, with nothing to click, what is left with its cure.

The list to work with is drawn by `checklist_items`.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

import streamlit as st

from deliverability.checklist.item import TITLES
from report.checklist import Checklist, Part, Row
from ui import parts
from ui.context import said, t, tn, word
from ui.markdown import escaped
from ui.sections.checklist import far
from ui.sections.checklist_item import evidence_of, mark_of_row, word_of

TO_DO: Final = "\N{BALLOT BOX}"
DONE: Final = "\N{BALLOT BOX WITH CHECK}"
MOST: Final = 20
"""Subjects of an item that are written out."""


def everything(shown: Checklist) -> None:
    """All sections with all items that apply."""
    of = t("Account {account}, {region}", account=shown.scope.account_id, region=shown.scope.region)
    when = parts.when(shown.now, 0)
    st.caption(escaped(f"{of} · {when}"))
    for part in shown.parts:
        _section(part, shown.now)


def _section(part: Part, now: int) -> None:
    st.header(word(TITLES[part.section]), anchor=False)
    st.caption(escaped(far(part.progress)))
    rows = [row for row in part.rows if row.applies]
    for _, own in groupby(rows, key=lambda row: row.item.name):
        _item(list(own), now)


def _item(rows: Sequence[Row], now: int) -> None:
    title = escaped(word(rows[0].item.title))
    sign = TO_DO if any(row.left for row in rows) else DONE
    lines = [f"{sign} **{title}**", *(f"- {line}" for row in rows[:MOST] for line in _subject(row, now))]
    if (more := len(rows) - MOST) > 0:
        lines.append(f"- {escaped(tn('and {n} more', 'and {n} more', n=more))}")
    if first := next((row for row in rows if row.left), None):
        lines += ["", *(f"{n}. {escaped(said(step))}" for n, step in enumerate(first.cure.steps, 1))]
    st.markdown("\n".join([lines[0], "", *lines[1:]]))
    for paste in first.cure.pastes if first else ():
        st.code(paste.code, language=None, wrap_lines=True)


def _subject(row: Row, now: int) -> Iterator[str]:
    of = f"{row.verdict.subject}: " if row.verdict.subject else ""
    told = " ".join(
        filter(None, [evidence_of(row), *(word_of(tick, now) for tick in (row.tick, row.accepted) if tick)])
    )
    yield f"{parts.badge_in_text(mark_of_row(row))} {escaped(of + told)}"
