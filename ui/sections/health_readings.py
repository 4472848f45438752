"""Every reading in a row, and every region of the account in a line.

What they say comes from `report/readings.py` and `report/health.py`; where they stand on the page is its business.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from deliverability.model import N_, Text
from report.health import Place
from report.readings import Condition, ReadingRow
from report.situation import Situation
from ui import context, parts
from ui.context import said, t, tn
from ui.explain.health import readings as explain
from ui.markdown import escaped
from ui.marks import SITUATIONS, Mark
from words.format import usd

CONDITIONS: Final = {
    Condition.FRESH: Mark(":material/check_circle:", N_("Up to date"), "green"),
    Condition.IDLE: Mark(":material/bedtime:", N_("Nothing to ask"), "gray"),
    Condition.LATE: Mark(":material/history:", N_("Out of date"), "gray"),
    Condition.PARTIAL: Mark(":material/incomplete_circle:", N_("In part"), "orange"),
    Condition.FAILED: Mark(":material/help:", N_("Not answered"), "orange"),
    Condition.DENIED: Mark(":material/lock:", N_("No permission"), "orange"),
    Condition.NEVER: Mark(":material/hourglass_top:", N_("Not asked yet"), "gray"),
}
READ: Final = Mark(":material/check_circle:", N_("Read"), "green")
UNWATCHED: Final = Mark(":material/visibility_off:", N_("Not watched any more"), "gray")
DUE_SINCE: Final = 120
"""Seconds past its time until a reading is called overdue: the collector looks about once a minute."""


def readings(rows: Sequence[ReadingRow], now: int) -> None:
    """The readings in the order they are asked."""
    parts.section(t("Readings"), explain)
    if not rows:
        st.caption(t("The collector has declared nothing yet: start it with `make run`, and its readings appear here."))
        return
    errors: dict[str, str] = {}
    with st.container(border=True, gap="small"):
        for row in rows:
            with st.container(gap="xsmall"):
                _reading(row, now)
                if row.error is not None:
                    _error(row.title, said(row.error), errors)


def _error(title: Text, sentence: str, told: dict[str, str]) -> None:
    """What went wrong and its cure; the same once, since a key that is wrong fails every reading alike."""
    if sentence in told:
        st.caption(escaped(t("The same as for: {name}", name=told[sentence])))
    else:
        told[sentence] = said(title)
        st.markdown(escaped(sentence))


def _reading(row: ReadingRow, now: int) -> None:
    name, when, cost = st.columns([6, 4, 4], gap="xsmall", vertical_alignment="center")
    mark = parts.badge_in_text(CONDITIONS[row.condition])
    name.markdown(f"{mark} **{escaped(said(row.title))}** :small[`{row.name}`]")
    when.caption(escaped(_when(row, now)))
    cost.caption(escaped(_cost(row)))


def _when(row: ReadingRow, now: int) -> str:
    if row.last_run_at is None:
        return t("Not asked yet")
    last = t("Last run {age}", age=parts.ago(now - row.last_run_at))
    if row.last_success_at is None:
        last = f"{last} ({t('never succeeded')})"
    elif row.last_success_at < row.last_run_at:
        last = f"{last} ({t('last success {age}', age=parts.ago(now - row.last_success_at))})"
    return f"{last} · {_due(row.due_at, now)}" if row.due_at is not None else last


def _due(due_at: int, now: int) -> str:
    left = due_at - now
    if left < -DUE_SINCE:
        return t("due since {age:duration}", age=-left)
    return t("due now") if left <= 0 else t("next in {time:duration}", time=left)


def _cost(row: ReadingRow) -> str:
    language = context.language()
    calls = tn("{n:number} call", "{n:number} calls", n=row.calls)
    return f"{calls}, {usd(row.usd, language)} {t('this month')}{_took(row.seconds)}"


def _took(seconds: int | None) -> str:
    if seconds is None:
        return ""
    return f" · {t('took {time:duration}', time=seconds) if seconds else t('took < 1 s')}"


def places(shown: Sequence[Place], now: int) -> None:
    """One line a region; nothing where there is but one."""
    if len(shown) < 2:
        return
    st.header(t("Regions"), anchor=False)
    accounts = {place.scope.account_id for place in shown}
    with st.container(border=True, gap="xsmall"):
        for place in shown:
            st.markdown(_place(place, now, several=len(accounts) > 1))


def _place(place: Place, now: int, *, several: bool) -> str:
    last = place.state.last_run_at
    name = f"{place.scope.region} · {place.scope.account_id}" if several else place.scope.region
    age = t("never ran") if last is None else t("Last run {age}", age=parts.ago(now - last))
    lines = [f"{parts.badge_in_text(_mark(place))} **{escaped(name)}** :small[{escaped(age)}]"]
    lines += [f":small[{escaped(said(problem))}]" for problem in place.state.problems[:1] if place.watched]
    return "  \n".join(lines)


def _mark(place: Place) -> Mark:
    if not place.watched:
        return UNWATCHED
    if place.state.silent:
        return SITUATIONS[Situation.SILENT]
    if place.state.situation is not Situation.READY:
        return SITUATIONS[place.state.situation]
    return CONDITIONS[Condition.PARTIAL] if place.state.problems else READ
