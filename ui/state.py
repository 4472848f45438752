"""The state of the account in one line, above every page and in the title of the browser's tab.

What it says comes from `report/standing.py`; the long version is the Overview.
"""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from deliverability.model import Level, Scope, Unknown
from deliverability.rates import QuotaUse
from deliverability.standing import rank
from report.situation import Situation, State
from report.standing import Line
from ui import cached, context, live, parts
from ui.cards import enforcement_word
from ui.context import t, tn, word
from ui.markdown import escaped
from ui.marks import NOT_RUNNING, OVERALL, SITUATIONS, Mark, mark_of
from words.format import NO_BREAK_SPACE, percent

SIGNS: Final = {Level.OK: "✓", Level.WATCH: "●", Level.REVIEW: "●", Level.PAUSE: "●"}
"""Before the tab's title; something that wants attention is a full dot, also where tabs show the sign only."""

UNKNOWN_SIGN: Final = "○"


def mark(state: State, line: Line | None) -> Mark:
    """The one mark of the account: its level, or why there is none."""
    if state.ended:
        return NOT_RUNNING
    if state.silent or state.situation is Situation.SILENT:
        return SITUATIONS[Situation.SILENT]
    if line is None:
        return SITUATIONS[state.situation]
    return mark_of(line.level, OVERALL)


def title(shown: Mark, line: Line | None, page: str, product: str) -> str:
    """The tab's title: `● Watch – Overview · SES deliverability`."""
    known = line is not None and shown.word not in {m.word for m in (*SITUATIONS.values(), NOT_RUNNING)}
    level = line.level if line is not None and known else None
    sign = SIGNS[level] if isinstance(level, Level) else UNKNOWN_SIGN
    return f"{sign} {word(shown.word)} – {page} · {product}"


def worse(here: Line | None, others: Mapping[Scope, Line]) -> tuple[Scope, Level] | None:
    """The scope that stands worst of all, where it is worse than the one looked at; None where none is."""
    least = here.level if here is not None and isinstance(here.level, Level) else Level.OK
    known = [(scope, line.level) for scope, line in others.items() if isinstance(line.level, Level)]
    found = max(known, key=lambda one: rank(one[1]), default=None)
    return found if found is not None and rank(found[1]) > rank(least) else None


def elsewhere(here: Scope | None, line: Line | None) -> tuple[Scope, Level] | None:
    """Where it is worse than here: looking at one account or region must not hide the trouble of another."""
    drawn = live.drawn()
    return worse(line, {scope: cached.line(scope, *drawn) for scope in cached.known_scopes(drawn[1]) if scope != here})


def draw(shown: Mark, line: Line | None, worst: tuple[Scope, Level] | None = None) -> None:
    """The line itself: mark, both rates as AWS tells them, the quota, AWS's word, how many alerts fire; where it is worse."""
    said = [] if line is None else [_rate(t("Bounces"), line.bounce), _rate(t("Complaints"), line.complaint)]
    if line is not None:
        said += [_quota(line.quota), _enforcement(line.enforcement)]
        said += [tn("{n} alert", "{n} alerts", n=line.alerts)] if line.alerts else []
        said += [tn("{n} alert silenced", "{n} alerts silenced", n=line.silenced)] if line.silenced else []
    figures = escaped(" · ".join(part.replace(" ", NO_BREAK_SPACE) for part in said))
    st.markdown(f":small[{parts.badge_in_text(shown)}\N{EN SPACE}{figures}{_elsewhere(worst)}]")


def _elsewhere(found: tuple[Scope, Level] | None) -> str:
    if found is None:
        return ""
    scope, level = found
    return f"\N{EM SPACE}{parts.badge_in_text(mark_of(level, OVERALL))}\N{EN SPACE}{escaped(scope.region)}"


def _rate(name: str, figure: float | Unknown) -> str:
    return f"{name} {t('unknown') if isinstance(figure, Unknown) else percent(figure, context.language())}"


def _quota(use: QuotaUse | Unknown) -> str:
    if isinstance(use, Unknown):
        return t("Quota unknown")
    if use.share is None:
        return t("Quota: no limit") if use.unlimited else t("Quota: nothing may be sent")
    return t("Quota {share:percent}", share=use.share)


def _enforcement(status: str | Unknown) -> str:
    """AWS's word; named as AWS's where it does not name itself."""
    told = t("unknown") if isinstance(status, Unknown) else enforcement_word(status)
    return told if "AWS" in told else f"AWS: {told}"
