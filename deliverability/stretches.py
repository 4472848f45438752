"""How long a figure has stood over a line, for any line: the stretches that end with its newest point. Pure.

Which points are looked at is decided in `report/judged_rates.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `since` (epoch seconds) until the newest point nothing lay below `low`, and the highest was `peak`.

    `witnessed`: a point below `low` came before it. Else the points looked at begin with it, and it may be longer.
    """

    since: int
    low: float
    peak: float
    witnessed: bool


def stretches(points: Sequence[tuple[int, float]], *, witnessed: bool) -> tuple[Stretch, ...]:
    """One for each new low on the way back from the newest of points (epoch seconds, value), which are in order.

    `witnessed` says that a point below all of them came before. Of no points there are none.
    """
    if not points:
        return ()
    found: list[Stretch] = []
    since, low = points[-1]
    peak = low
    for at, value in reversed(points):
        if value < low:
            found.append(Stretch(since, low, peak, witnessed=True))
            low = value
        since, peak = at, max(peak, value)
    return (*found, Stretch(since, low, peak, witnessed))


def over(known: Sequence[Stretch], line: float) -> Stretch | None:
    """The longest stretch in which nothing lay below the line; None where the newest point does."""
    return next((each for each in reversed(known) if each.low >= line), None)
