"""The generative model: random access, exact sums, late feedback."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator import Clock, World
from simulator.ledger import Grid
from simulator.volume import COMPLAINT, DAY, HARD, QUARTER, REJECT, SOFT
from tests.simulator.asking import NOW, REGION

T = int(NOW.timestamp())
QUARTERS = st.integers(min_value=-470 * 96, max_value=20 * 96)
ALL = (HARD, SOFT, COMPLAINT, REJECT)


def world(scenario="bounce-incident", seed=1):
    return World(seed, scenario, clock=Clock(NOW, running=False))


def fresh(seed=1):
    return world(seed=seed).region(REGION).ledger


SHARED = fresh()


@settings(max_examples=15, deadline=None, database=None)
@given(starts=st.lists(QUARTERS, min_size=1, max_size=3), length=st.integers(1, 300))
def test_a_bin_is_the_same_in_whatever_order_and_range_it_is_asked_for(starts, length):
    ledger = fresh()
    for start in starts:
        grid = Grid(T // QUARTER * QUARTER + start * QUARTER, QUARTER, length)
        pick = ledger.pick()
        ranged = ledger.mails(grid, pick, T)
        single = Grid(grid.start + (length // 2) * QUARTER, QUARTER, 1)
        assert SHARED.mails(single, pick, T)[0] == ranged[length // 2]
        assert (
            SHARED.feedback(single, pick, ALL, "sent", T) == ledger.feedback(grid, pick, ALL, "sent", T)[length // 2]
        ).all()


@settings(max_examples=30, deadline=None, database=None)
@given(start=st.integers(T - 460 * DAY, T), cuts=st.lists(st.integers(1, 5000), min_size=1, max_size=6))
def test_however_a_stretch_is_cut_the_parts_add_up(start, cuts):
    pick = SHARED.pick()
    edges = np.cumsum([start, *cuts])
    parts = [Grid(int(a), int(b - a), 1) for a, b in pairwise(edges)]
    whole = Grid(start, sum(cuts), 1)
    far = T + 30 * DAY
    assert sum(SHARED.mails(p, pick, far)[0] for p in parts) == SHARED.mails(whole, pick, far)[0]
    marked = sum(SHARED.chosen(p, pick, "second recipient", 0.04, far)[0] for p in parts)
    assert marked == SHARED.chosen(whole, pick, "second recipient", 0.04, far)[0]


@settings(max_examples=20, deadline=None, database=None)
@given(start=st.integers(T - 30 * DAY, T - DAY), step=st.sampled_from([60, 300, 900, 3600]))
def test_no_feedback_is_lost_or_counted_twice_whether_by_sending_or_by_arrival(start, step):
    """All feedback of mail sent over a stretch arrives, between its start and six days after its end."""
    pick, far = SHARED.pick(), T + 365 * DAY
    opened = Grid(SHARED.opened, DAY, (start - SHARED.opened) // DAY)
    later = Grid(SHARED.opened, DAY, opened.count + 7)
    sent_by_then = SHARED.feedback(opened, pick, ALL, "sent", far).sum()
    assert SHARED.feedback(later, pick, ALL, "arrives", far).sum() >= sent_by_then
    fine = Grid(start // step * step, step, DAY // step)
    coarse = Grid(start // step * step, DAY, 1)
    assert (
        SHARED.feedback(fine, pick, ALL, "arrives", far).sum() == SHARED.feedback(coarse, pick, ALL, "arrives", far)[0]
    )


@settings(max_examples=10, deadline=None, database=None)
@given(quarter=QUARTERS)
def test_messages_agree_with_the_counts(quarter):
    at = T // QUARTER * QUARTER + quarter * QUARTER
    account = world()
    found = account.truth.messages(REGION, at)
    grid, pick, far = Grid(at, QUARTER, 1), SHARED.pick(), T + 365 * DAY
    assert len(found) == SHARED.mails(grid, pick, far)[0]
    for kind, name in enumerate(("hard", "soft", "complaint", "reject")):
        assert sum(m.failure == name for m in found) == SHARED.feedback(grid, pick, {kind}, "sent", far)[0]
    assert len({m.message_id for m in found}) == len(found)
    half = Grid(at, QUARTER // 2, 1)
    assert sum(m.sent_at < at + QUARTER // 2 for m in found) == SHARED.mails(half, pick, far)[0]


def test_recent_bins_grow_and_old_ones_stand_still():
    truth = world().truth
    at_once = truth.totals(REGION, T - DAY, T - QUARTER, T)
    later = truth.totals(REGION, T - DAY, T - QUARTER, T + 7 * DAY)
    assert later.attempts == at_once.attempts
    assert later.bounces > at_once.bounces
    assert later.complaints > at_once.complaints
    settled = [truth.totals(REGION, T - 20 * DAY, T - 10 * DAY, as_of) for as_of in (T, T + 30 * DAY)]
    assert settled[0] == settled[1]


@pytest.mark.parametrize("late", [1, 600, 3 * 3600, 5 * DAY])
def test_a_count_as_seen_later_is_never_smaller(late):
    truth = world().truth
    early = {q.at: q for q in truth.bins(REGION, T - 3 * DAY, T, T)}
    for seen in truth.bins(REGION, T - 3 * DAY, T, T + late):
        if seen.at in early:
            assert seen.bounces >= early[seen.at].bounces
            assert seen.complaints >= early[seen.at].complaints


def test_seeds_regions_and_accounts_have_their_own_numbers():
    since, until = T - DAY, T
    numbers = [
        World(1, "healthy", clock=Clock(NOW, running=False)).truth.bins("eu-west-1", since, until),
        World(1, "healthy", clock=Clock(NOW, running=False)).truth.bins("us-east-1", since, until),
        World(2, "healthy", clock=Clock(NOW, running=False)).truth.bins("eu-west-1", since, until),
        World(1, "healthy", "111122223333", Clock(NOW, running=False)).truth.bins("eu-west-1", since, until),
    ]
    assert len({tuple(q.attempts for q in n) for n in numbers}) == 4


def test_a_story_begun_later_the_same_day_is_the_same_story():
    later = World(1, "bounce-incident", clock=Clock(NOW + timedelta(hours=9), running=False))
    assert later.truth.bins(REGION, T - DAY, T, T) == world().truth.bins(REGION, T - DAY, T, T)


def test_mail_follows_korean_days():
    ledger = world("healthy").region(REGION).ledger
    hours = ledger.mails(Grid(T // DAY * DAY - 28 * DAY, 3600, 28 * 24), ledger.pick(), T).reshape(28, 24).sum(axis=0)
    night, morning = hours[[17, 18, 19]].mean(), hours[[0, 1, 2]].mean()  # 2-5 and 9-12 o'clock in Seoul
    assert morning > 5 * night
