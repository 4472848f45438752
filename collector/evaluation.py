"""One evaluation of a scope: rules over its evidence, the alerts moved by what they find, and the letters of that.

The states of alerts and the letters are written together or not at all. How an alert moves is in
`deliverability/alerting.py`; the week's letter in `weekly.py`; delivering, in `notify/`.
"""

import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from collector import weekly
from collector.jobs import FAILED, OK, place, recorded
from collector.notify.channel import Channel
from deliverability.alerting import AlertState, Kind, Notice
from deliverability.evidence import Evidence
from deliverability.judging import Found, Moved, moved
from deliverability.model import N_, NN_, ProductError, Scope, Text, text
from deliverability.rules.catalogue import RULES
from deliverability.rules.rule import Finding, Message, Rule
from deliverability.thresholds import Thresholds
from report.evidence import evidence, urgent
from store import alerts, outbox, runs, silences
from store.engines.engine import Engine
from store.errors import StoreError
from store.outbox import Letter
from store.runs import CLOCK_WENT_BACK_SECONDS, Run

logger = logging.getLogger(__name__)

AT_ONCE: Final = tuple(rule for rule in RULES if rule.at_once)
"""What is judged in the middle of a round: all else rests on readings that are still to be asked."""


@dataclass(frozen=True, slots=True)
class Told:
    """Through which channels people are told, and of which scopes once a week."""

    channels: Sequence[Channel] = ()
    weekly_of: Sequence[Scope] = ()


def judge(
    store: Engine, scope: Scope, now: datetime, thresholds: Thresholds, told: Told, rules: Sequence[Rule] = RULES
) -> Run:
    """Evaluate a scope and write the week's letter when it is time; the run of it is written down. Raises nothing.

    One by some of the rules only that went well is not: it says nothing of the others.
    """
    at, began = int(now.timestamp()), time.monotonic()
    try:
        error = evaluate(store, scope, now, thresholds, told.channels, rules)
        weekly.post(store, told.weekly_of, now, told.channels)
    except StoreError as trouble:
        error = trouble.message
    except Exception as fault:  # noqa: BLE001 - a fault of ours must not end the collecting
        error = _ours(scope, fault)
    ended, outcome = at + round(time.monotonic() - began), FAILED if error else OK
    run = Run(0, runs.JUDGING, scope.account_id, scope.region, at, ended, outcome, error, "", 0, 0.0)
    return recorded(run, store) if error or len(rules) == len(RULES) else run


def evaluate(
    store: Engine,
    scope: Scope,
    now: datetime,
    thresholds: Thresholds,
    channels: Sequence[Channel],
    rules: Sequence[Rule] = RULES,
) -> Text | None:
    """Judge by every rule, move the alerts and write letters; the sentence for rules that made an error, if any."""
    known, rules, faults = _gathered(store, scope, now, thresholds, rules)
    found: dict[str, dict[str, Finding]] = {}
    for rule in rules:
        try:
            found[rule.name] = rule.findings(known, thresholds)
        except Exception as fault:  # noqa: BLE001 - one rule at fault must not silence the others
            faults.append(_fault(scope, rule, fault))
    with store.transaction():
        outbox.add(store, list(_kept(store, scope, int(now.timestamp()), rules, found, channels)))
    return _first(faults)


def _gathered(
    store: Engine, scope: Scope, now: datetime, thresholds: Thresholds, rules: Sequence[Rule]
) -> tuple[Evidence, Sequence[Rule], list[ProductError]]:
    """What is judged, and by which rules: where a fault of ours keeps the whole from us, by those that cannot wait."""
    if all(rule.at_once for rule in rules):
        return urgent(store, scope, now), rules, []
    try:
        return evidence(store, scope, now, thresholds), rules, []
    except StoreError:
        raise
    except Exception as fault:  # noqa: BLE001 - it must not mute that sending is paused
        return urgent(store, scope, now), AT_ONCE, [ProductError(_ours(scope, fault))]


def _kept(
    store: Engine, scope: Scope, at: int, rules: Iterable[Rule], found: Found, channels: Sequence[Channel]
) -> Iterator[Letter]:
    """Every alert moved and kept; the letters of what is to be told."""
    listed = silences.listed(store, at)
    states = {key: _set_right(state, at) for key, state in alerts.states(store, scope).items()}

    def quiet(rule: str, subject: str) -> bool:
        # Where nobody can be told, an alert is told as soon as somebody can.
        return not channels or silences.silenced(rule, scope, subject, at, listed) is not None

    for move in moved(states, rules, found, at, quiet):
        alerts.keep(store, scope, move.rule.name, move.subject, move.after, move.turned_from, at)
        for notice in move.notices:
            yield from _letters(scope, move, notice, at, channels)


def _set_right(state: AlertState, at: int) -> AlertState:
    """The state without times of the future, which a clock left that ran ahead: it would not move until they come."""
    if state.seen <= at + CLOCK_WENT_BACK_SECONDS:
        return state
    told_at = None if state.told_at is None else min(state.told_at, at)
    return replace(state, seen=0, since=min(state.since, at), told_at=told_at)


def _letters(scope: Scope, move: Moved, notice: Notice, at: int, channels: Iterable[Channel]) -> Iterator[Letter]:
    rule, subject, state = move.rule, move.subject, move.after
    about = f"{rule.name}|{scope.account_id}|{scope.region}|{subject}"
    what = f"{about}#{notice.episode}#{notice.kind}#{notice.severity}#{notice.n}"
    for channel in (channel for channel in channels if channel.takes(notice.severity)):
        yield Letter(
            key=f"{what}#{channel.name}",
            channel=channel.name,
            scope=scope,
            rule=rule.name,
            subject=subject,
            episode=notice.episode,
            kind=notice.kind,
            severity=notice.severity,
            message=notice.finding.message or Message(text(rule.title)),
            began=state.began,
            ended=state.ended if notice.kind is Kind.RESOLVED else None,
            witnessed=state.witnessed,
            created_at=at,
        )


def _ours(scope: Scope, fault: Exception) -> Text:
    what = N_("{region}: this program made an error ({kind} at {place}). Please report it.")
    return text(what, region=scope.region, kind=type(fault).__name__, place=place(fault))


def _fault(scope: Scope, rule: Rule, fault: Exception) -> ProductError:
    where = place(fault)
    logger.error("rule.fault", extra={"region": scope.region, "rule": rule.name, "place": where})
    what = N_("{region}: the alert rule {rule} made an error ({kind} at {place}) and was left out. Please report it.")
    return ProductError(text(what, region=scope.region, rule=rule.name, kind=type(fault).__name__, place=where))


def _first(faults: Sequence[ProductError]) -> Text | None:
    if len(faults) < 2:
        return faults[0].message if faults else None
    return text(NN_("{first} (and {n} more)", "{first} (and {n} more)"), first=faults[0].message, n=len(faults) - 1)
