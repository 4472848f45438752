"""What the month costs so far and is likely to, over all regions of the account, against the budget: of page and alert.

What is made of it: `deliverability/cost/spending.py`. The budget is the account's and not a region's, so one region tells
the alert of it for all: the first of those that are watched.
"""

from datetime import UTC, datetime
from typing import Final

from deliverability.cost import calendar
from deliverability.cost.model import Outlook
from deliverability.cost.spending import Spending, between
from deliverability.metrics import WEEK
from deliverability.model import Reason, Scope, Unknown
from report import counted
from report.freshness import effective
from report.reckoned import HISTORY, Reckoned
from report.uses import choices_in_force, gathered
from store import scopes
from store.engines.engine import Engine

LOOKED_BACK: Final = HISTORY + WEEK
"""Of mail: as much as the days to come are told from."""


def spending(store: Engine, scope: Scope, now: int) -> Spending | Unknown | None:
    """The account's spending as of `now` (epoch seconds); None without a budget, and for every region but the first."""
    if choices_in_force(store).budget is None or scope.region != _first(store, scope.account_id):
        return None
    since = calendar.since_of(now)
    known = gathered(store, scope.account_id, datetime.fromtimestamp(now, UTC), min(since, now - LOOKED_BACK))
    return against_budget(Reckoned(known, since, calendar.until_of(since)))


def against_budget(reckoned: Reckoned) -> Spending | Unknown | None:
    """The present month against the budget; None without one, unknown where no mail of the month was looked at."""
    known, budget = reckoned.known, reckoned.known.choices.budget
    if budget is None or not reckoned.present:
        return None
    if not reckoned.any_day(known.regions):
        return Unknown(Reason.COLLECTING)
    bills = range(len(reckoned.terms))
    spent = [reckoned.month(i).to_date for i in bills]
    ends = [reckoned.outlook({each.scope.region for each in known.regions}, i) for i in bills]
    foreseen = [end for end in ends if isinstance(end, Outlook)]
    return Spending(
        since=reckoned.since,
        at=known.now,
        to_date=min(spent),
        outlook=between(foreseen) if foreseen else None,
        budget=budget,
        most=max(spent),
        missing=(
            *counted.gaps(counted.counting(known.regions, reckoned.since, reckoned.at)),
            *counted.unwatched(known.regions),
        ),
    )


def _first(store: Engine, account_id: str) -> str | None:
    """The first region that is watched, else the first that is known."""
    watched = effective(store).get("regions") or ()
    known = [scope.region for scope in scopes.known(store) if scope.account_id == account_id]
    return next((region for region in watched if region in known), next(iter(known), None))
