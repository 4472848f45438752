"""Since when a figure stands over a line, for any line; against the plain walk over its points."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.stretches import Stretch, over, stretches

POINTS = [(1, 0.02), (2, 0.09), (3, 0.05), (4, 0.07), (5, 0.06)]


def test_each_new_low_on_the_way_back_ends_a_stretch():
    assert stretches(POINTS, witnessed=False) == (
        Stretch(4, 0.06, 0.07, witnessed=True),
        Stretch(2, 0.05, 0.09, witnessed=True),
        Stretch(1, 0.02, 0.09, witnessed=False),
    )


@pytest.mark.parametrize(
    ("line", "since", "witnessed"), [(0.06, 4, True), (0.0501, 4, True), (0.05, 2, True), (0.01, 1, False)]
)
def test_a_line_is_held_from_the_point_after_the_last_below_it(line, since, witnessed):
    held = over(stretches(POINTS, witnessed=False), line)
    assert (held.since, held.witnessed) == (since, witnessed)


def test_a_line_over_the_newest_point_is_not_held_and_of_no_points_nothing_is():
    assert over(stretches(POINTS, witnessed=True), 0.0601) is None
    assert stretches([], witnessed=True) == ()


def test_what_came_before_the_points_tells_whether_the_longest_was_seen_to_begin():
    assert [each.witnessed for each in stretches(POINTS, witnessed=True)] == [True] * 3


@given(st.lists(st.integers(0, 9), min_size=1), st.integers(0, 9))
def test_it_is_what_a_walk_back_over_the_points_finds(values, line):
    points = list(enumerate(map(float, values)))
    held = over(stretches(points, witnessed=False), line)
    first = next((at + 1 for at, value in reversed(points) if value < line), 0)
    kept = points[first:]
    assert held == (
        Stretch(first, min(v for _, v in kept), max(v for _, v in kept), witnessed=first > 0) if kept else None
    )
