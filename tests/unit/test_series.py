"""Rolling sums and line crossings."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from deliverability.outcomes import Count
from deliverability.rates import BOUNCE_LINES
from deliverability.series import Crossing, crossings, rolling

HOUR = 3600
counts = st.lists(
    st.builds(lambda i, k, n: Count(i * HOUR, k, n), st.integers(0, 60), st.integers(0, 50), st.integers(0, 50)),
    max_size=40,
    unique_by=lambda c: c.at,
)


@given(counts)
def test_each_point_is_the_sum_of_the_day_that_ends_with_it(found):
    points = rolling(found, 24 * HOUR, HOUR)
    assert [point.at for point in points] == sorted(c.at + HOUR for c in found)
    for point in points:
        inside = [c for c in found if point.at - 24 * HOUR <= c.at < point.at]
        assert point.denominator == sum(c.denominator for c in inside)
        assert point.numerator == sum(c.numerator for c in inside)


def test_a_point_stands_at_the_end_of_its_bucket():
    assert rolling([Count(0, 1, 4)], 24 * HOUR, HOUR) == [Count(HOUR, 1, 4)]


def test_a_line_is_met_inclusively_and_told_once_while_the_figure_trembles():
    points = list(enumerate([0.03, 0.05, 0.0495, 0.051, 0.049, 0.0479]))
    assert crossings(points, BOUNCE_LINES) == [
        Crossing(1, 0.05, 0.05, up=True),
        Crossing(5, 0.05, 0.0479, up=False),
    ]


def test_both_lines_are_told_in_order_when_a_figure_jumps_over_both():
    found = crossings([(0, 0.01), (1, 0.2), (2, 0.0)], BOUNCE_LINES)
    assert [(c.at, c.line, c.up) for c in found] == [
        (1, 0.05, True),
        (1, 0.10, True),
        (2, 0.10, False),
        (2, 0.05, False),
    ]


def test_a_figure_that_starts_over_the_line_crossed_nothing_we_saw():
    assert crossings([(0, 0.2), (1, 0.2)], BOUNCE_LINES) == []
    assert crossings([], BOUNCE_LINES) == []


@given(st.lists(st.floats(0, 0.2), max_size=60))
def test_crossings_of_a_line_alternate(values):
    found = [c.up for c in crossings(list(enumerate(values)), BOUNCE_LINES) if c.line == 0.05]
    assert all(a != b for a, b in itertools.pairwise(found))
