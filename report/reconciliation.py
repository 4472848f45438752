"""AWS's figure and ours side by side: how far AWS looks back, why the two differ, how long bad mail still weighs.

The estimate is in `deliverability/representative.py`, the terms in `deliverability/reconciliation.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import dropwhile
from typing import Final

from deliverability.coverage import Span, share
from deliverability.incidents import Weight, last, weight
from deliverability.metrics import DAY, HOUR
from deliverability.model import Reason, Scope, Unknown
from deliverability.rates import Rate
from deliverability.reconciliation import Source, Split, reconcile
from deliverability.representative import Step, Window, estimate
from deliverability.standing import Measure
from report.facts import AWS_METRIC, MOSTLY, Facts, Figure, facts
from store import coverage, samples, statistics, vdm
from store.engines.engine import Engine

COUNTS_BACK: Final = 455 * DAY
"""How far back our counts are read: as long as CloudWatch keeps its own."""

FIGURES_BACK: Final = 90 * DAY
"""How far back AWS's figure is followed: AWS changes the volume from time to time."""

WEEK: Final = 7 * DAY


@dataclass(frozen=True, slots=True)
class Side:
    """A rate as one source tells it. `since` is where its window begins (epoch seconds), None where nobody tells."""

    source: Source
    value: float | Unknown
    rate: Rate | None = None
    since: int | None = None
    is_aws_window: bool = False


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """AWS's figure and ours at `now` (epoch seconds): the sides, AWS's window, the split difference, what weighs.

    `counts` says what our counts over AWS's window come from.
    """

    measure: Measure
    now: int
    sides: tuple[Side, ...]
    window: Window | Unknown
    split: Split | Unknown
    weight: Weight | None
    counts: Source


@dataclass(frozen=True, slots=True)
class _Compared:
    """Our counts and the window they give."""

    steps: list[Step]
    window: Window | Unknown

    @property
    def inside(self) -> list[Step]:
        return [] if isinstance(self.window, Unknown) else last(self.steps, self.window.mails)

    @property
    def since(self) -> int | None:
        """Where the window begins: the end of the step before it. Steps are hours, but for old ones, which are days."""
        if not self.inside:
            return None
        outside = self.steps[: -len(self.inside)]
        return outside[-1].at if outside else self.inside[0].at - HOUR


def window(store: Engine, scope: Scope, now: datetime, measure: Measure) -> Window | Unknown:
    """Over how much of our latest mail AWS's own figure looks back, estimated from its course."""
    known = facts(store, scope, now)
    return _compared(store, known, measure).window


def reconciliation(store: Engine, scope: Scope, now: datetime, measure: Measure) -> Reconciliation:
    """AWS's figure and ours, and why they differ."""
    known = facts(store, scope, now)
    compared = _compared(store, known, measure)
    figure, day = known.reputation[measure], known.own[measure][0]
    over = _total(compared.inside, measure)
    split: Split | Unknown
    if isinstance(figure, Unknown):
        split = figure
    elif isinstance(day.rate, Unknown):
        split = day.rate
    else:
        split = reconcile(figure.value, day.rate, over, compared.window)
    found = None if isinstance(compared.window, Unknown) else weight(compared.steps, compared.window, measure.lines)
    return Reconciliation(
        measure=measure,
        now=known.now,
        sides=tuple(_sides(store, known, measure, compared)),
        window=compared.window,
        split=split,
        weight=found,
        counts=_counted_by(measure),
    )


def _counted_by(measure: Measure) -> Source:
    """Hard bounces only the send statistics tell; complaints CloudWatch too, and for far longer."""
    return Source.STATISTICS if measure is Measure.BOUNCE else Source.CLOUDWATCH


