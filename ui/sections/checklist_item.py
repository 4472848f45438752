"""An item of the checklist, opened: its evidence, why it matters, its cure with what to paste, what to do, its history.

The row that opens is in `checklist_items`; what a viewer says of an item is written by `ui/ticking.py`.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from deliverability.checklist.item import Result, Section
from deliverability.model import N_
from report.checklist import Checklist, Row
from report.checklist_history import Moment
from store.ticks import Kind, Tick
from ui import parts, requests, ticking
from ui.context import said, t, tn, word
from ui.markdown import escaped
from ui.marks import ACCEPTED, RESULTS, TICKED, UNKNOWN, Mark
from ui.sections import checklist_tried

MOST: Final = 8
"""Subjects of an item that are listed with their evidence, those that want most first; any may be looked at alone."""

MOST_MOMENTS: Final = 10
POLICY: Final = "python -m collector policy"
SAID: Final = {Kind.DONE: N_("ticked"), Kind.ACCEPTED: N_("accepted")}
TAKEN_BACK: Final = N_("taken back")
MOMENTS: Final = {Kind.DONE: TICKED, Kind.ACCEPTED: ACCEPTED}
BACK: Final = Mark(":material/undo:", TAKEN_BACK, "gray")


def mark_of_row(row: Row) -> Mark:
    """How an item stands for a subject, what a person said of it before what was found."""
    if row.tick is not None:
        return TICKED
    if row.accepted is not None:
        return ACCEPTED
    if row.result is Result.UNKNOWN and row.verdict.reason is not None:
        return UNKNOWN[row.verdict.reason]
    return RESULTS[row.result]


def opened(rows: Sequence[Row], shown: Checklist) -> None:
    """What an open row holds; of several subjects a list, and the one that is chosen in full."""
    row = rows[0] if len(rows) == 1 else _choose(rows)
    _evidence(row)
    _words(row, shown.now)
    _why(row)
    if (row.applies and not row.done) or row.accepted:
        _cure(row)
    _doing(row, shown)
    _past(row, shown.now)


def advice(row: Row) -> None:
    """Why an item matters and how it is done, of which nothing else is known."""
    _why(row)
    _cure(row)


def evidence_of(row: Row) -> str:
    """What was found, in one line."""
    return " ".join(said(each) for each in row.verdict.evidence)


def word_of(tick: Tick, now: int) -> str:
    """Who said it, when, until when and why."""
    when = parts.when(tick.made_at, now)
    kind = word(SAID[tick.kind])
    told = t("{kind} by {who}, {time}", kind=kind, who=tick.who, time=when) if tick.who else f"{kind}, {when}"
    if tick.until is not None:
        told = f"{told}, {t('until {time}', time=parts.when(tick.until, now))}"
    return f"{told}: {tick.note}" if tick.note else told


def _choose(rows: Sequence[Row]) -> Row:
    lines = [
        f"- {parts.badge_in_text(mark_of_row(row))} **{escaped(row.verdict.subject)}** {escaped(evidence_of(row))}"
        for row in rows[:MOST]
    ]
    if (more := len(rows) - MOST) > 0:
        lines.append(f"- {escaped(tn('and {n} more', 'and {n} more', n=more))}")
    st.markdown("\n".join(lines))
    by_subject = {row.verdict.subject: row for row in rows}
    names = {subject: f"{subject} · {word(mark_of_row(row).word)}" for subject, row in by_subject.items()}
    key = f"subject_{rows[0].item.name}"
    if st.session_state.get(key) not in by_subject:
        st.session_state[key] = rows[0].verdict.subject
    chosen = st.selectbox(t("Look at"), list(by_subject), format_func=names.__getitem__, key=key)
    return by_subject[chosen]


def _evidence(row: Row) -> None:
    for each in row.verdict.evidence:
        st.markdown(f"{parts.badge_in_text(mark_of_row(row))}\N{EN SPACE}{escaped(said(each))}")
    if row.verdict.missing_permission:
        missing = ", ".join(f"`{action}`" for action in row.verdict.missing_permission.split(", "))
        told = t("The collector's key lacks {actions}. This command prints the policy it needs:", actions=missing)
        st.markdown(escaped(told))
        st.code(POLICY, language=None)


def _words(row: Row, now: int) -> None:
    for tick in filter(None, (row.tick, row.accepted)):
        with st.container(horizontal=True, vertical_alignment="center"):
            mark = parts.badge_in_text(mark_of_row(row))
            st.markdown(f"{mark}\N{EN SPACE}{escaped(word_of(tick, now))}", width="content")
            ticking.offer_to_take_back(tick.id)


def _why(row: Row) -> None:
    st.markdown(f"**{escaped(t('Why it matters'))}**  \n{escaped(word(row.item.why))}")


def _cure(row: Row) -> None:
    st.markdown(f"**{escaped(t('What to do'))}**")
    parts.steps(row.cure.steps)
    for paste in row.cure.pastes:
        st.caption(escaped(said(paste.label)))
        st.code(paste.code, language=paste.language or None, wrap_lines=True)


def _doing(row: Row, shown: Checklist) -> None:
    if row.result is Result.BY_HAND and row.tick is None:
        ticking.offer_tick(shown.scope, row)
    checklist_tried.offered(row, shown)
    with st.container(horizontal=True, vertical_alignment="center"):
        if row.item.looks and row.result is not Result.BY_HAND:
            requests.offer_check(shown.scope, row.item.looks, row.verdict.subject, ticking.key_of(row))
        if row.result is Result.ATTENTION and row.accepted is None:
            ticking.offer_acceptance(shown.scope, row)
    if not row.item.looks and not row.item.is_by_hand and row.item.section is not Section.TEST and row.left:
        st.caption(escaped(t("This is known since the collector's start: after a change, start it again.")))


def _past(row: Row, now: int) -> None:
    lines = [f"- {_moment(moment, now)}" for moment in row.history[:MOST_MOMENTS]]
    if lines:
        st.markdown(f"**{escaped(t('History'))}**\n\n" + "\n".join(lines))
    if row.item.guide_step[:1].isdigit():
        st.caption(escaped(t("Step {step} of the setup guide", step=row.item.guide_step)))


def _moment(moment: Moment, now: int) -> str:
    when = escaped(parts.when(moment.at, now))
    if moment.result is not None:
        return f"{when} {parts.badge_in_text(RESULTS[moment.result])}"
    mark = BACK if moment.taken_back or moment.kind is None else MOMENTS[moment.kind]
    told = ": ".join(filter(None, (moment.who, moment.note)))
    return f"{when} {parts.badge_in_text(mark)} {escaped(told)}"
