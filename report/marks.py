"""Where something changed in the account, as numbered marks on a chart's time axis, from the drift log.

Lines crossed and pauses of the collector are no marks: the curve and its gaps show them.
"""

from dataclasses import dataclass
from typing import Final

from deliverability.changes import describe, severity
from deliverability.coverage import Span
from deliverability.model import Scope
from report.changes import Event, drift
from store.engines.engine import Engine

MOST: Final = 12
PLACES: Final = 60
"""What changed within this part of the axis is one mark; marks nearer to each other would hide one another."""


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
    """What changed in the account during a span."""
    places: list[list[Event]] = []
    for at, change in drift(store, scope, span):
        event = Event(at, describe(change), severity(change), change.kind)
        if places and at - places[-1][0].at <= span.seconds // PLACES:
            places[-1].append(event)
        else:
            places.append([event])
    shown, before = places[-MOST:], places[:-MOST]
    numbered = (Mark(number, events[0].at, tuple(events)) for number, events in enumerate(shown, 1))
    return Marks(tuple(numbered), sum(map(len, before)))
