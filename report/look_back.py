"""How far AWS looks back, estimated from the course of its own figure and our counts; with the facts of that moment.

The estimate itself is in `deliverability/representative.py`; the budget and the reconciliation both rest on it.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import dropwhile
from typing import Final

from deliverability.coverage import Span
from deliverability.incidents import last
from deliverability.metrics import DAY, HOUR
from deliverability.model import Scope, Unknown
from deliverability.representative import Step, Window, estimate
from deliverability.standing import Measure
from report.facts import AWS_METRIC, Facts, facts
from store import coverage, samples, statistics
from store.engines.engine import Engine

COUNTS_BACK: Final = 455 * DAY
"""How far back our counts are read: as long as CloudWatch keeps its own."""

FIGURES_BACK: Final = 90 * DAY
"""How far back AWS's figure is followed: AWS changes the volume from time to time."""


@dataclass(frozen=True, slots=True)
class LookBack:
    """What is known of a measure, our counts in order, and the window of AWS's that they give with its figure."""

    measure: Measure
    known: Facts
    steps: tuple[Step, ...]
    window: Window | Unknown

    @property
    def inside(self) -> list[Step]:
        """Our counts of the mail in the window."""
        return [] if isinstance(self.window, Unknown) else last(self.steps, self.window.mails)

    @property
    def since(self) -> int | None:
        """Where the window begins: the end of the step before it. Steps are hours, but for old ones, which are days."""
        if not self.inside:
            return None
        outside = self.steps[: -len(self.inside)]
        return outside[-1].at if outside else self.inside[0].at - HOUR


def look_back(store: Engine, scope: Scope, now: datetime, measure: Measure) -> LookBack:
    """Over how much of our latest mail AWS's own figure looks back."""
    known = facts(store, scope, now)
    figure, day = known.reputation[measure], known.own[measure][0]
    for needed in (figure, day.rate) if measure is Measure.BOUNCE else (figure,):
        if isinstance(needed, Unknown):
            return LookBack(measure, known, (), needed)
    steps = _steps(store, known.scope, known.now, measure)
    since = known.now - FIGURES_BACK
    found = samples.buckets(store, known.scope, AWS_METRIC[measure], "", since, known.now, HOUR)
    return LookBack(measure, known, tuple(steps), estimate(steps, ((b.at + HOUR // 2, b.mean) for b in found)))


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
