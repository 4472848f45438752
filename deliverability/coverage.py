"""Time that was looked at, and the gaps between: spans are half-open [since, until) in epoch seconds.

Which reading covers what is written by the collector and kept in `store/coverage.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from deliverability.metrics import DAY


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open stretch of time [since, until) in epoch seconds."""

    since: int
    until: int

    @property
    def seconds(self) -> int:
        """Length; 0 for an empty span."""
        return max(0, self.until - self.since)


def joined(spans: Iterable[Span], within_seconds: int = 0) -> list[Span]:
    """The spans in order, those that touch or lie at most `within_seconds` apart made one."""
    result: list[Span] = []
    for span in sorted(s for s in spans if s.seconds):
        if result and span.since <= result[-1].until + within_seconds:
            result[-1] = Span(result[-1].since, max(result[-1].until, span.until))
        else:
            result.append(span)
    return result


def gaps(covered: Iterable[Span], window: Span) -> list[Span]:
    """The parts of `window` that no span covers, in order."""
    result: list[Span] = []
    at = window.since
    for span in joined(covered):
        if span.since > at and at < window.until:
            result.append(Span(at, min(span.since, window.until)))
        at = max(at, span.until)
    if at < window.until:
        result.append(Span(at, window.until))
    return result


def share(covered: Iterable[Span], window: Span) -> float:
    """Covered part of `window`, 0..1; 1.0 for an empty window."""
    if not window.seconds:
        return 1.0
    return 1 - sum(gap.seconds for gap in gaps(covered, window)) / window.seconds


@dataclass(frozen=True, slots=True)
class Day:
    """A UTC day that begins at `at`: which part of it was looked at (0..1), and the gaps in it."""

    at: int
    share: float
    gaps: tuple[Span, ...]


def days(covered: Iterable[Span], window: Span) -> list[Day]:
    """Each UTC day that `window` touches, in order, judged by the part of it that lies inside the window."""
    if not window.seconds:
        return []
    rest = gaps(covered, window)
    found: list[Day] = []
    for at in range(window.since - window.since % DAY, window.until, DAY):
        seen = Span(max(at, window.since), min(at + DAY, window.until))
        own = []
        while rest and rest[0].since < seen.until:
            own.append(Span(max(rest[0].since, seen.since), min(rest[0].until, seen.until)))
            if rest[0].until > seen.until:
                break
            rest.pop(0)
        found.append(Day(at, 1 - sum(gap.seconds for gap in own) / seen.seconds, tuple(own)))
    return found
