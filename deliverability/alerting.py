"""An alert through time: pending, firing, recovering, over; what is told of it, and when. Pure in (state, finding, now).

What a finding is: `deliverability/rules/rule.py`. How states are kept and notices delivered: `store/alerts.py`,
`store/outbox.py`, `collector/evaluation.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from deliverability.rules.rule import SEVERITIES, Finding, Rule, Severity


class Status(StrEnum):
    """Where an alert stands. Allowed: ok>pending, pending>ok|firing, firing>recovering, recovering>firing|ok.

    Where a rule waits for nothing, two steps are taken at once: ok>firing, firing>ok.
    """

    OK = "ok"
    PENDING = "pending"
    FIRING = "firing"
    RECOVERING = "recovering"


class Kind(StrEnum):
    """Why a person is told."""

    FIRING = "firing"
    ESCALATED = "escalated"
    REMINDER = "reminder"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class AlertState:
    """What is remembered of a rule and subject in a scope. Times are epoch seconds, of the data but for `told_at`.

    `since` is when the present status began; pending, when the condition did. `began` and `ended` are those of the
    condition of the present or last episode, which `episode` numbers: what never fired is none. `finding` is the last
    one that said something. Unless `witnessed`, the condition of the present or last one was so at first sight already,
    and may have begun before. `seen` is the time of the last data judged: older data and the same again change nothing.

    Of the present or last episode: `told` notices were told, up to `told_step` (0: none) and `told_severity`;
    `told_value` and `told_at` are the latest's, `reminders` how many of them have said nothing new since.
    """

    status: Status = Status.OK
    episode: int = 0
    seen: int = 0
    since: int = 0
    began: int = 0
    ended: int | None = None
    told: int = 0
    told_step: int = 0
    told_severity: Severity = Severity.INFO
    told_value: float | None = None
    told_at: int | None = None
    reminders: int = 0
    finding: Finding | None = None
    witnessed: bool = True

    @property
    def is_open(self) -> bool:
        """Whether an episode goes on: it fires, or is not yet clear for long enough."""
        return self.status in (Status.FIRING, Status.RECOVERING)


_NOTHING: Final = AlertState()


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell: why, how urgent, of which episode and step, and the how-manieth of the episode it is.

    A reminder, and the word that it is over, are as urgent as the most urgent told before: they reach whom it reached.
    `repeats` is a reminder of what was told and is no worse.
    """

    kind: Kind
    severity: Severity
    episode: int
    step: int
    n: int
    finding: Finding
    repeats: bool = False


def advance(
    state: AlertState, finding: Finding | None, rule: Rule, now: int, *, muted: bool
) -> tuple[AlertState, tuple[Notice, ...]]:
    """The state after a finding, or (None) after time alone, and what is to be told of it.

    `muted` (a silence, or a rule that inhibits this one) defers what is told: still firing when it ends, it is told
    then. That it is over is told at once, muted or not, to whom its firing was; of mere news it is not told.
    """
    after = state if finding is None or finding.at <= state.seen else _judged(state, finding, rule)
    said = after.finding
    kind = None if said is None else _kind(state, after, said, rule, now, muted=muted)
    if said is None or kind is None:
        return after, ()
    repeats = kind is Kind.REMINDER and not _worse(after, said, rule)
    after = replace(
        after,
        told=after.told + 1,
        told_step=max(after.told_step, said.step),
        told_severity=max(after.told_severity, said.severity, key=SEVERITIES.index),
        told_value=said.value,
        told_at=now,
        reminders=after.reminders + 1 if repeats else 0,
    )
    return after, (Notice(kind, after.told_severity, after.episode, said.step, after.told, said, repeats),)


