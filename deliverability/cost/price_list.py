"""The price of something on a day, under a plan, in a region. The prices themselves are in `prices`."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Final

from deliverability.cost.model import Plan
from deliverability.cost.prices import KNOWN_REGION, PRICES, Entry, Item, Per
from deliverability.model import N_, Text, text


@dataclass(frozen=True, slots=True)
class Price:
    """`tiers` as in `tiers.cost`, in US dollars a unit.

    `assumed` says where it is another region's price, `untold` what of it no source tells.
    """

    per: Per
    tiers: tuple[tuple[int, Decimal], ...]
    assumed: Text | None
    source: str
    untold: Text | None = None


def midnight(day: str) -> int:
    """00:00 UTC of a date YYYY-MM-DD in epoch seconds."""
    return int(datetime.combine(date.fromisoformat(day), time(), UTC).timestamp())


CHANGES: Final = tuple(sorted({midnight(day) for entry in PRICES for day in (entry.since, entry.until) if day}))
"""When any price begins or ends (epoch seconds): between two of these all prices stay as they are."""


def era(day: int) -> int:
    """The last change of prices up to a day (epoch seconds), 0 before the first: prices of an era stay as they are."""
    return CHANGES[found - 1] if (found := bisect_right(CHANGES, day)) else 0


def price(item: Item, plan: Plan, region: str, day: int) -> Price | None:
    """What a unit costs on the day that begins at `day` (epoch seconds); None where it costs nothing under the plan."""
    return _of_era(item, plan, region, era(day))


@lru_cache(maxsize=1024)
def _of_era(item: Item, plan: Plan, region: str, day: int) -> Price | None:
    found = next((e for e in PRICES if e.item is item and e.plan in {plan, None} and _holds(e, day)), None)
    if found is None:
        return None
    other = N_("Prices of {region} are not known; those of {known} are used.")
    assumed = None if region == KNOWN_REGION else text(other, region=region, known=KNOWN_REGION)
    tiers = tuple((begin, Decimal(usd)) for begin, usd in found.tiers)
    return Price(found.per, tiers, assumed, found.source, found.assumed)


def _holds(entry: Entry, day: int) -> bool:
    return midnight(entry.since) <= day and (entry.until is None or day < midnight(entry.until))
