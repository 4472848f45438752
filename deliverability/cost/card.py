"""A rate card: everything that is metered in a region under a plan, each with its price and what it counts.

The prices are looked up in `price_list`; what the meters show for a month is added up in `month`.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from deliverability.cost.model import Extras, Kind, Overrides, Plan, Unit
from deliverability.cost.price_list import Price, era, price
from deliverability.cost.prices import Item, Per
from deliverability.cost.tiers import Tiers, cost
from deliverability.model import N_, Text, text

KB_IN_GB: Final = 2**20
"""A GB is 2^30 bytes."""

SMALLEST: Final = Decimal("1e-12")
"""Parts of a month's fee and of a GB are kept to so much of a dollar; whatever else is charged has fewer decimals."""


class Counts(Enum):
    """What moves a meter."""

    BILLED = auto()
    """Recipients that no allowance covers."""
    MAIL = auto()
    """All recipients."""
    HOURS = auto()


@dataclass(frozen=True, slots=True)
class Meter:
    """`times` / `over` makes what is counted into the unit billed, of which `per_price` are priced once by `tiers`."""

    kind: Kind
    unit: Unit
    counts: Counts
    tiers: Tiers
    times: Decimal
    over: int
    per_price: int
    assumed: tuple[Text, ...] = ()

    def quantity(self, count: int) -> Decimal:
        """What is billed of so many recipients or hours, in the meter's unit."""
        return count * self.times / self.over

    def usd(self, count: int) -> Decimal:
        """What the month costs once the meter has counted so many."""
        usd = cost(self.tiers, self.quantity(count)) / self.per_price
        return usd if self.unit == "recipient-thousand" else usd.quantize(SMALLEST)


def card(plan: Plan, region: str, day: int, hours: int, extras: Extras, overrides: Overrides) -> tuple[Meter, ...]:
    """The meters that run on the day that begins at `day` (epoch seconds), in a month of so many `hours`."""
    return _card(plan, region, era(day), hours, extras, overrides)


@lru_cache(maxsize=4096)
def _card(plan: Plan, region: str, day: int, hours: int, extras: Extras, overrides: Overrides) -> tuple[Meter, ...]:
    def known(item: Item) -> Price | None:
        return price(item, plan, region, day)

    return (
        *_outbound(known(Item.OUTBOUND), overrides.price_per_thousand),
        *_data(known(Item.DATA), overrides.average_kb),
        *_by_hour(Kind.FEE, known(Item.FEE), 1, hours),
        *_by_hour(Kind.IP, known(Item.STANDARD_IP), extras.standard_ips, hours),
        *_by_hour(Kind.IP, known(Item.MANAGED_IPS), int(extras.managed_ips), hours),
        *_by_mail(Kind.IP, known(Item.MANAGED_MAIL), _PART, part=extras.managed_mail or Decimal(0)),
        *_by_mail(Kind.VDM, known(Item.VDM), part=Decimal(int(extras.vdm))),
    )


_PART: Final = text(N_("How much mail leaves through managed dedicated IPs is taken from VDM's count of each set."))


def _outbound(listed: Price | None, own: Decimal | None) -> tuple[Meter, ...]:
    if own is not None:
        why = text(N_("The price is the one in your settings."))
        return (_mail(Kind.OUTBOUND, Counts.BILLED, ((0, own),), why),)
    # A plan that had no price yet was no plan: `plans` never tells one.
    return () if listed is None else (_mail(Kind.OUTBOUND, Counts.BILLED, listed.tiers, listed.assumed),)


def _by_mail(kind: Kind, listed: Price | None, *assumed: Text, part: Decimal) -> tuple[Meter, ...]:
    if not part or listed is None:
        return ()
    return (_mail(kind, Counts.MAIL, listed.tiers, listed.assumed, listed.untold, *assumed, part=part),)


def _mail(kind: Kind, counts: Counts, tiers: Tiers, *assumed: Text | None, part: Decimal = Decimal(1)) -> Meter:
    return Meter(kind, Per.THOUSAND.value, counts, tiers, part, 1000, 1, _said(*assumed))


def _data(listed: Price | None, kb: Decimal | None) -> tuple[Meter, ...]:
    if kb is None or listed is None:
        return ()
    why = text(N_("The size of attachments is the one in your settings."))
    return (Meter(Kind.DATA, Per.GB.value, Counts.MAIL, listed.tiers, kb, KB_IN_GB, 1, _said(listed.assumed, why)),)


def _by_hour(kind: Kind, listed: Price | None, many: int, hours: int) -> tuple[Meter, ...]:
    if not many or listed is None:
        return ()
    return (Meter(kind, "hour", Counts.HOURS, listed.tiers, Decimal(many), 1, hours, _said(listed.assumed)),)


def _said(*assumed: Text | None) -> tuple[Text, ...]:
    return tuple(why for why in assumed if why is not None)
