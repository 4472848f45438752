"""The rates that alert rules judge: AWS's own figures, and our counts over windows, of the account and of its sets.

What the rules make of them: `deliverability/rules/`. A set is counted by Virtual Deliverability Manager alone, by days.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from deliverability.coverage import Span, share
from deliverability.evidence import Counted, Reputation
from deliverability.metrics import DAY, HOUR
from deliverability.rates import Rate
from deliverability.standing import Measure
from report.as_of import AsOf, recent
from report.facts import AWS_METRIC, MOSTLY
from store import coverage, samples, statistics, vdm
from store.series import series
from store.vdm import CONFIGURATION_SET

WINDOWS: Final = (HOUR, 6 * HOUR, DAY, 3 * DAY)
POINTS_BACK: Final = 2 * DAY
COUNTED_BACK: Final = 30 * DAY


def reputation(seen: AsOf, sets: Mapping[str, vdm.Day]) -> Iterator[Reputation]:
    """AWS's figures as of a moment, however long they have rested; none while nobody asks for them.

    `sets` are the counts of each configuration set over COUNTED_BACK.
    """
    known = seen.fresh.get("metrics")
    covered = seen.covered(coverage.CLOUDWATCH, POINTS_BACK)
    at = recent(covered, seen.now, known.patience_seconds) if known else None
    if at is None:
        return
    names = {(each.metric, each.configuration_set) for each in series(seen.store, seen.scope)}
    account = _account_events(seen)
    for measure in Measure:
        for name in sorted(of_set for metric, of_set in names if metric == AWS_METRIC[measure]):
            events = _events(sets[name], measure) if name in sets else None
            points = _points(seen, measure, name)
            if points:
                count = events if name else account[measure]
                yield Reputation(measure, name, points[-1][1], at, points, count)


def _points(seen: AsOf, measure: Measure, name: str) -> tuple[tuple[int, float], ...]:
    metric, until = AWS_METRIC[measure], seen.points_until
    found = samples.between(seen.store, seen.scope, metric, name, until - POINTS_BACK, until)
    if found:
        return tuple((point.at, point.value) for point in found)
    last = samples.latest(seen.store, seen.scope, metric, name, until)
    return ((last.at, last.value),) if last else ()


def _account_events(seen: AsOf) -> dict[Measure, int | None]:
    """Bounces and complaints that we know of: a lower bound where not all of the time was looked at."""
    covered = seen.covered(coverage.STATISTICS, COUNTED_BACK)
    if not covered:
        return dict.fromkeys(Measure, None)
    sums = statistics.totals(seen.store, seen.scope, seen.now - COUNTED_BACK, covered[-1].until)
    return {Measure.BOUNCE: sums.bounces, Measure.COMPLAINT: sums.complaints}


def _events(day: vdm.Day, measure: Measure) -> int:
    return day.hard_bounces if measure is Measure.BOUNCE else day.complaints


def counted(seen: AsOf) -> Iterator[Counted]:
    """Our own rates as of a moment."""
    yield from _of_account(seen)
    yield from _of_sets(seen)


def _of_account(seen: AsOf) -> Iterator[Counted]:
    covered = seen.covered(coverage.STATISTICS, max(WINDOWS) + DAY)
    known = seen.fresh.get("statistics")
    at = recent(covered, seen.now, known.patience_seconds) if known else None
    if at is None:
        return
    found = [b for b in statistics.bins(seen.store, seen.scope, at - max(WINDOWS), at) if not b.cut]
    whole = [window for window in WINDOWS if share(covered, Span(at - window, at)) >= MOSTLY]
    for measure in Measure:
        rates: dict[int, Rate] = {}
        for window in whole:
            inside = [b for b in found if b.at >= at - window]
            events = sum(b.bounces if measure is Measure.BOUNCE else b.complaints for b in inside)
            mails = sum(b.attempts for b in inside)
            rates[window] = Rate(events, mails, lower_bound=measure is Measure.COMPLAINT)
        yield Counted(measure, "", at, rates)


def _of_sets(seen: AsOf) -> Iterator[Counted]:
    """VDM tells whole days: yesterday's and what there is of today's are the shortest window that holds 24 h."""
    known = seen.fresh.get("vdm")
    covered = seen.covered(coverage.VDM, 2 * DAY)
    at = recent(covered, seen.now, known.patience_seconds) if known else None
    if at is None or seen.past:
        return  # what a day of the past held by a certain hour was never kept
    since = at - at % DAY - DAY
    if share(covered, Span(since, at)) < MOSTLY:
        return
    for name, day in vdm.totals(seen.store, seen.scope, CONFIGURATION_SET, since, at).items():
        yield Counted(Measure.BOUNCE, name, at, {at - since: Rate(day.hard_bounces, day.sent)})
        yield Counted(Measure.COMPLAINT, name, at, {at - since: Rate(day.complaints, day.complaint_base)})


def counted_sets(seen: AsOf) -> dict[str, vdm.Day]:
    """What each configuration set's mail came to over COUNTED_BACK, where VDM counts it."""
    until = seen.now - seen.now % DAY if seen.past else seen.now
    return vdm.totals(seen.store, seen.scope, CONFIGURATION_SET, seen.now - COUNTED_BACK, until)
