"""The state of the account in one line, above every page and in the title of the browser's tab.

What it says comes from `report/standing.py`; the long version is the Overview.
"""

from typing import Final

import streamlit as st

from deliverability.model import Level, Unknown
from deliverability.rates import QuotaUse
from report.situation import Situation, State
from report.standing import Line
from ui import context, parts
from ui.cards import enforcement_word
from ui.context import t, word
from ui.markdown import escaped
from ui.marks import OVERALL, SITUATIONS, Mark, mark_of
from words.format import NO_BREAK_SPACE, percent

SIGNS: Final = {Level.OK: "✓", Level.WATCH: "●", Level.REVIEW: "●", Level.PAUSE: "●"}
"""Before the tab's title; something that wants attention is a full dot, also where tabs show the sign only."""

UNKNOWN_SIGN: Final = "○"


def mark(state: State, line: Line | None) -> Mark:
    """The one mark of the account: its level, or why there is none."""
    if state.silent or state.situation is Situation.SILENT:
        return SITUATIONS[Situation.SILENT]
    if line is None:
        return SITUATIONS[state.situation]
    return mark_of(line.level, OVERALL)


def title(shown: Mark, line: Line | None, page: str, product: str) -> str:
    """The tab's title: `● Watch – Overview · SES deliverability`."""
    known = line is not None and shown.word not in {m.word for m in SITUATIONS.values()}
    level = line.level if line is not None and known else None
    sign = SIGNS[level] if isinstance(level, Level) else UNKNOWN_SIGN
    return f"{sign} {word(shown.word)} – {page} · {product}"


def draw(shown: Mark, line: Line | None) -> None:
    """The line itself: mark, both rates as AWS tells them, the quota, AWS's word."""
    said = [] if line is None else [_rate(t("Bounces"), line.bounce), _rate(t("Complaints"), line.complaint)]
    if line is not None:
        said += [_quota(line.quota), f"AWS: {_enforcement(line.enforcement)}"]
    st.markdown(
        f":small[{parts.badge_in_text(shown)}\N{EN SPACE}{escaped(' · '.join(part.replace(' ', NO_BREAK_SPACE) for part in said))}]"
    )


def _rate(name: str, figure: float | Unknown) -> str:
    return f"{name} {t('unknown') if isinstance(figure, Unknown) else percent(figure, context.language())}"


def _quota(use: QuotaUse | Unknown) -> str:
    if isinstance(use, Unknown):
        return t("Quota unknown")
    if use.share is None:
        return t("Quota: no limit") if use.unlimited else t("Quota: nothing may be sent")
    return t("Quota {share:percent}", share=use.share)


def _enforcement(status: str | Unknown) -> str:
    return t("unknown") if isinstance(status, Unknown) else enforcement_word(status)
