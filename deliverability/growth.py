"""How fast a store grows, from sizes that were noted day by day, and whether its disk has room for that.

What is noted, and when, lives in `store/sizes.py`.
"""

from collections.abc import Sequence
from typing import Final

from deliverability.metrics import DAY

MONTH: Final = 30 * DAY
MEASURED_AT_LEAST: Final = 7 * DAY
"""Less says more about the hour of the day than about a month."""

ROOM_BYTES: Final = 1_000_000_000
ROOM_MONTHS: Final = 3


def a_month(sizes: Sequence[tuple[int, int]]) -> float | None:
    """Bytes a month, from (time, bytes) in order; None until a week was measured. What shrank does not grow: 0."""
    if not sizes or sizes[-1][0] - sizes[0][0] < MEASURED_AT_LEAST:
        return None
    (since, before), (until, after) = sizes[0], sizes[-1]
    return max(0.0, (after - before) / (until - since) * MONTH)


def is_tight(free: int, growth: float | None) -> bool:
    """Whether the disk has less room than three months need, or than anybody should leave it."""
    return free < max(ROOM_BYTES, ROOM_MONTHS * (growth or 0.0))
