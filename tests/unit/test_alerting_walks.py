"""Whatever findings, silences and delays come in whatever order, an alert keeps its rules."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from deliverability.alerting import AlertState, Kind, Status, advance
from deliverability.rules.rule import Reminders
from tests.unit.watch import MINUTE, a_rule, at, finding

OK, PENDING, FIRING, RECOVERING = Status
ALLOWED = {
    (OK, PENDING),
    (PENDING, OK),
    (PENDING, FIRING),
    (FIRING, RECOVERING),
    (RECOVERING, FIRING),
    (RECOVERING, OK),
}

steps = st.integers(0, 3)
rules = st.builds(
    lambda wait, keep, first, again, worse: a_rule(
        for_seconds=wait * MINUTE, keep_seconds=keep * MINUTE, reminders=Reminders(first, again, worse)
    ),
    st.integers(0, 5),
    st.integers(0, 5),
    st.none() | st.integers(1, 600),
    st.none() | st.integers(1, 600),
    st.none() | st.floats(0, 2),
)
looks = st.builds(
    lambda minute, step, keeps, value, held: (
        None
        if minute is None
        else finding(
            minute, step, keeps=keeps and not step, value=value, held_since=None if held is None else at(minute - held)
        )
    ),
    st.none() | st.integers(1, 120),
    steps,
    st.booleans(),
    st.none() | st.floats(0, 1),
    st.none() | st.integers(0, 9),
)
walks = st.lists(st.tuples(looks, st.booleans()), max_size=120)


NEW = AlertState()


def walk(rule, looked, state=NEW, *, first=0):
    """The states that an alert goes through, its first one before, and everything told of it."""
    states, told = [state], []
    for minute, (found, muted) in enumerate(looked, start=first):
        state, notices = advance(state, found, rule, at(minute), muted=muted)
        states.append(state)
        told += notices
    return states, told


def in_order(looked):
    """The same findings as they come in life: each about later data than the one before."""
    return sorted(looked, key=lambda one: 0 if one[0] is None else one[0].at)


@given(rules, walks)
def test_only_allowed_steps_are_taken_and_two_at_once_only_where_nothing_is_waited_for(rule, looked):
    allowed = set(ALLOWED)
    allowed |= set() if rule.keep_seconds else {(FIRING, OK)}
    states, _ = walk(rule, looked)
    for one, next_ in pairwise(states):
        jumped = (one.status, next_.status) == (OK, FIRING)
        held = next_.since - next_.began >= rule.for_seconds
        assert one.status is next_.status or (one.status, next_.status) in allowed or (jumped and held)


@given(rules, walks)
def test_an_episode_is_told_begun_once_then_over_once_and_nothing_between_two(rule, looked):
    _, told = walk(rule, looked)
    for number in {notice.episode for notice in told}:
        kinds = [notice.kind for notice in told if notice.episode == number]
        assert kinds[0] is Kind.FIRING
        assert Kind.FIRING not in kinds[1:]
        assert Kind.RESOLVED not in kinds[:-1]
    assert [notice.episode for notice in told] == sorted(notice.episode for notice in told)
    later = {notice.episode for notice in told[:-1]} - {told[-1].episode} if told else set()
    assert {n.episode for n in told if n.kind is Kind.RESOLVED} >= later


@given(rules, walks)
def test_no_two_notices_have_the_same_key(rule, looked):
    _, told = walk(rule, looked)
    keys = [(notice.episode, notice.kind, notice.severity, notice.n) for notice in told]
    assert len(set(keys)) == len(keys)
    for number in {notice.episode for notice in told}:
        counts = [notice.n for notice in told if notice.episode == number]
        assert counts == list(range(1, len(counts) + 1))


@given(rules, walks)
def test_steps_told_only_rise_and_every_one_of_them_was_seen(rule, looked):
    _, told = walk(rule, looked)
    seen = {found.step for found, _ in looked if found is not None}
    for number in {notice.episode for notice in told}:
        rising = [n.step for n in told if n.episode == number and n.kind in (Kind.FIRING, Kind.ESCALATED)]
        assert rising == sorted(set(rising))
        assert set(rising) <= seen - {0}


@given(rules, walks)
def test_the_same_data_again_tells_nothing_and_leaves_the_state_as_it_is(rule, looked):
    state = AlertState()
    for minute, (found, muted) in enumerate(looked):
        state, _ = advance(state, found, rule, at(minute), muted=muted)
        assert advance(state, found, rule, at(minute), muted=muted) == (state, ())


@given(rules, walks)
def test_older_data_that_come_later_make_no_difference(rule, looked):
    """Dropping every finding that comes too late leaves all states and notices the same."""
    newest, on_time = 0, []
    for found, muted in looked:
        late = found is None or found.at <= newest
        on_time.append((None if late else found, muted))
        newest = newest if late else found.at
    assert walk(rule, looked) == walk(rule, on_time)


@given(rules, walks)
def test_muted_tells_nothing_but_the_end_of_what_was_told(rule, looked):
    state = AlertState()
    for minute, (found, muted) in enumerate(looked):
        before = state
        state, notices = advance(before, found, rule, at(minute), muted=muted)
        if muted and notices:
            assert [notice.kind for notice in notices] == [Kind.RESOLVED]
            assert before.told_step > 0


@given(rules, walks, st.booleans())
def test_where_it_stands_does_not_depend_on_who_was_told(rule, looked, muted):
    def stands(states):
        return [(s.status, s.since, s.began, s.ended, s.episode, s.seen, s.finding) for s in states]

    told, _ = walk(rule, looked)
    other, _ = walk(rule, [(found, muted) for found, _ in looked])
    assert stands(told) == stands(other)


@given(rules, walks)
def test_it_is_always_over_after_it_has_been_clear_for_long_enough(rule, looked):
    states, told = walk(rule, looked)
    clear = [(finding(minute, 0), False) for minute in (200, 206)]
    states, more = walk(rule, clear, states[-1], first=200)
    assert states[-1].status is OK
    kinds = [notice.kind for notice in told + more]
    assert kinds.count(Kind.FIRING) == kinds.count(Kind.RESOLVED)


@given(rules, walks)
def test_an_episode_ends_after_it_began_and_the_next_begins_later(rule, looked):
    plain = [(found if found is None or found.held_since is None else None, muted) for found, muted in in_order(looked)]
    states, _ = walk(rule, plain)
    over = [s for one, s in pairwise(states) if one.is_open and not s.is_open]
    assert all(state.began < state.ended <= state.seen for state in over)
    assert all(one.ended < next_.began for one, next_ in pairwise(over))


@given(walks)
def test_what_must_hold_for_an_hour_never_fires_in_less(looked):
    rule = a_rule(for_seconds=60 * MINUTE)
    for state in walk(rule, looked)[0]:
        assert not state.is_open or state.since - state.began >= 60 * MINUTE or state.status is RECOVERING
