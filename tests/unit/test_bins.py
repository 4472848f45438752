"""How a poll of GetSendStatistics joins what is remembered."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.bins import COUNTS, Bin, Lower, Merge, SetAside, merge, total
from deliverability.metrics import QUARTER

small = st.integers(0, 30)


def bins_at(offset: int) -> st.SearchStrategy[list[Bin]]:
    one = st.builds(lambda i, a, b, c, r: Bin(i * QUARTER + offset, a, b, c, r), st.integers(0, 40), *[small] * 4)
    return st.lists(one, max_size=30)


def apply(stored: dict[int, Bin], outcome: Merge) -> dict[int, Bin]:
    result = {at: b for at, b in stored.items() if at not in outcome.removed}
    for at in outcome.cut:
        result[at] = Bin(at, *result[at].counts(), cut=True)
    return result | {b.at: b for b in outcome.written}


@given(st.lists(bins_at(300), max_size=5))
def test_no_count_ever_falls(polls):
    stored: dict[int, Bin] = {}
    for poll in polls:
        after = apply(stored, merge(stored.values(), poll))
        for at, b in stored.items():
            assert all(new >= old for new, old in zip(after[at].counts(), b.counts(), strict=True))
        stored = after


@given(bins_at(300), st.randoms())
def test_the_order_of_points_does_not_matter(poll, random):
    shuffled = list(poll)
    random.shuffle(shuffled)
    assert merge([], poll) == merge([], shuffled)


@given(bins_at(300))
def test_the_same_poll_twice_changes_nothing(poll):
    stored = apply({}, merge([], poll))
    assert merge(stored.values(), poll).written == ()


@given(bins_at(0), bins_at(300))
def test_no_mail_is_counted_twice_after_a_shift(first, second):
    """After a replacement no two bins overlap, but for those marked as cut, which sums leave out."""
    stored = apply({}, merge([], first))
    outcome = merge(stored.values(), second)
    after = sorted(b.at for b in apply(stored, outcome).values() if not b.cut)
    if outcome.set_aside is None:
        assert all(b - a >= QUARTER for a, b in itertools.pairwise(after))


@given(bins_at(0), bins_at(300))
def test_a_shift_loses_at_most_one_per_cent_of_the_attempts_inside_the_poll(first, second):
    stored = apply({}, merge([], first))
    outcome = merge(stored.values(), second)
    after = apply(stored, outcome)
    if second and outcome.set_aside is None:
        since, until = min(b.at for b in second), max(b.at for b in second)
        before = sum(b.attempts for b in stored.values() if since <= b.at <= until)
        assert sum(b.attempts for b in after.values() if since <= b.at <= until) >= before * 0.99


def test_an_empty_answer_replaces_nothing():
    assert merge([Bin(0, 5, 1, 0, 0)], []) == Merge()


def test_a_shrunken_answer_replaces_nothing_and_is_doubted():
    outcome = merge([Bin(0, 5, 2, 0, 0)], [Bin(0, 5, 1, 0, 0)])
    assert outcome.written == ()
    assert outcome.lower == (Lower(at=0, count="bounces", kept=2, seen=1),)


def test_a_late_bounce_raises_its_bin():
    assert merge([Bin(0, 5, 1, 0, 0)], [Bin(0, 5, 2, 1, 0)]).written == (Bin(0, 5, 2, 1, 0),)


def test_points_named_twice_in_a_poll_count_once_with_the_larger():
    assert merge([], [Bin(0, 5, 1, 0, 0), Bin(0, 4, 2, 0, 0)]).written == (Bin(0, 5, 2, 0, 0),)


def test_a_poll_of_another_alignment_replaces_only_between_its_own_edges():
    stored = [Bin(QUARTER * i, 10, 1, 0, 0) for i in range(10)]
    outcome = merge(stored, [Bin(QUARTER * i + 300, 10, 1, 0, 0) for i in range(4, 10)])
    assert outcome.removed == tuple(QUARTER * i for i in range(5, 10))
    assert outcome.cut == (QUARTER * 4,)


def test_a_bin_already_marked_as_cut_is_not_marked_again():
    stored = [Bin(0, 10, 1, 0, 0, cut=True), Bin(300, 10, 1, 0, 0)]
    assert merge(stored, [Bin(300, 10, 1, 0, 0)]) == Merge()


def test_a_poll_of_another_alignment_with_too_little_mail_is_set_aside_whole():
    stored = [Bin(QUARTER * i, 100, 0, 0, 0) for i in range(10)]
    poll = [Bin(QUARTER * i + 300, 80, 0, 0, 0) for i in range(9)]
    outcome = merge(stored, poll)
    assert (outcome.written, outcome.removed, outcome.cut) == ((), (), ())
    assert outcome.set_aside == SetAside(300, 9 * QUARTER + 300, 800, 720)


@pytest.mark.parametrize(("brought", "replaced"), [(990, True), (989, False)])
def test_ninety_nine_per_cent_is_enough_to_replace(brought, replaced):
    stored = [Bin(0, 0, 0, 0, 0), Bin(QUARTER, 1000, 0, 0, 0), Bin(2 * QUARTER, 0, 0, 0, 0)]
    outcome = merge(stored, [Bin(300, 0, 0, 0, 0), Bin(QUARTER + 300, brought, 0, 0, 0), Bin(3 * QUARTER, 0, 0, 0, 0)])
    assert (outcome.set_aside is None) is replaced
    assert bool(outcome.written) is replaced


def test_a_quiet_bin_of_the_old_alignment_outside_every_new_bin_stays():
    stored = [Bin(0, 5, 0, 0, 0), Bin(4 * QUARTER, 5, 0, 0, 0), Bin(8 * QUARTER, 5, 0, 0, 0)]
    outcome = merge(stored, [Bin(300, 10, 0, 0, 0), Bin(8 * QUARTER + 300, 10, 0, 0, 0)])
    assert 4 * QUARTER not in outcome.removed


def test_sums_leave_cut_bins_out():
    bins = [Bin(0, 5, 1, 0, 0, cut=True), Bin(300, 10, 2, 1, 1)]
    assert total(bins, at=7) == Bin(7, 10, 2, 1, 1)
    assert total([], at=7) == Bin(7, 0, 0, 0, 0)


def test_counts_are_in_the_order_of_their_names():
    assert dict(zip(COUNTS, Bin(0, 1, 2, 3, 4).counts(), strict=True)) == {
        "attempts": 1,
        "bounces": 2,
        "complaints": 3,
        "rejects": 4,
    }
