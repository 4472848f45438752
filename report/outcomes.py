"""The counts behind each rate over time: numerator and denominator, from the source that has both.

The send statistics tell attempts, hard bounces, complaints and rejects; only CloudWatch counts what was delivered.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Final

from deliverability.bins import Bin
from deliverability.coverage import Span, share
from deliverability.metrics import DAY, QUARTER
from deliverability.model import Reason, Scope, Unknown
from deliverability.outcomes import Count, Outcome
from deliverability.rates import Rate
from store import coverage, samples, statistics
from store.engines.engine import Engine


class CountedBy(StrEnum):
    """Where a rate of ours is counted, by the name of what covers it in the store."""

    STATISTICS = coverage.STATISTICS
    CLOUDWATCH = coverage.CLOUDWATCH


_NUMERATORS: Final[Mapping[Outcome, Callable[[Bin], int]]] = {
    Outcome.BOUNCE: lambda b: b.bounces,
    Outcome.COMPLAINT: lambda b: b.complaints,
    Outcome.REJECT: lambda b: b.rejects,
    Outcome.DELIVERY: lambda b: max(0, b.attempts - b.bounces - b.rejects),
}


def source_of(store: Engine, scope: Scope, outcome: Outcome, span: Span) -> CountedBy:
    """CloudWatch for what was delivered, where it was asked as long as the statistics were; else the statistics."""
    if outcome is not Outcome.DELIVERY:
        return CountedBy.STATISTICS
    known = {source: share(coverage.covered(store, scope, source, span), span) for source in CountedBy}
    counted = known[CountedBy.CLOUDWATCH] > 0 and known[CountedBy.CLOUDWATCH] >= known[CountedBy.STATISTICS]
    return CountedBy.CLOUDWATCH if counted else CountedBy.STATISTICS


def counts(store: Engine, scope: Scope, outcome: Outcome, source: CountedBy, span: Span, step: int) -> list[Count]:
    """What was counted in a span, one Count per `step` in which there was anything; `at` is where the step begins."""
    if source is CountedBy.CLOUDWATCH:
        return _delivered(store, scope, span, step)
    numerator = _NUMERATORS[outcome]
    found = statistics.buckets(store, scope, span.since, span.until, step)
    return [Count(b.at, numerator(b), b.attempts) for b in found]


def _delivered(store: Engine, scope: Scope, span: Span, step: int) -> list[Count]:
    sent, delivered = (
        {b.at: int(b.total) for b in samples.buckets(store, scope, name, "", span.since, span.until, step)}
        for name in ("Send", "Delivery")
    )
    return [Count(at, delivered.get(at, 0), sent.get(at, 0)) for at in sorted({*sent, *delivered})]


def known_rate(
    store: Engine, scope: Scope, outcome: Outcome, source: CountedBy, span: Span
) -> tuple[Rate | Unknown, float]:
    """The rate over a whole span, and which part of the span was looked at (0..1)."""
    known = share(coverage.covered(store, scope, source, span), span)
    if not known:
        return Unknown(Reason.COLLECTING), known
    # Whole quarters, as the points are drawn: what a bin holds lies anywhere in it.
    whole = Span(span.since - span.since % QUARTER, span.until)
    found = counts(store, scope, outcome, source, whole, DAY)
    lower_bound = outcome is Outcome.COMPLAINT
    return Rate(sum(c.numerator for c in found), sum(c.denominator for c in found), lower_bound), known
