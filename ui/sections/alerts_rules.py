"""Every rule in force: what it sees now of each subject, its line, and how far that is.

What they say comes from `report/alert_rules.py`.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from deliverability.alerting import Status
from deliverability.model import N_
from report.alert_rules import InForce, Seen
from report.alerts import Phase
from ui import parts
from ui.context import said, t, tn, word
from ui.explain import alerts as explain
from ui.markdown import escaped
from ui.marks import PHASES, Mark
from ui.measures import against, written

MOST: Final = 4
"""Subjects of a rule that are shown: those nearest to the line."""

QUIET: Final = Mark(":material/check_circle:", N_("OK"), "green")
BLIND: Final = Mark(":material/help:", N_("Nothing to judge"), "gray")
MARKS: Final = {
    Status.OK: QUIET,
    Status.PENDING: PHASES[Phase.PENDING],
    Status.FIRING: PHASES[Phase.FIRING],
    Status.RECOVERING: PHASES[Phase.RECOVERING],
}
LOUDEST: Final = (Status.FIRING, Status.RECOVERING, Status.PENDING, Status.OK)


def rules(shown: Sequence[InForce]) -> None:
    """The rules that see something first, those that cannot judge last."""
    parts.section(t("Rules in force"), explain.rules, t("How are rules judged?"))
    with st.container(border=True, gap="small"):
        for each in sorted(shown, key=_rank):
            _rule(each)


def _status(each: InForce) -> Status:
    return min((seen.status for seen in each.seen), key=LOUDEST.index, default=Status.OK)


def _rank(each: InForce) -> tuple[bool, int, float]:
    return not each.seen, LOUDEST.index(_status(each)), -max((seen.nearness for seen in each.seen), default=0)


def _rule(each: InForce) -> None:
    name, sees = st.columns([4, 5], gap="xsmall", vertical_alignment="top")
    mark = parts.badge_in_text(MARKS[_status(each)] if each.seen else BLIND)
    name.markdown(f"{mark} **{escaped(word(each.rule.title))}** :small[`{each.rule.name}`]")
    lines = [_line(seen, each.rule.unit) for seen in each.seen[:MOST]]
    if (more := len(each.seen) - MOST) > 0:
        lines.append(tn("and {n} more", "and {n} more", n=more))
    apart = "  \n" if any(seen.finding.value is not None for seen in each.seen) else ", "
    sees.caption(apart.join(map(escaped, filter(None, lines))))


def _line(seen: Seen, unit: str) -> str:
    """A subject with its value against the line; of one without a value what it is told to be, or its name."""
    finding, line = seen.finding, seen.finding.threshold
    if finding.value is None:
        return said(finding.message.headline) if finding.step and finding.message else finding.subject
    # What rests beyond its line is watched for falling: a distance would read the wrong way round.
    has_distance = line is not None and (finding.step or finding.keeps or finding.value < line)
    value = against(finding.value, line, unit) if line is not None and has_distance else written(finding.value, unit)
    return f"{finding.subject or t('account')}: {value}"
