"""The rolling day over time: as AWS counts it, as our attempts tell it, and the limit it is held against.

What comes next and what a page says of it is in `report/quota.py`; how it is drawn in `ui/charts/quota.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from deliverability.coverage import Span, share
from deliverability.forecast import WEEKS, Ahead
from deliverability.metrics import DAY, HOUR, SENT_LAST_24_HOURS, WEEK
from deliverability.model import Scope
from report.facts import MOSTLY
from report.gaps import Gap, lost_counts
from store import coverage, samples, snapshots, statistics
from store.engines.engine import Engine

BACK: Final = 7 * DAY
"""What the page looks back on."""


@dataclass(frozen=True, slots=True)
class Used:
    """Recipients of the 24 hours that end at `at`; `estimated` from delivery attempts where AWS was not asked."""

    at: int
    value: float
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Limit:
    """The quota from `at` on; -1 is none."""

    at: int
    value: float


@dataclass(frozen=True, slots=True)
class QuotaChart:
    """The rolling day over a span: as AWS counts it, from our attempts, and the limit; then what is ahead."""

    span: Span
    aws: tuple[Used, ...]
    own: tuple[Used, ...]
    limits: tuple[Limit, ...]
    ahead: tuple[Ahead, ...]
    gaps: tuple[Gap, ...]


def attempts_by_hour(store: Engine, scope: Scope, now: int) -> tuple[int, Mapping[int, float]]:
    """Up to when statistics are known, and the attempts of each clock hour before it that was looked at."""
    first = now - now % HOUR - WEEKS * WEEK - DAY
    covered = coverage.covered(store, scope, coverage.STATISTICS, Span(first, now))
    at = covered[-1].until if covered else now
    sent = {b.at: b.attempts for b in statistics.buckets(store, scope, first, now, HOUR)}
    looked_at = (hour for hour in range(first, at, HOUR) if share(covered, Span(hour, min(hour + HOUR, at))) >= MOSTLY)
    return at, {hour: float(sent.get(hour, 0)) for hour in looked_at}


def quota_chart(
    store: Engine, scope: Scope, now: int, hours: Mapping[int, float], ratio: float, ahead: Sequence[Ahead]
) -> QuotaChart:
    """The last 7 days; `hours` are attempts, which `ratio` turns into recipients, `ahead` is in recipients already."""
    span = Span(now - BACK, now)
    found = samples.buckets(store, scope, SENT_LAST_24_HOURS.name, "", span.since, span.until, HOUR)
    return QuotaChart(
        span=span,
        aws=tuple(Used(min(b.at + HOUR, now), b.mean if b.highest is None else b.highest) for b in found),
        own=tuple(_rolled(hours, span, ratio)),
        limits=tuple(_limits(store, scope, span)),
        ahead=tuple(ahead),
        gaps=tuple(lost_counts(store, scope, span, now)),
    )


def _rolled(hours: Mapping[int, float], span: Span, ratio: float) -> Sequence[Used]:
    """The rolling day at each full hour whose 24 hours were all looked at."""
    ends = range(span.since - span.since % -HOUR, span.until + 1, HOUR)
    days = ((end, [hours.get(at) for at in range(end - DAY, end, HOUR)]) for end in ends)
    return [Used(end, ratio * sum(filter(None, day)), estimated=True) for end, day in days if None not in day]


def _limits(store: Engine, scope: Scope, span: Span) -> Sequence[Limit]:
    """The quota at the start of the span, where it was known, and each change in it, up to the present."""
    before = snapshots.before(store, scope, "account", "", span.since + 1)
    changes = snapshots.history(store, scope, span.since + 1, span.until + 1, "account")
    told = [(max(s.at, span.since), (s.body or {}).get("max_24_hour_send")) for s in (before, *changes) if s]
    found = [Limit(at, float(value)) for at, value in told if value is not None]
    return [limit for i, limit in enumerate(found) if i == 0 or limit.value != found[i - 1].value]
