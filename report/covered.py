"""What is free in each region of a month, and how many recipients it covers so far.

Which allowance there is: `deliverability/cost/allowance.py`; what AWS told of it: `free_tier.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from deliverability.cost import allowance as free
from deliverability.cost import plans
from deliverability.cost.allowance import Listed
from deliverability.cost.model import LIKELY_PLANS, Allowance, Kind, Plan
from deliverability.model import N_, Unknown, text
from report.costs import Covered
from report.reckoned import Reckoned
from report.uses import Region


def covered(reckoned: Reckoned, shown: Sequence[Region]) -> Iterator[Covered]:
    """Some regions of the account, or all."""
    at = min(reckoned.at, reckoned.until - 1)
    several = range(len(reckoned.terms))
    for each in shown:
        known, name = _allowance(reckoned, each), each.scope.region
        yield Covered(
            region=name,
            allowance=known,
            covered=tuple(reckoned.month(i).free.get(name, 0) for i in several),
            applies=not isinstance(known, Unknown)
            and any(free.applies(known, plan, at) for plan in _now(reckoned, each)),
        )


def _allowance(reckoned: Reckoned, region: Region) -> Allowance | Unknown:
    """The account's; where AWS lists none, it is still known that mail under a price plan is not free."""
    known = reckoned.known.allowance(reckoned.since)
    first = reckoned.terms[0][1].allowance
    if not isinstance(known, Unknown):
        return known if first is None else replace(known, elsewhere=first.elsewhere)
    billed = _billed(reckoned, region) or _now(reckoned, region)
    if Plan.NONE in billed or not isinstance(reckoned.known.free.listed(reckoned.since), Listed):
        return known
    why = N_("Under the price plan {plan} no mail is free, and AWS lists none that is.")
    return Allowance(0, None, text(why, plan=", ".join(sorted(plan.capitalize() for plan in billed))), None)


def _billed(reckoned: Reckoned, region: Region) -> set[Plan]:
    """The plans that the month's mail was sent under, in any of the likely cases."""
    return {
        charge.plan
        for i in range(len(reckoned.terms))
        for charge in reckoned.month(i).charges
        if charge.region == region.scope.region and charge.kind is Kind.OUTBOUND
    }


def _now(reckoned: Reckoned, region: Region) -> set[Plan]:
    """The plan at the month's end or now, or the likely ones."""
    at = min(reckoned.at, reckoned.until - 1)
    plan = plans.at(region.spans, at, reckoned.known.choices.overrides)
    return set(LIKELY_PLANS) if isinstance(plan, Unknown) else {plan}
