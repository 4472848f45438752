"""What a calendar month costs, day by day or as a sum: every cost is a function of the month's count so far.

A day costs what it adds, so that the days always sum to the month, whatever the tiers. What is counted is in `parts`,
what it costs in `card`, what is still to come in `outlook`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from deliverability.cost.calendar import until_of
from deliverability.cost.card import Counts, Meter, card
from deliverability.cost.model import Charge, Kind, Month, Plan, Terms, Use
from deliverability.cost.parts import Part, parts
from deliverability.cost.price_list import era
from deliverability.metrics import HOUR

_ORDER = tuple(Kind)


def reckon(uses: Sequence[Use], since: int, at: int, terms: Terms) -> Month:
    """The whole account's month that begins at `since`, up to `at` (epoch seconds): all of it from its end on.

    Days of other months, and days whose recipients are unknown, cost nothing here. Mail of the present day counts as
    far as it is told, hours as soon as they have begun.
    """
    cut = parts(uses, since, at, terms)
    free: dict[str, int] = defaultdict(int)
    for part in cut:
        free[uses[part.use].region] += part.free
    charges = sorted(_charges(cut, uses, since, terms), key=lambda c: (c.day, c.region, _ORDER.index(c.kind)))
    return Month(since, until_of(since), at, tuple(charges), dict(free))


def total(uses: Sequence[Use], since: int, at: int, terms: Terms) -> Mapping[str, Decimal]:
    """The sum of the same charges by region, without a row a day: for many months at once."""
    sums = {use.region: Decimal(0) for use in uses}
    for charge in _charges(_summed(parts(uses, since, at, terms)), uses, since, terms):
        sums[charge.region] += charge.usd
    return sums


def _summed(cut: Iterable[Part]) -> Iterator[Part]:
    """Parts of one region and plan as one, as long as no price changes between them."""
    sums: dict[tuple[int, Plan, int], list[int]] = {}
    for part in cut:
        counts = sums.setdefault((part.use, part.plan, era(part.day)), [part.day, 0, 0, 0])
        counts[1] += part.hours
        counts[2] += part.recipients
        counts[3] += part.free
    for (use, plan, _), (day, hours, recipients, free) in sums.items():
        yield Part(day, use, plan, hours, recipients, free, ())


def _charges(cut: Iterable[Part], uses: Sequence[Use], since: int, terms: Terms) -> Iterator[Charge]:
    hours = (until_of(since) - since) // HOUR
    counted: dict[tuple[int, Plan, Counts], int] = defaultdict(int)
    for part in cut:
        use = uses[part.use]
        added = {
            Counts.BILLED: part.recipients - part.free,
            Counts.MAIL: part.recipients,
            Counts.HOURS: part.hours,
        }
        for meter in card(part.plan, use.region, part.day, hours, use.extras, terms.overrides):
            if new := added[meter.counts]:
                before = counted[part.use, part.plan, meter.counts]
                yield _charge(part, use.region, meter, before, before + new)
        for counts, new in added.items():
            counted[part.use, part.plan, counts] += new


def _charge(part: Part, region: str, meter: Meter, before: int, after: int) -> Charge:
    return Charge(
        day=part.day,
        region=region,
        kind=meter.kind,
        plan=part.plan,
        quantity=meter.quantity(after - before),
        unit=meter.unit,
        usd=meter.usd(after) - meter.usd(before),
        assumed=(*part.assumed, *meter.assumed),
    )
