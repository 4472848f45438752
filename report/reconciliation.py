"""AWS's figure and ours side by side: why the two differ, how long bad mail still weighs.

How far AWS looks back is told by `look_back.py`; the terms are in `deliverability/reconciliation.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from deliverability.coverage import Span, share
from deliverability.incidents import Weight, weight
from deliverability.metrics import DAY, WEEK
from deliverability.model import Reason, Scope, Unknown
from deliverability.rates import Rate
from deliverability.reconciliation import Source, Split, reconcile
from deliverability.representative import Step, Window
from deliverability.standing import Measure
from report.facts import MOSTLY, Facts, Figure
from report.look_back import LookBack
from store import coverage, samples, vdm
from store.engines.engine import Engine


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


def reconciliation(store: Engine, back: LookBack) -> Reconciliation:
    """AWS's figure and ours at the moment of `back`, and why they differ."""
    known, measure = back.known, back.measure
    figure, day = known.reputation[measure], known.own[measure][0]
    over = _total(back.inside, measure)
    split: Split | Unknown
    if isinstance(figure, Unknown):
        split = figure
    elif isinstance(day.rate, Unknown):
        split = day.rate
    else:
        split = reconcile(figure.value, day.rate, over, back.window)
    found = None if isinstance(back.window, Unknown) else weight(back.steps, back.window, measure.lines)
    return Reconciliation(
        measure=measure,
        now=known.now,
        sides=tuple(_sides(store, back)),
        window=back.window,
        split=split,
        weight=found,
        counts=_counted_by(measure),
    )


def _counted_by(measure: Measure) -> Source:
    """Hard bounces only the send statistics tell; complaints CloudWatch too, and for far longer."""
    return Source.STATISTICS if measure is Measure.BOUNCE else Source.CLOUDWATCH


def _sides(store: Engine, back: LookBack) -> Iterator[Side]:
    known, measure, since = back.known, back.measure, back.since
    figure = known.reputation[measure]
    yield Side(Source.AWS, figure.value if isinstance(figure, Figure) else figure, since=since, is_aws_window=True)
    for own in known.own[measure][:2]:
        yield _side(Source.STATISTICS, own.rate, known.now - own.window_seconds)
    if since is not None:
        yield _side(_counted_by(measure), _total(back.inside, measure), since, is_aws_window=True)
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
