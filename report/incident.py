"""What AWS asks for in a review, from the store: the rate's course, what changed, who caused it, which alerts were on.

How the answer is worded is in `deliverability/incident_reply.py`; how it looks, in `ui/sections/review.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from deliverability.changes import Change, describe
from deliverability.coverage import Span, share
from deliverability.incident_reply import Cause, Known, Part, draft
from deliverability.metrics import DAY
from deliverability.model import Scope, Text
from deliverability.outcomes import Outcome
from deliverability.rates import Rate
from deliverability.standing import Enforcement, Measure
from deliverability.thresholds import DEFAULT
from report.alert_history import Past, history
from report.breakdown import Breakdown, By, breakdown
from report.changes import Event, drift, recent
from report.facts import AWS_METRIC
from report.freshness import declared, effective
from store import coverage, samples, snapshots, statistics
from store.engines.engine import Engine
from store.snapshots import Snapshot

BEFORE: Final = 30 * DAY
"""How long before AWS's step the course is told: what led to it lies in these days."""
MOST: Final = 10_000


class Added:
    """A list that grew."""


REMEDIES: Final[Mapping[tuple[str, str], object]] = {
    ("account", "sending_enabled"): False,
    ("account", "suppressed_reasons"): Added(),
    ("account", "auto_validation"): "ENABLED",
    ("configuration-set", "sending_enabled"): False,
    ("configuration-set", "suppressed_reasons"): Added(),
    ("configuration-set", "reputation_metrics"): True,
    ("event-destination", "enabled"): True,
    ("event-destination", "event_types"): Added(),
}
"""Changes that mend something, by what the field is afterwards."""


@dataclass(frozen=True, slots=True)
class Review:
    """A stretch in which AWS called the account anything but healthy: its worst word, and the present one.

    `since` is when it was first seen, `witnessed` whether the account was seen healthy before; `ended` is None while
    it lasts.
    """

    worst: str
    status: str
    since: int
    witnessed: bool
    ended: int | None


@dataclass(frozen=True, slots=True)
class Day:
    """A UTC day: our counts, AWS's highest figures (fraction, None: not published), and how much of it was looked at."""

    at: int
    attempts: int
    bounces: int
    complaints: int
    aws: Mapping[Measure, float]
    known_share: float


@dataclass(frozen=True, slots=True)
class Incident:
    """A review with everything the store has for it. `sets` takes each rate apart by configuration set.

    `days` and `timeline` begin the month before it and are in order; so are the `alerts` that were on.
    """

    scope: Scope
    now: int
    review: Review
    span: Span
    days: tuple[Day, ...]
    timeline: tuple[Event, ...]
    sets: Mapping[Measure, Breakdown]
    causes: tuple[Cause, ...]
    alerts: tuple[Past, ...]
    reply: tuple[Part, ...]


def incident(store: Engine, scope: Scope, now: datetime) -> Incident | None:
    """The review that is on, or the last one there was; None when AWS never called the account anything but healthy."""
    at = int(now.timestamp())
    review = last_review(snapshots.history(store, scope, 0, at + 1, kind="account"))
    if review is None:
        return None
    span = Span(review.since - BEFORE, at if review.ended is None else review.ended)
    days = tuple(_days(store, scope, span))
    events = recent(store, scope, span.until, span.seconds, MOST)
    sets = {m: breakdown(store, scope, now, Outcome(m.value), span, By.SET) for m in Measure}
    causes = tuple(_causes(days, sets))
    return Incident(
        scope=scope,
        now=at,
        review=review,
        span=span,
        days=days,
        timeline=tuple(sorted(events, key=lambda event: event.at)),
        sets=sets,
        causes=causes,
        alerts=tuple(reversed(history(store, scope, span.since, span.until))),
        reply=draft(_known(store, scope, review, causes, at)),
    )


def last_review(account: Sequence[Snapshot]) -> Review | None:
    """The last stretch of an account's history in which AWS did not call it healthy."""
    found: Review | None = None
    healthy_before = False
    for snapshot in account:
        status = (snapshot.body or {}).get("enforcement_status")
        if status is None:
            continue
        if status == Enforcement.HEALTHY:
            if found is not None and found.ended is None:
                found = Review(found.worst, status, found.since, found.witnessed, snapshot.at)
            healthy_before = True
        elif found is None or found.ended is not None:
            found = Review(status, status, snapshot.at, healthy_before, None)
        else:
            worst = Enforcement.SHUTDOWN if Enforcement.SHUTDOWN in {status, found.worst} else status
            found = Review(worst, status, found.since, found.witnessed, None)
    return found


