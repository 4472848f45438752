"""A range or chosen days, for the pages that offer both: `range=dates&from=…&to=…` in the address.

The moments there are read and written by `instants`; the plain range picker is in `choices`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from deliverability.coverage import Span
from deliverability.model import N_
from report.overview import RANGES as LENGTHS
from ui import context, instants, zoom
from ui.choices import DEFAULT_RANGE, RANGE_KEY, RANGES, chosen_range, pick, remember
from ui.context import t, word

DATES: Final = "dates"
DAYS_KEY: Final = "days"
FROM: Final = "from"
TO: Final = "to"
FIRST_DAY: Final = date(2011, 1, 24)
"""No day before Amazon SES began can be chosen, in no zone."""

OFFERED: Final = {**RANGES, DATES: N_("Dates")}


@dataclass(frozen=True, slots=True)
class Period:
    """A range by its name, or the span of chosen dates; `problem` says why dates of the address are not shown."""

    name: str
    dates: Span | None = None
    problem: str | None = None


def chosen() -> Period:
    """What the address asks for, to the minute that is shown; the month where that cannot be shown."""
    if st.query_params.get(RANGE_KEY) != DATES:
        return Period(chosen_range())
    found = instants.asked(st.query_params.get(FROM, ""), st.query_params.get(TO, ""), _now() // 60 * 60)
    return Period(DATES, found) if isinstance(found, Span) else Period(DEFAULT_RANGE, problem=found)


def choose() -> None:
    """The range picker with its choice of dates; on a phone, where a row of seven is too wide, as a list."""
    if not context.is_touch():
        pick(RANGE_KEY, t("Range"), OFFERED, chosen().name, _remember)
        return
    st.session_state[RANGE_KEY] = chosen().name
    st.selectbox(
        t("Range"),
        list(OFFERED),
        key=RANGE_KEY,
        format_func=lambda name: word(OFFERED[name]),
        on_change=_remember,
        label_visibility="collapsed",
        width=150,
    )


def choose_days() -> None:
    """The calendar, in the viewer's zone; only where dates are chosen."""
    period, zone = chosen(), context.zone()
    if period.dates is None:
        return
    # Between the click on the first day and the one on the last there is one day only: the calendar is still open.
    if len(st.session_state.get(DAYS_KEY, ())) != 1:
        st.session_state[DAYS_KEY] = instants.days_of(period.dates, zone)
    st.date_input(
        t("From the first to the last day"),
        min_value=FIRST_DAY,
        max_value=context.now().astimezone(zone).date(),
        key=DAYS_KEY,
        format="YYYY-MM-DD",
        on_change=_remember_days,
        label_visibility="collapsed",
        width=240,
    )


def show_only(span: Span) -> None:
    """Make a span the chosen dates."""
    st.query_params.update({RANGE_KEY: DATES, FROM: instants.written(span.since), TO: instants.written(span.until)})
    zoom.forget()


def _remember() -> None:
    if st.session_state[RANGE_KEY] == DATES:
        length = LENGTHS[chosen_range()] or LENGTHS[DEFAULT_RANGE]
        first, last = instants.days_of(Span(_now() - length, _now()), context.zone())
        show_only(instants.span_of_days(first, last, context.zone()))
        return
    remember(RANGE_KEY)
    for key in (FROM, TO):
        if key in st.query_params:
            del st.query_params[key]
    zoom.forget()


def _remember_days() -> None:
    if len(st.session_state[DAYS_KEY]) == 2:
        first, last = st.session_state[DAYS_KEY]
        show_only(instants.span_of_days(first, last, context.zone()))


def _now() -> int:
    return int(context.now().timestamp())
