"""Where an alert stands: what findings do to it over the time of the data."""

from dataclasses import replace

import pytest

from deliverability.alerting import AlertState, Kind, Status, advance, fires_at, held_back_by, inhibitors_first
from deliverability.rules.catalogue import RULES
from deliverability.rules.rule import Severity
from tests.unit.watch import MINUTE, START, Watch, a_rule, at, finding

PATIENT = a_rule(for_seconds=10 * MINUTE, keep_seconds=20 * MINUTE)
OK, PENDING, FIRING, RECOVERING = Status


def firing():
    watch = Watch(PATIENT)
    watch.see(0, 1)
    assert watch.see(10, 1) == [Kind.FIRING]
    return watch


def test_a_condition_fires_when_it_has_held_for_long_enough_to_the_second():
    watch = Watch(PATIENT)
    assert watch.see(0, 1) == []
    assert (watch.state.status, watch.state.since) == (PENDING, START)
    assert watch.see(10 - 1 / 60, 1) == []
    assert watch.state.status is PENDING
    assert watch.see(10, 1) == [Kind.FIRING]
    assert watch.state.status is FIRING
    assert (watch.state.since, watch.state.began, watch.state.ended) == (at(10), START, None)


def test_a_short_spike_is_silent_and_no_episode():
    watch = Watch(PATIENT)
    watch.see(0, 3)
    watch.see(5, 0)
    assert (watch.state.status, watch.state.since) == (OK, at(5))
    watch.see(12, 3)
    assert watch.state.status is PENDING
    assert watch.state.since == at(12)
    assert (watch.told, watch.state.episode, watch.state.began) == ([], 0, 0)


def test_a_value_below_the_line_but_not_clear_of_it_neither_begins_nor_holds_a_pending_alert():
    watch = Watch(PATIENT)
    watch.see(0, 0, keeps=True)
    assert watch.state.status is OK
    watch.see(1, 1)
    watch.see(2, 0, keeps=True)
    assert watch.state.status is OK


def test_where_nothing_is_waited_for_it_fires_at_the_first_finding():
    watch = Watch()
    assert watch.see(0, 1) == [Kind.FIRING]
    assert (watch.state.status, watch.state.began, watch.state.since) == (FIRING, START, START)


def test_a_condition_that_history_shows_to_have_lasted_fires_at_once():
    watch = Watch(PATIENT)
    assert watch.see(60, 1, held_since=at(50)) == [Kind.FIRING]
    assert (watch.state.began, watch.state.since) == (at(50), at(60))


def test_an_episode_remembers_whether_its_beginning_was_seen_until_the_next():
    watch = Watch(PATIENT)
    watch.see(60, 1, held_since=at(55), witnessed=False)
    assert (watch.state.status, watch.state.witnessed) == (PENDING, False)
    watch.see(65, 1, held_since=at(55), witnessed=False)
    assert (watch.state.status, watch.state.witnessed) == (FIRING, False)
    watch.see(70, 2)
    watch.see(75, 0)
    watch.see(200, 0)
    assert (watch.state.status, watch.state.witnessed) == (OK, False)
    watch.see(300, 1)
    watch.see(310, 1)
    assert (watch.state.status, watch.state.episode, watch.state.witnessed) == (FIRING, 2, True)


def test_a_condition_that_history_shows_to_be_younger_is_waited_for():
    watch = Watch(PATIENT)
    assert watch.see(60, 1, held_since=at(50) + 1) == []
    assert watch.state.since == at(50) + 1
    assert fires_at(watch.state, PATIENT) == at(60) + 1


def test_history_that_shows_a_break_begins_the_wait_anew():
    watch = Watch(PATIENT)
    watch.see(0, 1)
    assert watch.see(11, 1, held_since=at(8)) == []
    assert watch.see(18, 1, held_since=at(8)) == [Kind.FIRING]


def test_it_stays_firing_below_the_line_until_it_is_clear_of_it():
    watch = firing()
    for minute in (11, 300):
        assert watch.see(minute, 0, keeps=True) == []
        assert watch.state.status is FIRING
    assert watch.state.since == at(10)


def test_it_is_over_when_it_has_been_clear_for_long_enough_to_the_second():
    watch = firing()
    assert watch.see(30, 0) == []
    assert (watch.state.status, watch.state.since) == (RECOVERING, at(30))
    assert watch.see(50 - 1 / 60, 0) == []
    assert watch.state.status is RECOVERING
    assert watch.see(50, 0) == [Kind.RESOLVED]
    assert (watch.state.status, watch.state.since) == (OK, at(50))


def test_an_episode_lasts_from_when_its_condition_held_to_when_it_was_clear():
    watch = firing()
    watch.see(30, 0)
    watch.see(55, 0)
    assert (watch.state.began, watch.state.ended) == (START, at(30))


def test_where_nothing_is_kept_it_is_over_at_the_first_clear_finding():
    watch = Watch()
    watch.see(0, 1)
    assert watch.see(7, 0) == [Kind.RESOLVED]
    assert (watch.state.status, watch.state.ended) == (OK, at(7))


@pytest.mark.parametrize("again", [{"step": 1}, {"step": 0, "keeps": True}], ids=["over the line", "not clear"])
def test_what_comes_back_before_it_is_over_is_the_same_episode_without_a_word(again):
    watch = firing()
    watch.see(30, 0)
    assert watch.see(40, **again) == []
    assert (watch.state.status, watch.state.since, watch.state.episode) == (FIRING, at(40), 1)
    watch.see(45, 0)
    assert watch.see(60, 0) == []
    assert watch.see(65, 0) == [Kind.RESOLVED]


