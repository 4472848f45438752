"""The Deliverability page in values: one rate over a span, held against AWS's lines and against the span before.

What a series holds is decided in `report/charts.py`; how it looks lives in `ui/sections/over_time.py`.
"""

from dataclasses import dataclass
from datetime import datetime

from deliverability.coverage import Span
from deliverability.model import Reason, Scope, Unknown
from deliverability.outcomes import Count, Outcome
from deliverability.rates import Rate, told_apart
from report.charts import RateChart, outcome_chart, own_points, step_for
from report.facts import AWS_METRIC, MOSTLY
from report.freshness import freshness
from report.gaps import AWS_FIGURES, JOB
from report.marks import Marks, marks
from report.outcomes import known_rate
from report.overview import RANGES, span_of
from store import samples
from store.engines.engine import Engine


@dataclass(frozen=True, slots=True)
class Period:
    """The rate over a whole span, and which part of the span was looked at (0..1)."""

    span: Span
    rate: Rate | Unknown
    known_share: float

    @property
    def fraction(self) -> float | None:
        """The rate; None where nothing was sent or nothing is known."""
        return None if isinstance(self.rate, Unknown) else self.rate.fraction

    @property
    def mostly_known(self) -> bool:
        """Whether enough of it was looked at to be held against another."""
        return self.fraction is not None and self.known_share >= MOSTLY


@dataclass(frozen=True, slots=True)
class Deliverability:
    """One rate over a span at `now` (epoch seconds).

    `previous` is the equally long span before, None where there is none; `before` are its points, under the times of
    this one. `aws_missing` is why AWS's figure is not known at present, where it has one; `own_missing` why ours is not.
    """

    scope: Scope
    now: int
    span: Span
    chart: RateChart
    this: Period
    previous: Period | None
    before: tuple[Count, ...]
    marks: Marks
    aws_missing: Unknown | None
    own_missing: Unknown | None

    @property
    def told_apart(self) -> bool | None:
        """Whether this period and the one before differ by more than chance; None where they cannot be compared."""
        if self.previous is None or not (self.this.mostly_known and self.previous.mostly_known):
            return None
        one, other = self.this.rate, self.previous.rate
        return told_apart(one, other) if isinstance(one, Rate) and isinstance(other, Rate) else None

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.chart.own or self.chart.aws)


def over(store: Engine, scope: Scope, now: datetime, outcome: Outcome, period: Span | str) -> Deliverability:
    """The page over chosen dates or over a range by its name; all that is known has no span before."""
    if isinstance(period, Span):
        return deliverability(store, scope, now, outcome, period)
    span = span_of(store, scope, int(now.timestamp()), period)
    return deliverability(store, scope, now, outcome, span, has_before=RANGES.get(period) != 0)


def deliverability(
    store: Engine, scope: Scope, now: datetime, outcome: Outcome, span: Span, *, has_before: bool = True
) -> Deliverability:
    """One of the four rates over a span; `has_before` is False where the span reaches back to the beginning."""
    at = int(now.timestamp())
    chart = outcome_chart(store, scope, outcome, span, at)
    earlier = Span(span.since - span.seconds, span.since) if has_before else None
    return Deliverability(
        scope=scope,
        now=at,
        span=span,
        chart=chart,
        this=_period(store, scope, chart, span),
        previous=_period(store, scope, chart, earlier) if earlier else None,
        before=_shifted(store, scope, chart, earlier) if earlier else (),
        marks=marks(store, scope, span),
        aws_missing=_aws_missing(store, scope, outcome, at),
        own_missing=_missing(store, scope, JOB[chart.source], at, found=True),
    )


def _period(store: Engine, scope: Scope, chart: RateChart, span: Span) -> Period:
    rate, known = known_rate(store, scope, chart.outcome, chart.source, span)
    return Period(span, rate, known)


def _shifted(store: Engine, scope: Scope, chart: RateChart, span: Span) -> tuple[Count, ...]:
    """The points of the span before, moved onto this one."""
    found = own_points(store, scope, chart.outcome, chart.source, span, step_for(span, most=800))
    moved = (Count(count.at + span.seconds, count.numerator, count.denominator) for count in found)
    return tuple(count for count in moved if count.at <= chart.span.until)


def _aws_missing(store: Engine, scope: Scope, outcome: Outcome, now: int) -> Unknown | None:
    if outcome.measure is None:
        return None
    latest = samples.latest(store, scope, AWS_METRIC[outcome.measure], until=now + 1)
    return _missing(store, scope, JOB[AWS_FIGURES], now, found=latest is not None)


def _missing(store: Engine, scope: Scope, reading: str, now: int, *, found: bool) -> Unknown | None:
    """Why what a reading brings is not known at present; None where it is."""
    known = freshness(store, scope).get(reading)
    if known is None:
        return Unknown(Reason.COLLECTING)
    return None if found and not known.is_stale(now) else known.reason(now)
