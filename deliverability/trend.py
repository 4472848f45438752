"""How fast AWS's figure moves, and within how many days it will meet a line, where that can be told at all.

Which figure and which mail of ours are looked at is gathered in `report/budget.py`.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import sqrt
from statistics import median, stdev
from typing import Final

from deliverability.metrics import DAY, HOUR, QUARTER
from deliverability.rates import CONFIDENCE, FEWEST_EVENTS, Rate, at_least

WINDOW: Final = DAY
BLOCK: Final = 3 * HOUR
BLOCKS: Final = WINDOW // BLOCK

T_95: Final = 1.895
"""Student's t, one-sided 95 %, for the seven degrees of freedom of eight blocks."""

OF_A_WALK: Final = 6 / 5
"""Variance of a line fitted to a random walk over that of the line through its ends.

Source: Durlauf & Phillips, Econometrica 56 (1988).
"""

FARTHEST: Final = 7 * DAY


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure (fraction) at its last point, its slope a second, and how far it strays from it within a block."""

    at: int
    value: float
    slope: float
    spread: float

    def risen(self, seconds: float, sign: int) -> float:
        """How far the figure has risen after so many seconds at most (`sign` 1) or at least (-1), each at 95 %.

        Both what is not known of the slope and what the steps to come will stray count, the one with the time, the
        other with its root.
        """
        blocks = seconds / BLOCK
        return self.slope * seconds + sign * T_95 * self.spread * sqrt(OF_A_WALK / BLOCKS * blocks**2 + blocks)

    @property
    def surely_rises(self) -> bool:
        """Whether the slope's lower bound, one-sided at 95 %, lies above zero."""
        return self.slope * BLOCK > T_95 * self.spread * sqrt(OF_A_WALK / BLOCKS)


@dataclass(frozen=True, slots=True)
class DaysTo:
    """A figure meets `line` between `earliest` and `latest` days from its last point."""

    line: float
    earliest: float
    latest: float


def trend(points: Sequence[tuple[int, float]], now: int) -> Trend | None:
    """The slope of a figure, given as (time, fraction) in order, over the 24 hours before `now`; None if not all known.

    The slope is Theil and Sen's: the median over all pairs of points, which one jump does not move. Sen's own range
    for it takes the points as independent, but points of a rate over a volume of mail share nearly all of that mail:
    the figure is a walk, and of walks without a slope Sen's range calls 38 % rising where it should 5 %. What the mail
    of different hours adds is independent, so here the range comes from how the steps over blocks of three hours
    differ; that calls 5 % rising. Day and night make the steps differ too, which only widens the range.
    """
    inside = [point for point in points if now - WINDOW - BLOCK <= point[0] <= now]
    if not inside or inside[0][0] > now - WINDOW or inside[-1][0] < now - BLOCK:
        return None
    slope = median((b - a) / (y - x) for (x, a), (y, b) in combinations(inside, 2))
    at, value = inside[-1]
    return Trend(at, value, slope, stdev(b - a for a, b in pairwise(_edges(inside, now))))


def _edges(points: Sequence[tuple[int, float]], now: int) -> list[float]:
    """The figure at the ends of the blocks: it rests while there is no point."""
    times = [at for at, _ in points]
    return [points[bisect_right(times, now - WINDOW + i * BLOCK) - 1][1] for i in range(BLOCKS + 1)]


def days_to(found: Trend | None, line: float, day: Rate) -> DaysTo | None:
    """Within how many days the figure meets the line, as a range; None where that cannot be told.

    It can when the figure surely rises, reaches the line within a week, and the mail of the last 24 hours (`day`) may
    lie over the line: an average over a volume cannot cross what the mail that enters it stays under.
    """
    if found is None or not found.surely_rises or found.value >= line or _stays_under(day, line):
        return None
    gap = line - found.value
    if found.risen(FARTHEST, -1) < gap:
        return None
    return DaysTo(line, _reached(found, gap, 1) / DAY, _reached(found, gap, -1) / DAY)


def _reached(found: Trend, gap: float, sign: int) -> float:
    """Seconds until the figure has risen by `gap`, by bisection: once it has, it has for good."""
    low, high = 0.0, float(FARTHEST)
    while high - low > QUARTER:
        middle = (low + high) / 2
        low, high = (low, middle) if found.risen(middle, sign) >= gap else (middle, high)
    return high


def _stays_under(day: Rate, line: float) -> bool:
    """Too few events to carry a figure over a line, or a rate that is known to lie under it."""
    if day.numerator < FEWEST_EVENTS:
        return True
    # Were its true rate on the line, more events than these would be nearly sure: one look at what `bounds` bisects.
    return not day.lower_bound and at_least(day.numerator + 1, day.denominator, line) > CONFIDENCE
