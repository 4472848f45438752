"""What a person is told of an alert, how often, and what a silence does to it."""

import pytest

from deliverability.alerting import Kind, Notice, Status
from deliverability.rules.rule import Reminders, Severity
from tests.unit.watch import HOUR, MINUTE, Watch, a_rule, at, finding

DAY_IN_MINUTES = 24 * 60
KEPT = a_rule(keep_seconds=20 * MINUTE)
INFO, WARN, CRITICAL = Severity


def test_an_episode_is_told_once_however_long_it_lasts():
    watch = Watch()
    told = [kind for minute in range(0, DAY_IN_MINUTES, 15) for kind in watch.see(minute, 1)]
    assert told == [Kind.FIRING]


def test_a_notice_says_what_how_urgent_of_which_episode_and_the_how_manieth():
    watch = Watch()
    watch.see(0, 1)
    watch.see(1, 2)
    watch.see(2, 0)
    watch.see(3, 3)
    assert watch.told == [
        Notice(Kind.FIRING, WARN, 1, 1, 1, finding(0, 1)),
        Notice(Kind.ESCALATED, CRITICAL, 1, 2, 2, finding(1, 2)),
        Notice(Kind.RESOLVED, CRITICAL, 1, 2, 3, finding(1, 2)),
        Notice(Kind.FIRING, CRITICAL, 2, 3, 1, finding(3, 3)),
    ]


def test_each_step_is_told_once_in_an_episode():
    watch = Watch()
    kinds = [watch.see(minute, step) for minute, step in enumerate((1, 2, 1, 2, 3, 2, 3, 1))]
    assert kinds == [[Kind.FIRING], [Kind.ESCALATED], [], [], [Kind.ESCALATED], [], [], []]


def test_a_reminder_of_less_does_not_make_the_worst_news_again():
    watch = Watch()
    watch.see(0, 2)
    assert watch.see(DAY_IN_MINUTES, 1) == [Kind.REMINDER]
    assert watch.see(DAY_IN_MINUTES + 1, 2) == []
    assert [notice.repeats for notice in watch.told] == [False, True]


def test_a_step_that_is_no_more_urgent_is_told_all_the_same():
    watch = Watch()
    watch.see(0, 2)
    assert watch.see(1, 3) == [Kind.ESCALATED]
    assert {notice.severity for notice in watch.told} == {CRITICAL}


def test_a_step_reached_on_the_way_back_from_recovering_is_told():
    watch = Watch(KEPT)
    watch.see(0, 1)
    watch.see(1, 0)
    assert watch.see(2, 2) == [Kind.ESCALATED]


def test_a_new_episode_knows_nothing_of_what_was_told_in_the_last():
    watch = Watch()
    watch.see(0, 3, value=0.5)
    watch.see(DAY_IN_MINUTES, 3, value=0.5)
    watch.see(DAY_IN_MINUTES + 1, 0)
    watch.see(DAY_IN_MINUTES + 2, 1, value=0.1, muted=True)
    told = (watch.state.told, watch.state.told_step, watch.state.told_severity, watch.state.told_value)
    assert (*told, watch.state.told_at, watch.state.reminders) == (0, 0, INFO, None, None, 0)
    assert watch.see(DAY_IN_MINUTES + 3, 1) == [Kind.FIRING]
    assert watch.told[-1].severity is WARN


def test_the_end_reaches_whom_the_worst_of_the_episode_reached():
    watch = Watch(KEPT)
    watch.see(0, 3)
    watch.see(1, 1)
    watch.see(2, 0)
    assert watch.see(22, 0) == [Kind.RESOLVED]
    assert watch.told[-1].severity is CRITICAL
    assert watch.told[-1].finding == finding(1, 1)


def test_a_reminder_comes_a_day_after_the_news_and_then_no_more():
    watch = Watch()
    watch.see(0, 1)
    assert watch.wait(DAY_IN_MINUTES - 1 / 60) == []
    assert watch.wait(DAY_IN_MINUTES) == [Kind.REMINDER]
    assert [watch.wait(day * DAY_IN_MINUTES) for day in range(2, 9)] == [[]] * 7


