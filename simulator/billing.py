"""What the simulated account is charged by UTC day, region and usage type, from its mail and plan, to the cent and below.

A managed pool of dedicated IPs is charged nothing here: what AWS calls its charges on a bill is not known to us.

Amazon's prices of us-east-1 are written here a second time, on purpose: the product is held against them. How it is
told lives in `answers/billing.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from simulator.region import Region
from simulator.volume import DAY

OUTBOUND: Final = {
    "NONE": ((None, Decimal("0.10")),),
    "ESSENTIALS": ((10_000, Decimal("0.16")), (100_000, Decimal("0.14")), (None, Decimal("0.11"))),
    "PRO": ((10_000, Decimal("0.22")), (100_000, Decimal("0.17")), (None, Decimal("0.12"))),
    "ENTERPRISE": ((10_000, Decimal("0.23")), (100_000, Decimal("0.18")), (None, Decimal("0.13"))),
}
"""By plan, the price of a thousand recipients up to so many thousand a month; the last one has no end."""
FEES: Final = {"PRO": Decimal(105), "ENTERPRISE": Decimal(500)}
VDM: Final = Decimal("0.07")
STANDARD_IP: Final = Decimal("24.95")
"""A month."""
PLANS_SINCE: Final = int(datetime(2026, 7, 21, tzinfo=UTC).timestamp())
PREFIXES: Final = {"us-east-1": "USE1", "ap-northeast-2": "APN2"}


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the bill of a day."""

    at: int
    region: str
    usage_type: str
    usd: Decimal
    quantity: Decimal
    unit: str


def charged(region: Region, since: int, until: int, now: int) -> Iterator[Item]:
    """The lines of the days that begin in [since, until), midnights; the present day up to `now`."""
    for at in range(since, min(until, now), DAY):
        start = _month(at)
        before, count = region.recipients(start, at), region.recipients(at, min(at + DAY, now))
        plan = region.standing(at).plan if at >= PLANS_SINCE else "NONE"
        name = "Recipients" if plan == "NONE" else f"{plan.capitalize()}-Outbound-Email"
        if count:
            usd = _marginal(plan, before + count) - _marginal(plan, before)
            yield _item(region, at, name, usd, Decimal(count), "Count")
        if count and plan == "NONE" and region.has_vdm(at):
            yield _item(region, at, "Recipients-VirtDelivMgr", count * VDM / 1000, Decimal(count), "Count")
        end, whole = min(at + DAY, now), Decimal(_month(start + 32 * DAY) - start)
        if plan in FEES:
            seconds = Decimal(end - at)
            yield _item(
                region, at, f"{plan.capitalize()}-Plan-Hours", FEES[plan] * seconds / whole, seconds / 3600, "Hrs"
            )
        if rented := _rented(region, at, end):
            yield _item(region, at, "DIP-Hours", STANDARD_IP * rented / whole, Decimal(rented) / 3600, "Hrs")


def _rented(region: Region, since: int, until: int) -> int:
    """The seconds of [since, until) in which each standard dedicated IP was rented, added up."""
    standard = [one for one in region.scenario.dedicated_ips if not one.managed]
    spans = ((region.origin + one.since_days * DAY, region.origin + one.until_days * DAY) for one in standard)
    return sum(max(0, int(min(until, end) - max(since, begin))) for begin, end in spans)


def _marginal(plan: str, recipients: int) -> Decimal:
    """The price of a month's first so many recipients."""
    left, floor, total = Decimal(recipients) / 1000, Decimal(0), Decimal(0)
    for end, price in OUTBOUND[plan]:
        reach = left if end is None else min(left, Decimal(end))
        total += max(Decimal(0), reach - floor) * price
        floor = reach
    return total


def _item(region: Region, at: int, name: str, usd: Decimal, quantity: Decimal, unit: str) -> Item:
    return Item(at, region.name, f"{PREFIXES.get(region.name, 'XX1')}-{name}", usd, quantity, unit)


def _month(at: int) -> int:
    first = datetime.fromtimestamp(at, UTC).replace(day=1, hour=0, minute=0, second=0)
    return int(first.timestamp())
