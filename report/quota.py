"""The sending quota in values: its use and its limit over time, the next 24 hours, and the rate of sending.

AWS counts recipients, the send statistics count attempts: the ratio of the last 24 hours turns one into the other.
What comes is guessed in `deliverability/forecast.py`; how it looks lives in `ui/sections/quota.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from deliverability.coverage import Span, share
from deliverability.forecast import Ahead, Forecast, Method, forecast, reached
from deliverability.metrics import DAY, HOUR, QUARTER, SENT_LAST_24_HOURS
from deliverability.model import N_, Level, Reason, Scope, Unknown, text
from deliverability.rates import QuotaUse
from deliverability.standing import Enforcement, quota_level
from report.facts import MOSTLY, Facts, facts, in_part
from report.rolling_day import BACK, QuotaChart, Used, attempts_by_hour, quota_chart
from store import coverage, samples, statistics
from store.engines.engine import Engine

LATEST: Final = 3 * QUARTER
"""A quarter of an hour that ended longer ago than this says nothing of the present rate."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The next 24 hours in recipients; shares are of the limit, None without one.

    `reached_at` is when the quota is used up as it goes, `worst_reached_at` at the band's upper end; None: it is not.
    """

    method: Method
    ahead: tuple[Ahead, ...]
    share: float | None
    worst_share: float | None
    reached_at: int | None
    worst_reached_at: int | None


@dataclass(frozen=True, slots=True)
class Sending:
    """Recipients a second, averaged over 15 minutes: the latest, the highest of 24 h and of 7 d, and AWS's limit.

    Each is unknown where the time it is of was not looked at; 0.0 where it was and nothing was sent.
    """

    latest: float | Unknown
    day: float | Unknown
    week: float | Unknown
    limit: float | Unknown


@dataclass(frozen=True, slots=True)
class Quota:
    """Everything the quota page shows of a scope at `now` (epoch seconds). `ratio` is recipients per attempt."""

    scope: Scope
    now: int
    use: QuotaUse | Unknown
    level: Level | Unknown
    production_access: bool | Unknown
    highest: Used | Unknown
    ratio: float | Unknown
    sending: Sending | Unknown
    outlook: Outlook | Unknown
    chart: QuotaChart
    read_at: int | None


def quota(store: Engine, scope: Scope, now: datetime) -> Quota:
    """The quota as of `now`."""
    known = facts(store, scope, now)
    at, hours = attempts_by_hour(store, scope, known.now)
    ratio = _ratio(store, known)
    outlook = _outlook(known, hours, at, ratio)
    ahead = () if isinstance(outlook, Unknown) else outlook.ahead
    chart = quota_chart(store, scope, known.now, hours, _known_or_one(ratio), ahead)
    fresh = known.freshness.get("account")
    return Quota(
        scope=scope,
        now=known.now,
        use=known.quota,
        level=quota_level(known.quota) if isinstance(known.quota, QuotaUse) else known.quota,
        production_access=known.field("production_access"),
        highest=_highest(known, chart),
        ratio=ratio,
        sending=_sending(store, known, at, ratio),
        outlook=outlook,
        chart=chart,
        read_at=fresh.last_success if fresh else None,
    )


def _ratio(store: Engine, known: Facts) -> float | Unknown:
    """Recipients per attempt: AWS's rolling count over the attempts of the same 24 hours."""
    sent = samples.latest(store, known.scope, SENT_LAST_24_HOURS.name, until=known.now + 1)
    if isinstance(known.quota, Unknown) or sent is None:
        return known.quota if isinstance(known.quota, Unknown) else Unknown(Reason.COLLECTING)
    day = Span(sent.at - DAY, sent.at)
    if share(coverage.covered(store, known.scope, coverage.STATISTICS, day), day) < MOSTLY:
        return _statistics(known) or in_part(DAY)
    attempts = statistics.totals(store, known.scope, day.since, day.until).attempts
    if not attempts or not sent.value:
        return Unknown(Reason.NOT_ENOUGH_MAIL, text(N_("Nothing was sent in the last 24 hours.")))
    return sent.value / attempts


