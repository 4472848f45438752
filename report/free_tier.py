"""What AWS told of what an account gets free, or why it told nothing: never asked, denied, failed, or too long ago.

What is made of it: `deliverability/cost/allowance.py`. It is asked once a day for all regions: `collector/aws/free_tier.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from deliverability.cost import calendar
from deliverability.cost.allowance import FreeUsage, Listed, PlanState
from deliverability.metrics import DAY
from deliverability.model import N_, Reason, Scope, Unknown, text
from report.freshness import Freshness, freshness
from store import costs
from store.costs import TierMonth
from store.engines.engine import Engine

READING: Final = "free_tier"
USAGE: Final = "freetier:GetFreeTierUsage"
PLAN: Final = "freetier:GetAccountPlanState"
OLD: Final = 3 * DAY
"""An answer this old says nothing of the present; AWS is asked once a day."""


@dataclass(frozen=True, slots=True)
class Told:
    """As of `now` (epoch seconds): the free tier by the beginning of its month, how the account is paid, and the last runs."""

    months: Mapping[int, TierMonth]
    plan: PlanState | None
    runs: tuple[Freshness, ...]
    now: int

    def listed(self, since: int) -> Listed | Unknown:
        """The free tier of the month that begins at `since`.

        What was used stays used: rows of this month count however old they are, an empty list only while it is fresh.
        """
        month = self.months.get(since)
        present = since == calendar.since_of(self.now)
        if month is None:
            return self._why(USAGE, None) if present else Unknown(Reason.COLLECTING, text(_NOBODY_ASKED))
        if present and not month.uses and self.now - month.read_at > OLD:
            return self._why(USAGE, month.read_at)
        rows = (FreeUsage(use.usage_type, use.used, use.allowed, use.unit) for use in month.uses)
        return Listed(tuple(rows), month.read_at)

    def paid(self) -> PlanState | Unknown:
        """How the account is paid now."""
        if self.plan is None or self.now - self.plan.read_at > OLD:
            return self._why(PLAN, None if self.plan is None else self.plan.read_at)
        return self.plan

    def _why(self, action: str, read_at: int | None) -> Unknown:
        """Why nothing is known of what an action tells: as the last run says, else how long ago it was told."""
        for fresh in self.runs:
            run = fresh.last_run
            if run is not None and (run.outcome in {"failed", "partial"} or action in run.missing_action):
                return fresh.reason(self.now)
        if read_at is None:
            return Unknown(Reason.COLLECTING, text(N_("AWS was not asked about the free tier yet.")))
        ago = N_("AWS told it last {age:duration} ago. Is the collector running?")
        return Unknown(Reason.STALE, text(ago, age=self.now - read_at))


_NOBODY_ASKED: Final = N_("AWS was not asked about the free tier in that month, and tells nothing of past ones.")


def told(store: Engine, account_id: str, scopes: Iterable[Scope], now: int) -> Told:
    """What is known of an account; `scopes` are its regions, any of which may have asked."""
    paid = costs.plan(store, account_id)
    runs = (freshness(store, scope).get(READING) for scope in scopes)
    return Told(
        months=costs.tiers(store, account_id),
        plan=None
        if paid is None
        else PlanState(paid.kind, paid.status, paid.credits_usd, paid.expires_at, paid.read_at),
        runs=tuple(fresh for fresh in runs if fresh is not None),
        now=now,
    )
