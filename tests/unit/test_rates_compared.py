"""The score interval around a rate, and whether two rates are told apart."""

import math
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.rates import CONFIDENCE, Rate, bounds, score_bounds, told_apart

DEVIATIONS = NormalDist().inv_cdf(CONFIDENCE)
counts = st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
rates = st.builds(lambda pair: Rate(*pair), counts)


@given(counts)
def test_each_score_bound_is_where_the_rate_is_just_as_far_away_as_the_confidence_allows(pair):
    """Wilson's own definition, solved here the other way round."""
    k, n = pair
    for bound in score_bounds(k, n):
        if 0 < bound < 1:
            assert abs(k / n - bound) == pytest.approx(DEVIATIONS * math.sqrt(bound * (1 - bound) / n), rel=1e-6)


@given(counts)
def test_the_score_bounds_hold_the_rate_between_them_and_lie_in_0_to_1(pair):
    k, n = pair
    low, high = score_bounds(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert (low == 0) == (k == 0)
    assert (high == 1) == (k == n)


@given(counts)
def test_one_more_event_never_lowers_a_score_bound(pair):
    k, n = pair
    if k < n:
        assert score_bounds(k + 1, n)[0] >= score_bounds(k, n)[0]
        assert score_bounds(k + 1, n)[1] >= score_bounds(k, n)[1]


@pytest.mark.parametrize(("k", "n"), [(1, 152), (37, 1917), (402, 19_120), (50_000, 1_000_000)])
def test_the_score_bounds_lie_near_the_exact_ones(k, n):
    for score, exact in zip(score_bounds(k, n), bounds(k, n), strict=True):
        assert score == pytest.approx(exact, abs=3 / n)


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [(0, 10, 0.0, 0.2129), (1, 10, 0.0226, 0.3477), (5, 10, 0.2693, 0.7307), (81, 263, 0.2633, 0.3566)],
)
def test_the_score_bounds_equal_figures_found_by_bisection(k, n, low, high):
    assert score_bounds(k, n) == pytest.approx((low, high), abs=6e-5)


def test_nothing_sent_can_be_anything_and_more_bounces_than_mails_are_read_as_all():
    assert score_bounds(0, 0) == (0.0, 1.0)
    assert score_bounds(7, 5) == score_bounds(5, 5)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        # Newcombe (1998), table II: his 95 % intervals of the difference leave out 0 in the first three.
        (Rate(56, 70), Rate(48, 80), True),
        (Rate(9, 10), Rate(3, 10), True),
        (Rate(6, 7), Rate(2, 7), True),
        (Rate(0, 10), Rate(0, 20), False),
        (Rate(10, 10), Rate(10, 10), False),
        (Rate(402, 19_120), Rate(268, 19_140), True),
        (Rate(4, 200), Rate(3, 200), False),
        (Rate(0, 0), Rate(5, 10), False),
        (Rate(5, 10), Rate(0, 0), False),
        (Rate(12, 10), Rate(0, 10), True),
    ],
)
def test_two_rates_are_told_apart_where_chance_would_hardly_make_the_difference(one, other, apart):
    assert told_apart(one, other) is apart
    assert told_apart(other, one) is apart


@given(rates)
def test_a_rate_is_never_told_apart_from_itself(rate):
    assert not told_apart(rate, rate)


@given(rates, rates)
def test_rates_whose_intervals_do_not_meet_are_told_apart(one, other):
    (low, high), (other_low, other_high) = (score_bounds(r.numerator, r.denominator) for r in (one, other))
    if high < other_low or other_high < low:
        assert told_apart(one, other)
