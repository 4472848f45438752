"""A month under every plan, region by region, and under the guide's model of 2023; only where the whole month is known.

The reckoning is in `deliverability/cost/comparison.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from deliverability.cost import comparison, plans
from deliverability.cost.model import BreakEven, Plan, Terms, Use
from deliverability.model import Unknown
from report.costs import Compared
from report.reckoned import Reckoned
from report.uses import Region


def compared(reckoned: Reckoned, shown: Sequence[Region]) -> Iterator[Compared]:
    """Some regions, or all; without offers where the month's end cannot be foreseen: a part of a month decides nothing."""
    whole = reckoned.whole()
    for region in shown:
        name = region.scope.region
        terms = _left(reckoned, name)
        current = plans.at(region.spans, min(reckoned.at, reckoned.until - 1), terms.overrides)
        if isinstance(whole, Unknown):
            yield Compared(name, current, whole, (), None, Decimal(0), ())
        else:
            yield _region(next(use for use in whole if use.region == name), current, reckoned.since, terms)


def guide(reckoned: Reckoned) -> Decimal | None:
    """What the guide's model would say of all mail of the account: its 62,000 are once for the account."""
    whole = reckoned.whole()
    if isinstance(whole, Unknown):
        return None
    return comparison.guide(sum(comparison.recipients(use, reckoned.since) for use in whole))


def _region(use: Use, current: Plan | Unknown, since: int, terms: Terms) -> Compared:
    offers = comparison.offers(use, current, since, terms)
    other = next((offer.plan for offer in offers if offer.plan != current), None)
    saving, met = Decimal(0), tuple[BreakEven, ...]()
    if not isinstance(current, Unknown) and other is not None:
        saving = comparison.saving_a_year(offers, current)
        met = comparison.break_even(current, other, comparison.paid_now(use), use.region, since, terms)
    return Compared(
        region=use.region,
        current=current,
        likely=comparison.recipients(use, since),
        offers=offers,
        cheapest=offers[0].plan,
        saving_a_year=saving,
        break_even=met,
    )


def _left(reckoned: Reckoned, name: str) -> Terms:
    """The terms with so much of the account's free mail as the other regions leave to this one."""
    terms = reckoned.terms[0][1]
    if terms.allowance is None:
        return terms
    others = sum(free for region, free in reckoned.free().items() if region != name)
    return replace(terms, allowance=replace(terms.allowance, elsewhere=terms.allowance.elsewhere + others))
