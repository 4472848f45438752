"""A rule with one subject and what becomes of it, minute after minute. Its judge is never asked: findings are given."""

from dataclasses import dataclass, field, replace
from typing import Any

from deliverability.alerting import AlertState, Kind, Notice, advance
from deliverability.model import Text
from deliverability.rules.rule import Finding, Message, Rule, Severity

MINUTE, HOUR = 60, 3600
START = 1_700_000_000

SEVERITIES = (Severity.INFO, Severity.WARN, Severity.CRITICAL, Severity.CRITICAL)
"""Of each step; that of step 0 is what a finding has that is in no need of one."""


def a_rule(**more: Any) -> Rule:
    return replace(Rule("rate", "Rate", lambda _evidence, _thresholds: ()), **more)


def at(minute: float) -> int:
    return START + round(minute * MINUTE)


def finding(minute: float, step: int, *, keeps: bool = False, value: float | None = None, **more: Any) -> Finding:
    says = Message(Text(f"step {step}")) if step or keeps else None
    return Finding("", at(minute), step, SEVERITIES[step], keeps, value, message=says, **more)


@dataclass
class Watch:
    """One alert: every call tells what was told, and `told` keeps all of it."""

    rule: Rule = field(default_factory=a_rule)
    state: AlertState = field(default_factory=AlertState)
    told: list[Notice] = field(default_factory=list)

    def see(
        self, minute: float, step: int, *, muted: bool = False, now: float | None = None, **more: Any
    ) -> list[Kind]:
        """A finding at a minute, judged at once or at the minute `now`."""
        return self._go(finding(minute, step, **more), minute if now is None else now, muted=muted)

    def wait(self, minute: float, *, muted: bool = False) -> list[Kind]:
        """Time alone: no finding."""
        return self._go(None, minute, muted=muted)

    def _go(self, found: Finding | None, minute: float, *, muted: bool) -> list[Kind]:
        self.state, notices = advance(self.state, found, self.rule, at(minute), muted=muted)
        self.told += notices
        return [notice.kind for notice in notices]
