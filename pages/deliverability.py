"""Deliverability: how one rate moved, against AWS's lines, against the period before, and where it comes from.

The answers come from `report/deliverability.py` and the reports of its sections; how they look lives in `ui/sections`.
"""

import streamlit as st

from ui import cached, choices, context, live, parts, period, situations
from ui.context import t, word
from ui.markdown import escaped
from ui.sections import breakdown, budget, over_time, reconciliation


def draw() -> None:
    """The page from top to bottom."""
    scope, drawn = context.scope(), live.drawn()
    choices.bring_range()
    parts.heading(t("Deliverability"), period.choose)
    if scope is None:
        return
    asked, outcome = period.chosen(), choices.chosen_measure()
    shown = cached.deliverability(scope, outcome, asked.name, asked.dates, *drawn)
    situations.above(cached.state(scope, *drawn), shown.now)
    _tools(asked)
    view = (scope, outcome, asked, choices.chosen_compare())
    over_time.draw(shown, view, compare=choices.chosen_compare())
    breakdown.draw(scope, outcome, shown.span, drawn)
    if outcome.measure is not None:
        budget.draw(scope, outcome.measure, drawn)
        reconciliation.draw(scope, outcome.measure, drawn)


def _tools(asked: period.Period) -> None:
    """The pickers of the rate, the days and the comparison, in a row that wraps."""
    if asked.problem:
        st.markdown(f":orange[:material/event_busy:] {escaped(word(asked.problem))}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        choices.choose_measure()
        period.choose_days()
        choices.choose_compare()


draw()