def test_news_are_reminded_of_anew():
    watch = Watch()
    watch.see(0, 1)
    watch.wait(DAY_IN_MINUTES)
    assert watch.see(DAY_IN_MINUTES + 60, 2) == [Kind.ESCALATED]
    assert watch.wait(2 * DAY_IN_MINUTES + 59) == []
    assert watch.wait(2 * DAY_IN_MINUTES + 60) == [Kind.REMINDER]
    assert watch.wait(9 * DAY_IN_MINUTES) == []


def test_reminders_repeat_at_their_own_interval_after_the_first():
    watch = Watch(a_rule(reminders=Reminders(first=HOUR, again=4 * HOUR)))
    watch.see(0, 1)
    told = [minute for minute in range(1, 15 * 60) if watch.wait(minute)]
    assert told == [60, 300, 540, 780]
    assert [notice.n for notice in watch.told] == [1, 2, 3, 4, 5]


def test_a_rule_without_reminders_is_silent():
    watch = Watch(a_rule(reminders=Reminders(first=None)))
    watch.see(0, 1)
    assert [watch.wait(day * DAY_IN_MINUTES) for day in range(1, 60)] == [[]] * 59


def test_reminders_may_begin_with_a_step():
    watch = Watch(a_rule(reminders=Reminders(first=HOUR, again=HOUR, from_step=2)))
    watch.see(0, 1)
    assert watch.wait(300) == []
    assert watch.see(301, 2) == [Kind.ESCALATED]
    assert watch.wait(361) == [Kind.REMINDER]


def test_what_is_below_the_step_again_or_below_its_line_is_no_longer_reminded_of():
    watch = Watch(a_rule(reminders=Reminders(first=HOUR, again=HOUR, from_step=2)))
    watch.see(0, 2)
    assert watch.see(61, 1) == []
    assert watch.see(62, 0, keeps=True) == []
    assert watch.see(63, 2) == [Kind.REMINDER]


def test_reminders_count_the_time_of_the_wall_since_it_was_told():
    """A finding about old data is told now: its reader is reminded a day from now."""
    watch = Watch()
    watch.see(0, 1, now=600)
    assert watch.state.told_at == at(600)
    assert watch.wait(DAY_IN_MINUTES + 599) == []
    assert watch.wait(DAY_IN_MINUTES + 600) == [Kind.REMINDER]


def test_nobody_is_reminded_of_what_recovers_or_is_over():
    watch = Watch(KEPT)
    watch.see(0, 1)
    watch.see(1, 0)
    assert watch.wait(DAY_IN_MINUTES) == []
    assert watch.see(DAY_IN_MINUTES, 0) == [Kind.RESOLVED]
    assert watch.wait(3 * DAY_IN_MINUTES) == []


def test_what_grows_by_a_fifth_over_what_was_told_is_told_at_once():
    watch = Watch(a_rule(reminders=Reminders(worse_by=0.2)))
    watch.see(0, 1, value=100)
    assert watch.see(1, 1, value=120) == []
    assert watch.see(2, 1, value=121) == [Kind.REMINDER]
    assert watch.see(3, 1, value=122) == []
    assert watch.see(4, 1, value=145) == []
    assert watch.see(5, 1, value=146) == [Kind.REMINDER]
    assert watch.see(6, 1, value=None) == []
    assert [(notice.n, notice.repeats) for notice in watch.told] == [(1, False), (2, False), (3, False)]


def test_a_value_below_its_line_is_not_told_as_worse():
    """One bounce of two mails in a quiet hour is 50 %, and nothing."""
    watch = Watch(a_rule(reminders=Reminders(worse_by=0.2)))
    watch.see(0, 1, value=0.06)
    assert watch.see(1, 0, keeps=True, value=0.5) == []
    assert watch.see(2, 1, value=0.08) == [Kind.REMINDER]


