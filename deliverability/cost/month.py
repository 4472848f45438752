"""What a calendar month costs, day by day or as a sum: every cost is a function of the month's count so far.

A day costs what it adds, so that the days always sum to the month, whatever the tiers. What is counted is in `parts`,
what it costs in `card`, what is still to come in `outlook`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from deliverability.cost.calendar import until_of
from deliverability.cost.card import Counts, Meter, card
from deliverability.cost.model import Charge, Kind, Month, Plan, Terms, Use
from deliverability.cost.parts import Part, parts
from deliverability.cost.price_list import era
from deliverability.metrics import HOUR
from deliverability.model import N_, Text, text

_ORDER: Final = tuple(Kind)
_EXTRAS: Final = frozenset({Kind.IP, Kind.VDM})
_GUESSED: Final = text(N_("Before it was first read it is taken to have been used as it was then."))


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
    """Parts of one region that follow each other as one, as long as neither plan nor extras nor prices change."""
    open_parts: dict[int, Part] = {}
    for part in cut:
        last = open_parts.get(part.use)
        if last is not None and _alike(last, part):
            open_parts[part.use] = replace(
                last,
                hours=last.hours + part.hours,
                recipients=last.recipients + part.recipients,
                free=last.free + part.free,
            )
            continue
        if last is not None:
            yield last
        open_parts[part.use] = part
    yield from open_parts.values()


def _alike(a: Part, b: Part) -> bool:
    return (a.plan, a.extras, era(a.day)) == (b.plan, b.extras, era(b.day))


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
        if part.free:
            yield _covered(part, use.region, terms)
        for meter in card(part.plan, use.region, part.day, hours, part.extras, terms.overrides):
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
        assumed=(*part.assumed, *_of(part, meter), *meter.assumed),
    )


def _of(part: Part, meter: Meter) -> Iterator[Text]:
    """What of a part is not known for certain and moves this meter."""
    if meter.counts is not Counts.HOURS:
        yield from part.of_mail
    guessed = part.guessed or (meter.kind is Kind.IP and part.extras.ips_assumed)
    if guessed and meter.kind in _EXTRAS:
        yield _GUESSED


def _covered(part: Part, region: str, terms: Terms) -> Charge:
    """The mail of a part that costs nothing, since it is free."""
    free = terms.allowance
    chosen = (free.source,) if free is not None and free.chosen else ()
    return Charge(
        day=part.day,
        region=region,
        kind=Kind.OUTBOUND,
        plan=part.plan,
        quantity=Decimal(part.free) / 1000,
        unit="recipient-thousand",
        usd=Decimal(0),
        assumed=(*part.assumed, *part.of_mail, *chosen),
        free=True,
    )
