"""The series a page draws: AWS's figure and ours over time, volume, and the gaps nobody looked at.

At most MOST_POINTS a series whatever the range; a rate over a bucket is sum over sum. How they look lives in
`ui/charts.py`.
"""

from dataclasses import dataclass
from typing import Final

from deliverability.bins import Bin
from deliverability.coverage import Span, gaps, share
from deliverability.metrics import DAY, HOUR, QUARTER
from deliverability.model import Scope
from deliverability.rates import Lines
from deliverability.series import Crossing, crossings, rolling
from deliverability.standing import Measure
from report.facts import AWS_METRIC, MOSTLY
from store import coverage, samples, statistics
from store.engines.engine import Engine

MOST_POINTS: Final = 2000
STEPS: Final = (QUARTER, HOUR, 6 * HOUR, DAY, 7 * DAY)
ROLLING_SECONDS: Final = DAY
"""Ours is drawn as the rate of the 24 hours before each point, or of the bucket where a bucket is longer."""


@dataclass(frozen=True, slots=True)
class AwsPoint:
    """AWS's own figure (fraction) at the end of a bucket: its highest value in it, so that no crossing is lost."""

    at: int
    value: float


@dataclass(frozen=True, slots=True)
class OwnPoint:
    """Our count over the window that ends at `at`."""

    at: int
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class RateChart:
    """One rate over a span, its lines and the gaps in what was collected. `lower_bound`: ours can only be too low."""

    measure: Measure
    lines: Lines
    span: Span
    step_seconds: int
    aws: tuple[AwsPoint, ...]
    own: tuple[OwnPoint, ...]
    gaps: tuple[Span, ...]
    lower_bound: bool


@dataclass(frozen=True, slots=True)
class VolumeBar:
    """Attempts of a bucket from `at`, split: went on their way, bounced, rejected; complaints beside."""

    at: int
    accepted: int
    bounced: int
    rejected: int
    complaints: int


@dataclass(frozen=True, slots=True)
class VolumeChart:
    """Volume over a span. Before `statistics_since` the bars come from CloudWatch, whose bounces include soft ones.

    `known` is False where nothing of the span was ever looked at, so that no bar means nothing.
    """

    span: Span
    step_seconds: int
    bars: tuple[VolumeBar, ...]
    gaps: tuple[Span, ...]
    statistics_since: int | None
    known: bool


def step_for(span: Span, most: int = MOST_POINTS) -> int:
    """The finest step that keeps a span's points within `most`."""
    return next((step for step in STEPS if span.seconds <= step * most), STEPS[-1])


def known_since(store: Engine, scope: Scope) -> int | None:
    """The earliest second any statistics or metric of the scope is about; None before the first collection."""
    spans = (statistics.span(store, scope), samples.span(store, scope))
    return min((span.since for span in spans if span), default=None)


def rate_chart(store: Engine, scope: Scope, measure: Measure, span: Span) -> RateChart:
    """AWS's figure and ours for one measure over a span."""
    step = step_for(span, most=800)
    return RateChart(
        measure=measure,
        lines=measure.lines,
        span=span,
        step_seconds=step,
        aws=_aws(store, scope, measure, span, step),
        own=_own(store, scope, measure, span, step),
        gaps=tuple(_gaps(store, scope, coverage.CLOUDWATCH, span)),
        lower_bound=measure is Measure.COMPLAINT,
    )


def _aws(store: Engine, scope: Scope, measure: Measure, span: Span, step: int) -> tuple[AwsPoint, ...]:
    found = samples.buckets(store, scope, AWS_METRIC[measure], "", span.since, span.until, step)
    return tuple(AwsPoint(b.at + step, b.mean if b.highest is None else b.highest) for b in found)


def _own(store: Engine, scope: Scope, measure: Measure, span: Span, step: int) -> tuple[OwnPoint, ...]:
    """Ours at the end of each bucket, where nearly all of the window before it was looked at."""
    window = max(ROLLING_SECONDS, step)
    found = statistics.buckets(store, scope, span.since - window, span.until, step)
    looked_at = coverage.covered(store, scope, coverage.STATISTICS, Span(span.since - window, span.until))
    return tuple(
        OwnPoint(b.at, b.bounces if measure is Measure.BOUNCE else b.complaints, b.attempts)
        for b in rolling(found, window, step)
        if b.at >= span.since and b.attempts and share(looked_at, _before(b.at, window, span)) >= MOSTLY
    )


def _before(at: int, window: int, span: Span) -> Span:
    """The window that ends with a bucket, but for what of the bucket is still to come."""
    return Span(at - window, min(at, span.until))


def _gaps(store: Engine, scope: Scope, what: str, span: Span) -> list[Span]:
    """Time in the span that was never looked at, from the first time anything was, longer than an hour."""
    covered = coverage.covered(store, scope, what, Span(0, span.until))
    if not covered:
        return []
    window = Span(max(span.since, covered[0].since), span.until)
    return [gap for gap in gaps(covered, window) if gap.seconds > HOUR]


def volume_chart(store: Engine, scope: Scope, span: Span) -> VolumeChart:
    """Attempts over a span, from the send statistics and, before them, from CloudWatch's counts."""
    step = max(step_for(span, most=100), HOUR)
    known = coverage.covered(store, scope, coverage.STATISTICS, span)
    since = known[0].since if known else None
    edge = span.until if since is None else since + (-since) % step
    bars = [_bar(b) for b in statistics.buckets(store, scope, max(edge, span.since), span.until, step)]
    if edge > span.since:
        bars = [*_cloudwatch_bars(store, scope, Span(span.since, min(edge, span.until)), step), *bars]
    return VolumeChart(
        span, step, tuple(bars), tuple(_gaps(store, scope, coverage.STATISTICS, span)), since, bool(known or bars)
    )


def _bar(b: Bin) -> VolumeBar:
    return VolumeBar(b.at, max(0, b.attempts - b.bounces - b.rejects), b.bounces, b.rejects, b.complaints)


def _cloudwatch_bars(store: Engine, scope: Scope, span: Span, step: int) -> list[VolumeBar]:
    counts = {
        name: {b.at: int(b.total) for b in samples.buckets(store, scope, name, "", span.since, span.until, step)}
        for name in ("Send", "Bounce", "Reject", "Complaint")
    }
    return [
        _bar(Bin(at, sent, counts["Bounce"].get(at, 0), counts["Complaint"].get(at, 0), counts["Reject"].get(at, 0)))
        for at, sent in sorted(counts["Send"].items())
    ]


def aws_crossings(store: Engine, scope: Scope, measure: Measure, span: Span) -> list[Crossing]:
    """When AWS's own figure crossed the review or the pause line in a span, oldest first, to the hour."""
    return crossings([(p.at, p.value) for p in _aws(store, scope, measure, span, HOUR)], measure.lines)
