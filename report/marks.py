"""Where something changed in the account or an alert fired, as numbered marks on a chart's time axis.

Lines crossed and pauses of the collector are no marks: the curve and its gaps show them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from deliverability.changes import describe, severity
from deliverability.coverage import Span
from deliverability.model import N_, Level, Scope, Text, text
from deliverability.rules.rule import Severity
from report.alert_history import Past, history
from report.changes import Event, drift
from store.engines.engine import Engine

MOST: Final = 12
PLACES: Final = 60
"""What changed within this part of the axis is one mark; marks nearer to each other would hide one another."""

ALERT: Final = "alert"
LEVELS: Final = {Severity.INFO: Level.OK, Severity.WARN: Level.WATCH, Severity.CRITICAL: Level.REVIEW}


@dataclass(frozen=True, slots=True)
class Mark:
    """One place on the time axis, its number from 1 on, and what changed there, in order."""

    number: int
    at: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """The latest marks of a span, oldest first, and how many changes before them are left out."""

    shown: tuple[Mark, ...]
    left_out: int


def marks(store: Engine, scope: Scope, span: Span) -> Marks:
    """What changed in the account during a span, and the alerts that fired in it."""
    places: list[list[Event]] = []
    for event in sorted([*_changed(store, scope, span), *_fired(store, scope, span)], key=lambda event: event.at):
        at = event.at
        if places and at - places[-1][0].at <= span.seconds // PLACES:
            places[-1].append(event)
        else:
            places.append([event])
    shown, before = places[-MOST:], places[:-MOST]
    numbered = (Mark(number, events[0].at, tuple(events)) for number, events in enumerate(shown, 1))
    return Marks(tuple(numbered), sum(map(len, before)))


def _changed(store: Engine, scope: Scope, span: Span) -> Iterator[Event]:
    for at, change in drift(store, scope, span):
        yield Event(at, describe(change), severity(change), change.kind)


def _fired(store: Engine, scope: Scope, span: Span) -> Iterator[Event]:
    for past in history(store, scope, span.since, span.until):
        if span.since <= past.fired_at < span.until:
            yield Event(past.fired_at, _alert(past), LEVELS[past.severity], ALERT)


def _alert(past: Past) -> Text:
    if past.subject:
        return text(N_("Alert fired: {title} ({subject})"), title=past.title, subject=past.subject)
    return text(N_("Alert fired: {title}"), title=past.title)
