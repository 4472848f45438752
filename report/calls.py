"""Our own calls to AWS this calendar month (UTC) and what they cost, and what to expect at its end.

The arithmetic is in `deliverability/calls.py`; what mail costs is not here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from deliverability.calls import FREE_CLOUDWATCH_CALLS, at_months_end, beyond_free
from deliverability.metrics import DAY
from deliverability.model import Scope
from report.freshness import Declared
from store import runs
from store.engines.engine import Engine
from store.runs import DaySum

LOOKED_BACK: Final = 7 * DAY
"""The whole days that stand for those to come."""


@dataclass(frozen=True, slots=True)
class Calls:
    """Calls and dollars of the account in the month that began at `since`, in all its regions.

    `free_used` is the part (0..1 and more) of CloudWatch's free requests that ours used; `usd_without_free` what they
    cost where others used those up. What is expected is None until a whole day was collected.
    """

    since: int
    calls: int
    usd: float
    free_used: float
    usd_without_free: float
    expected_calls: float | None
    expected_usd: float | None


def month_start(now: datetime) -> int:
    """Midnight UTC of the month's first day."""
    return int(now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0).timestamp())


def month_end(now: datetime) -> int:
    """Midnight UTC of the next month's first day."""
    first = now.astimezone(UTC).replace(day=1)
    following = first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)
    return month_start(following)


def recent_sums(store: Engine, now: datetime) -> list[DaySum]:
    """The sums of this month and of the days that stand for those to come, of every account and region."""
    return runs.day_sums(store, min(month_start(now), int(now.timestamp()) - LOOKED_BACK - DAY), month_end(now))


def calls(sums: Iterable[DaySum], scope: Scope | None, now: datetime, declared: Mapping[str, Declared]) -> Calls:
    """The month of the account of a scope, or of everything while no account is known."""
    own = [day for day in sums if scope is None or day.account_id in {scope.account_id, ""}]
    month = [day for day in own if day.at >= month_start(now)]
    free = [day for day in month if _price(day, declared)]
    price = max((reading.list_price_usd_per_call for reading in declared.values()), default=0.0)
    priced, paid = sum(day.api_calls for day in free), sum(day.cost_usd for day in month)
    expected = _expected([(day.at, day.cost_usd) for day in own], now)
    expected_priced = _expected([(day.at, day.api_calls) for day in own if _price(day, declared)], now)
    return Calls(
        since=month_start(now),
        calls=sum(day.api_calls for day in month),
        usd=paid + beyond_free(priced) * price,
        free_used=priced / FREE_CLOUDWATCH_CALLS,
        usd_without_free=paid + sum(day.api_calls * _price(day, declared) for day in free),
        expected_calls=_expected([(day.at, day.api_calls) for day in own], now),
        expected_usd=None if expected is None else expected + beyond_free(expected_priced or 0.0) * price,
    )


def _price(day: DaySum, declared: Mapping[str, Declared]) -> float:
    reading = declared.get(day.job)
    return reading.list_price_usd_per_call if reading else 0.0


def _expected(amounts: Sequence[tuple[int, float]], now: datetime) -> float | None:
    """What comes to be by the month's end; the first day known and today are no whole days."""
    at = int(now.timestamp())
    days: dict[int, float] = {}
    for day, amount in amounts:
        days[day] = days.get(day, 0.0) + amount
    today, first = at - at % DAY, min(days, default=0)
    whole = [amount for day, amount in days.items() if first < day < today and day >= today - LOOKED_BACK]
    so_far = sum(amount for day, amount in days.items() if day >= month_start(now))
    return at_months_end(so_far, whole, (month_end(now) - at) / DAY)
