"""What time was looked at: a calendar of days for each kind of figure, and the last gaps.

The arithmetic of spans is in `deliverability/coverage.py`, what became of a gap in `report/gaps.py`; how the calendar is
drawn lives in `ui/charts/calendar.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from deliverability.coverage import Day, Span, days, joined, share
from deliverability.metrics import DAY
from deliverability.model import Scope
from report.gaps import Cause, Gap, gaps_of
from store import coverage
from store.coverage import CLOUDWATCH, COLLECTOR, STATISTICS
from store.engines.engine import Engine

WEEKS: Final = 26
MONDAY: Final = 4 * DAY
"""The epoch's first Monday; 1 January 1970 was a Thursday."""

FIGURES: Final = (STATISTICS, CLOUDWATCH)
KINDS: Final = (*FIGURES, COLLECTOR)
LATE_AFTER: Final[Mapping[str, int]] = {STATISTICS: 1800, CLOUDWATCH: 2700, COLLECTOR: 600}
"""Seconds up to which the time since the last reading is no gap yet: it is read with the next round."""

MOST_GAPS: Final = 10


@dataclass(frozen=True, slots=True)
class Calendar:
    """The last weeks of one kind, from the Monday at `since` on; days before the first one looked at are left out.

    `share` is the part looked at since then; None where nothing ever was.
    """

    kind: str
    since: int
    days: tuple[Day, ...]
    share: float | None


@dataclass(frozen=True, slots=True)
class Presence:
    """The calendars, and the last gaps, newest first, with how many there were in all."""

    calendars: tuple[Calendar, ...]
    gaps: tuple[Gap, ...]
    gaps_in_all: int


def presence(store: Engine, scope: Scope, now: int) -> Presence:
    """The last half year of a scope."""
    monday = now - (now - MONDAY) % (7 * DAY)
    window = Span(monday - (WEEKS - 1) * 7 * DAY, now)
    gaps = [gap for gap in gaps_of(store, scope, FIGURES, window, now) if gap.cause is not Cause.BEFORE]
    calendars = tuple(_calendar(store, scope, kind, window) for kind in KINDS)
    return Presence(calendars, tuple(reversed(gaps[-MOST_GAPS:])), len(gaps))


def _calendar(store: Engine, scope: Scope, kind: str, window: Span) -> Calendar:
    seen = coverage.covered(store, scope, kind, window)
    if not seen:
        return Calendar(kind, window.since, (), None)
    if window.until - seen[-1].until <= LATE_AFTER[kind]:
        seen = joined([*seen, Span(seen[-1].until, window.until)])
    known = Span(seen[0].since, window.until)
    return Calendar(kind, window.since, tuple(days(seen, known)), share(seen, known))
