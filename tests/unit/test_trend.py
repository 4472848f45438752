"""When AWS's figure will meet a line: told only where the last day tells it."""

import random
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.metrics import DAY, HOUR
from deliverability.rates import Rate
from deliverability.trend import days_to, trend

NOW = 1_800_000_000
BAD_DAY = Rate(900, 10_000)


def straight(start, a_day, hours=24):
    return [(NOW - (hours - i) * HOUR, start + a_day * i / 24) for i in range(hours + 1)]


def walk(seed, a_step, spread):
    dice = random.Random(seed)
    values = accumulate((dice.gauss(a_step, spread) for _ in range(24)), initial=0.03)
    return [(NOW - (24 - i) * HOUR, value) for i, value in enumerate(values)]


def test_a_straight_rise_tells_its_day():
    found = days_to(trend(straight(0.02, 0.01), NOW), 0.05, BAD_DAY)
    assert found.earliest == pytest.approx(2, abs=0.02)
    assert found.latest == pytest.approx(2, abs=0.02)


def test_an_uneven_rise_tells_a_range_around_it():
    found = days_to(trend(walk(1, 0.01 / 24, 0.0003), NOW), 0.05, BAD_DAY)
    assert found.earliest < found.latest


def test_of_walks_that_lead_nowhere_no_more_are_called_rising_than_the_confidence_allows():
    """Sen's own range, which takes the points as independent, calls 38 % of them rising."""
    rising = sum(trend(walk(seed, 0, 0.0001), NOW).surely_rises for seed in range(2000))
    assert rising / 2000 == pytest.approx(0.05, abs=0.015)


def test_one_jump_is_no_slope():
    points = [(at, 0.02 if at < NOW - 5 * HOUR else 0.04) for at, _ in straight(0, 0)]
    assert trend(points, NOW).slope == 0
    assert days_to(trend(points, NOW), 0.05, BAD_DAY) is None


@pytest.mark.parametrize(
    "points",
    [
        [],
        straight(0.02, 0.01)[1:],
        straight(0.02, 0.01)[:-4],
        [(at - DAY, value) for at, value in straight(0.02, 0.01)],
    ],
    ids=["none", "began later", "ended earlier", "of yesterday"],
)
def test_a_day_known_in_part_tells_nothing(points):
    assert trend(points, NOW) is None
    assert days_to(trend(points, NOW), 0.05, BAD_DAY) is None


@pytest.mark.parametrize(
    ("points", "day"),
    [
        (straight(0.02, -0.01), BAD_DAY),
        (straight(0.05, 0.01), BAD_DAY),
        (straight(0.02, 0.0035), BAD_DAY),
        (straight(0.02, 0.01), Rate(300, 10_000)),
        (straight(0.02, 0.01), Rate(2, 4)),
        (straight(0.02, 0.01), Rate(0, 0)),
    ],
    ids=["falling", "met already", "later than a week", "the day's mail stays under", "a handful", "nothing sent"],
)
def test_nothing_is_said_where_the_line_will_not_be_met(points, day):
    assert days_to(trend(points, NOW), 0.05, day) is None


def test_a_lower_bound_under_the_line_does_not_rule_it_out():
    rise = trend(straight(0.0002, 0.0003), NOW)
    assert days_to(rise, 0.001, Rate(8, 20_000)) is None
    assert days_to(rise, 0.001, Rate(8, 20_000, lower_bound=True)).earliest == pytest.approx(5 / 3, abs=0.02)


@given(st.lists(st.floats(0, 0.2), min_size=25, max_size=25), st.sampled_from([0.05, 0.1]))
def test_a_range_lies_ahead_within_a_week_and_in_order(values, line):
    points = [(at, value) for (at, _), value in zip(straight(0, 0), values, strict=True)]
    found = days_to(trend(points, NOW), line, BAD_DAY)
    assert found is None or 0 < found.earliest <= found.latest <= 7
