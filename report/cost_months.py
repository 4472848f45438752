"""Every month of which anything is known, each in one sum: what a person picks from.

One month in full is told by `costing.py`.
"""

from collections import defaultdict
from decimal import Decimal

from deliverability.cost import calendar, month
from report.costs import MonthSum
from report.counted import counting
from report.uses import Gathered
from report.uses import months as known_months
from store import costs as told_costs


def months(known: Gathered, region: str | None) -> tuple[MonthSum, ...]:
    """The months of a region, or of all of them (None), the latest first."""
    charged = _charged(known, region)
    return tuple(_month(known, region, since, charged.get(since)) for since in reversed(known_months(known)))


def _month(known: Gathered, region: str | None, since: int, actual: Decimal | None) -> MonthSum:
    until = calendar.until_of(since)
    at = min(known.now, until)
    uses = known.uses(since, at)
    totals = [month.total(uses, since, at, terms) for _, terms in known.terms(since, until)]
    sums = [sum((usd for name, usd in total.items() if region in (None, name)), Decimal(0)) for total in totals]
    counted = counting([each for each in known.regions if region in (None, each.scope.region)], since, at)
    return MonthSum(since, until, min(sums), max(sums), counted.recipients, actual, counted.at_least)


def _charged(known: Gathered, region: str | None) -> dict[int, Decimal]:
    """By month what AWS charged, of months that it told in full or up to now."""
    told = told_costs.told(known.store, known.account_id)
    found: dict[int, Decimal] = defaultdict(Decimal)
    if told is None:
        return found
    for charge in told_costs.charges(known.store, known.account_id, told.since, told.until):
        since = calendar.since_of(charge.at)
        if since >= told.since and region in (None, charge.region):
            found[since] += charge.usd
    return found
