"""Rates, their bounds and their levels."""

from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.model import Level, Reason, Unknown
from deliverability.rates import (
    BOUNCE_LINES,
    COMPLAINT_LINES,
    QuotaUse,
    Rate,
    at_least,
    bounds,
    judge,
    level_of,
)
from deliverability.standing import rank

counts = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def exact_at_least(k: int, n: int, p: Fraction) -> float:
    return float(sum(comb(n, i) * p**i * (1 - p) ** (n - i) for i in range(max(k, 0), n + 1)))


@given(st.integers(0, 60), st.integers(0, 60), st.fractions(0, 1, max_denominator=200))
def test_tail_probability_equals_the_exact_sum(k, n, p):
    assert at_least(k, n, float(p)) == pytest.approx(exact_at_least(k, n, p), abs=1e-9)


@given(counts)
def test_bounds_hold_the_rate_between_them(pair):
    k, n = pair
    low, high = bounds(k, n)
    assert 0 <= low <= high <= 1
    if n:
        assert low <= k / n <= high


@given(counts)
def test_one_more_bounce_never_lowers_a_bound(pair):
    k, n = pair
    if k < n:
        assert bounds(k + 1, n)[0] >= bounds(k, n)[0]
        assert bounds(k + 1, n)[1] >= bounds(k, n)[1]


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # Upper bound of no event in n mails: 1 - 0.05 ** (1 / n).
        (0, 59, 0.0, 1 - 0.05 ** (1 / 59)),
        (0, 2995, 0.0, 1 - 0.05 ** (1 / 2995)),
        (59, 59, 0.05 ** (1 / 59), 1.0),
        # Hahn & Meeker's tables, one-sided 95 %.
        (2, 100, 0.00357, 0.0616),
        (10, 100, 0.0553, 0.1637),
    ],
)
def test_bounds_equal_published_figures(k, n, low, high):
    assert bounds(k, n) == pytest.approx((low, high), abs=6e-5)


def test_bounds_are_everything_when_nothing_was_sent():
    assert bounds(0, 0) == (0.0, 1.0)


def test_bounds_read_more_bounces_than_mails_as_all_bounced():
    assert bounds(7, 5) == bounds(5, 5)


def test_bounds_stay_exact_with_millions_of_mails():
    low, high = bounds(50_000, 1_000_000)
    assert 0.0496 < low < 0.05 < high < 0.0504


def test_rate_is_undefined_when_nothing_was_sent():
    assert Rate(0, 0).fraction is None
    assert judge(Rate(0, 0), BOUNCE_LINES) == Unknown(Reason.NOT_ENOUGH_MAIL)


def test_rate_may_exceed_one_when_late_bounces_meet_a_quiet_day():
    assert Rate(3, 2).fraction == 1.5
    assert judge(Rate(30, 20), BOUNCE_LINES) is Level.PAUSE


@pytest.mark.parametrize(("k", "n"), [(-1, 5), (1, -5)])
def test_rate_refuses_negative_counts(k, n):
    with pytest.raises(ValueError, match="negative"):
        Rate(k, n)


@given(st.lists(st.tuples(counts, st.booleans()), max_size=5))
def test_rates_add_by_sum_over_sum(parts):
    whole = sum((Rate(k, n, low) for (k, n), low in parts), Rate(0, 0))
    assert (whole.numerator, whole.denominator) == (sum(k for (k, _), _ in parts), sum(n for (_, n), _ in parts))
    assert whole.lower_bound == any(low for _, low in parts)


@pytest.mark.parametrize(
    ("figure", "bounce", "complaint"),
    [
        (0.0, Level.OK, Level.OK),
        (0.0007999, Level.OK, Level.OK),
        (0.0008, Level.OK, Level.WATCH),
        (0.001, Level.OK, Level.REVIEW),
        (0.004999, Level.OK, Level.REVIEW),
        (0.005, Level.OK, Level.PAUSE),
        (0.0399, Level.OK, Level.PAUSE),
        (0.04, Level.WATCH, Level.PAUSE),
        (0.04999, Level.WATCH, Level.PAUSE),
        (0.05, Level.REVIEW, Level.PAUSE),
        (0.0999, Level.REVIEW, Level.PAUSE),
        (0.10, Level.PAUSE, Level.PAUSE),
    ],
)
def test_lines_are_inclusive(figure, bounce, complaint):
    assert level_of(figure, BOUNCE_LINES) is bounce
    assert level_of(figure, COMPLAINT_LINES) is complaint


@pytest.mark.parametrize(
    ("k", "n", "level"),
    [
        (0, 58, None),
        (0, 59, Level.OK),
        (1, 20, None),
        (3, 100, None),
        (10, 100, Level.PAUSE),
        (52, 1000, Level.REVIEW),
        (20, 1000, Level.OK),
        (1, 1, None),
    ],
)
def test_little_mail_is_said_to_be_too_little(k, n, level):
    verdict = judge(Rate(k, n), BOUNCE_LINES)
    assert verdict == (level or Unknown(Reason.NOT_ENOUGH_MAIL))


def test_one_complaint_in_under_a_thousand_mails_proves_nothing():
    assert judge(Rate(1, 900), COMPLAINT_LINES) == Unknown(Reason.NOT_ENOUGH_MAIL)


def test_lower_bound_raises_a_level_but_never_says_ok():
    assert judge(Rate(2, 9000, lower_bound=True), COMPLAINT_LINES) == Unknown(Reason.LOWER_BOUND)
    assert judge(Rate(90, 9000, lower_bound=True), COMPLAINT_LINES) is Level.PAUSE


@given(counts, st.sampled_from([BOUNCE_LINES, COMPLAINT_LINES]))
def test_a_rate_is_judged_as_its_bounds_say_though_they_are_not_looked_for(pair, lines):
    k, n = pair
    low, high = bounds(k, n)
    too_little = low < lines.watch and high >= lines.review
    known = judge(Rate(k, n), lines)
    assert isinstance(known, Unknown) or not too_little
    assert isinstance(known, Level) or too_little or k < 3


@given(counts, st.sampled_from([BOUNCE_LINES, COMPLAINT_LINES]))
def test_a_known_level_is_always_that_of_the_figure(pair, lines):
    rate = Rate(*pair)
    verdict = judge(rate, lines)
    if isinstance(verdict, Level):
        assert rate.fraction is not None
        assert verdict is level_of(rate.fraction, lines)


@given(st.integers(1, 60), st.integers(1, 60))
def test_more_mail_at_the_same_rate_never_makes_it_less_known(k, times):
    n = 20 * k
    if isinstance(judge(Rate(k, n), BOUNCE_LINES), Level):
        assert isinstance(judge(Rate(k * times, n * times), BOUNCE_LINES), Level)


@given(st.integers(0, 200), st.integers(200, 2000))
def test_one_more_bounce_never_makes_a_level_milder(k, n):
    here, next_ = judge(Rate(k, n), BOUNCE_LINES), judge(Rate(k + 1, n), BOUNCE_LINES)
    if isinstance(here, Level) and isinstance(next_, Level):
        assert rank(next_) >= rank(here)


def test_quota_share():
    assert QuotaUse(31_204, 50_000).share == pytest.approx(0.62408)
    assert QuotaUse(5, 0).share is None


def test_minus_one_is_no_limit():
    assert QuotaUse(10, -1).unlimited
    assert QuotaUse(10, -1).share is None
    assert not QuotaUse(10, 200).unlimited