def test_what_comes_back_after_it_was_over_is_a_new_episode():
    watch = firing()
    watch.see(30, 0)
    watch.see(50, 0)
    assert watch.see(51, 1) == []
    assert (watch.state.began, watch.state.ended) == (START, at(30))
    assert watch.see(61, 1) == [Kind.FIRING]
    assert (watch.state.episode, watch.state.began, watch.state.ended) == (2, at(51), None)
    assert [notice.episode for notice in watch.told] == [1, 1, 2]


def test_no_finding_changes_nothing_however_long_it_lasts():
    for steps in ((), (1,), (1, 1), (1, 1, 0)):
        watch = Watch(PATIENT)
        for turn, step in enumerate(steps):
            watch.see(turn * 10, step)
        before = watch.state
        watch.wait(23 * 60)
        assert watch.state == before


def test_the_same_data_again_and_older_data_change_nothing():
    watch = firing()
    before = watch.state
    assert watch.see(10, 0, now=40) == []
    assert watch.see(9, 0, now=40) == []
    assert watch.see(3, 3, now=40) == []
    assert watch.state == before
    watch.see(10 + 1 / 60, 0)
    assert watch.state.status is RECOVERING


def test_a_clear_finding_is_seen_too_so_that_older_ones_come_too_late():
    watch = Watch()
    watch.see(5, 0)
    assert watch.see(4, 3) == []
    assert (watch.state.status, watch.state.seen) == (OK, at(5))


def test_the_last_finding_that_said_something_is_kept():
    watch = firing()
    watch.see(20, 2)
    watch.see(30, 0, keeps=True)
    watch.see(31, 0)
    assert watch.state.finding == finding(30, 0, keeps=True)


def test_a_pending_alert_tells_when_it_would_fire_and_no_other_does():
    watch = Watch(PATIENT)
    assert fires_at(watch.state, PATIENT) is None
    watch.see(2, 1)
    assert fires_at(watch.state, PATIENT) == at(12)
    watch.see(12, 1)
    assert fires_at(watch.state, PATIENT) is None


def test_an_episode_is_open_while_it_fires_and_recovers():
    assert [AlertState(status).is_open for status in Status] == [False, False, True, True]


def test_a_rule_is_inhibited_while_an_episode_of_another_is_open_for_the_scope_itself():
    rule = a_rule(inhibited_by=("sending-paused", "enforcement"))
    for status in Status:
        states = {("sending-paused", ""): AlertState(status), ("rate", ""): AlertState(Status.FIRING)}
        for subject in ("", "newsletter"):
            expected = "sending-paused" if states["sending-paused", ""].is_open else None
            assert held_back_by(rule, subject, states) == expected
            assert held_back_by(a_rule(), subject, states) is None
    assert held_back_by(rule, "", {("enforcement", ""): AlertState(Status.FIRING)}) == "enforcement"
    assert held_back_by(rule, "", {}) is None


def test_a_rule_is_inhibited_by_another_of_the_same_subject_but_not_of_one_beside_it():
    rule = a_rule(inhibited_by=("bounce-burn",))
    states = {("bounce-burn", "newsletter"): AlertState(Status.FIRING)}
    held = [held_back_by(rule, subject, states) for subject in ("newsletter", "receipts", "")]
    assert held == ["bounce-burn", None, None]


def test_a_rule_is_covered_by_another_up_to_the_step_of_which_that_one_told():
    rule = a_rule(covered_by=("bounce-burn",), covered_to=2)
    states = {("bounce-burn", ""): AlertState(Status.FIRING, told_step=1)}
    held = [held_back_by(rule, "", states, finding(0, step)) for step in (1, 2, 3)]
    assert held == ["bounce-burn", "bounce-burn", None]
    assert held_back_by(rule, "", states) == "bounce-burn"


def test_what_nobody_was_told_covers_nothing_and_inhibits_all_the_same():
    """A silence quiets what it names, and not what the silenced rule would have told in place of another."""
    states = {("bounce-burn", ""): AlertState(Status.FIRING)}
    assert held_back_by(a_rule(covered_by=("bounce-burn",), covered_to=2), "", states, finding(0, 1)) is None
    assert held_back_by(a_rule(inhibited_by=("bounce-burn",)), "", states, finding(0, 1)) == "bounce-burn"


def test_rules_come_after_those_that_inhibit_them():
    first, second, third = (
        a_rule(name="z"),
        a_rule(name="m", inhibited_by=("z",)),
        a_rule(name="a", inhibited_by=("m", "?")),
    )
    assert inhibitors_first([third, second, first]) == (first, second, third)
    names = [rule.name for rule in inhibitors_first(RULES)]
    assert sorted(names) == [rule.name for rule in RULES]
    for rule in RULES:
        assert all(names.index(other) < names.index(rule.name) for other in rule.inhibited_by + rule.covered_by)


def test_it_goes_on_after_a_restart_as_if_there_had_been_none():
    """Whatever it needs is in the state: nothing is kept between two calls."""
    kept = replace(firing().state)
    state, notices = advance(kept, finding(30, 2), PATIENT, at(30), muted=False)
    assert [(n.kind, n.severity, n.n) for n in notices] == [(Kind.ESCALATED, Severity.CRITICAL, 2)]
    assert state.began == START
