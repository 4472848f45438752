"""The budgets of the configuration sets, as a table: least room first, those that cannot be told last.

What it says comes from `report/set_budgets.py`; the account's budget is in `budget`.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from deliverability.budget import Budget, OutOfReach
from deliverability.model import Unknown
from deliverability.standing import Measure
from report.budget import Budgets
from report.facts import Figure
from report.set_budgets import SetBudget
from ui import context
from ui.context import said, t, word
from ui.markdown import escaped
from ui.marks import mark_of
from words.format import number, percent

MOST: Final = 20
"""Sets shown at once; the others open below."""

PHONE: Final = 3
"""Columns on a phone."""


def table(shown: Budgets) -> None:
    """Nothing where there is no configuration set."""
    if not shown.sets:
        return
    st.markdown(_rows(shown.measure, shown.sets[:MOST]))
    if rest := shown.sets[MOST:]:
        with st.expander(t("{count:number} more configuration sets", count=len(rest))):
            st.markdown(_rows(shown.measure, rest))
    st.caption(escaped(t("Each set's own last 30 days, counted by Virtual Deliverability Manager.")))


def _rows(measure: Measure, sets: Sequence[SetBudget]) -> str:
    lines = measure.lines
    language = context.language()
    heads = (
        t("Configuration set"),
        t("Left to {line:percent}", line=lines.review),
        t("Left to {line:percent}", line=lines.pause),
        t("Counted"),
        t("AWS's figure"),
    )
    rows = [tuple(map(escaped, heads)), ("---", "--:", "--:", "--:", "--:")]
    rows += [(f"**{escaped(each.name)}**", *_cells(each, language)) for each in sets]
    # A phone has room for what a person asks first; a table cannot be made to wrap.
    return "\n".join(f"| {' | '.join(row[:PHONE] if context.is_touch() else row)} |" for row in rows)


def _cells(each: SetBudget, language: str) -> tuple[str, ...]:
    figure = percent(each.figure.value, language) if isinstance(each.figure, Figure) else "–"
    found = each.allowance
    if isinstance(found, Unknown):
        why = said(found.detail) if found.detail else word(mark_of(found).word)
        return f":gray[{escaped(why)}]", "", "", escaped(figure)
    counted = t("{count:number} of {mails:number}", count=found.window.numerator, mails=found.window.denominator)
    return _left(found.review), _left(found.pause), escaped(counted), escaped(figure)


def _left(found: Budget | OutOfReach) -> str:
    """A number; more than the next mails are in grey, none in red."""
    if isinstance(found, OutOfReach):
        beyond = t("{needed:number}, beyond a day's mail", needed=found.needed)
        return f":gray[{escaped(beyond)}]"
    shown = escaped(number(found.left, context.language()))
    return f":red[:material/warning: {shown}]" if found.left == 0 else shown
