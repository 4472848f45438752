"""Figures over time: rolling sums of counts, and the moments at which a figure crossed a line.

Which series a page asks for lives in `report/charts.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deliverability.outcomes import Count
from deliverability.rates import Lines


@dataclass(frozen=True, slots=True)
class Crossing:
    """A figure met a line from below (`up`) or fell under it again, at `at` with `value`."""

    at: int
    line: float
    value: float
    up: bool


def rolling(counts: Iterable[Count], window_seconds: int, step_seconds: int) -> list[Count]:
    """For each count of a step the sum of the window that ends with it; `at` is that end."""
    ordered = sorted(counts, key=lambda count: count.at)
    sums: list[Count] = []
    first = numerator = denominator = 0
    for count in ordered:
        end = count.at + step_seconds
        numerator, denominator = numerator + count.numerator, denominator + count.denominator
        while ordered[first].at < end - window_seconds:
            numerator -= ordered[first].numerator
            denominator -= ordered[first].denominator
            first += 1
        sums.append(Count(end, numerator, denominator))
    return sums


def crossings(points: Sequence[tuple[int, float]], lines: Lines) -> list[Crossing]:
    """When a figure, given as (time, fraction) in order, crossed the review and the pause line, oldest first.

    A line is met inclusively and left only below 96 % of it, so that a figure trembling on it is told once.
    """
    found = [c for line in (lines.review, lines.pause) for c in _of_line(points, line)]
    return sorted(found, key=lambda c: (c.at, c.line if c.up else -c.line))


def _of_line(points: Sequence[tuple[int, float]], line: float) -> Iterable[Crossing]:
    over: bool | None = None
    for at, value in points:
        now_over = value >= line or (bool(over) and value >= line * 0.96)
        if over is not None and now_over != over:
            yield Crossing(at, line, value, up=now_over)
        over = now_over
