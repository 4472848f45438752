"""What AWS asks for in a review, from the store: the rate's course, what changed, who caused it, which alerts were on.

What the sender changed is in `report/remedies.py`; how the answer is worded, in `deliverability/incident_reply.py`; how it looks, in `ui/sections/review.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.item import Result, Verdict
from deliverability.coverage import Span, share
from deliverability.incident_reply import Cause, Known, Part, draft
from deliverability.metrics import DAY
from deliverability.model import Scope
from deliverability.outcomes import Outcome
from deliverability.rates import Rate
from deliverability.standing import Enforcement, Measure
from report.alert_history import Past, history
from report.breakdown import Breakdown, By, breakdown
from report.changes import Event, recent
from report.checklist_facts import checklist_facts
from report.evidence import thresholds_in_force
from report.facts import AWS_METRIC
from report.freshness import declared, effective
from report.remedies import remedies
from store import coverage, runs, samples, snapshots, statistics
from store.engines.engine import Engine
from store.snapshots import Snapshot

ALARMS: Final = "alarms"
"""The checklist's item of AWS's own alarms on both rates."""
BEFORE: Final = 30 * DAY
"""How long before AWS's step the course is told: what led to it lies in these days."""
MOST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Review:
    """A stretch in which AWS called the account anything but healthy: its worst word, and the present one.

    `since` is when it was first seen, `witnessed` whether the account was seen healthy before; `ended` is None while
    it lasts. `turned` is when the present word was first seen, `before` the word it followed ("": so at the first look).
    """

    worst: str
    status: str
    since: int
    witnessed: bool
    ended: int | None
    turned: int
    before: str

    @property
    def told(self) -> tuple[str, int]:
        """The word it goes by and since when: the present one while it lasts, its worst one afterwards."""
        return (self.status, self.turned) if self.ended is None else (self.worst, self.since)


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

    `days` and `timeline` begin the month before it and are in order; so are the `alerts` that were on. `alarms` is what
    the checklist says of AWS's own alarms now. `read_at` is when AWS was last asked for its word (epoch seconds).
    """

    scope: Scope
    now: int
    read_at: int | None
    review: Review
    span: Span
    days: tuple[Day, ...]
    timeline: tuple[Event, ...]
    sets: Mapping[Measure, Breakdown]
    causes: tuple[Cause, ...]
    alerts: tuple[Past, ...]
    alarms: tuple[Verdict, ...]
    reply: tuple[Part, ...]


def incident(store: Engine, scope: Scope, now: datetime) -> Incident | None:
    """The review that is on, or the last one there was; None when AWS never called the account anything but healthy."""
    at = int(now.timestamp())
    account = snapshots.history(store, scope, 0, at + 1, kind="account")
    review = last_review(account)
    if review is None:
        return None
    span = Span(review.since - BEFORE, at if review.ended is None else review.ended)
    days = tuple(_days(store, scope, span))
    events = recent(store, scope, span.until, span.seconds, MOST)
    sets = {m: breakdown(store, scope, now, Outcome(m.value), span, By.SET) for m in Measure}
    causes = tuple(_causes(days, sets))
    alarms = tuple(BY_NAME[ALARMS].verdicts(checklist_facts(store, scope, now)))
    in_place = all(verdict.result is Result.PASS for verdict in alarms)
    return Incident(
        scope=scope,
        now=at,
        read_at=runs.last_ok(store, scope).get("account"),
        review=review,
        span=span,
        days=days,
        timeline=tuple(sorted(events, key=lambda event: event.at)),
        sets=sets,
        causes=causes,
        alerts=tuple(reversed(history(store, scope, span.since, span.until))),
        alarms=alarms,
        reply=draft(replace(_known(store, scope, review, causes, account, at), alarms_in_place=in_place)),
    )


def last_review(account: Sequence[Snapshot]) -> Review | None:
    """The last stretch of an account's history in which AWS did not call it healthy."""
    found: Review | None = None
    last, turned, before = "", 0, ""
    for snapshot in account:
        status = _status(snapshot)
        if status is None:
            continue
        if status != last:
            last, turned, before = status, snapshot.at, last
        if status == Enforcement.HEALTHY:
            if found is not None and found.ended is None:
                found = replace(found, ended=snapshot.at)
        elif found is None or found.ended is not None:
            found = Review(status, status, snapshot.at, bool(before), None, turned, before)
        else:
            found = replace(
                found, worst=Enforcement.SHUTDOWN if Enforcement.SHUTDOWN in {status, found.worst} else status
            )
    return None if found is None else replace(found, status=last, turned=turned, before=before)


def _status(account: Snapshot) -> str | None:
    return (account.body or {}).get("enforcement_status")


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
        yield Cause(measure, peak, -at, own if week else None, since, -at + DAY - 1, *_worst(sets[measure]))


def _worst(found: Breakdown) -> tuple[tuple[str, Rate] | None, bool]:
    """The set with more than any other, None where two share that place; whether it has more than half of all."""
    counted = sorted(((row.name, row.rate) for row in found.rows if row.rate), key=lambda each: -each[1].numerator)
    named = [each for each in counted if each[0] and each[1].numerator]
    if not named or [rate.numerator for _, rate in named].count(named[0][1].numerator) > 1:
        return None, False
    return named[0], 2 * named[0][1].numerator > sum(rate.numerator for _, rate in counted)


def _known(
    store: Engine, scope: Scope, review: Review, causes: tuple[Cause, ...], account: Sequence[Snapshot], now: int
) -> Known:
    every = declared(store).get("account")
    first = min([review.since, *(cause.since for cause in causes)])
    ladders = thresholds_in_force(store).ladders
    return Known(
        scope=scope,
        status=review.status,
        since=review.turned if review.before else None,
        lifted=review.before == Enforcement.SHUTDOWN,
        causes=causes,
        done=tuple(remedies(store, scope, Span(first, now + 1), account)),
        suppressed=_words(account[-1]),
        published=_publishing(store, scope),
        read_every_seconds=every.interval_seconds if every else None,
        alerts_from=(ladders[Measure.BOUNCE].review, ladders[Measure.COMPLAINT].review),
        channels=len(effective(store).get("channels", ())),
    )


def _words(account: Snapshot) -> tuple[str, ...] | None:
    told = (account.body or {}).get("suppressed_reasons")
    return tuple(told) if isinstance(told, list | tuple) else None


def _publishing(store: Engine, scope: Scope) -> tuple[str, ...] | None:
    known = snapshots.latest(store, scope, "event-destination")
    names = {name.split("/", 1)[0] for name, found in known.items() if _publishes(found)}
    return tuple(sorted(names)) or None


def _publishes(destination: Snapshot) -> bool:
    body = destination.body or {}
    return bool(body.get("enabled")) and bool({"BOUNCE", "COMPLAINT"} & set(body.get("event_types") or ()))