def _compared(store: Engine, known: Facts, measure: Measure) -> _Compared:
    figure, day = known.reputation[measure], known.own[measure][0]
    for needed in (figure, day.rate) if measure is Measure.BOUNCE else (figure,):
        if isinstance(needed, Unknown):
            return _Compared([], needed)
    steps = _steps(store, known.scope, known.now, measure)
    since = known.now - FIGURES_BACK
    found = samples.buckets(store, known.scope, AWS_METRIC[measure], "", since, known.now, HOUR)
    return _Compared(steps, estimate(steps, ((b.at + HOUR // 2, b.mean) for b in found)))


def _steps(store: Engine, scope: Scope, now: int, measure: Measure) -> list[Step]:
    """Our counts from the latest gap in what was looked at to the last full hour: of each hour, and of old days whole."""
    what = coverage.STATISTICS if measure is Measure.BOUNCE else coverage.CLOUDWATCH
    covered = coverage.covered(store, scope, what, Span(now - COUNTS_BACK, now))
    if not covered:
        return []
    edge = (now - FIGURES_BACK) // DAY * DAY
    whole = Span(-(-covered[-1].since // DAY) * DAY, edge)
    recent = Span(max(edge, -(-covered[-1].since // HOUR) * HOUR), covered[-1].until // HOUR * HOUR)
    steps = [*_stretch(store, scope, measure, whole, DAY), *_stretch(store, scope, measure, recent, HOUR)]
    return list(dropwhile(lambda step: not step.mails, steps))


def _stretch(store: Engine, scope: Scope, measure: Measure, span: Span, step: int) -> list[Step]:
    counts = _counts(store, scope, measure, span, step)
    return [Step(at + step, *counts.get(at, (0, 0))) for at in range(span.since, span.until, step)]


def _counts(store: Engine, scope: Scope, measure: Measure, span: Span, step: int) -> dict[int, tuple[int, int]]:
    if measure is Measure.BOUNCE:
        found = statistics.buckets(store, scope, span.since, span.until, step)
        return {b.at: (b.attempts, b.bounces) for b in found}
    sent, told = (
        {b.at: round(b.total) for b in samples.buckets(store, scope, name, "", span.since, span.until, step)}
        for name in ("Send", "Complaint")
    )
    return {at: (sent.get(at, 0), told.get(at, 0)) for at in sent.keys() | told.keys()}


def _sides(store: Engine, known: Facts, measure: Measure, compared: _Compared) -> Iterator[Side]:
    figure = known.reputation[measure]
    inside = compared.inside
    since = compared.since
    yield Side(Source.AWS, figure.value if isinstance(figure, Figure) else figure, since=since, is_aws_window=True)
    for own in known.own[measure][:2]:
        yield _side(Source.STATISTICS, own.rate, known.now - own.window_seconds)
    if since is not None:
        yield _side(_counted_by(measure), _total(inside, measure), since, is_aws_window=True)
    yield _side(Source.CLOUDWATCH, _cloudwatch(store, known, measure), known.now - WEEK)
    until = known.now // DAY * DAY
    told = vdm.totals(store, known.scope, vdm.ACCOUNT, until - WEEK, until).get("")
    if told is not None:
        week = Span(until - WEEK, until)
        present = _present(store, known, "vdm", coverage.VDM, week)
        yield _side(Source.VDM, _of_vdm(told, measure) if present is None else present, week.since)


def _side(source: Source, rate: Rate | Unknown, since: int, *, is_aws_window: bool = False) -> Side:
    if isinstance(rate, Unknown):
        return Side(source, rate, None, since)
    value = Unknown(Reason.NOT_ENOUGH_MAIL) if rate.fraction is None else rate.fraction
    return Side(source, value, rate, since, is_aws_window)


def _cloudwatch(store: Engine, known: Facts, measure: Measure) -> Rate | Unknown:
    """CloudWatch's own counts of a week."""
    week = Span(known.now - WEEK, known.now)
    if reason := _present(store, known, "metrics", coverage.CLOUDWATCH, week):
        return reason
    names = ("Bounce" if measure is Measure.BOUNCE else "Complaint", "Send")
    events, mails = (_sum(store, known.scope, name, week) for name in names)
    return Rate(events, mails, lower_bound=measure is Measure.COMPLAINT)


def _present(store: Engine, known: Facts, reading: str, what: str, span: Span) -> Unknown | None:
    """Why a reading does not tell of a span that ends now; None where it does."""
    fresh = known.freshness.get(reading)
    if fresh is not None and fresh.is_stale(known.now):
        return fresh.reason(known.now)
    seen = share(coverage.covered(store, known.scope, what, span), span)
    return Unknown(Reason.COLLECTING) if fresh is None or seen < MOSTLY else None


def _sum(store: Engine, scope: Scope, name: str, span: Span) -> int:
    found = samples.buckets(store, scope, name, "", span.since, span.until, DAY)
    return round(sum(bucket.total for bucket in found))


def _of_vdm(told: vdm.Day, measure: Measure) -> Rate:
    if measure is Measure.BOUNCE:
        return Rate(told.hard_bounces, told.sent)
    return Rate(told.complaints, told.complaint_base)


def _total(steps: list[Step], measure: Measure) -> Rate:
    events, mails = sum(step.events for step in steps), sum(step.mails for step in steps)
    return Rate(events, mails, lower_bound=measure is Measure.COMPLAINT)