def test_what_has_grown_is_news_that_is_reminded_of():
    watch = Watch(a_rule(reminders=Reminders(worse_by=0.2)))
    watch.see(0, 1, value=100)
    watch.see(60, 1, value=200)
    assert watch.wait(DAY_IN_MINUTES + 59) == []
    assert watch.wait(DAY_IN_MINUTES + 60) == [Kind.REMINDER]
    assert watch.wait(2 * DAY_IN_MINUTES + 60) == []


@pytest.mark.parametrize(("part", "first", "then"), [(None, 1.0, 100.0), (0.2, None, 100.0), (0.2, 1.0, None)])
def test_growth_is_told_only_where_it_is_asked_for_and_known(part, first, then):
    watch = Watch(a_rule(reminders=Reminders(worse_by=part)))
    watch.see(0, 1, value=first)
    assert watch.see(1, 1, value=then) == []


def test_what_fires_in_a_silence_is_told_at_its_end_as_it_then_is():
    watch = Watch()
    assert watch.see(0, 1, muted=True) == []
    assert watch.see(30, 3, muted=True) == []
    assert watch.wait(60, muted=True) == []
    assert watch.wait(61) == [Kind.FIRING]
    assert watch.told == [Notice(Kind.FIRING, CRITICAL, 1, 3, 1, finding(30, 3))]
    assert watch.wait(62) == []


def test_what_fires_and_ends_in_a_silence_is_never_told():
    watch = Watch()
    watch.see(0, 3, muted=True)
    assert watch.see(30, 0, muted=True) == []
    assert watch.see(90, 0) == []
    assert watch.state.status is Status.OK


def test_a_silence_holds_back_escalations_and_reminders_but_not_the_end_of_what_was_told():
    watch = Watch(a_rule(reminders=Reminders(worse_by=0.2)))
    watch.see(0, 1, value=1.0)
    assert watch.see(1, 2, value=9.0, muted=True) == []
    assert watch.wait(2 * DAY_IN_MINUTES, muted=True) == []
    assert watch.see(2 * DAY_IN_MINUTES + 1, 0, muted=True) == [Kind.RESOLVED]


def test_what_was_told_before_a_silence_is_not_told_again_after_it():
    watch = Watch()
    watch.see(0, 1)
    watch.see(1, 1, muted=True)
    assert watch.see(2, 1) == []


def test_what_is_no_longer_over_its_line_when_a_silence_ends_is_not_told():
    """It may be recovering, or below the line and not clear of it: there is nothing to act on."""
    for step, keeps in ((0, True), (0, False)):
        watch = Watch(KEPT)
        watch.see(0, 1, muted=True)
        watch.see(1, step, keeps=keeps, muted=True)
        assert watch.wait(2) == []
        assert watch.wait(3 * DAY_IN_MINUTES) == []
        assert watch.see(3 * DAY_IN_MINUTES, 1) == [Kind.FIRING]


def test_of_what_is_mere_news_no_end_is_told():
    watch = Watch()
    assert watch.see(0, 2, news=True) == [Kind.FIRING]
    watch.see(1, 1, news=True)
    assert watch.see(DAY_IN_MINUTES, 0) == []
    assert watch.state.status is Status.OK


def test_a_state_that_news_put_an_end_to_is_over_once_by_the_news_and_else_by_the_end():
    """Of a domain that lost DKIM and then was removed."""
    for muted, kinds in ((False, [[Kind.ESCALATED], []]), (True, [[], [Kind.RESOLVED]])):
        watch = Watch()
        watch.see(0, 2)
        assert [watch.see(1, 3, news=True, muted=muted), watch.see(DAY_IN_MINUTES, 0)] == kinds


def test_a_pending_alert_is_told_nothing_of():
    watch = Watch(a_rule(for_seconds=HOUR))
    watch.see(0, 3)
    assert watch.wait(30 * DAY_IN_MINUTES) == []
