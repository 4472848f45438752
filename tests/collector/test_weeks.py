from datetime import timedelta

import pytest

from collector import rounds
from collector.aws.catalogue import BY_NAME
from deliverability.coverage import Span
from deliverability.metrics import DAY, QUARTER
from store import coverage, doubts, statistics

DAYS = 21
SHIFT_DAY, SHIFT_SECONDS = 10, 420


def told(bins):
    return [(b.at, *b.counts()) for b in bins if not b.cut]


def of_truth(quarters):
    return [(q.at, q.attempts, q.bounces, q.complaints, q.rejects) for q in quarters]


@pytest.mark.parametrize("scenario", ["healthy"])
def test_three_weeks_with_late_bounces_and_a_shift_of_alignment_equal_the_truth(watch, world, now):
    """The window slides past its first days, AWS moves its bins once, and nothing is lost or counted twice."""
    began = int(now.timestamp())
    for day in range(DAYS):
        if day == SHIFT_DAY:
            world.shift_alignment("us-east-1", world.clock.moment(), SHIFT_SECONDS)
        for _ in range(2):
            run = rounds.one(watch, watch.regions[0], BY_NAME["statistics"])
            assert run.outcome == "ok", run.error
            world.clock.advance(timedelta(hours=12))
    rounds.one(watch, watch.regions[0], BY_NAME["statistics"])

    scope, end = watch.scope(watch.regions[0]), world.clock.now()
    stored = statistics.bins(watch.store, scope, 0, 2**40)
    edge = end - 14 * DAY
    late = [b for b in stored if b.at > edge + QUARTER]
    assert told(late) == of_truth(world.truth.bins("us-east-1", edge + QUARTER + 1, end))

    first = began - 14 * DAY
    truth = world.truth.totals("us-east-1", first + QUARTER, end)
    counted = statistics.totals(watch.store, scope, first + QUARTER, end)
    # A bin cut by the edge of the shift is left out of sums, never counted by two; at most two bins' worth is missing.
    lost = truth.attempts - counted.attempts
    assert 0 <= lost <= 2 * max(b.attempts for b in stored)
    assert sum(b.cut for b in stored) <= 2
    assert coverage.covered(watch.store, scope, "statistics", Span(first, end)) == [Span(first, end)]
    assert not [doubt for doubt in doubts.listed(watch.store, scope, 0) if doubt.what == "set-aside"]
