"""How fast a store grows, and whether its disk has room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.growth import a_month, is_tight
from deliverability.metrics import DAY

GIGABYTE = 10**9


def test_growth_is_told_by_the_month():
    assert a_month([(0, 1000), (10 * DAY, 2000)]) == 3000
    assert a_month([(0, 1000), (3 * DAY, 9_000), (15 * DAY, 2000)]) == 2000


@pytest.mark.parametrize("sizes", [[], [(0, 1000)], [(0, 1000), (7 * DAY - 1, 2000)]])
def test_less_than_a_week_says_nothing(sizes):
    assert a_month(sizes) is None


def test_what_shrank_does_not_grow():
    assert a_month([(0, 2000), (7 * DAY, 1000)]) == 0


def test_a_disk_is_tight_below_a_gigabyte_or_three_months():
    assert is_tight(GIGABYTE - 1, None)
    assert not is_tight(GIGABYTE, None)
    assert not is_tight(GIGABYTE, 1000.0)
    assert is_tight(6 * GIGABYTE - 1, 2.0 * GIGABYTE)
    assert not is_tight(6 * GIGABYTE, 2.0 * GIGABYTE)


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(7, 400))
def test_growth_is_never_negative(before, after, days):
    grown = a_month([(0, before), (days * DAY, after)])
    assert grown is not None
    assert grown >= 0
