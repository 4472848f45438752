"""What our own calls come to in a month."""

from hypothesis import given
from hypothesis import strategies as st

from deliverability.calls import FREE_CLOUDWATCH_CALLS, at_months_end, beyond_free


def test_only_what_lies_beyond_the_million_is_paid_for():
    assert FREE_CLOUDWATCH_CALLS == 1_000_000
    assert beyond_free(0) == 0
    assert beyond_free(1_000_000) == 0
    assert beyond_free(1_000_001) == 1


def test_the_days_left_are_like_the_middle_one_of_those_known():
    assert at_months_end(100, [10, 500, 20], 10) == 300
    assert at_months_end(100, [10, 20], 2) == 130


def test_without_a_whole_day_nothing_is_expected():
    assert at_months_end(100, [], 20) is None


@given(st.floats(0, 1e6), st.lists(st.floats(0, 1e6), min_size=1), st.floats(0, 31))
def test_a_month_never_comes_to_less_than_it_has_already(so_far, days, left):
    expected = at_months_end(so_far, days, left)
    assert expected is not None
    assert expected >= so_far
