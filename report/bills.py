"""A month's charges into what a page shows of them: by day, by kind of use, by configuration set, and what is to come.

The charges themselves are reckoned in `deliverability/cost/`; which month and which regions, in `costing.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import accumulate

from deliverability.cost.forecast import Ahead
from deliverability.cost.model import Charge, Kind, Outlook, Plan, Usage, Use
from deliverability.metrics import DAY
from deliverability.model import Scope, Unknown
from report.costs import Bill, DayCost, Line, SetCost
from store import vdm
from store.engines.engine import Engine

NOTHING = Decimal(0)


def bill(
    assumed: Plan | None,
    uses: Sequence[Use],
    charges: Sequence[Charge],
    coming: Sequence[Charge],
    aheads: Mapping[str, Ahead | Unknown],
    outlook: Outlook | Unknown | None,
    sets: tuple[SetCost, ...],
) -> Bill:
    """The bill of the regions of `uses`; `charges` and `coming` hold theirs and no others."""
    days = days_of(uses, charges)
    total = days[-1].total if days else NOTHING
    return Bill(
        assumed=assumed,
        to_date=sum((charge.usd for charge in charges), NOTHING),
        outlook=outlook,
        days=days,
        ahead=_ahead([use.region for use in uses], coming, aheads, total),
        lines=tuple(lines(charges)),
        sets=sets,
        charges=tuple(charges),
    )


def days_of(uses: Sequence[Use], charges: Iterable[Charge]) -> tuple[DayCost, ...]:
    """Every day that has mail known or a charge, in order, with the sum up to it."""
    by_kind = _by_kind(charges)
    mail: dict[int, list[Usage]] = defaultdict(list)
    for use in uses:
        for day in use.days:
            mail[day.day].append(day)
    found, total = [], NOTHING
    for at in sorted({*mail, *by_kind}):
        usd = sum(by_kind.get(at, {}).values(), NOTHING)
        total += usd
        recipients, basis, whole = _counted(mail.get(at, []))
        found.append(DayCost(at, recipients, usd, usd, usd, total, by_kind.get(at, {}), basis, whole))
    return tuple(found)


def lines(charges: Iterable[Charge]) -> list[Line]:
    """One a region, kind, plan, unit and free or not, in that order: managed IPs are paid for by the hour and the mail."""
    groups: dict[tuple[str, Kind, Plan, str, bool], list[Charge]] = defaultdict(list)
    for charge in charges:
        groups[charge.region, charge.kind, charge.plan, charge.unit, charge.free].append(charge)
    order = list(Kind)
    found = []
    for (region, kind, plan, _, free), group in sorted(
        groups.items(), key=lambda one: (one[0][0], order.index(one[0][1]))
    ):
        quantity = sum((charge.quantity for charge in group), NOTHING)
        usd = sum((charge.usd for charge in group), NOTHING)
        assumed = {said.msgid: said for charge in group for said in charge.assumed}
        each = _each(group)
        found.append(Line(region, kind, plan, quantity, group[0].unit, usd, each, tuple(assumed.values()), free))
    return found


def sets_of(store: Engine, scope: Scope, since: int, until: int, charges: Iterable[Charge]) -> tuple[SetCost, ...]:
    """Outbound cost by configuration set, as VDM counted the mail; empty where it counted none. Dearest first."""
    named = vdm.totals(store, scope, vdm.CONFIGURATION_SET, since, until)
    counts = {name: day.sent for name, day in named.items() if day.sent}
    if not counts:
        return ()
    whole = vdm.totals(store, scope, vdm.ACCOUNT, since, until).get("")
    rest = (whole.sent if whole else 0) - sum(counts.values())
    if rest > 0:
        counts[""] = rest
    mails = sum(counts.values())
    usd = sum((c.usd for c in charges if c.kind is Kind.OUTBOUND and c.region == scope.region), NOTHING)
    found = [SetCost(scope.region, name, count, count / mails, usd * count / mails) for name, count in counts.items()]
    return tuple(sorted(found, key=lambda one: (-one.mails, one.configuration_set)))


def _by_kind(charges: Iterable[Charge]) -> dict[int, dict[Kind, Decimal]]:
    found: dict[int, dict[Kind, Decimal]] = defaultdict(dict)
    for charge in charges:
        found[charge.day][charge.kind] = found[charge.day].get(charge.kind, NOTHING) + charge.usd
    return found


def _counted(days: Sequence[Usage]) -> tuple[int | None, str, bool]:
    """Recipients of a day in all regions, how they were counted, and whether all of it was looked at."""
    known = [day.recipients for day in days if not isinstance(day.recipients, Unknown)]
    ways = {day.basis for day in days if not isinstance(day.recipients, Unknown)}
    basis = ways.pop() if len(ways) == 1 else "mixed" if ways else "attempts"
    return sum(known) if known else None, basis, bool(days) and all(day.whole for day in days)


def _each(group: Sequence[Charge]) -> Decimal | None:
    """The price of a unit, where one holds for all of the charges."""
    priced = [charge for charge in group if charge.quantity]
    if not priced:
        return None
    first = priced[0]
    same = all(charge.usd * first.quantity == first.usd * charge.quantity for charge in priced)
    return first.usd / first.quantity if same else None


def _ahead(
    regions: Sequence[str], coming: Sequence[Charge], aheads: Mapping[str, Ahead | Unknown], total: Decimal
) -> tuple[DayCost, ...]:
    """The days to come, the rest of today first; a day's bounds are those of its mail."""
    known = [found for region in regions if isinstance(found := aheads.get(region), Ahead)]
    low, likely, high = (_mail(known, bound) for bound in ("low", "likely", "high"))
    by_kind = _by_kind(coming)
    dates = sorted({*likely, *by_kind})
    usd = [sum(by_kind.get(at, {}).values(), NOTHING) for at in dates]
    totals = list(accumulate(usd, initial=total))[1:]
    return tuple(
        DayCost(
            at=at,
            recipients=likely.get(at),
            usd=amount,
            low=_scaled(amount, low.get(at, 0), likely.get(at, 0)),
            high=_scaled(amount, high.get(at, 0), likely.get(at, 0)),
            total=so_far,
            by_kind=by_kind.get(at, {}),
            basis="forecast",
            whole=False,
        )
        for at, amount, so_far in zip(dates, usd, totals, strict=True)
    )


def _mail(aheads: Iterable[Ahead], bound: str) -> dict[int, int]:
    """By UTC day: the rest of today counts for today."""
    found: dict[int, int] = defaultdict(int)
    for ahead in aheads:
        for day in ahead.days:
            found[day.day - day.day % DAY] += getattr(day, bound)
    return found


def _scaled(usd: Decimal, bound: int, likely: int) -> Decimal:
    return usd * bound / likely if likely else usd
