"""The alerts of a scope in values: phases, what holds one back, when one would fire, its history, every rule's value."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from deliverability.alerting import AlertState, Status
from deliverability.metrics import DAY
from deliverability.model import Level, Scope
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.rule import Severity
from report import alert_history, alert_rules, alerts
from report.alerts import Phase
from report.standing import line
from store import alerts as kept
from store import runs, silences
from tests.report.alarms import HOUR, ends, finding, fires, letter
from tests.report.conftest import AT, NOW, SCOPE, ran

ELSEWHERE = Scope(SCOPE.account_id, "us-east-1")


def phases(store):
    return {(alert.rule.name, alert.subject): alert.phase for alert in alerts.alerts(store, SCOPE, NOW).current}


def test_an_alert_that_is_over_is_not_among_the_present_ones(store):
    ends(store, fires(store))
    assert phases(store) == {}
    assert alerts.pressing(store, SCOPE, NOW) == ()


def test_the_state_of_a_rule_that_is_no_more_is_left_out(store):
    fires(store, "no-such-rule")
    assert phases(store) == {}


def test_the_most_urgent_comes_first(store):
    fires(store, "surge", severity=Severity.WARN)
    fires(store, "identity", "a.example", since=AT - 2 * HOUR)
    fires(store, "identity", "b.example", since=AT - HOUR)
    pending = AlertState(Status.PENDING, 0, AT, AT - 60, finding=finding())
    kept.keep(store, SCOPE, "quota", "", pending, Status.OK, AT)
    shown = alerts.alerts(store, SCOPE, NOW).current
    assert [alert.subject or alert.rule.name for alert in shown] == ["b.example", "a.example", "surge", "quota"]


def test_a_pending_alert_fires_after_what_is_left_of_its_patience_in_the_datas_time(store):
    patience = BY_NAME["permission-lost"].for_seconds
    for seen, left in ((AT - 60, patience - 100), (AT + HOUR, 0)):
        state = AlertState(Status.PENDING, 0, seen, AT - 160, began=7, finding=finding(at=seen))
        kept.keep(store, SCOPE, "permission-lost", "", state, Status.OK, AT)
        (alert,) = alerts.alerts(store, SCOPE, NOW).current
        assert (alert.fires_in, alert.since) == (left, AT - 160)


def test_a_rule_is_held_back_by_one_that_inhibits_it_for_the_scope_or_the_same_subject(store):
    fires(store, "own-bounce-rate", "newsletter")
    fires(store, "bounce-burn", "other")
    assert phases(store)["own-bounce-rate", "newsletter"] is Phase.FIRING
    fires(store, "bounce-burn", "newsletter")
    assert phases(store)["own-bounce-rate", "newsletter"] is Phase.HELD_BACK
    untold = replace(fires(store, "bounce-burn", "newsletter"), told_step=0)
    kept.keep(store, SCOPE, "bounce-burn", "newsletter", untold, None, AT)
    assert phases(store)["own-bounce-rate", "newsletter"] is Phase.FIRING
    fires(store, "sending-paused")
    assert phases(store)["bounce-burn", "other"] is Phase.HELD_BACK
    assert [alert.rule.name for alert in alerts.pressing(store, SCOPE, NOW)] == ["sending-paused"]


@pytest.mark.parametrize(
    ("rule", "scope", "subject", "is_quiet"),
    [
        ("aws-bounce-rate", SCOPE, "", True),
        ("*", None, "*", True),
        ("surge", SCOPE, "*", False),
        ("*", ELSEWHERE, "*", False),
        ("aws-bounce-rate", SCOPE, "newsletter", False),
    ],
)
def test_a_silence_takes_an_alert_out_of_those_that_fire(store, rule, scope, subject, is_quiet):
    fires(store)
    silences.add(store, rule, scope, subject, AT + HOUR, AT, "why")
    assert (phases(store)["aws-bounce-rate", ""] is Phase.SILENCED) is is_quiet
    (pressing,) = alerts.pressing(store, SCOPE, NOW)
    assert pressing.still_so is is_quiet
    shown = line(store, SCOPE, NOW)
    assert (shown.alerts, shown.silenced) == ((0, 1) if is_quiet else (1, 0))


def test_what_is_silenced_while_it_goes_on_comes_right_after_what_fires(store):
    fires(store, "surge", severity=Severity.WARN)
    fires(store)
    pending = AlertState(Status.PENDING, 0, AT, AT - 60, finding=finding())
    kept.keep(store, SCOPE, "quota", "", pending, Status.OK, AT)
    kept.keep(store, SCOPE, "identity", "a.example", pending, Status.OK, AT)
    for rule in ("aws-bounce-rate", "identity"):
        silences.add(store, rule, SCOPE, "*", AT + HOUR, AT, "why")
    shown = alerts.alerts(store, SCOPE, NOW)
    assert [alert.rule.name for alert in shown.current] == ["surge", "aws-bounce-rate", "quota", "identity"]
    assert [alert.rule.name for alert in shown.still_so] == ["aws-bounce-rate"]
    assert [alert.rule.name for alert in alerts.pressing(store, SCOPE, NOW)] == ["surge", "aws-bounce-rate"]


def test_nothing_is_called_safe_while_something_grave_fires_or_is_silenced(store):
    assert line(store, SCOPE, NOW).level is Level.OK
    fires(store, "surge", severity=Severity.WARN)
    assert line(store, SCOPE, NOW).level is Level.OK
    fires(store, "identity", "a.example")
    assert line(store, SCOPE, NOW).level is Level.REVIEW
    silences.add(store, "identity", SCOPE, "a.example", AT + HOUR, AT, "why")
    assert line(store, SCOPE, NOW).level is Level.WATCH


def test_a_silence_that_is_over_quiets_nothing(store):
    fires(store)
    silences.add(store, "*", None, "*", AT, AT - HOUR, "")
    assert phases(store)["aws-bounce-rate", ""] is Phase.FIRING


def test_what_was_sent_of_an_alert_is_that_of_its_present_episode(store):
    ends(store, fires(store, since=AT - 9 * HOUR), at=AT - 8 * HOUR)
    letter(store, "slack", arrived=AT - 8 * HOUR)
    fires(store, episode=2)
    letter(store, "mailto", episode=2, arrived=AT - 60)
    (alert,) = alerts.alerts(store, SCOPE, NOW).current
    assert [(sent.channel, sent.at) for sent in alert.told.arrived] == [("mailto", AT - 60)]


def test_rules_are_out_of_date_half_an_hour_after_they_were_judged(store):
    assert alerts.alerts(store, SCOPE, NOW).judged_at is None
    assert not alerts.alerts(store, SCOPE, NOW).out_of_date
    ran(store, runs.JUDGING, AT - 1800)
    assert not alerts.alerts(store, SCOPE, NOW).out_of_date
    assert alerts.alerts(store, SCOPE, datetime.fromtimestamp(AT + 1, UTC)).out_of_date


def test_what_is_over_stays_recovered_lately_for_a_day(store):
    state = fires(store, since=AT - 3 * DAY)
    ends(store, state, at=AT - DAY)
    assert [past.name for past in alerts.alerts(store, SCOPE, NOW).recovered] == ["aws-bounce-rate"]
    later = alerts.alerts(store, SCOPE, datetime.fromtimestamp(AT + 1, UTC))
    assert later.recovered == ()
    assert len(later.past) == 1


def test_history_is_newest_first_and_keeps_the_worst_with_its_line(store):
    state = fires(store, since=AT - 2 * HOUR)
    kept.keep(store, SCOPE, "aws-bounce-rate", "", replace(state, finding=finding(value=0.09)), None, AT - HOUR)
    fires(store, "surge", since=AT - HOUR)
    first, second = alert_history.history(store, SCOPE, 0, AT + 1)
    assert (first.name, second.name, second.peak, second.ended) == ("surge", "aws-bounce-rate", 0.09, None)
    assert second.unit == "percent"


def test_every_rule_is_in_force_and_the_subject_nearest_to_its_line_first(store):
    rows = alert_rules.in_force(store, SCOPE, NOW)
    assert [row.rule.name for row in rows] == sorted(BY_NAME)
    for row in rows:
        steps = [seen.finding.step for seen in row.seen]
        assert steps == sorted(steps, reverse=True)
    (bounce,) = next(row for row in rows if row.rule.name == "aws-bounce-rate").seen
    assert (bounce.finding.value, bounce.finding.threshold, bounce.nearness) == (0.02, 0.04, 0.5)
    assert bounce.status is Status.OK


def test_what_a_rule_sees_is_told_with_where_its_alert_stands(store):
    fires(store)
    row = next(row for row in alert_rules.in_force(store, SCOPE, NOW) if row.rule.name == "aws-bounce-rate")
    assert row.seen[0].status is Status.FIRING


def test_what_has_gone_further_comes_before_what_is_nearer_to_its_line():
    """A subject without a value has no nearness, and may be the worst of all."""
    near, bad = replace(finding("near", value=0.049), step=0), replace(finding("bad", value=None), step=1)
    seen = alert_rules._seen(BY_NAME["aws-bounce-rate"], [near, bad], {})
    assert [each.finding.subject for each in seen] == ["bad", "near"]
