"""Time that was not looked at when it happened: why, and what became of it.

Where the collector writes down what it looked at is `store/coverage.py`; how a gap is drawn is in `ui/charts/gaps.py`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Final

from deliverability.coverage import Span, gaps
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, Scope, Text, text
from store import coverage, failures
from store.engines.engine import Engine
from store.failures import Failure

OUR_COUNTS: Final = coverage.STATISTICS
AWS_FIGURES: Final = coverage.CLOUDWATCH

REACH: Final = {OUR_COUNTS: 14 * DAY, AWS_FIGURES: 455 * DAY}
"""How far back AWS answers, so that a gap may still be filled in."""

JOB: Final = {OUR_COUNTS: "statistics", AWS_FIGURES: "metrics"}
"""The reading that brings each."""


class Cause(StrEnum):
    """Why nobody looked."""

    BEFORE = "before"
    DOWN = "down"
    DENIED = "denied"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Fate(StrEnum):
    """What became of a gap: filled in later, still to be filled in, or beyond AWS's memory."""

    RECOVERED = "recovered"
    PENDING = "pending"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch that was not looked at; `missing` names what is still not known of it, `whole` says that all is."""

    span: Span
    cause: Cause
    fate: Fate
    missing: tuple[str, ...]
    whole: bool
    says: Text


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a span, all in order.

    Of each kind that was ever looked at its gaps, its first second, the runs that failed; and the collector's pauses.
    """

    missing: Mapping[str, Sequence[Span]]
    first: Mapping[str, int]
    failed: Mapping[str, Sequence[Failure]]
    pauses: Sequence[Span]


def gaps_of(store: Engine, scope: Scope, kinds: Sequence[str], span: Span, now: int) -> list[Gap]:
    """The gaps in a span longer than an hour, in order, of the kinds of coverage that a chart is drawn from.

    A kind that was never looked at has no gaps: why it is missing altogether is told of the whole chart.
    """
    known = _known(store, scope, kinds, span)
    cuts = {span.since, span.until, *(now - REACH[kind] for kind in known.first)}
    cuts |= {at for each in (*known.missing.values(), known.pauses) for gap in each for at in (gap.since, gap.until)}
    edges = sorted(at for at in cuts if span.since <= at <= span.until)
    found: list[Gap] = []
    for since, until in pairwise(edges):
        gap = _gap(known, Span(since, until), now)
        if gap and found and replace(found[-1], span=gap.span) == gap and found[-1].span.until == since:
            found[-1] = replace(gap, span=Span(found[-1].span.since, until))
        elif gap:
            found.append(gap)
    return [gap for gap in found if gap.span.seconds > HOUR]


def _known(store: Engine, scope: Scope, kinds: Sequence[str], span: Span) -> _Known:
    covered = {kind: coverage.covered(store, scope, kind, Span(0, span.until)) for kind in kinds}
    seen = coverage.covered(store, scope, coverage.COLLECTOR, Span(0, span.until))
    watched = Span(max(span.since, seen[0].since), span.until) if seen else Span(0, 0)
    missing = {kind: _long(gaps(spans, span)) for kind, spans in covered.items() if spans}
    return _Known(
        missing=missing,
        first={kind: spans[0].since for kind, spans in covered.items() if spans},
        failed={kind: _failed(store, scope, kind, each) for kind, each in missing.items()},
        pauses=_long(gaps(seen, watched)),
    )


def _failed(store: Engine, scope: Scope, kind: str, each: Sequence[Span]) -> Sequence[Failure]:
    """What failed from the first of these gaps to the last."""
    return failures.between(store, scope, JOB[kind], Span(each[0].since, each[-1].until)) if each else ()


def _long(spans: Sequence[Span]) -> list[Span]:
    return [span for span in spans if span.seconds > HOUR]


def _gap(known: _Known, span: Span, now: int) -> Gap | None:
    """What one stretch without an edge inside is: a gap of its own kind, or nothing."""
    missing = tuple(kind for kind, each in known.missing.items() if _within(span, each))
    down = _within(span, known.pauses)
    if not missing:
        if not down:
            return None
        return Gap(span, Cause.DOWN, Fate.RECOVERED, (), whole=False, says=text(N_("Collector was down: recovered")))
    whole = len(missing) == len(known.missing)
    if all(span.until <= known.first[kind] for kind in missing):
        says = _before(missing, max(known.first[kind] for kind in missing))
        return Gap(span, Cause.BEFORE, Fate.LOST, missing, whole, says)
    lost = [kind for kind in missing if span.since < now - REACH[kind]]
    fate = Fate.LOST if lost else Fate.PENDING
    cause, because = (Cause.DOWN, text(N_("Collector was down"))) if down else _refused(known, missing, span)
    says = text(N_("{cause}: {fate}"), cause=because, fate=_fate(lost, cause))
    return Gap(span, cause, fate, missing, whole, says)


def _within(span: Span, each: Sequence[Span]) -> bool:
    """Whether a stretch lies in one of the spans, which are in order and do not meet."""
    before = bisect_right(each, span.since, key=lambda gap: gap.since)
    return before > 0 and span.until <= each[before - 1].until


def _before(missing: Sequence[str], first: int) -> Text:
    day = datetime.fromtimestamp(first, UTC)
    if missing == (AWS_FIGURES,):
        return text(N_("Before AWS's figures begin, on {day:date}"), day=day)
    return text(N_("Before our counts begin, on {day:date}: AWS keeps them for 14 days only"), day=day)


def _refused(known: _Known, missing: Sequence[str], span: Span) -> tuple[Cause, Text]:
    found = (_last(known.failed[kind], span) for kind in missing)
    failure = next((each for each in found if each), None)
    if failure is None:
        return Cause.UNKNOWN, text(N_("Not collected"))
    if failure.outcome == "denied":
        return Cause.DENIED, text(N_("AWS denied `{action}`"), action=failure.missing_action)
    return Cause.FAILED, text(N_("AWS was asked but brought no answer"))


def _last(failed: Sequence[Failure], span: Span) -> Failure | None:
    before = bisect_left(failed, span.until, key=lambda failure: failure.at)
    return failed[before - 1] if before and failed[before - 1].at >= span.since else None


def _fate(lost: Sequence[str], cause: Cause) -> Text:
    if not lost and cause is Cause.DENIED:
        return text(N_("AWS still remembers it; once the permission is given it will be filled in"))
    if not lost:
        return text(N_("AWS still remembers it and it will be filled in"))
    if len(lost) > 1:
        return text(N_("our counts and AWS's figure are lost"))
    return text(N_("our counts are lost") if OUR_COUNTS in lost else N_("AWS's figure is lost"))


def lost_counts(store: Engine, scope: Scope, span: Span, now: int) -> Iterator[Gap]:
    """The gaps in our counts since they began, for charts that show nothing else."""
    found = gaps_of(store, scope, (OUR_COUNTS,), span, now)
    return (gap for gap in found if gap.missing and gap.cause is not Cause.BEFORE)