def _days(store: Engine, scope: Scope, span: Span) -> Iterator[Day]:
    first = span.since - span.since % DAY
    counted = {b.at: b for b in statistics.buckets(store, scope, first, span.until, DAY)}
    told = {
        measure: {b.at: b.highest for b in samples.buckets(store, scope, metric, "", first, span.until, DAY)}
        for measure, metric in AWS_METRIC.items()
    }
    looked_at = coverage.covered(store, scope, coverage.STATISTICS, Span(first, span.until))
    for at in range(first, span.until, DAY):
        whole = Span(at, min(at + DAY, span.until))
        sums = counted.get(at)
        counts = (sums.attempts, sums.bounces, sums.complaints) if sums else (0, 0, 0)
        figures = {m: value for m, known in told.items() if (value := known.get(at)) is not None}
        yield Day(at, *counts, figures, share(looked_at, whole))


def _causes(days: Sequence[Day], sets: Mapping[Measure, Breakdown]) -> Iterator[Cause]:
    """Each rate that met the review line, with our counts of the week up to AWS's highest figure."""
    for measure in Measure:
        figures = [(day.aws[measure], -day.at) for day in days if measure in day.aws]
        peak, at = max(figures, default=(0.0, 0))
        if peak < measure.lines.review:
            continue
        week = [day for day in days if -at - 6 * DAY <= day.at <= -at and day.known_share]
        count = sum(day.bounces if measure is Measure.BOUNCE else day.complaints for day in week)
        own = Rate(count, sum(day.attempts for day in week), lower_bound=measure is Measure.COMPLAINT)
        since = week[0].at if week else -at
        yield Cause(measure, peak, -at, own if week else None, since, -at + DAY - 1, _worst(sets[measure]))


def _worst(found: Breakdown) -> tuple[str, Rate] | None:
    first = next((row for row in found.rows if row.rate is not None and row.name), None)
    return (first.name, first.rate) if first and first.rate and first.rate.numerator else None


def _known(store: Engine, scope: Scope, review: Review, causes: tuple[Cause, ...], now: int) -> Known:
    account = snapshots.latest(store, scope, "account").get("")
    every = declared(store).get("account")
    first = min([review.since, *(cause.since for cause in causes)])
    ladders = DEFAULT.ladders
    return Known(
        scope=scope,
        status=review.worst,
        since=review.since if review.witnessed else None,
        causes=causes,
        done=tuple(_done(store, scope, Span(first, now + 1))),
        suppressed=_words(account),
        published=_publishing(store, scope),
        read_every_seconds=every.interval_seconds if every else None,
        alerts_from=(ladders[Measure.BOUNCE].watch, ladders[Measure.COMPLAINT].watch),
        channels=len(effective(store).get("channels", ())),
    )


def _done(store: Engine, scope: Scope, span: Span) -> Iterator[tuple[int, Text]]:
    for at, change in drift(store, scope, span):
        if _is_remedy(change):
            yield at, describe(change)


def _is_remedy(change: Change) -> bool:
    """Whether a change can only have been made to mend something; others are for the sender to claim."""
    wanted = REMEDIES.get((change.kind, change.field))
    if wanted is None:
        return False
    if isinstance(wanted, Added):
        before, after = change.before, change.after
        return isinstance(before, list) and isinstance(after, list) and set(before) < set(after)
    return change.after == wanted


def _words(account: Snapshot | None) -> tuple[str, ...] | None:
    told = (account.body or {}).get("suppressed_reasons") if account else None
    return tuple(told) if isinstance(told, list | tuple) else None


def _publishing(store: Engine, scope: Scope) -> tuple[str, ...] | None:
    known = snapshots.latest(store, scope, "event-destination")
    names = {name.split("/", 1)[0] for name, found in known.items() if _publishes(found)}
    return tuple(sorted(names)) or None


def _publishes(destination: Snapshot) -> bool:
    body = destination.body or {}
    return bool(body.get("enabled")) and bool({"BOUNCE", "COMPLAINT"} & set(body.get("event_types") or ()))
