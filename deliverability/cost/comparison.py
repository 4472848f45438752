"""The same month under every plan: what each would cost, what it includes, and from which volume on another is cheaper.

One region at a time, since a plan is chosen for each; the whole allowance is taken to fall on it.
"""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import ceil
from typing import Final

from deliverability.cost.calendar import until_of
from deliverability.cost.included import included
from deliverability.cost.model import LIKELY_PLANS, Extras, Kind, Offer, Plan, PlanSpan, Terms, Usage, Use
from deliverability.cost.month import reckon, total
from deliverability.cost.price_list import midnight, price
from deliverability.cost.prices import GUIDE_FREE, GUIDE_PER_THOUSAND, PLANS_SINCE, Item
from deliverability.model import Unknown

MOST: Final = 1_000_000_000
"""Recipients a month beyond which no break-even is looked for."""


def offers(
    recipients: int, present: Plan | Unknown, extras: Extras, region: str, since: int, terms: Terms
) -> tuple[Offer, ...]:
    """A whole month of so many recipients under each plan that there was, cheapest first.

    A price that a person set is that of the present plan, or of both likely ones where it is unknown.
    """
    plans = Plan if since >= midnight(PLANS_SINCE) else (Plan.NONE,)
    found = [_offer(recipients, plan, extras, region, since, _for(plan, present, terms)) for plan in plans]
    return tuple(sorted(found, key=lambda offer: offer.usd))


def _offer(recipients: int, plan: Plan, extras: Extras, region: str, since: int, terms: Terms) -> Offer:
    charges = reckon([_use(recipients, plan, extras, region, since)], since, until_of(since), terms).charges
    usd, fee, mail = (
        sum((charge.usd for charge in charges if charge.kind in kinds), Decimal(0))
        for kinds in (tuple(Kind), (Kind.FEE,), (Kind.OUTBOUND,))
    )
    own, listed = terms.overrides.price_per_thousand, price(Item.OUTBOUND, plan, region, since)
    first = own if own is not None or listed is None else listed.tiers[0][1]
    average = mail * 1000 / recipients if recipients else None
    return Offer(plan, usd, fee, first or Decimal(0), average, included(plan, extras))


def saving_a_year(found: Sequence[Offer], present: Plan) -> Decimal:
    """What the cheapest plan saves in twelve such months against the present one; 0 where that is the cheapest."""
    costs = {offer.plan: offer.usd for offer in found}
    cheapest = min(costs.values())
    # In the month in which plans came the present one is not offered: it was none on its first day.
    return 12 * (costs.get(present, cheapest) - cheapest)


def break_even(present: Plan, other: Plan, extras: Extras, region: str, since: int, terms: Terms) -> int | None:
    """The recipients a month at which the cheaper of two plans changes; None where it never does."""

    def dearer(recipients: int) -> Decimal:
        costs = [
            total([_use(recipients, plan, extras, region, since)], since, until_of(since), _for(plan, present, terms))
            for plan in (other, present)
        ]
        return costs[0][region] - costs[1][region]

    # Between these both costs are straight lines.
    free = 0 if terms.allowance is None else terms.allowance.messages
    steps = {begin * 1000 for plan in (other, present) for begin, _ in _tiers(plan, region, since)}
    for (a, at_a), (b, at_b) in pairwise((n, dearer(n)) for n in sorted({0, free, *steps, MOST})):
        if at_a and at_a * at_b <= 0:
            return a + ceil((b - a) * at_a / (at_a - at_b))
    return None


def guide(recipients: int) -> Decimal:
    """The month by the guide of 2023: 62,000 messages free from EC2, then $0.10 a thousand. No account's price any more."""
    return max(recipients - GUIDE_FREE, 0) * Decimal(GUIDE_PER_THOUSAND) / 1000


def _tiers(plan: Plan, region: str, since: int) -> Sequence[tuple[int, Decimal]]:
    listed = price(Item.OUTBOUND, plan, region, since)
    return () if listed is None else listed.tiers


def _use(recipients: int, plan: Plan, extras: Extras, region: str, since: int) -> Use:
    return Use(region, (Usage(since, recipients, "recipients"),), (PlanSpan(since, plan),), extras)


def _for(plan: Plan, present: Plan | Unknown, terms: Terms) -> Terms:
    own = plan in LIKELY_PLANS if isinstance(present, Unknown) else plan is present
    mine = terms.overrides.price_per_thousand if own else None
    return replace(terms, overrides=replace(terms.overrides, plan=None, price_per_thousand=mine))
