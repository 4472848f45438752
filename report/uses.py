"""What an account's bill rests on, gathered from the store: its regions' mail and plans, what a person chose, what is free.

What is made of it: `costing.py` for the page, `spending.py` for the alert, `cost_export.py` for the export.
"""

from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from deliverability.cost import allowance as allowances
from deliverability.cost import calendar, parts, plans
from deliverability.cost.choices import Choices
from deliverability.cost.model import (
    LIKELY_PLANS,
    Allowance,
    Credits,
    Extras,
    ExtrasSpan,
    Plan,
    PlanSpan,
    Terms,
    Usage,
    Use,
)
from deliverability.metrics import DAY
from deliverability.model import N_, Reason, Scope, Unknown, text
from report import free_tier
from report.freshness import effective, freshness
from report.paid_extras import paid_extras
from report.plan_spans import plan_spans
from report.usage import Mail, mail
from store import scopes
from store.engines.engine import Engine

_LEFT: Final = N_("The region is no longer looked at: what it costs since then is not known.")
_UNSEEN: Final = Unknown(Reason.COLLECTING, text(N_("Nobody looked at this day.")))


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the account at `now` (epoch seconds): its mail by day, its plans and what else it paid for over time.

    `read_at` is when GetAccount was last read, None before that. One that is no longer `watched` ends with the last day
    that was looked at.
    """

    scope: Scope
    mail: Mail
    spans: tuple[PlanSpan, ...]
    extras: tuple[ExtrasSpan, ...]
    read_at: int | None
    watched: bool
    now: int

    def use(self, since: int, until: int) -> Use:
        """What of it counts for the days that begin in [since, until), a midnight: each of them up to now, seen or not."""
        days = self.mail.days
        first, last = (bisect_left(days, at, key=lambda day: day.day) for at in (since, until))
        told = days[first:last]
        ends = min(until, self.now) if self.watched else since
        before = range(since, told[0].day if told else ends, DAY)
        unseen = tuple(Usage(day, _UNSEEN, "attempts", whole=False) for day in before)
        return Use(self.scope.region, unseen + told, self.spans, self.extras)


@dataclass(frozen=True, slots=True)
class Gathered:
    """An account at `now` (epoch seconds); `free` is what AWS told of the free tier and credits."""

    store: Engine
    account_id: str
    now: int
    regions: tuple[Region, ...]
    choices: Choices
    free: free_tier.Told

    def uses(self, since: int, until: int) -> tuple[Use, ...]:
        """Every region's."""
        return tuple(region.use(since, until) for region in self.regions)

    def allowance(self, since: int) -> Allowance | Unknown:
        """What is free in the month that begins at `since`, as AWS told it last or a person chose."""
        return allowances.allowance(self.choices.free_tier, self.choices.overrides, self.free.listed(since))

    def credits(self) -> Credits | Unknown | None:
        """Credits in force now; None where there are none."""
        return allowances.credits_of(self.choices.free_tier, self.free.paid(), self.now)

    def terms(self, since: int, until: int) -> tuple[tuple[Plan | None, Terms], ...]:
        """The plan taken for regions that tell none, and what holds: one pair, or one a likely plan where any is unknown."""
        known = self.allowance(since)
        terms = Terms(LIKELY_PLANS[0], self.choices.overrides, None if isinstance(known, Unknown) else known)
        at = min(self.now, until)
        if not any(plans.unknown(each.spans, since, at, terms.overrides) for each in self.regions):
            return ((None, self._less_other_use(terms, since)),)
        return tuple((plan, self._less_other_use(replace(terms, assumed=plan), since)) for plan in LIKELY_PLANS)

    def _less_other_use(self, terms: Terms, since: int) -> Terms:
        """The same with what other use than the mail that is counted here took of the free tier."""
        found = terms.allowance
        if found is None or found.used_at is None:
            return terms
        other = parts.elsewhere(self.uses(since, found.used_at), since, terms)
        return replace(terms, allowance=replace(found, elsewhere=other))


def gathered(store: Engine, account_id: str, now: datetime, since: int = 0) -> Gathered:
    """The account with its mail from `since` on, all of it by default."""
    at = int(now.timestamp())
    known = [scope for scope in scopes.known(store) if scope.account_id == account_id]
    watched = effective(store).get("regions")
    regions = tuple(
        _region(store, scope, at, since, watched=watched is None or scope.region in watched) for scope in known
    )
    return Gathered(
        store=store,
        account_id=account_id,
        now=at,
        regions=regions,
        choices=choices_in_force(store),
        free=free_tier.told(store, account_id, known, at),
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


def _region(store: Engine, scope: Scope, now: int, since: int, *, watched: bool) -> Region:
    fresh = freshness(store, scope).get("account")
    read_at = None if fresh is None else fresh.last_success
    region = Region(
        scope=scope,
        mail=mail(store, scope, now, since),
        spans=plan_spans(store, scope, read_at),
        extras=paid_extras(store, scope),
        read_at=read_at,
        watched=watched,
        now=now,
    )
    return region if watched else _left(region)


def _left(region: Region) -> Region:
    """One that is no longer watched: what it has cost since it was read last, nobody knows, and nobody is billed for it."""
    mail = replace(region.mail, days=_up_to_the_last_seen(region.mail.days))
    if region.read_at is None:
        return replace(region, mail=mail)
    end = region.read_at
    spans = (*(span for span in region.spans if span.since < end), PlanSpan(end, Plan.NONE, text(_LEFT), ends=True))
    extras = (*(span for span in region.extras if span.since < end), ExtrasSpan(end, Extras()))
    return replace(region, mail=mail, spans=spans, extras=extras)


def _up_to_the_last_seen(days: tuple[Usage, ...]) -> tuple[Usage, ...]:
    last = max((at for at, day in enumerate(days) if not isinstance(day.recipients, Unknown)), default=-1)
    return days[: last + 1]
