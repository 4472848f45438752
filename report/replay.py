"""The alerts that stored history would have raised: the rules and the alert machine over past evidence, in memory.

Nothing is written and nobody is told. How it is printed is in `collector/commands/replay.py`; how alerts are judged as
time goes, in `collector/evaluation.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from deliverability.alerting import AlertState, Kind, Notice, advance, inhibited, inhibitors_first
from deliverability.coverage import Span
from deliverability.evidence import Evidence
from deliverability.metrics import QUARTER
from deliverability.model import Scope
from deliverability.rules.catalogue import RULES
from deliverability.rules.rule import SEVERITIES, Finding, Rule, Severity
from deliverability.thresholds import Thresholds
from report.evidence import evidence
from store.engines.engine import Engine

STEP: Final = QUARTER
"""The send statistics have nothing finer."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Replayed:
    """An episode that would have been: its condition began, it fired, it was over (None: not by the end).

    Times are epoch seconds; `fired_at` is that of the round which would have seen it. `severity` and `peak` are the
    worst it came to, `told` why each message would have been sent, in order.
    """

    scope: Scope
    rule: Rule
    subject: str
    began: int
    fired_at: int
    ended: int | None
    severity: Severity
    peak: float | None
    threshold: float | None
    told: tuple[Kind, ...] = ()


def replayable(names: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules that history can be judged by, those of `names` where there are any."""
    return tuple(rule for rule in RULES if not rule.about_us and (not names or rule.name in names))


def replay(
    store: Engine,
    scope: Scope,
    span: Span,
    rules: Iterable[Rule],
    thresholds: Thresholds,
    progress: Progress = lambda _done, _of: None,
) -> list[Replayed]:
    """The episodes of a span, by the time they would have fired.

    What was on before the span shows as fired at its beginning. An inhibiting rule that is not among `rules` inhibits
    nothing.
    """
    machine = _Machine(scope, inhibitors_first(rules), thresholds)
    moments = range(span.since, span.until, STEP)
    for number, now in enumerate(moments):
        machine.judge(evidence(store, scope, datetime.fromtimestamp(now, UTC)), now)
        progress(number + 1, len(moments))
    return sorted(machine.episodes(), key=lambda each: (each.fired_at, each.rule.name, each.subject))


class _Machine:
    """The states of a scope's alerts as time goes, and the episodes so far. Rules that inhibit others come first."""

    def __init__(self, scope: Scope, rules: Sequence[Rule], thresholds: Thresholds) -> None:
        self._scope, self._rules, self._thresholds = scope, rules, thresholds
        self._states: dict[tuple[str, str], AlertState] = {}
        self._open: dict[tuple[str, str], Replayed] = {}
        self._over: list[Replayed] = []

    def judge(self, known: Evidence, now: int) -> None:
        """One round."""
        for rule in self._rules:
            found = {finding.subject: finding for finding in rule.judge(known, self._thresholds)}
            still = [subject for name, subject in self._states if name == rule.name and subject not in found]
            for subject in [*found, *still]:
                muted = inhibited(rule, subject, self._states, found.get(subject))
                self._advance(rule, subject, found.get(subject), now, muted=muted)

    def episodes(self) -> Iterator[Replayed]:
        """All so far, those that are not over too."""
        yield from self._over
        yield from self._open.values()

    def _advance(self, rule: Rule, subject: str, finding: Finding | None, now: int, *, muted: bool) -> None:
        key = (rule.name, subject)
        state, notices = advance(self._states.get(key, AlertState()), finding, rule, now, muted=muted)
        self._states[key] = state
        if state.is_open and key not in self._open:
            self._open[key] = Replayed(self._scope, rule, subject, state.began, now, None, Severity.INFO, None, None)
        if key in self._open:
            self._open[key] = _with(self._open[key], state, finding, notices)
            if not state.is_open:
                self._over.append(replace(self._open.pop(key), ended=state.ended))


def _with(episode: Replayed, state: AlertState, finding: Finding | None, notices: Iterable[Notice]) -> Replayed:
    """The episode with what a round added to it."""
    told = (*episode.told, *(notice.kind for notice in notices))
    if finding is None or not state.is_open or not finding.step:
        return replace(episode, told=told)
    worse = episode.peak is None or (finding.value is not None and finding.value > episode.peak)
    return replace(
        episode,
        told=told,
        severity=max(episode.severity, finding.severity, key=SEVERITIES.index),
        peak=finding.value if worse else episode.peak,
        threshold=finding.threshold if worse else episode.threshold,
    )
