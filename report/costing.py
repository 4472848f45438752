"""The costs of an account in a month, put together: estimate, outlook, plans, what is free, what AWS charged, the budget.

The dataclasses of the answer are in `costs.py`; the month is reckoned in `reckoned.py`; charges become days and lines in
`bills.py`; the rest is asked of the file that tells it.
"""

from collections.abc import Sequence
from datetime import datetime

from deliverability.cost import calendar, plans, price_list
from deliverability.cost.model import Plan
from deliverability.cost.prices import Item
from deliverability.cost.spending import Spending
from deliverability.model import Unknown
from report import actual_costs, cost_months, counted
from report.bills import bill, sets_of
from report.calls import calls, recent_sums
from report.compared import compared, guide
from report.costs import Bill, Costs, RegionPlan
from report.covered import covered
from report.freshness import declared
from report.reckoned import Reckoned
from report.spending import against_budget
from report.uses import Region, gathered
from store.engines.engine import Engine


def costs(store: Engine, account_id: str, region: str | None, now: datetime, since: int | None = None) -> Costs:
    """The month that begins at `since` (epoch seconds; None: the present one) in a region, or (None) in all of them."""
    known = gathered(store, account_id, now)
    since = calendar.since_of(known.now if since is None else min(since, known.now))
    until = calendar.until_of(since)
    shown = [each for each in known.regions if region in (None, each.scope.region)]
    reckoned = Reckoned(known, since, until)
    bills = tuple(_bill(reckoned, shown, i) for i in range(len(reckoned.terms))) if reckoned.any_day(shown) else ()
    budget = against_budget(reckoned)
    free = tuple(covered(reckoned, shown))
    return Costs(
        account_id=account_id,
        region=region,
        regions=tuple(each.scope.region for each in known.regions),
        now=known.now,
        since=since,
        until=until,
        present=reckoned.present,
        plans=tuple(_plan(reckoned, each) for each in shown),
        counting=counted.counting(shown, since, reckoned.at),
        bills=bills,
        covered=free,
        compared=tuple(compared(reckoned, shown)) if bills else (),
        actual=actual_costs.actual(known, region, since, until, bills, free),
        months=cost_months.months(known, region),
        choices=known.choices,
        budget=budget if isinstance(budget, Spending) else None,
        own=calls(recent_sums(store, now), known.regions[0].scope if known.regions else None, now, declared(store)),
        missing=(*counted.unwatched(known.regions), *actual_costs.missing(known)),
        read_at=max((each.read_at for each in known.regions if each.read_at is not None), default=None),
        unwatched=tuple(each.scope.region for each in known.regions if not each.watched),
        guide=guide(reckoned) if bills else None,
        credits=known.credits() if reckoned.present else None,
    )


def _bill(reckoned: Reckoned, shown: Sequence[Region], i: int) -> Bill:
    """The month of some regions, or all, under the i-th terms."""
    names = {each.scope.region for each in shown}
    charges = [charge for charge in reckoned.month(i).charges if charge.region in names]
    sets = (sets_of(reckoned.known.store, each.scope, reckoned.since, reckoned.at, charges) for each in shown)
    return bill(
        assumed=reckoned.terms[i][0],
        uses=[use for use in reckoned.uses if use.region in names],
        charges=charges,
        coming=[charge for charge in reckoned.coming(i) if charge.region in names],
        aheads=reckoned.aheads,
        outlook=reckoned.outlook(names, i),
        sets=tuple(one for of_region in sets for one in of_region),
    )


def _plan(reckoned: Reckoned, region: Region) -> RegionPlan:
    chosen, name = reckoned.known.choices.overrides, region.scope.region
    at = min(reckoned.at, reckoned.until - 1)
    plan, span = plans.at(region.spans, at, chosen), plans.span_at(region.spans, at)
    read = span if span is not None and isinstance(span.plan, Plan) and chosen.plan is None else None
    coming = _coming(region, at) if reckoned.present and read is not None else None
    listed = price_list.price(Item.OUTBOUND, Plan.NONE if isinstance(plan, Unknown) else plan, name, at)
    first = None if listed is None or isinstance(plan, Unknown) else listed.tiers[0][1]
    own = chosen.price_per_thousand
    return RegionPlan(
        region=name,
        plan=plan,
        since=None if read is None else read.since,
        overridden=chosen.plan is not None,
        next_plan=None if coming is None else coming[0],
        next_at=None if coming is None else coming[1],
        assumed_prices=listed is not None and listed.assumed is not None,
        changed=read is not None and read is not region.spans[0],
        per_thousand=first if own is None else own,
        assumed=None
        if chosen.plan is not None or isinstance(plan, Unknown)
        else plans.unread(region.spans, at, chosen),
    )


def _coming(region: Region, at: int) -> tuple[Plan, int] | None:
    """The next plan that is known to come after a moment, and when it begins."""
    return next(((s.plan, s.since) for s in region.spans if s.since > at and isinstance(s.plan, Plan)), None)
