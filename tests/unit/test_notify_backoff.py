"""How long a message that did not arrive waits."""

from hypothesis import given
from hypothesis import strategies as st

from collector.notify.backoff import LONGEST_SECONDS, SPREAD, wait_seconds

chances = st.floats(0, 1)


def test_waits_grow_from_a_quarter_of_a_minute_to_the_hour():
    assert [wait_seconds(tries, 0.5) for tries in range(1, 9)] == [15, 38, 94, 234, 586, 1465, 3600, 3600]


@given(tries=st.integers(1, 50), chance=chances)
def test_chance_moves_a_wait_by_a_fifth_at_most_either_way(tries, chance):
    middle = min(15 * 2.5 ** (tries - 1), LONGEST_SECONDS)
    assert abs(wait_seconds(tries, chance) - middle) <= SPREAD * middle + 0.5


@given(tries=st.integers(1, 6))
def test_the_next_wait_is_longer_whatever_chance_says(tries):
    assert wait_seconds(tries + 1, 0.0) > wait_seconds(tries, 1.0)
