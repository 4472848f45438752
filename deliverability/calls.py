"""What our own calls to AWS come to in a month: what lies beyond the free ones, and what to expect at its end.

How many were made is in `store/runs.py`; what a reading's call costs is declared with it in `collector/aws`.
"""

from collections.abc import Sequence
from statistics import median
from typing import Final

FREE_CLOUDWATCH_CALLS: Final = 1_000_000
"""Requests a month of GetMetricStatistics and its like that are free for an account, all regions and programs together.

Source: Amazon CloudWatch pricing, free tier.
"""


def beyond_free(calls: float) -> float:
    """How many of a month's CloudWatch requests are paid for."""
    return max(0.0, calls - FREE_CLOUDWATCH_CALLS)


def at_months_end(so_far: float, whole_days: Sequence[float], days_left: float) -> float | None:
    """What a month comes to, should the days left be like the middle one of the last whole days.

    The middle one, since a day on which history was caught up says nothing of the next. None without a whole day.
    """
    return so_far + median(whole_days) * days_left if whole_days else None
