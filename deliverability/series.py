"""Figures over time: rolling sums of bins, and the moments at which a figure crossed a line.

Which series a page asks for lives in `report/charts.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from deliverability.bins import Bin, total
from deliverability.rates import Lines


@dataclass(frozen=True, slots=True)
class Crossing:
    """A figure met a line from below (`up`) or fell under it again, at `at` with `value`."""

    at: int
    line: float
    value: float
    up: bool


def rolling(buckets: Iterable[Bin], window_seconds: int, step_seconds: int) -> list[Bin]:
    """For each bucket the sum of the window that ends with it; `at` is that end. One bucket is `step_seconds` long."""
    ordered = sorted(buckets)
    sums: list[Bin] = []
    first = 0
    for i, bucket in enumerate(ordered):
        end = bucket.at + step_seconds
        while ordered[first].at < end - window_seconds:
            first += 1
        sums.append(total(ordered[first : i + 1], at=end))
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
