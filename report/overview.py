"""The Overview in values: am I safe, what changed, what should I do now.

Facts come from `report/facts.py`, sentences from `deliverability/advice.py`; how it looks lives in `pages/overview.py`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from deliverability.advice import Advice, advise
from deliverability.coverage import Span
from deliverability.metrics import DAY, SENT_LAST_24_HOURS
from deliverability.model import Level, Reason, Scope, Unknown
from deliverability.rates import QuotaUse
from deliverability.standing import Measure, Standing, enforcement_level, overall, quota_level
from report.changes import Event, recent
from report.charts import AwsPoint, RateChart, VolumeChart, known_since, rate_chart, volume_chart
from report.facts import AWS_METRIC, Facts, Figure, OwnRate, facts
from report.standing import day_change, standing_of
from store import samples
from store.engines.engine import Engine

RANGES: Final = {"24h": DAY, "7d": 7 * DAY, "30d": 30 * DAY, "90d": 90 * DAY, "1y": 365 * DAY, "all": 0}
"""What the range picker offers, by its name in the address; 0 is everything known."""

TREND_STEP: Final = 6 * 3600
TREND_SPAN: Final = 14 * DAY


@dataclass(frozen=True, slots=True)
class RateCard:
    """A rate at a glance: AWS's figure with its level, its move in a day (fraction), ours, and a fortnight's trend.

    `read_at` is when AWS was last asked successfully (epoch seconds); `aws.at` the time the figure is of.
    """

    measure: Measure
    aws: Figure | Unknown
    level: Level | Unknown
    day_change: float | None
    own: tuple[OwnRate, ...]
    trend: tuple[AwsPoint, ...]
    read_at: int | None


@dataclass(frozen=True, slots=True)
class QuotaCard:
    """Recipients of the rolling 24 h against the limit, and a fortnight of them."""

    use: QuotaUse | Unknown
    level: Level | Unknown
    trend: tuple[AwsPoint, ...]
    read_at: int | None


@dataclass(frozen=True, slots=True)
class AccountCard:
    """AWS's verdict on the account and the owner's own switches; each may be unknown."""

    enforcement: str | Unknown
    sending_enabled: bool | Unknown
    production_access: bool | Unknown
    plan: str | Unknown
    level: Level | Unknown
    read_at: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the first page shows of a scope at `now` (epoch seconds)."""

    scope: Scope
    now: int
    level: Level | Unknown
    advice: Advice
    account: AccountCard
    bounce: RateCard
    complaint: RateCard
    quota: QuotaCard
    bounce_chart: RateChart
    complaint_chart: RateChart
    volume: VolumeChart
    changes: tuple[Event, ...]


def overview(store: Engine, scope: Scope, now: datetime, range_name: str = "30d") -> Overview:
    """The Overview over one of RANGES, ending now."""
    known = facts(store, scope, now)
    span = span_of(store, scope, known.now, range_name)
    standing = standing_of(store, known)
    return Overview(
        scope=scope,
        now=known.now,
        level=overall(standing),
        advice=advise(standing),
        account=_account_card(known, standing),
        bounce=_rate_card(store, known, Measure.BOUNCE),
        complaint=_rate_card(store, known, Measure.COMPLAINT),
        quota=_quota_card(store, known),
        bounce_chart=rate_chart(store, scope, Measure.BOUNCE, span),
        complaint_chart=rate_chart(store, scope, Measure.COMPLAINT, span),
        volume=volume_chart(store, scope, span),
        changes=tuple(recent(store, scope, known.now)),
    )


def span_of(store: Engine, scope: Scope, now: int, range_name: str) -> Span:
    """The span of a range by its name; an unknown name is the month."""
    seconds = RANGES.get(range_name, RANGES["30d"])
    if seconds:
        return Span(now - seconds, now)
    first = known_since(store, scope)
    return Span(now - DAY if first is None else min(first, now - DAY), now)


def _rate_card(store: Engine, known: Facts, measure: Measure) -> RateCard:
    figure = known.reputation[measure]
    return RateCard(
        measure=measure,
        aws=figure,
        level=known.aws_level(measure),
        day_change=day_change(store, known.scope, known.now, measure, figure),
        own=known.own[measure],
        trend=_trend(store, known, AWS_METRIC[measure]),
        read_at=_read_at(known, "metrics"),
    )


def _trend(store: Engine, known: Facts, metric: str) -> tuple[AwsPoint, ...]:
    found = samples.buckets(store, known.scope, metric, "", known.now - TREND_SPAN, known.now, TREND_STEP)
    return tuple(AwsPoint(b.at + TREND_STEP, b.mean) for b in found)


def _quota_card(store: Engine, known: Facts) -> QuotaCard:
    use = known.quota
    return QuotaCard(
        use=use,
        level=quota_level(use) if isinstance(use, QuotaUse) else use,
        trend=_trend(store, known, SENT_LAST_24_HOURS.name),
        read_at=_read_at(known, "account"),
    )


def _account_card(known: Facts, standing: Standing) -> AccountCard:
    return AccountCard(
        enforcement=standing.enforcement,
        sending_enabled=standing.sending_enabled,
        production_access=standing.production_access,
        plan=_plan(known),
        level=enforcement_level(standing),
        read_at=_read_at(known, "account"),
    )


def _plan(known: Facts) -> str | Unknown:
    if isinstance(known.account, Unknown):
        return known.account
    plan = known.account.get("plan")
    return plan if isinstance(plan, str) else Unknown(Reason.FAILED)


def _read_at(known: Facts, reading: str) -> int | None:
    fresh = known.freshness.get(reading)
    return fresh.last_success if fresh else None
