"""The budget of further bounces before a line: exact, and one rule with the levels."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from deliverability.budget import Budget, OutOfReach, budget, counted_by_aws, needed, tightest, usual_day
from deliverability.model import Level
from deliverability.rates import BOUNCE_LINES, COMPLAINT_LINES, Rate, level_of
from deliverability.standing import rank

windows = st.integers(1, 2_000_000).flatmap(lambda n: st.builds(Rate, st.integers(0, n), st.just(n)))
measures = st.sampled_from([BOUNCE_LINES, COMPLAINT_LINES])
mails = st.integers(1, 100_000)


def level(window, more, lines):
    return rank(level_of((window.numerator + more) / window.denominator, lines))


@given(windows, measures, mails)
def test_the_whole_budget_meets_the_line_and_one_less_does_not(window, lines, next_mails):
    for line, met in ((lines.review, Level.REVIEW), (lines.pause, Level.PAUSE)):
        left = needed(budget(window, line, next_mails))
        assert level(window, left, lines) >= rank(met)
        assert left == 0 or level(window, left - 1, lines) < rank(met)


@given(windows, measures, mails)
def test_nothing_is_left_exactly_where_the_line_is_met(window, lines, next_mails):
    found = budget(window, lines.review, next_mails)
    assert (found == Budget(lines.review, 0, found.next_mails)) == (level(window, 0, lines) >= rank(Level.REVIEW))


@given(windows, measures, mails)
def test_a_line_is_out_of_reach_when_even_all_bouncing_would_not_meet_it(window, lines, next_mails):
    found = budget(window, lines.review, next_mails)
    assert found.next_mails == min(next_mails, window.denominator)
    out = level(window, found.next_mails, lines) < rank(Level.REVIEW)
    assert isinstance(found, OutOfReach if out else Budget)


@given(windows, measures, mails)
def test_the_pause_line_is_never_nearer_than_the_review_line(window, lines, next_mails):
    assert needed(budget(window, lines.pause, next_mails)) >= needed(budget(window, lines.review, next_mails))


@pytest.mark.parametrize(
    ("window", "line", "expected"),
    [
        (Rate(463, 10_000), 0.05, Budget(0.05, 37, 5000)),
        (Rate(500, 10_000), 0.05, Budget(0.05, 0, 5000)),
        (Rate(0, 10_001), 0.05, Budget(0.05, 501, 5000)),
        (Rate(9, 10_000), 0.001, Budget(0.001, 1, 5000)),
        (Rate(12, 8), 0.05, Budget(0.05, 0, 8)),
        (Rate(0, 200_000), 0.05, OutOfReach(0.05, 10_000, 5000)),
    ],
)
def test_by_hand(window, line, expected):
    assert budget(window, line, 5000) == expected


def test_without_mail_there_is_no_budget():
    with pytest.raises(ValueError, match="needs mail"):
        budget(Rate(0, 0), 0.05, 10)


@given(st.floats(0, 0.2), st.integers(10, 500_000), st.floats(0.5, 3), measures)
def test_awss_figure_counted_back_never_stands_lower(figure, volume, scale, lines):
    window = counted_by_aws(figure, volume, scale)
    assert window.denominator <= volume
    assume(window.denominator)
    assert window.numerator / window.denominator >= figure
    assert rank(level_of(window.numerator / window.denominator, lines)) >= rank(level_of(figure, lines))


def test_mail_that_aws_leaves_out_makes_no_room():
    assert counted_by_aws(0.0213, 118_000, 1.0) == Rate(2514, 118_000)
    assert counted_by_aws(0.0005, 100_000, 1.6) == Rate(32, 62_500)
    assert counted_by_aws(0.0005, 100_000, 0.9) == Rate(50, 100_000)


def test_of_several_windows_the_one_with_the_least_room_counts():
    low, high = counted_by_aws(0.02, 118_000, 1.0), counted_by_aws(0.02, 164_000, 1.0)
    assert tightest([high, low], 0.05, 5000) == low
    assert tightest([Rate(2, 10), Rate(1, 10)], 0.05, 5) == Rate(2, 10)


@pytest.mark.parametrize(
    ("days", "mails"),
    [([], 0), ([0, 0], 0), ([30, 0, 28], 28), ([4983, 5049, 12, 0], 5000), ([18_643] * 28, 19_000), ([347], 350)],
)
def test_a_usual_day_is_the_median_of_the_days_with_mail(days, mails):
    assert usual_day(days) == mails