def _known_or_one(ratio: float | Unknown) -> float:
    """An attempt reaches one recipient at least."""
    return ratio if isinstance(ratio, float) else 1.0


def _statistics(known: Facts) -> Unknown | None:
    """Why the send statistics cannot be told as the present; None when they can."""
    fresh = known.freshness.get("statistics")
    if fresh is None:
        return Unknown(Reason.COLLECTING)
    return fresh.reason(known.now) if fresh.is_stale(known.now) else None


def _outlook(known: Facts, hours: Mapping[int, float], at: int, ratio: float | Unknown) -> Outlook | Unknown:
    if isinstance(known.quota, Unknown):
        return known.quota
    if reason := _statistics(known):
        return reason
    if known.field("enforcement_status") == Enforcement.SHUTDOWN or known.field("sending_enabled") is False:
        return Unknown(Reason.NOT_ENOUGH_MAIL, text(N_("Sending is stopped, so there is no pace to go by.")))
    if not any(hours.values()):
        return Unknown(Reason.NOT_ENOUGH_MAIL, text(N_("Nothing was sent, so there is no pace to go by.")))
    found = forecast(hours, at)
    if isinstance(found, Unknown):
        return found
    return _in_recipients(found, known.quota, known.now, _known_or_one(ratio))


def _in_recipients(found: Forecast, use: QuotaUse, now: int, ratio: float) -> Outlook:
    ahead = tuple(Ahead(a.at, a.used * ratio, a.low * ratio, a.high * ratio) for a in found.ahead if a.at <= now + DAY)
    likely = [(now, use.used), *((a.at, a.used) for a in ahead)]
    worst = [(now, use.used), *((a.at, a.high) for a in ahead)]
    if use.share is None:
        return Outlook(found.method, ahead, None, None, None, None)
    return Outlook(
        method=found.method,
        ahead=ahead,
        share=max(used for _, used in likely) / use.limit,
        worst_share=max(used for _, used in worst) / use.limit,
        reached_at=reached(likely, use.limit),
        worst_reached_at=reached(worst, use.limit),
    )


def _highest(known: Facts, chart: QuotaChart) -> Used | Unknown:
    """The most the rolling day held in 7 d; estimated in the hours in which AWS was not asked."""
    asked = {used.at // HOUR for used in chart.aws}
    seen = [*chart.aws, *(used for used in chart.own if used.at // HOUR not in asked)]
    if isinstance(known.quota, Unknown) or not seen:
        return known.quota if isinstance(known.quota, Unknown) else Unknown(Reason.COLLECTING)
    return max(seen, key=lambda used: used.value)


def _sending(store: Engine, known: Facts, at: int, ratio: float | Unknown) -> Sending | Unknown:
    if reason := _statistics(known):
        return reason
    each = _known_or_one(ratio) / QUARTER
    bins = [b for b in statistics.bins(store, known.scope, known.now - BACK, known.now) if not b.cut]
    whole = [b for b in bins if known.now - LATEST <= b.at + QUARTER <= at]
    limit = known.field("max_send_rate")

    def highest(back: int) -> float | Unknown:
        reached = max((b.attempts for b in bins if b.at >= known.now - back), default=0) * each
        return _unseen(store, known, Span(known.now - back, known.now)) or reached

    return Sending(
        latest=_unseen(store, known, Span(known.now - LATEST, at)) or (whole[-1].attempts * each if whole else 0.0),
        day=highest(DAY),
        week=highest(BACK),
        limit=limit if isinstance(limit, Unknown) else float(limit),
    )


def _unseen(store: Engine, known: Facts, span: Span) -> Unknown | None:
    """Why no rate is told of a span: it was looked at in part only, or is too short to hold one; None where it is."""
    seen = share(coverage.covered(store, known.scope, coverage.STATISTICS, span), span)
    return in_part(known.now - span.since) if seen < MOSTLY or span.seconds < QUARTER else None
