"""What an account's bill rests on, gathered from the store: its regions' mail and plans, what a person chose, what is free.

What is made of it: `costing.py` for the page, `spending.py` for the alert, `cost_export.py` for the export.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from deliverability.cost import allowance as free
from deliverability.cost import calendar, plans
from deliverability.cost.choices import Choices
from deliverability.cost.model import LIKELY_PLANS, Allowance, Extras, Plan, PlanSpan, Terms, Use
from deliverability.model import N_, Reason, Scope, Unknown, text
from report.freshness import effective, freshness
from report.plan_spans import extras, plan_spans
from report.usage import Mail, mail
from store import costs as told_costs
from store import scopes, snapshots
from store.costs import TierUse
from store.engines.engine import Engine

FREE_TIER: Final = "free_tier"


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the account: its mail by day, its plans over time, what GetAccount tells of it, and what it pays for."""

    scope: Scope
    mail: Mail
    spans: tuple[PlanSpan, ...]
    account: Mapping[str, Any]
    extras: Extras

    def use(self, since: int, until: int) -> Use:
        """What of it counts for the days that begin in [since, until)."""
        days = self.mail.days
        first, last = (bisect_left(days, at, key=lambda day: day.day) for at in (since, until))
        return Use(self.scope.region, days[first:last], self.spans, self.extras)


@dataclass(frozen=True, slots=True)
class Gathered:
    """An account at `now` (epoch seconds). `tiers` are the free tier's rows by month, `plan` how the account is paid.

    `free_unknown` says why of either nothing is known.
    """

    store: Engine
    account_id: str
    now: int
    regions: tuple[Region, ...]
    choices: Choices
    tiers: Mapping[int, Sequence[TierUse]]
    plan: free.PlanState | None
    free_unknown: Unknown

    def uses(self, since: int, until: int) -> tuple[Use, ...]:
        """Every region's."""
        return tuple(region.use(since, until) for region in self.regions)

    def allowance(self, since: int) -> Allowance | Unknown:
        """What is free in the month that begins at `since`, as AWS told it last or a person chose."""
        rows = [free.FreeUsage(row.usage_type, row.used, row.allowed, row.unit) for row in self.tiers.get(since, ())]
        return free.allowance(
            self.choices.free_tier, self.choices.overrides, rows or self.free_unknown, self.plan or self.free_unknown
        )

    def terms(self, since: int, until: int) -> tuple[tuple[Plan | None, Terms], ...]:
        """The plan taken for regions that tell none, and what holds: one pair, or one a likely plan where any is unknown."""
        known = self.allowance(since)
        terms = Terms(LIKELY_PLANS[0], self.choices.overrides, None if isinstance(known, Unknown) else known)
        at = min(self.now, until)
        if not any(plans.unknown(each.spans, since, at, terms.overrides) for each in self.regions):
            return ((None, terms),)
        return tuple((plan, replace(terms, assumed=plan)) for plan in LIKELY_PLANS)


def gathered(store: Engine, account_id: str, now: datetime, since: int = 0) -> Gathered:
    """The account with its mail from `since` on, all of it by default."""
    at = int(now.timestamp())
    known = [scope for scope in scopes.known(store) if scope.account_id == account_id]
    regions = tuple(_region(store, scope, at, since) for scope in known)
    paid = told_costs.plan(store, account_id)
    return Gathered(
        store=store,
        account_id=account_id,
        now=at,
        regions=regions,
        choices=choices_in_force(store),
        tiers=told_costs.tiers(store, account_id),
        plan=None if paid is None else free.PlanState(paid.kind, paid.status, paid.credits_usd, paid.expires_at),
        free_unknown=_why(store, regions, at),
    )


def choices_in_force(store: Engine) -> Choices:
    """What a person chose, as the collector told it at its start; nothing before that."""
    return Choices.from_plain(effective(store).get("costs") or {})


def months(known: Gathered) -> list[int]:
    """The first midnight of every month of which anything is known, the present one too, in order."""
    firsts = [region.mail.days[0].day for region in known.regions if region.mail.days]
    at = calendar.since_of(min(firsts, default=known.now))
    found = []
    while at <= known.now:
        found.append(at)
        at = calendar.until_of(at)
    return found


def _region(store: Engine, scope: Scope, now: int, since: int) -> Region:
    held = snapshots.latest(store, scope, "account").get("")
    account = held.body if held and held.body else {}
    return Region(scope, mail(store, scope, now, since), plan_spans(store, scope), account, extras(account))


def _why(store: Engine, regions: tuple[Region, ...], now: int) -> Unknown:
    """Why nothing is known of the free tier."""
    for region in regions:
        known = freshness(store, region.scope).get(FREE_TIER)
        if known is not None and known.last_success is None:
            return known.reason(now)
    return Unknown(Reason.COLLECTING, text(N_("AWS lists nothing of SES that is used free this month.")))
