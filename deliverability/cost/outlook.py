"""What the month is likely to cost by its end, with a range: the same reckoning, over the mail that is still to come.

How much mail that is: `forecast`. A plan that was announced begins with its span, whether anybody read it since or not.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from deliverability.cost.calendar import until_of
from deliverability.cost.forecast import Ahead
from deliverability.cost.model import Charge, Kind, Outlook, Plan, Terms, Unit, Usage, Use
from deliverability.cost.month import reckon
from deliverability.metrics import DAY
from deliverability.model import N_, Reason, Unknown, text


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The month's end of all regions and of each, and the likely charges from `now` on, by day, region and kind.

    The first day among the charges is the rest of the present one. `to_date` and the charges sum to the likely end.
    `uses` is the whole month's likely mail, `free` how many recipients of each region the allowance then covers.
    """

    outlook: Outlook
    by_region: Mapping[str, Outlook]
    charges: tuple[Charge, ...]
    uses: tuple[Use, ...]
    free: Mapping[str, int]


def outlook(
    uses: Sequence[Use], aheads: Mapping[str, Ahead | Unknown], since: int, now: int, terms: Terms
) -> Foreseen | Unknown:
    """The end of the month that begins at `since`, as seen at `now` (epoch seconds), from the mail ahead by region.

    Unknown where no region's mail can be foreseen. A region of which nothing can be said is taken to send no more, and
    makes the whole rough; one that is not among `aheads` is no longer watched, and only costs what it cost. The ranges of
    regions are added: what makes one send more may well make all.
    """
    known = {region: each for region, each in aheads.items() if not isinstance(each, Unknown)}
    if not known:
        return next((each for each in aheads.values() if isinstance(each, Unknown)), _NOBODY_LOOKS)
    until = until_of(since)
    low, likely, high = (
        reckon([_with(use, known.get(use.region), path, now) for use in uses], since, until, terms)
        for path in ("low", "likely", "high")
    )
    sums = [_by_region(month.charges) for month in (low, likely, high)]
    by_region = {use.region: _of(use.region, sums, aheads.get(use.region)) for use in uses}
    return Foreseen(
        _whole(by_region),
        by_region,
        _to_come(likely.charges, reckon(uses, since, now, terms).charges, now - now % DAY),
        tuple(_with(use, known.get(use.region), "likely", now) for use in uses),
        likely.free,
    )


_NO_WHOLE_DAY: Final = text(N_("It is taken to send no more: no whole day was counted yet."))
_NOBODY_LOOKS: Final = Unknown(Reason.STALE, text(N_("No region of this account is watched any more.")))


def _of(region: str, sums: Sequence[Mapping[str, Decimal]], coming: Ahead | Unknown | None) -> Outlook:
    low, likely, high = (each.get(region, Decimal(0)) for each in sums)
    why = coming.why if isinstance(coming, Ahead) else _NO_WHOLE_DAY if coming is not None else None
    return Outlook(low, likely, high, why is not None, () if why is None else (why,))


def _whole(by_region: Mapping[str, Outlook]) -> Outlook:
    """The sum of the regions' ends; what makes one rough is told with its region's name where there are several."""
    each = by_region.values()
    low, likely, high = (sum((getattr(one, bound) for one in each), Decimal(0)) for bound in ("low", "likely", "high"))
    named = ((region, why) for region, one in by_region.items() for why in one.why)
    whole = (
        why if len(by_region) == 1 else text(N_("{region}: {why}"), region=region, why=why) for region, why in named
    )
    return Outlook(low, likely, high, any(one.rough for one in each), tuple(whole))


def _with(use: Use, coming: Ahead | None, path: str, now: int) -> Use:
    if coming is None:
        return use
    today = now - now % DAY
    past = [day for day in use.days if day.day <= today]
    more = _spread(coming, getattr(coming, path))
    sent = sum(day.recipients for day in past if day.day == today and isinstance(day.recipients, int))
    days = [day for day in past if day.day < today]
    days += [Usage(day, mail + (sent if day == today else 0), "forecast", whole=False) for day, mail in more.items()]
    return replace(use, days=tuple(days))


def _spread(coming: Ahead, total: int) -> Mapping[int, int]:
    """A sum laid out over the days as the likely one is, in whole recipients."""
    reached, given, found = 0, 0, {}
    weights = [day.likely for day in coming.days] if coming.likely else [1] * len(coming.days)
    for day, weight in zip(coming.days, weights, strict=True):
        reached += weight
        found[day.day] = total * reached // sum(weights) - given
        given += found[day.day]
    return found


def _by_region(charges: Iterable[Charge]) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for charge in charges:
        sums[charge.region] = sums.get(charge.region, Decimal(0)) + charge.usd
    return sums


_Key = tuple[str, Kind, Plan, Unit, bool]


def _to_come(whole: Sequence[Charge], gone: Sequence[Charge], today: int) -> tuple[Charge, ...]:
    """What the whole month has from today on, less what of today is charged already."""
    # Standard and managed IPs share a key: the same meters run in the same order, so each meets its own.
    before: dict[_Key, deque[Charge]] = defaultdict(deque)
    for charge in gone:
        if charge.day == today:
            before[_key(charge)].append(charge)
    later = (charge for charge in whole if charge.day >= today)
    rest = (_less(each, before[_key(each)]) if each.day == today else each for each in later)
    return tuple(each for each in rest if each.quantity)


def _key(charge: Charge) -> _Key:
    return charge.region, charge.kind, charge.plan, charge.unit, charge.free


def _less(charge: Charge, gone: deque[Charge]) -> Charge:
    if not gone:
        return charge
    before = gone.popleft()
    return replace(charge, quantity=charge.quantity - before.quantity, usd=charge.usd - before.usd)
