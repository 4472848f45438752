"""The mail of each UTC day in recipients, which is what AWS bills, and how each day was counted.

AWS tells recipients as a rolling count of 24 hours: at 00:00 UTC it is the day that ends. Where nobody asked it then,
attempts stand for them, times the recipients per attempt of the days that have both. What mail costs is reckoned in
`deliverability/cost/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from deliverability.cost.model import Usage
from deliverability.coverage import Span, days, joined, share
from deliverability.metrics import DAY, SENT_LAST_24_HOURS
from deliverability.model import N_, Reason, Scope, Unknown, text
from report.facts import MOSTLY
from store import coverage, midnights, samples, statistics
from store.engines.engine import Engine

NEAR_SECONDS: Final = 1800
"""A sample so near to midnight tells the day: an hour's mail at most lies on the wrong side, and the next day has it."""

RATIO_DAYS: Final = 28
"""Latest days with both counts from which recipients per attempt are told."""

SEND: Final = "Send"

_ONE_EACH: Final = text(N_("An attempt is taken to reach one recipient: how many it reaches is not known yet."))
_IN_PART: Final = text(N_("Some of its days were looked at in part only: it is at least so much."))


@dataclass(frozen=True, slots=True)
class Mail:
    """A scope's days in order, the present one last, and recipients per attempt, unknown where no day has both counts."""

    days: tuple[Usage, ...]
    ratio: float | Unknown


@dataclass(frozen=True, slots=True)
class _Attempts:
    """Attempts of a day, and which part of the day was looked at (0..1)."""

    count: int
    share: float


def mail(store: Engine, scope: Scope, now: int, since: int = 0) -> Mail:
    """Every day that touches [since, now) from the first that anything is known of; empty before the first reading."""
    first = _first(store, scope, now)
    since = -1 if first is None else max(first, since - since % DAY)
    if first is None or since >= now:
        return Mail((), Unknown(Reason.COLLECTING))
    told = midnights.nearest(store, scope, SENT_LAST_24_HOURS.name, since + DAY, now, NEAR_SECONDS)
    recipients = {midnight - DAY: round(point.value) for midnight, point in told.items()}
    tried = _attempts_needed(store, scope, Span(since, now), recipients)
    ratio = _ratio(recipients, tried) or _of_the_last_day(store, scope, now)
    return Mail(tuple(_day(at, recipients, tried, ratio, now) for at in range(since, now, DAY)), ratio)


def _first(store: Engine, scope: Scope, now: int) -> int | None:
    """The first day that was looked at, in part at least; a day that was looked at may be one without mail."""
    spans = (
        statistics.span(store, scope),
        samples.span(store, scope, SEND),
        samples.span(store, scope, SENT_LAST_24_HOURS.name),
        *coverage.covered(store, scope, coverage.STATISTICS, Span(0, now))[:1],
        *coverage.covered(store, scope, coverage.CLOUDWATCH, Span(0, now))[:1],
    )
    first = min((span.since for span in spans if span is not None and span.since < now), default=None)
    return None if first is None else first - first % DAY


def _attempts_needed(store: Engine, scope: Scope, span: Span, recipients: Mapping[int, int]) -> dict[int, _Attempts]:
    """Of the latest days, and of all from the first that no recipients are known of: years need not be read for none."""
    today = span.until - 1 - (span.until - 1) % DAY
    recent = max(span.since, today - RATIO_DAYS * DAY)
    missing = next((at for at in range(span.since, recent, DAY) if at not in recipients), recent)
    return _attempts(store, scope, Span(missing, span.until))


def _attempts(store: Engine, scope: Scope, span: Span) -> dict[int, _Attempts]:
    """By day, from the send statistics; from CloudWatch, which looks back further, where those were not there yet."""
    counted = {b.at: b.attempts for b in statistics.buckets(store, scope, span.since, span.until, DAY)}
    found = _seen(store, scope, coverage.STATISTICS, span, counted)
    missing = [at for at, day in found.items() if day.share < MOSTLY]
    if missing:
        reach = Span(missing[0], min(missing[-1] + DAY, span.until))
        sent = {b.at: round(b.total) for b in samples.buckets(store, scope, SEND, "", reach.since, reach.until, DAY)}
        others = _seen(store, scope, coverage.CLOUDWATCH, reach, sent)
        found |= {at: others[at] for at in missing if others[at].share > found[at].share}
    return found


def _seen(store: Engine, scope: Scope, what: str, span: Span, counts: Mapping[int, int]) -> dict[int, _Attempts]:
    covered = joined(coverage.covered(store, scope, what, span))
    return {day.at: _Attempts(counts.get(day.at, 0), day.share) for day in days(covered, span)}


def _ratio(recipients: Mapping[int, int], tried: Mapping[int, _Attempts]) -> float | None:
    """Of the latest days with both; None where there is none."""
    both = [
        (recipients[at], tried[at].count)
        for at in sorted(recipients, reverse=True)
        if at in tried and tried[at].count and tried[at].share >= MOSTLY and recipients[at]
    ][:RATIO_DAYS]
    if not both:
        return None
    return sum(reached for reached, _ in both) / sum(attempts for _, attempts in both)


def _of_the_last_day(store: Engine, scope: Scope, now: int) -> float | Unknown:
    """Of the 24 hours up to the last sample: all there is on the first day."""
    sent = samples.latest(store, scope, SENT_LAST_24_HOURS.name, until=now + 1)
    if sent is not None and sent.value:
        day = Span(sent.at - DAY, sent.at)
        attempts = statistics.totals(store, scope, day.since, day.until).attempts
        if attempts and share(coverage.covered(store, scope, coverage.STATISTICS, day), day) >= MOSTLY:
            return sent.value / attempts
    return Unknown(Reason.COLLECTING, text(N_("No day is known in both recipients and attempts yet.")))


def _day(
    at: int, recipients: Mapping[int, int], tried: Mapping[int, _Attempts], ratio: float | Unknown, now: int
) -> Usage:
    if at in recipients:
        return Usage(at, recipients[at], "recipients")
    seen = tried[at]
    if not seen.share and not seen.count:
        return Usage(at, Unknown(Reason.COLLECTING, text(N_("Nobody looked at this day."))), "attempts", whole=False)
    # An attempt reaches one recipient at least.
    each = 1.0 if isinstance(ratio, Unknown) else ratio
    over = at + DAY <= now
    assumed = (
        *((_ONE_EACH,) if isinstance(ratio, Unknown) and seen.count else ()),
        *((_IN_PART,) if over and seen.share < MOSTLY else ()),
    )
    return Usage(at, round(seen.count * each), "attempts", over and seen.share >= MOSTLY, assumed)
