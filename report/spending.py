"""What the month costs so far and is likely to, over all regions of the account, for the alert on a budget.

What is made of it: `deliverability/rules/budget.py`. The budget is the account's and not a region's, so one region tells
of it for all: the first of those that are watched.
"""

from datetime import UTC, datetime
from typing import Final

from deliverability.cost import calendar
from deliverability.cost.model import Outlook
from deliverability.cost.spending import Spending
from deliverability.metrics import WEEK
from deliverability.model import Reason, Scope, Unknown
from report.costing import HISTORY, Reckoned
from report.freshness import effective
from report.uses import choices_in_force, gathered
from store import scopes
from store.engines.engine import Engine

LOOKED_BACK: Final = HISTORY + WEEK
"""Of mail: as much as the days to come are told from."""


def spending(store: Engine, scope: Scope, now: int) -> Spending | Unknown | None:
    """The account's spending as of `now` (epoch seconds); None without a budget, and for every region but the first."""
    budget = choices_in_force(store).budget
    if budget is None or scope.region != _first(store, scope.account_id):
        return None
    since = calendar.since_of(now)
    known = gathered(store, scope.account_id, datetime.fromtimestamp(now, UTC), min(since, now - LOOKED_BACK))
    if not any(region.mail.days for region in known.regions):
        return Unknown(Reason.COLLECTING)
    # Where no plan is known, the first terms are the cheapest likely plan's: that much is certain.
    reckoned = Reckoned(known, since, calendar.until_of(since))
    end = reckoned.outlook({region.scope.region for region in known.regions}, 0)
    return Spending(since, now, reckoned.month(0).to_date, end if isinstance(end, Outlook) else None, budget)


def _first(store: Engine, account_id: str) -> str | None:
    """The first region that is watched, else the first that is known."""
    watched = effective(store).get("regions") or ()
    known = [scope.region for scope in scopes.known(store) if scope.account_id == account_id]
    return next((region for region in watched if region in known), next(iter(known), None))
