"""A round over a scope: which alerts it moves, in which order, and what their episodes come to."""

import pytest

from deliverability.alerting import AlertState, Kind, Status
from deliverability.judging import Worst, moved
from deliverability.rules.rule import Peak, Severity
from tests.unit.watch import a_rule, at, finding

RATE, PAUSED = a_rule(name="rate", inhibited_by=("paused",)), a_rule(name="paused")


def rounds(*steps, rules=(RATE, PAUSED), quiet=None):
    """What is told, round by round, where each rule named finds its step (None: nothing)."""
    states, told = {}, []
    for minute, by_rule in enumerate(steps):
        found = {name: {} if step is None else {"": finding(minute, step)} for name, step in by_rule.items()}
        moves = list(moved(states, rules, found, at(minute), quiet))
        told.append([(move.rule.name, notice.kind) for move in moves for notice in move.notices])
    return states, told


def test_what_inhibits_is_judged_first_whatever_the_order_of_the_rules():
    for rules in ((RATE, PAUSED), (PAUSED, RATE)):
        _, told = rounds({"rate": 1, "paused": 1}, {"rate": 1, "paused": 0}, rules=rules)
        assert told == [[("paused", Kind.FIRING)], [("paused", Kind.RESOLVED), ("rate", Kind.FIRING)]]


def test_a_rule_that_could_not_judge_and_one_that_sees_nothing_leave_their_alerts_as_they_are():
    for then in ({}, {"rate": None}):
        states, told = rounds({"rate": 1}, then, {"rate": 1})
        assert told == [[("rate", Kind.FIRING)], [], []]
        assert states["rate", ""].status is Status.FIRING


def test_of_what_was_always_clear_nothing_is_remembered():
    assert rounds({"rate": 0}, {"rate": 0}) == ({}, [[], []])


def test_only_what_is_quiet_is_not_told():
    _, told = rounds({"rate": 1, "paused": 1}, quiet=lambda rule, subject: (rule, subject) == ("paused", ""))
    assert told == [[]], "a rate is no news in a pause, whether that is told or not"
    _, told = rounds({"rate": 1, "paused": 0}, quiet=lambda rule, _: rule == "paused")
    assert told == [[("rate", Kind.FIRING)]]


def test_a_move_tells_its_episode_and_whether_the_status_turned():
    states, turns = {}, []
    for minute, step in enumerate((1, 2, 0, 1)):
        (move,) = moved(states, [a_rule(name="rate")], {"rate": {"": finding(minute, step)}}, at(minute))
        turns.append((move.turned_from, move.of_an_episode, move.after.episode))
    assert turns == [(Status.OK, True, 1), (None, True, 1), (Status.FIRING, True, 1), (Status.OK, True, 2)]
    (move,) = moved({}, [a_rule(name="rate", for_seconds=60)], {"rate": {"": finding(0, 1)}}, at(0))
    assert (move.turned_from, move.of_an_episode) == (Status.OK, False)


@pytest.mark.parametrize(
    ("seen", "worst"),
    [
        ([(1, 0.04, 0.03), (2, 0.06, 0.05), (1, 0.045, 0.03)], (Severity.CRITICAL, 0.06, 0.05)),
        ([(2, None, None), (1, 0.04, 0.03)], (Severity.CRITICAL, 0.04, 0.03)),
        ([(1, 0.04, 0.03), (2, None, None)], (Severity.CRITICAL, 0.04, 0.03)),
        ([(1, 0.04, 0.03), (0, 0.9, 0.03)], (Severity.WARN, 0.04, 0.03)),
        ([], (Severity.INFO, None, None)),
    ],
)
def test_the_worst_of_an_episode_is_its_highest_value_with_the_line_of_that_and_its_highest_severity(seen, worst):
    so_far = Worst().and_of(AlertState())
    for minute, (step, value, line) in enumerate(seen):
        state = AlertState(finding=finding(minute, step, keeps=not step, value=value, threshold=line))
        so_far = so_far.and_of(state).and_of(state)
    assert so_far == worst


def test_the_worst_of_an_episode_counts_what_history_shows_from_before_anybody_judged():
    seen = finding(0, 2, value=0.06, threshold=0.05, held_since=at(-90), peak=Peak(0.09, 0.08))
    worst = Worst().and_of(AlertState(finding=seen))
    assert worst == (Severity.CRITICAL, 0.09, 0.08)
    later = finding(1, 3, value=0.12, threshold=0.1, held_since=at(-90), peak=Peak(0.12, 0.1))
    assert worst.and_of(AlertState(finding=later)).and_of(AlertState(finding=seen)) == (Severity.CRITICAL, 0.12, 0.1)
