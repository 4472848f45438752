"""The rates that alert rules judge: AWS's own figures, and our counts over windows, of the account and of its sets.

What the rules make of them: `deliverability/rules/`. A set is counted by Virtual Deliverability Manager alone, by days.
"""

from collections.abc import Iterator
from typing import Final

from deliverability.coverage import Span, share
from deliverability.evidence import Counted, Reputation, Tally
from deliverability.metrics import DAY, HOUR
from deliverability.rates import Rate
from deliverability.standing import Measure
from deliverability.stretches import Stretch, stretches
from deliverability.thresholds import Thresholds
from report.as_of import AsOf, recent
from report.facts import AWS_METRIC, MOSTLY
from store import coverage, lows, samples, statistics, vdm
from store.series import series
from store.vdm import CONFIGURATION_SET

WINDOWS: Final = (HOUR, 6 * HOUR, DAY, 3 * DAY)
ASKED_BACK: Final = 2 * DAY
POINTS_BACK: Final = 365 * DAY
"""Of a figure that stands over its first line: since when is looked for no further back."""
COUNTED_BACK: Final = 30 * DAY


def reputation(seen: AsOf, lines: Thresholds) -> Iterator[Reputation]:
    """AWS's figures as of a moment, however long they have rested; none while nobody asks for them."""
    known = seen.fresh.get("metrics")
    covered = seen.covered(coverage.CLOUDWATCH, ASKED_BACK)
    at = recent(covered, seen.now, known.patience_seconds) if known else None
    if at is None:
        return
    names = {(each.metric, each.configuration_set) for each in series(seen.store, seen.scope)}
    tallies = {**_tallies_of_sets(seen), **_tallies_of_account(seen)}
    for measure in Measure:
        for name in sorted(of_set for metric, of_set in names if metric == AWS_METRIC[measure]):
            last = samples.latest(seen.store, seen.scope, AWS_METRIC[measure], name, seen.points_until)
            if last:
                held = _stretches(seen, measure, name, last, lines.ladders[measure].watch)
                yield Reputation(measure, name, last.value, at, held, tallies.get((measure, name)))


def _stretches(seen: AsOf, measure: Measure, name: str, last: samples.Point, line: float) -> tuple[Stretch, ...]:
    """Since when the figure stands over any line from this one on: what it was before it did is not asked for."""
    if last.value < line:
        return ()
    metric, since, until = AWS_METRIC[measure], last.at - POINTS_BACK, last.at + 1
    below = lows.last_below(seen.store, seen.scope, metric, name, line, since, until)
    found = samples.between(seen.store, seen.scope, metric, name, since if below is None else below + 1, until)
    return stretches([(point.at, point.value) for point in found], witnessed=below is not None)


def _tallies_of_account(seen: AsOf) -> dict[tuple[Measure, str], Tally]:
    """Bounces and complaints that we know of: a lower bound where not all of the time was looked at."""
    covered = seen.covered(coverage.STATISTICS, COUNTED_BACK)
    if not covered:
        return {}
    since = covered[0].since
    sums = statistics.totals(seen.store, seen.scope, since, covered[-1].until)
    counts = {Measure.BOUNCE: sums.bounces, Measure.COMPLAINT: sums.complaints}
    return {(measure, ""): Tally(count, sums.attempts, since) for measure, count in counts.items()}


def _tallies_of_sets(seen: AsOf) -> dict[tuple[Measure, str], Tally]:
    """The same of each configuration set, where VDM counts it."""
    until = seen.now - seen.now % DAY if seen.past else seen.now
    first = seen.now - COUNTED_BACK
    looked_at = seen.covered(coverage.VDM, COUNTED_BACK)
    found: dict[tuple[Measure, str], Tally] = {}
    for name, day in vdm.totals(seen.store, seen.scope, CONFIGURATION_SET, first, until).items():
        since = min(day.at, looked_at[0].since) if looked_at else day.at
        found[Measure.BOUNCE, name] = Tally(day.hard_bounces, day.sent, since)
        found[Measure.COMPLAINT, name] = Tally(day.complaints, day.complaint_base, since)
    return found


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
