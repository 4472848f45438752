"""How the alerts of a scope stand, how they got there, and every episode that ever fired. Nothing here is forgotten.

How an alert moves is in `deliverability/alerting.py`, its episodes as history in `episodes.py`; what is sent of it, in
`outbox.py`.
"""

from dataclasses import dataclass
from typing import Any, Final

from deliverability.alerting import AlertState, Status
from deliverability.model import Scope
from deliverability.rules.rule import Severity
from store import findings, scopes
from store.engines.engine import Engine
from store.episodes import Episode, episodes, note

__all__ = ["Episode", "Transition", "episodes", "keep", "states", "transitions"]

_STATE: Final = tuple(AlertState.__dataclass_fields__)
_COLUMNS: Final = ("scope", "rule", "subject", *_STATE)
_ANEW: Final = f"""ON CONFLICT (scope, rule, subject) DO UPDATE SET
    {", ".join(f"{name} = excluded.{name}" for name in _STATE)}"""
_TRANSITION: Final = ("id", "scope", "rule", "subject", "episode", "at", "before", "after")
_OPEN: Final = frozenset({Status.FIRING, Status.RECOVERING})


@dataclass(frozen=True, slots=True)
class Transition:
    """An alert went from one status to another in the evaluation at `at`; `episode` is the present or last one."""

    rule: str
    subject: str
    episode: int
    at: int
    before: Status
    after: Status


def states(engine: Engine, scope: Scope) -> dict[tuple[str, str], AlertState]:
    """Every state kept of a scope, by rule and subject."""
    rows = engine.rows(
        f"SELECT rule, subject, {', '.join(_STATE)} FROM alert WHERE scope = :scope",
        {"scope": scopes.found(engine, scope)},
    )
    return {(rule, subject): _state(values) for rule, subject, *values in rows}


def keep(
    engine: Engine, scope: Scope, rule: str, subject: str, state: AlertState, transition_from: Status | None, at: int
) -> None:
    """Keep a state in place of what was there, and what it means for its episode, as judged at `at`.

    `transition_from` is the status before; None where it is the same.
    """
    with engine.transaction():
        number = scopes.ensured(engine, scope)
        engine.load("alert", _COLUMNS, [(number, rule, subject, *_plain(state))], _ANEW)
        if transition_from is not None:
            row = (number, rule, subject, state.episode, at, transition_from.value, state.status.value)
            engine.load("alert_transition", _TRANSITION, [(_next(engine), *row)])
        if state.is_open or transition_from in _OPEN:
            note(engine, number, rule, subject, state, at)


def transitions(engine: Engine, scope: Scope, since: int, until: int) -> list[Transition]:
    """Every change of status in [since, until), in the order in which they came."""
    rows = engine.rows(
        """SELECT rule, subject, episode, at, before, after FROM alert_transition
           WHERE scope = :scope AND at >= :since AND at < :until ORDER BY id""",
        {"scope": scopes.found(engine, scope), "since": since, "until": until},
    )
    return [
        Transition(rule, subject, episode, at, Status(before), Status(after))
        for rule, subject, episode, at, before, after in rows
    ]


def _next(engine: Engine) -> int:
    return int(engine.rows("SELECT COALESCE(MAX(id), 0) + 1 FROM alert_transition")[0][0])


def _plain(state: AlertState) -> list[object]:
    values = {name: getattr(state, name) for name in _STATE}
    finding = None if state.finding is None else findings.to_json(state.finding)
    severity = state.told_severity.value
    told = {"status": state.status.value, "told_severity": severity, "finding": finding}
    return list({**values, **told, "witnessed": int(state.witnessed)}.values())


def _state(row: list[Any]) -> AlertState:
    values = dict(zip(_STATE, row, strict=True))
    finding = values["finding"]
    values["status"] = Status(values["status"])
    values["told_severity"] = Severity(values["told_severity"])
    values["finding"] = None if finding is None else findings.from_json(finding)
    values["witnessed"] = bool(values["witnessed"])
    return AlertState(**values)
