"""The costs of an account in a month, put together: estimate, outlook, plans, what is free, what AWS charged, the budget.

The dataclasses of the answer are in `costs.py`; what it rests on is gathered in `uses.py`; charges become days and lines
in `bills.py`; AWS's own charges are held against them in `actual_costs.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from deliverability.cost import allowance as free
from deliverability.cost import calendar, comparison, month, outlook, plans, price_list
from deliverability.cost.forecast import Ahead, ahead
from deliverability.cost.model import Charge, Month, Outlook, Plan, Terms, Use
from deliverability.cost.prices import Item
from deliverability.metrics import WEEK
from deliverability.model import Reason, Unknown
from report import actual_costs, cost_months
from report.bills import bill, sets_of
from report.calls import calls, recent_sums
from report.costs import Bill, Budget, Compared, Costs, Counting, Covered, RegionPlan
from report.freshness import declared, freshness
from report.plan_spans import next_plan, seen_since
from report.usage import by_basis
from report.uses import Gathered, Region, gathered
from store.engines.engine import Engine

HISTORY = 10 * WEEK
"""Of mail, from which the days to come are told."""


def costs(store: Engine, account_id: str, region: str | None, now: datetime, since: int | None = None) -> Costs:
    """The month that begins at `since` (epoch seconds; None: the present one) in a region, or (None) in all of them."""
    known = gathered(store, account_id, now)
    since = calendar.since_of(known.now if since is None else min(since, known.now))
    until = calendar.until_of(since)
    shown = [each for each in known.regions if region in (None, each.scope.region)]
    reckoned = Reckoned(known, since, until)
    bills = tuple(reckoned.bill(shown, i) for i in range(len(reckoned.terms))) if _any_mail(shown) else ()
    newest = [freshness(store, each.scope).get("account") for each in known.regions]
    read = [fresh.last_success for fresh in newest if fresh is not None and fresh.last_success is not None]
    return Costs(
        account_id=account_id,
        region=region,
        regions=tuple(each.scope.region for each in known.regions),
        now=known.now,
        since=since,
        until=until,
        present=since <= known.now < until,
        plans=tuple(_plan(known, each, until) for each in shown),
        counting=_counting(shown, since, until),
        bills=bills,
        covered=tuple(_covered(reckoned, shown)),
        compared=tuple(_compared(reckoned, each) for each in shown if bills),
        actual=actual_costs.actual(known, region, since, until, bills),
        months=cost_months.months(known, region),
        choices=known.choices,
        budget=_budget(reckoned) if known.choices.budget and since <= known.now < until else None,
        own=calls(recent_sums(store, now), known.regions[0].scope if known.regions else None, now, declared(store)),
        missing=actual_costs.missing(known),
        read_at=max(read, default=None),
    )


class Reckoned:
    """A month of the account, reckoned once for each of `terms` and asked for by region."""

    def __init__(self, known: Gathered, since: int, until: int) -> None:
        self.known, self.since, self.until = known, since, until
        self.at = min(known.now, until)
        self.terms = known.terms(since, until)
        self.uses = known.uses(since, self.at)
        self.aheads: Mapping[str, Ahead | Unknown] = {
            each.scope.region: ahead(each.use(known.now - HISTORY, known.now).days, known.now, until)
            for each in known.regions
            if since <= known.now < until
        }
        self._months = [month.reckon(self.uses, since, self.at, terms) for _, terms in self.terms]
        self._coming = [
            outlook.outlook(self.uses, self.aheads, since, known.now, terms) if self.aheads else None
            for _, terms in self.terms
        ]

    def month(self, i: int) -> Month:
        """The account's month under the i-th terms."""
        return self._months[i]

    def bill(self, shown: Sequence[Region], i: int) -> Bill:
        """The month of some regions, or all, under the i-th terms."""
        names = {each.scope.region for each in shown}
        charges = [charge for charge in self._months[i].charges if charge.region in names]
        return bill(
            assumed=self.terms[i][0],
            uses=[use for use in self.uses if use.region in names],
            charges=charges,
            coming=[charge for charge in self.coming(i) if charge.region in names],
            aheads=self.aheads,
            outlook=self.outlook(names, i),
            sets=tuple(
                one for each in shown for one in sets_of(self.known.store, each.scope, self.since, self.at, charges)
            ),
        )

    def coming(self, i: int) -> Sequence[Charge]:
        """The charges of the days to come under the i-th terms; none in a past month, or while nothing can be told."""
        coming = self._coming[i]
        return () if coming is None or isinstance(coming, Unknown) else coming.charges

    def outlook(self, names: set[str], i: int) -> Outlook | Unknown | None:
        """The month's end of one region, or of all; None in a past month."""
        coming = self._coming[i]
        if coming is None or isinstance(coming, Unknown):
            return coming
        if names == {each.scope.region for each in self.known.regions}:
            return coming.outlook
        return next((coming.by_region[name] for name in names if name in coming.by_region), None)


