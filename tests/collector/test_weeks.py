from datetime import timedelta
from itertools import pairwise

import pytest

from collector import rounds
from collector.aws.catalogue import BY_NAME
from deliverability.coverage import Span
from deliverability.metrics import DAY, QUARTER
from store import coverage, doubts, statistics

DAYS = 21
SHIFT_DAY, SHIFT_SECONDS = 10, 420


def told(bins):
    return [(b.at, *b.counts()) for b in bins]


def of_truth(quarters):
    return [(q.at, q.attempts, q.bounces, q.complaints, q.rejects) for q in quarters]


def attempts(bins):
    return [(b.at, b.attempts) for b in bins]


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
    whole = [b for b in statistics.bins(watch.store, scope, 0, 2**40) if not b.cut]
    edge, shifted = end - 14 * DAY + QUARTER, began + SHIFT_DAY * DAY
    border = next(later.at for earlier, later in pairwise(whole) if (later.at - earlier.at) % QUARTER)
    assert all(later.at - earlier.at >= QUARTER for earlier, later in pairwise(whole)), "a moment is counted twice"
    assert told(b for b in whole if b.at > edge) == of_truth(world.truth.bins("us-east-1", edge + 1, end))
    # What slid out since was last seen while late feedback could still come; its mail is all there.
    now_told = world.truth.bins("us-east-1", border, end)
    assert attempts(b for b in whole if b.at >= border) == attempts(now_told)
    first = began - 14 * DAY + QUARTER
    before = world.truth.bins("us-east-1", first, border - QUARTER, as_of=shifted - 1)
    assert attempts(b for b in whole if first <= b.at < border - QUARTER) == attempts(before)
    assert shifted - 15 * DAY < border < shifted
    assert coverage.covered(watch.store, scope, "statistics", Span(began - 14 * DAY, end)) == [
        Span(began - 14 * DAY, end)
    ]
    assert not [doubt for doubt in doubts.listed(watch.store, scope, 0) if doubt.what == "set-aside"]
