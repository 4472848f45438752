"""The same month under every plan: what each would cost, what it includes, and at which volumes another is cheaper.

One region at a time, since a plan is chosen for each. The free mail is the account's: `terms` hold what of it the other
regions leave to this one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from math import ceil
from typing import Final

from deliverability.cost.calendar import until_of
from deliverability.cost.included import included
from deliverability.cost.model import (
    LIKELY_PLANS,
    BreakEven,
    Extras,
    ExtrasSpan,
    Kind,
    Offer,
    Plan,
    PlanSpan,
    Terms,
    Usage,
    Use,
)
from deliverability.cost.month import reckon, total
from deliverability.cost.price_list import midnight, price
from deliverability.cost.prices import GUIDE_FREE, GUIDE_PER_THOUSAND, PLANS_SINCE, Item
from deliverability.model import Unknown

MOST: Final = 1_000_000_000
"""Recipients a month beyond which no break-even is looked for."""


def offers(use: Use, present: Plan | Unknown, since: int, terms: Terms) -> tuple[Offer, ...]:
    """The month that begins at `since`, with the mail of the days of `use`, under each plan there was, cheapest first.

    In the month in which plans came each holds from that day on. A price that a person set is that of the present plan,
    or of both likely ones where it is unknown.
    """
    plans = Plan if until_of(since) > midnight(PLANS_SINCE) else (Plan.NONE,)
    found = [_offer(use, plan, since, _for(plan, present, terms)) for plan in plans]
    return tuple(sorted(found, key=lambda offer: offer.usd))


def _offer(use: Use, plan: Plan, since: int, terms: Terms) -> Offer:
    until = until_of(since)
    charges = reckon([replace(use, spans=(PlanSpan(since, plan),))], since, until, terms).charges
    usd, fee, mail = (
        sum((charge.usd for charge in charges if charge.kind in kinds), Decimal(0))
        for kinds in (tuple(Kind), (Kind.FEE,), (Kind.OUTBOUND,))
    )
    own, listed = terms.overrides.price_per_thousand, price(Item.OUTBOUND, plan, use.region, until - 1)
    first = own if own is not None or listed is None else listed.tiers[0][1]
    sent = recipients(use, since)
    average = mail * 1000 / sent if sent else None
    return Offer(plan, usd, fee, first or Decimal(0), average, included(plan, paid_now(use)))


def recipients(use: Use, since: int) -> int:
    """All known mail of the month that begins at `since`."""
    days = (each for each in use.days if since <= each.day < until_of(since))
    return sum(each.recipients for each in days if not isinstance(each.recipients, Unknown))


def paid_now(use: Use) -> Extras:
    """What is paid for beside mail at the end of what is known."""
    return use.extras[-1].extras if use.extras else Extras()


def saving_a_year(found: Sequence[Offer], present: Plan) -> Decimal:
    """What the cheapest plan saves in twelve such months against the present one; 0 where that is the cheapest."""
    costs = {offer.plan: offer.usd for offer in found}
    cheapest = min(costs.values())
    return 12 * (costs.get(present, cheapest) - cheapest)


def break_even(
    present: Plan, other: Plan, extras: Extras, region: str, since: int, terms: Terms
) -> tuple[BreakEven, ...]:
    """The recipients a month at which the cheaper of two plans changes, the smallest first; none where it never does."""

    def dearer(sent: int) -> Decimal:
        costs = [
            total([_use(sent, plan, extras, region, since)], since, until_of(since), _for(plan, present, terms))
            for plan in (other, present)
        ]
        return costs[0][region] - costs[1][region]

    # Between these both costs are straight lines: what is free may move the tiers of one plan and not of the other.
    free = 0 if terms.allowance is None else max(terms.allowance.messages - terms.allowance.elsewhere, 0)
    steps = {begin * 1000 for plan in (other, present) for begin, _ in _tiers(plan, region, since)}
    met = _crossings((sent, dearer(sent)) for sent in sorted({0, free, *steps, *(step + free for step in steps), MOST}))
    return tuple(BreakEven(at, *((present, other) if falls else (other, present))) for at, falls in met)


def _crossings(points: Iterable[tuple[int, Decimal]]) -> Iterator[tuple[int, bool]]:
    """Where lines between points cross nothing, and whether they come from above; touching it is no crossing."""
    last, was = 0, Decimal(0)
    met: int | None = None
    for at, now in points:
        if not now:
            met = at if met is None else met
            continue
        if was * now < 0:
            yield last + ceil((at - last) * was / (was - now)) if met is None else met, was > 0
        last, was, met = at, now, None


def guide(sent: int) -> Decimal:
    """The month by the guide of 2023: 62,000 messages free from EC2, then $0.10 a thousand. No account's price any more."""
    return max(sent - GUIDE_FREE, 0) * Decimal(GUIDE_PER_THOUSAND) / 1000


def _tiers(plan: Plan, region: str, since: int) -> Sequence[tuple[int, Decimal]]:
    listed = price(Item.OUTBOUND, plan, region, since)
    return () if listed is None else listed.tiers


def _use(sent: int, plan: Plan, extras: Extras, region: str, since: int) -> Use:
    return Use(region, (Usage(since, sent, "recipients"),), (PlanSpan(since, plan),), (ExtrasSpan(since, extras),))


def _for(plan: Plan, present: Plan | Unknown, terms: Terms) -> Terms:
    own = plan in LIKELY_PLANS if isinstance(present, Unknown) else plan is present
    mine = terms.overrides.price_per_thousand if own else None
    return replace(terms, overrides=replace(terms.overrides, plan=None, price_per_thousand=mine))
