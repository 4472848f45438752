from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from collector.aws.rotation import planned, turns

names = st.sets(st.text("abcdef", min_size=1, max_size=3), max_size=30)


@given(names, st.integers(1, 8))
def test_going_round_everyone_comes_before_anyone_comes_again(several, most):
    last, asked = "", []
    for _ in range(-(-len(several) // most)):
        now = planned(several, [], last, most)
        asked += now
        last = now[-1] if now else last
    counted = Counter(asked)
    assert set(counted) == several
    assert max(counted.values(), default=1) - min(counted.values(), default=1) <= 1


@given(names, names, st.integers(1, 8))
def test_the_urgent_come_first(several, urgent, most):
    plan = planned(several, urgent, "", most)
    first = [name for name in plan if name in urgent]
    assert plan[: len(first)] == first
    assert len(plan) == min(most, len(several))


def test_a_round_ends_where_it_is_stopped_and_the_next_goes_on_there(answering):
    asked = []
    one = answering({"stopping": lambda: len(asked) >= 2})
    asked.extend(name for name in turns(one, "identity", "abcdef", [], 4) if asked.append(name))
    assert asked == ["a", "b"]
    assert list(turns(answering(), "identity", "abcdef", [], 4)) == ["c", "d", "e", "f"]


def test_a_full_visit_asks_all(answering):
    assert list(turns(answering({"full": True}), "identity", "abcdef", [], 2)) == list("abcdef")
