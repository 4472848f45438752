"""The facts of one scope at one moment, each known with its age or unknown with its reason.

Judgement over them lives in `deliverability`; their history lives in `report/charts.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeVar

from deliverability.coverage import Span, share
from deliverability.metrics import BOUNCE_RATE, COMPLAINT_RATE, DAY, SENT_LAST_24_HOURS
from deliverability.model import N_, Level, Reason, Scope, Unknown, text
from deliverability.rates import QuotaUse, Rate, judge, level_of
from deliverability.standing import Measure
from report.freshness import Freshness, freshness
from store import coverage, samples, snapshots, statistics
from store.engines.engine import Engine
from store.samples import Point

WINDOWS: Final = {"24h": DAY, "7d": 7 * DAY, "30d": 30 * DAY}
"""Our own windows, by their name in the exports."""

MOSTLY: Final = 0.9
"""Part of a window that must have been looked at, or its rate would be told from too little of it."""

AWS_METRIC: Final = {Measure.BOUNCE: BOUNCE_RATE, Measure.COMPLAINT: COMPLAINT_RATE}

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Figure:
    """A value AWS published, and the time it is of (epoch seconds)."""

    value: float
    at: int


@dataclass(frozen=True, slots=True)
class OwnRate:
    """Our rate over a window, with its level and how much of the window was looked at (0..1)."""

    window: str
    window_seconds: int
    rate: Rate | Unknown
    level: Level | Unknown
    known_share: float


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a scope at `now` (epoch seconds)."""

    scope: Scope
    now: int
    account: Mapping[str, Any] | Unknown
    reputation: Mapping[Measure, Figure | Unknown]
    own: Mapping[Measure, tuple[OwnRate, ...]]
    quota: QuotaUse | Unknown
    freshness: Mapping[str, Freshness]

    def field(self, name: str) -> Any | Unknown:
        """A field of the account, or why it is not known."""
        if isinstance(self.account, Unknown):
            return self.account
        return self.account.get(name, Unknown(Reason.FAILED))

    def aws_level(self, measure: Measure) -> Level | Unknown:
        """The level of AWS's own figure, taken as it is."""
        figure = self.reputation[measure]
        return level_of(figure.value, measure.lines) if isinstance(figure, Figure) else figure


def facts(store: Engine, scope: Scope, now: datetime) -> Facts:
    """Read the facts of a scope as of `now`."""
    at = int(now.timestamp())
    fresh = freshness(store, scope)
    account = _account(store, scope, at, fresh)
    sent = samples.latest(store, scope, SENT_LAST_24_HOURS.name, until=at + 1)
    return Facts(
        scope=scope,
        now=at,
        account=account,
        reputation={m: _reputation(store, scope, at, m, fresh) for m in Measure},
        own={m: own_rates(store, scope, at, m, fresh) for m in Measure},
        quota=_quota(account, sent, at, fresh),
        freshness=fresh,
    )


def _present(value: _T | None, reading: str, now: int, fresh: Mapping[str, Freshness]) -> _T | Unknown:
    """The value while its reading is fresh, else the reason it is not."""
    known = fresh.get(reading)
    if known is None:
        return Unknown(Reason.COLLECTING)
    if value is None or known.is_stale(now):
        return known.reason(now)
    return value


def _account(store: Engine, scope: Scope, now: int, fresh: Mapping[str, Freshness]) -> Mapping[str, Any] | Unknown:
    known = fresh.get("account")
    if known and (known.last_success or 0) > now:
        snapshot = snapshots.before(store, scope, "account", "", now + 1)
    else:
        # Of the present the last one kept, whatever its date: a clock may have been set back since.
        snapshot = snapshots.latest(store, scope, "account").get("")
    body = snapshot.body if snapshot else None
    return _present(body, "account", now, fresh)


def _reputation(
    store: Engine, scope: Scope, now: int, measure: Measure, fresh: Mapping[str, Freshness]
) -> Figure | Unknown:
    """AWS's figure however old it is, since it rests while no mail moves it; unknown only when nobody asked lately."""
    point = samples.latest(store, scope, AWS_METRIC[measure], until=now + 1)
    figure = Figure(point.value, point.at) if point else None
    return _present(figure, "metrics", now, fresh)


def own_rates(
    store: Engine, scope: Scope, now: int, measure: Measure, fresh: Mapping[str, Freshness]
) -> tuple[OwnRate, ...]:
    """Our rates over 24 h, 7 d and 30 d up to `now` from the send statistics.

    Complaints over all attempts are a lower bound: AWS divides by mail to providers that send it feedback.
    """
    return tuple(_own(store, scope, now, measure, window, fresh) for window in WINDOWS)


def in_part(window_seconds: int) -> Unknown:
    """Why nothing is told of a window up to now that was looked at in part only."""
    whole = N_("Our counts of the last {window:duration} are not whole.")
    return Unknown(Reason.COLLECTING, text(whole, window=window_seconds))


def _own(
    store: Engine, scope: Scope, now: int, measure: Measure, window: str, fresh: Mapping[str, Freshness]
) -> OwnRate:
    seconds = WINDOWS[window]
    span = Span(now - seconds, now)
    known = share(coverage.covered(store, scope, coverage.STATISTICS, span), span)
    sums = statistics.totals(store, scope, span.since, span.until)
    count = sums.bounces if measure is Measure.BOUNCE else sums.complaints
    counted = Rate(count, sums.attempts, lower_bound=measure is Measure.COMPLAINT) if known > 0 else None
    rate = _present(counted, "statistics", now, fresh)
    return OwnRate(window, seconds, rate, _level(rate, measure, known), known)


def _level(rate: Rate | Unknown, measure: Measure, known: float) -> Level | Unknown:
    """No level is said of a window from a part of it."""
    if isinstance(rate, Unknown):
        return rate
    return judge(rate, measure.lines) if known >= MOSTLY else Unknown(Reason.COLLECTING)


def _quota(
    account: Mapping[str, Any] | Unknown, sent: Point | None, now: int, fresh: Mapping[str, Freshness]
) -> QuotaUse | Unknown:
    """Unknown too where the account still answers but no longer tells what was sent."""
    if isinstance(account, Unknown):
        return account
    limit = account.get("max_24_hour_send")
    if limit is None or sent is None or now - sent.at > fresh["account"].patience_seconds:
        return Unknown(Reason.FAILED)
    return QuotaUse(sent.value, float(limit))