def held_back_by(
    rule: Rule, subject: str, states: Mapping[tuple[str, str], AlertState], finding: Finding | None = None
) -> str | None:
    """The rule that keeps this one back, which has found that or (None) nothing new; None where none does.

    It has an open episode for the scope itself, or for the same subject. `states` are the scope's by rule and subject,
    those of such rules already after the present evidence.
    """
    covered = rule.covered_by if finding is None or finding.step <= rule.covered_to else ()
    for name in rule.inhibited_by + covered:
        found = (states.get((name, of), _NOTHING) for of in ("", subject))
        if any(state.is_open and (state.told_step or name in rule.inhibited_by) for state in found):
            return name
    return None


def inhibitors_first(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules in an order in which each comes after all that inhibit it."""
    by_name = {rule.name: rule for rule in rules}

    def depth(rule: Rule) -> int:
        return max(
            (1 + depth(by_name[name]) for name in rule.inhibited_by + rule.covered_by if name in by_name), default=0
        )

    return tuple(sorted(by_name.values(), key=depth))


def fires_at(state: AlertState, rule: Rule) -> int | None:
    """The data time at which a pending alert fires if its condition lasts; None for one that is not pending."""
    return state.since + rule.for_seconds if state.status is Status.PENDING else None


def _judged(state: AlertState, finding: Finding, rule: Rule) -> AlertState:
    says = finding.step > 0 or finding.keeps
    state = replace(state, seen=finding.at, finding=finding if says else state.finding)
    if not state.is_open:
        return _pending(state, finding, rule) if finding.step > 0 else _turned(state, Status.OK, finding.at)
    return _turned(state, Status.FIRING, finding.at) if says else _recovering(state, finding, rule)


def _pending(state: AlertState, finding: Finding, rule: Rule) -> AlertState:
    """The condition holds; it fires when it has for long enough, by history where history tells."""
    state = replace(_turned(state, Status.PENDING, finding.at), witnessed=finding.witnessed)
    if finding.held_since is not None:
        state = replace(state, since=finding.held_since)
    if finding.at - state.since < rule.for_seconds:
        return state
    return AlertState(
        status=Status.FIRING,
        episode=state.episode + 1,
        seen=state.seen,
        since=finding.at,
        began=state.since,
        finding=finding,
        witnessed=state.witnessed,
    )


def _recovering(state: AlertState, finding: Finding, rule: Rule) -> AlertState:
    """Clear of the condition; it is over when it has been for long enough, and was from the beginning of that."""
    state = _turned(state, Status.RECOVERING, finding.at)
    if finding.at - state.since < rule.keep_seconds:
        return state
    return replace(state, status=Status.OK, since=finding.at, ended=state.since)


def _turned(state: AlertState, status: Status, at: int) -> AlertState:
    return state if state.status is status else replace(state, status=status, since=at)


def _kind(before: AlertState, after: AlertState, said: Finding, rule: Rule, now: int, *, muted: bool) -> Kind | None:
    if before.is_open and not after.is_open:
        return Kind.RESOLVED if after.told_step and not _was_news(after, said) else None
    if muted or after.status is not Status.FIRING:
        return None
    if said.step > after.told_step:
        return Kind.ESCALATED if after.told_step else Kind.FIRING
    return Kind.REMINDER if _worse(after, said, rule) or _due(after, said, rule, now) else None


def _was_news(state: AlertState, said: Finding) -> bool:
    """Whether the last that was told is a change, of which there is no end. A state before it that was told has one."""
    return said.news and state.told_step >= said.step


def _worse(state: AlertState, said: Finding, rule: Rule) -> bool:
    """Whether the value has grown by so much since it was told that a person should know at once."""
    part = rule.reminders.worse_by
    # Below the first line a value may be that of a handful of mails, which nobody judged.
    if part is None or not said.step or said.value is None or state.told_value is None:
        return False
    return said.value > state.told_value * (1 + part)


def _due(state: AlertState, said: Finding, rule: Rule, now: int) -> bool:
    # By what is so now: that it was worse once is no reason to tell again of a lower step.
    if said.step < rule.reminders.from_step:
        return False
    after = rule.reminders.again if state.reminders else rule.reminders.first
    return after is not None and state.told_at is not None and now - state.told_at >= after