def _any_mail(shown: Sequence[Region]) -> bool:
    return any(each.mail.days for each in shown)


def _plan(known: Gathered, region: Region, until: int) -> RegionPlan:
    chosen = known.choices.overrides
    coming = next_plan(region.account) if chosen.plan is None else None
    at = min(known.now, until - 1)
    plan = plans.at(region.spans, at, chosen)
    likely = Plan.NONE if isinstance(plan, Unknown) else plan
    listed = price_list.price(Item.OUTBOUND, likely, region.scope.region, at)
    return RegionPlan(
        region=region.scope.region,
        plan=plan,
        since=seen_since(known.store, region.scope) if chosen.plan is None else None,
        overridden=chosen.plan is not None,
        next_plan=coming,
        next_at=None if coming is None else calendar.until_of(calendar.since_of(known.now)),
        assumed_prices=listed is not None and listed.assumed is not None,
    )


def _counting(shown: Sequence[Region], since: int, until: int) -> Counting:
    days = [day for each in shown for day in each.use(since, until).days]
    known = [day.recipients for day in days if not isinstance(day.recipients, Unknown)]
    ratios = [each.mail.ratio for each in shown]
    told = [ratio for ratio in ratios if not isinstance(ratio, Unknown)]
    return Counting(
        recipients=sum(known),
        days=by_basis(days),
        unknown_days=len(days) - len(known),
        ratio=max(told) if told else next(iter(ratios), Unknown(Reason.COLLECTING)),
    )


def _covered(reckoned: Reckoned, shown: Sequence[Region]) -> Iterator[Covered]:
    known = reckoned.known.allowance(reckoned.since)
    for each in shown:
        plan = plans.at(each.spans, reckoned.at, reckoned.known.choices.overrides)
        plan = Plan.NONE if isinstance(plan, Unknown) else plan
        yield Covered(
            region=each.scope.region,
            allowance=known,
            covered=reckoned.month(0).free.get(each.scope.region, 0),
            applies=not isinstance(known, Unknown) and free.applies(known, plan, min(reckoned.at, reckoned.until - 1)),
        )


def _compared(reckoned: Reckoned, region: Region) -> Compared:
    name, terms = region.scope.region, reckoned.terms[0][1]
    use = next(use for use in reckoned.uses if use.region == name)
    likely = _likely(use, reckoned.aheads.get(name))
    current = plans.at(region.spans, reckoned.at, terms.overrides)
    offers = comparison.offers(likely, current, region.extras, name, reckoned.since, terms)
    other = next((offer.plan for offer in offers if offer.plan != current), None)
    saving = Decimal(0) if isinstance(current, Unknown) else comparison.saving_a_year(offers, current)
    return Compared(
        region=name,
        current=current,
        likely=likely,
        offers=offers,
        cheapest=offers[0].plan if offers else None,
        saving_a_year=saving,
        break_even=_break_even(current, other, region, reckoned.since, terms),
        guide=comparison.guide(likely),
    )


def _break_even(current: Plan | Unknown, other: Plan | None, region: Region, since: int, terms: Terms) -> int | None:
    if isinstance(current, Unknown) or other is None:
        return None
    return comparison.break_even(current, other, region.extras, region.scope.region, since, terms)


def _likely(use: Use, coming: Ahead | Unknown | None) -> int:
    """Recipients of the whole month."""
    so_far = sum(day.recipients for day in use.days if not isinstance(day.recipients, Unknown))
    return so_far + (coming.likely if isinstance(coming, Ahead) else 0)


def _budget(reckoned: Reckoned) -> Budget:
    """Of all regions together; under the cheaper plan where none is known, since that much is certain."""
    usd = reckoned.known.choices.budget or Decimal(1)
    end = reckoned.outlook({each.scope.region for each in reckoned.known.regions}, 0)
    return Budget(
        usd=usd,
        used_share=float(reckoned.month(0).to_date / usd),
        likely_share=float(end.likely / usd) if isinstance(end, Outlook) else None,
    )
