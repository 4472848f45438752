"""Rules over ourselves: one word of what fails, none of what was never allowed."""

from dataclasses import replace

import pytest

from deliverability.alerting import AlertState, Kind, advance
from deliverability.metrics import DAY, HOUR
from deliverability.rules.catalogue import BY_NAME, RULES
from deliverability.rules.rule import Severity
from tests.unit.evidence_of import NOW, asked, found, known, step

STALE, LOST = BY_NAME["reading-stale"], BY_NAME["permission-lost"]
DEAD, CLOCK = BY_NAME["dead-letters"], BY_NAME["clock-skew"]


def steps(rule, *readings):
    return {name: finding.step for name, finding in found(rule, known(readings=readings)).items()}


def test_a_reading_is_stale_beyond_its_own_patience():
    fresh = asked("metrics")
    assert steps(STALE, asked(ago=1800), fresh) == {"": 0, "account": 0, "metrics": 0}
    assert steps(STALE, asked(ago=1801), fresh) == {"": 0, "account": 1, "metrics": 0}


def test_when_nothing_can_be_read_that_is_told_once_and_not_by_every_reading():
    old = [asked(name, ago=9000, outcome="failed") for name in ("account", "metrics", "identities")]
    all_found = found(STALE, known(readings=tuple(old)))
    assert {name: (f.step, f.keeps) for name, f in all_found.items()} == {
        "": (1, False), "account": (0, True), "metrics": (0, True), "identities": (0, True),
    }  # fmt: skip
    assert all_found[""].severity is Severity.CRITICAL


def test_an_outage_is_one_message_and_its_end_is_one_also_where_something_is_denied_and_much_is_asked_seldom():
    watched, told = {name: AlertState() for name in ("", "account", "metrics", "identities")}, []

    def read(minute, first=0, others=0):
        """The first one, and the others, brought something at these minutes."""
        now, fails = NOW + minute * 60, {} if first else {"outcome": "failed"}
        readings = (
            asked(ago=-first * 60, **fails),
            asked("metrics", ago=-others * 60 or 300, patience_seconds=2700, **fails),
            asked("identities", ago=-others * 60 or 1200, patience_seconds=10_800),
            asked("vdm", ago=None, outcome="denied"),
        )
        for name, finding in found(STALE, replace(known(readings=readings), now=now)).items():
            watched[name], notices = advance(watched[name], finding, STALE, now, muted=False)
            told.extend((minute, name, notice.kind) for notice in notices)

    for minute in range(0, 300, 5):
        read(minute)
    read(300, 300)
    for minute in range(305, 330, 5):
        read(minute, minute, minute)
    assert told == [(35, "", Kind.FIRING), (300, "", Kind.RESOLVED)]


def test_a_reading_that_is_denied_is_not_stale_beside_it():
    assert steps(STALE, asked(ago=9000, outcome="denied"), asked("metrics")) == {"": 0, "metrics": 0}


def test_a_reading_that_never_brought_anything_is_counted_from_the_collector_s_start():
    def never(started):
        return steps(STALE, asked(ago=None, outcome="failed", first_asked=started), asked("metrics"))["account"]

    assert [never(NOW - ago) for ago in (1800, 1801)] == [0, 1]
    assert never(None) == 0, "without a start, from its last run"


def test_a_reading_that_was_not_asked_for_yet_says_nothing():
    assert steps(STALE, asked(ago=None, outcome=""), asked("metrics")) == {"": 0, "metrics": 0}


def test_a_permission_is_lost_only_where_it_once_was():
    denied = asked(outcome="denied", missing_action="ses:GetAccount")
    assert steps(LOST, denied) == {"account": 1}
    assert steps(LOST, replace(denied, worked_before=False)) == {}
    assert steps(LOST, asked(outcome="partial")) == {"account": 0}
    assert steps(LOST, asked(outcome="failed")) == {}, "what failed says nothing of permissions"
    assert found(LOST, known(readings=(denied,)))["account"].message.figures[0].params["actions"] == "ses:GetAccount"


def test_a_permission_is_lost_at_the_second_denial():
    assert 0 < LOST.for_seconds < 290, "the shortest interval is five minutes, less a little jitter"


def test_letters_that_nobody_got_are_told_by_channel():
    findings = found(DEAD, known(dead_letters={"slack": 2, "mailto": 0}))
    assert {name: f.step for name, f in findings.items()} == {"slack": 1, "mailto": 0}
    assert found(DEAD, known()) == {}
    assert DEAD.for_seconds == DAY, "the others are told at once by the delivery itself"


@pytest.mark.parametrize("sign", [1, -1])
def test_a_clock_is_wrong_by_two_minutes_and_worse_by_five(sign):
    def at(seconds):
        return step(CLOCK, known(clock_skew_seconds=sign * seconds))

    assert [at(s) for s in (0.4, 119, 120, 299, 300)] == [0, 0, 1, 1, 2]
    assert [found(CLOCK, known(clock_skew_seconds=sign * s))[""].keeps for s in (59, 60)] == [False, True]
    assert found(CLOCK, known()) == {}


def test_the_clock_says_in_which_direction_it_is_off():
    ahead, behind = (found(CLOCK, known(clock_skew_seconds=s))[""].message.figures[0] for s in (HOUR, -HOUR))
    assert ahead.msgid != behind.msgid


def test_rules_about_us_are_told_apart_from_those_about_the_account():
    about_us = {rule.name for rule in RULES if rule.about_us}
    assert about_us == {"reading-stale", "permission-lost", "dead-letters", "clock-skew"}
