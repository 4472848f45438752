"""What changed lately in a scope: the account's drift, lines crossed by AWS's figures, and the collector's own pauses.

How a change is worded lives in `deliverability/changes.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from deliverability.changes import Change, changes, describe, severity
from deliverability.coverage import Span, gaps
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, Level, Scope, Text, text
from deliverability.series import Crossing
from deliverability.standing import Measure
from report.charts import aws_crossings
from store import coverage, snapshots
from store.engines.engine import Engine

LOOK_BACK: Final = 30 * DAY
MOST: Final = 8


@dataclass(frozen=True, slots=True)
class Event:
    """Something that changed: when (epoch seconds), what in words, how much it matters and of which kind.

    `kind` is the snapshot's kind, `bounce` or `complaint` for a crossing, `collector` for a pause of ours.
    """

    at: int
    what: Text
    level: Level
    kind: str


def recent(store: Engine, scope: Scope, now: int, look_back: int = LOOK_BACK, most: int = MOST) -> list[Event]:
    """What changed in the last `look_back` seconds, newest first, at most `most`."""
    span = Span(now - look_back, now)
    events = [*_drift(store, scope, span), *_crossings(store, scope, span), *_pauses(store, scope, span)]
    return sorted(events, key=lambda event: -event.at)[:most]


def drift(store: Engine, scope: Scope, span: Span) -> Iterator[tuple[int, Change]]:
    """Every field that changed in a span with its time, oldest first; a first sight is no change."""
    for snapshot in snapshots.history(store, scope, span.since, span.until):
        before = snapshots.before(store, scope, snapshot.kind, snapshot.subject, snapshot.at)
        if before is not None:
            for change in changes(snapshot.kind, snapshot.subject, before.body, snapshot.body):
                yield snapshot.at, change


def _drift(store: Engine, scope: Scope, span: Span) -> Iterator[Event]:
    for at, change in drift(store, scope, span):
        yield Event(at, describe(change), severity(change), change.kind)


def _crossings(store: Engine, scope: Scope, span: Span) -> Iterator[Event]:
    for measure in Measure:
        for crossing in aws_crossings(store, scope, measure, span):
            yield Event(crossing.at, _crossing_text(measure, crossing), _crossing_level(measure, crossing), measure)


def _crossing_text(measure: Measure, crossing: Crossing) -> Text:
    sentences = {
        (Measure.BOUNCE, True): N_("Bounce rate crossed {line:percent}"),
        (Measure.BOUNCE, False): N_("Bounce rate fell below {line:percent}"),
        (Measure.COMPLAINT, True): N_("Complaint rate crossed {line:percent}"),
        (Measure.COMPLAINT, False): N_("Complaint rate fell below {line:percent}"),
    }
    return text(sentences[measure, crossing.up], line=crossing.line)


def _crossing_level(measure: Measure, crossing: Crossing) -> Level:
    if not crossing.up:
        return Level.OK
    return Level.PAUSE if crossing.line == measure.lines.pause else Level.REVIEW


def _pauses(store: Engine, scope: Scope, span: Span) -> Iterator[Event]:
    seen = coverage.covered(store, scope, coverage.COLLECTOR, Span(0, span.until))
    if not seen:
        return
    recovered = coverage.covered(store, scope, coverage.STATISTICS, span)
    for gap in gaps(seen, Span(max(span.since, seen[0].since), span.until)):
        if gap.seconds > HOUR and gap.until < span.until:
            yield Event(gap.until, _pause_text(gap, lost=bool(gaps(recovered, gap))), Level.WATCH, "collector")


def _pause_text(gap: Span, *, lost: bool) -> Text:
    if lost:
        return text(N_("Collector down {length:duration}: some statistics are lost"), length=gap.seconds)
    return text(N_("Collector down {length:duration}: statistics recovered"), length=gap.seconds)
