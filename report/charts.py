"""The series a page draws: AWS's figure and ours over time, volume, and the gaps nobody looked at.

At most MOST_POINTS a series whatever the range; a rate over a bucket is sum over sum. Series begin and end at whole
steps, so that a chart stays the same until there is something new. How they look lives in `ui/charts`.
"""

from dataclasses import dataclass, replace
from typing import Final

from deliverability.bins import Bin
from deliverability.coverage import Span, share
from deliverability.metrics import DAY, HOUR, QUARTER
from deliverability.model import Scope
from deliverability.outcomes import Count, Outcome
from deliverability.rates import Lines
from deliverability.series import Crossing, crossings, rolling
from deliverability.standing import Measure
from report.facts import AWS_METRIC, MOSTLY
from report.gaps import AWS_FIGURES, OUR_COUNTS, Cause, Gap, gaps_of, lost_counts
from report.outcomes import CountedBy, counts, source_of
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
class RateChart:
    """One rate over a span of whole steps, AWS's lines for it where there are any, and the gaps in what was collected.

    `own` counts the window that ends at each point; `source` is where. `lower_bound`: ours can only be too low.
    """

    outcome: Outcome
    span: Span
    step_seconds: int
    aws: tuple[AwsPoint, ...]
    own: tuple[Count, ...]
    gaps: tuple[Gap, ...]
    source: CountedBy

    @property
    def lines(self) -> Lines | None:
        """The lines at which AWS acts."""
        return self.outcome.measure.lines if self.outcome.measure else None

    @property
    def lower_bound(self) -> bool:
        """Whether ours can only be too low."""
        return self.outcome is Outcome.COMPLAINT

    @property
    def window_seconds(self) -> int:
        """The time each point of ours is counted over."""
        return max(ROLLING_SECONDS, self.step_seconds)


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
    gaps: tuple[Gap, ...]
    statistics_since: int | None
    known: bool


def step_for(span: Span, most: int = MOST_POINTS) -> int:
    """The finest step that keeps a span's points within `most`."""
    return next((step for step in STEPS if span.seconds <= step * most), STEPS[-1])


def known_since(store: Engine, scope: Scope) -> int | None:
    """The earliest second any statistics or metric of the scope is about; None before the first collection."""
    spans = (statistics.span(store, scope), samples.span(store, scope))
    return min((span.since for span in spans if span), default=None)


def whole_steps(span: Span, step: int) -> Span:
    """The span from its first whole step to the end of its last."""
    return Span(span.since + -span.since % step, span.until + -span.until % step)


def rate_chart(store: Engine, scope: Scope, measure: Measure, span: Span) -> RateChart:
    """AWS's figure and ours for one measure over a span that ends now."""
    chart = outcome_chart(store, scope, Outcome(measure), span, span.until)
    return replace(chart, gaps=tuple(gap for gap in chart.gaps if gap.cause is not Cause.BEFORE))


def outcome_chart(store: Engine, scope: Scope, outcome: Outcome, span: Span, now: int) -> RateChart:
    """One of the four rates over a span; AWS publishes a figure of its own for two."""
    step = step_for(span, most=800)
    source = source_of(store, scope, outcome, span)
    kinds = (OUR_COUNTS, AWS_FIGURES) if outcome.measure else (source,)
    drawn = whole_steps(span, step)
    return RateChart(
        outcome=outcome,
        span=drawn,
        step_seconds=step,
        aws=_aws(store, scope, outcome.measure, drawn, step, span.until) if outcome.measure else (),
        own=own_points(store, scope, outcome, source, span, step),
        gaps=tuple(gaps_of(store, scope, kinds, span, now)),
        source=source,
    )


def _aws(store: Engine, scope: Scope, measure: Measure, span: Span, step: int, end: int) -> tuple[AwsPoint, ...]:
    """The highest figure of each step, at its end; of the one that still goes on at `end`, the latest at its own time."""
    found = samples.buckets(store, scope, AWS_METRIC[measure], "", span.since, span.until, step)
    whole = [AwsPoint(b.at + step, b.mean if b.highest is None else b.highest) for b in found if b.at + step <= end]
    last = samples.latest(store, scope, AWS_METRIC[measure], until=end)
    if last is None or last.at <= max(span.since, end - end % step):
        return tuple(whole)
    return (*whole, AwsPoint(last.at, last.value))


def own_points(
    store: Engine, scope: Scope, outcome: Outcome, source: CountedBy, span: Span, step: int
) -> tuple[Count, ...]:
    """Ours at the end of each step, where nearly all of the window before it was looked at."""
    window, drawn = max(ROLLING_SECONDS, step), whole_steps(span, step)
    reach = Span(drawn.since - window, span.until)
    found = counts(store, scope, outcome, source, reach, step)
    looked_at = coverage.covered(store, scope, source, reach)
    everything = looked_at == [reach]
    return tuple(
        count
        for count in rolling(found, window, step)
        if drawn.since < count.at <= span.until
        and count.denominator
        and (everything or share(looked_at, _before(count.at, window, span)) >= MOSTLY)
    )


def _before(at: int, window: int, span: Span) -> Span:
    """The window that ends with a step, but for what of the step is still to come."""
    return Span(at - window, min(at, span.until))


def volume_chart(store: Engine, scope: Scope, span: Span) -> VolumeChart:
    """Attempts over a span, from the send statistics and, before them, from CloudWatch's counts."""
    step = max(step_for(span, most=100), HOUR)
    known = coverage.covered(store, scope, coverage.STATISTICS, span)
    since = known[0].since if known else None
    edge = span.until if since is None else since + (-since) % step
    bars = [_bar(b) for b in statistics.buckets(store, scope, max(edge, span.since), span.until, step)]
    if edge > span.since:
        bars = [*_cloudwatch_bars(store, scope, Span(span.since, min(edge, span.until)), step), *bars]
    lost = tuple(lost_counts(store, scope, span, span.until))
    return VolumeChart(span, step, tuple(bars), lost, since, bool(known or bars))


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
    return crossings([(p.at, p.value) for p in _aws(store, scope, measure, span, HOUR, span.until)], measure.lines)
