"""What the readings cost: calls a month and dollars, from their declarations.

What mail costs is not here; what the calls did cost is in the runs (`store/runs.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from collector.aws.catalogue import READINGS
from collector.aws.clients import AT_HOME
from collector.aws.reading import Reading, Size
from deliverability.calls import beyond_free
from deliverability.metrics import DAY

MONTH_SECONDS: Final = 30 * DAY


@dataclass(frozen=True, slots=True)
class Line:
    """A reading's share of the plan, over all regions."""

    reading: Reading
    calls_a_month: int
    usd_a_month: float
    usd_a_month_without_free_tier: float


def plan(size: Size | None = None, regions: int = 1, readings: Sequence[Reading] = READINGS) -> list[Line]:
    """A line a reading, in their order, for `regions` regions of this size each."""
    return [_line(reading, size or Size(), regions) for reading in readings]


def usd_a_month(lines: Sequence[Line]) -> float:
    """What the plan costs, with what lies beyond the free million of CloudWatch's requests at its list price."""
    priced = [line for line in lines if line.reading.list_price_usd_per_call > line.reading.price_usd_per_call]
    calls = sum(line.calls_a_month for line in priced)
    beyond = beyond_free(calls) / calls if calls else 0.0
    free = sum(line.usd_a_month for line in lines)
    return free + beyond * sum(line.usd_a_month_without_free_tier for line in priced)


def steady_calls(size: Size | None = None, readings: Sequence[Reading] = READINGS) -> int:
    """Calls of a steady cycle in one region: every reading that is asked more often than once an hour."""
    return sum(r.calls_a_visit(size or Size()) for r in readings if r.interval_seconds < 3600)


def _line(reading: Reading, size: Size, regions: int) -> Line:
    # What answers for all regions is asked in one.
    asked_in = 1 if all(call.service in AT_HOME for call in reading.calls) else regions
    calls = MONTH_SECONDS // reading.interval_seconds * reading.calls_a_visit(size) * asked_in
    return Line(reading, calls, calls * reading.price_usd_per_call, calls * reading.list_price_usd_per_call)
