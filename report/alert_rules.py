"""Every rule in force, with what it sees now of each subject and how far that is from its line.

The rules themselves are in `deliverability/rules/`, what they judge is gathered by `report/evidence.py`; whether an
alert came of it is in `report/alerts.py`.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from deliverability.alerting import AlertState, Status
from deliverability.model import Scope
from deliverability.rules.catalogue import RULES
from deliverability.rules.rule import Finding, Rule
from report.evidence import evidence, thresholds_in_force
from store import alerts
from store.engines.engine import Engine

NO_LINE: Final = 0.0


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule sees of a subject now, and where its alert stands."""

    finding: Finding
    status: Status

    @property
    def nearness(self) -> float:
        """The value as a part of its line: 1 is on it; 0 where there is no value or no line."""
        value, line = self.finding.value, self.finding.threshold
        return NO_LINE if value is None or not line else value / line


@dataclass(frozen=True, slots=True)
class InForce:
    """A rule and all it sees, the subject nearest to its line first; nothing where it cannot judge."""

    rule: Rule
    seen: tuple[Seen, ...]


def in_force(store: Engine, scope: Scope, now: datetime) -> tuple[InForce, ...]:
    """All rules in the order of their names, judged by the lines that the collector uses."""
    lines, states = thresholds_in_force(store), alerts.states(store, scope)
    known = evidence(store, scope, now, lines)
    gone = {thing.subject for thing in known.things if thing.gone_since is not None}
    return tuple(InForce(rule, _seen(rule, rule.judge(known, lines), states, gone)) for rule in RULES)


def _seen(
    rule: Rule, found: Iterable[Finding], states: Mapping[tuple[str, str], AlertState], gone: Container[str] = ()
) -> tuple[Seen, ...]:
    """What is gone is shown only as long as there is an alert of it."""
    nothing = AlertState()
    seen = [Seen(finding, states.get((rule.name, finding.subject), nothing).status) for finding in found]
    seen = [each for each in seen if each.status is not Status.OK or each.finding.subject not in gone]
    return tuple(sorted(seen, key=lambda each: (-each.finding.step, -each.nearness, each.finding.subject)))
