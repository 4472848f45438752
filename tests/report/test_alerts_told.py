"""What is told of alerts in values: channels and dead letters, marks on a chart, the rows of the export."""

from dataclasses import replace
from datetime import UTC, datetime

from deliverability.alerting import AlertState, Status
from deliverability.coverage import Span
from deliverability.metrics import DAY
from deliverability.model import text
from deliverability.rules.rule import Severity
from report import alert_channels, alerts
from report.datasets import DATASETS
from report.evidence import evidence
from report.marks import marks
from store import alerts as kept
from store import channels, meta, outbox
from tests.report.alarms import HOUR, ends, finding, fires, letter
from tests.report.conftest import AT, NOW, SCOPE, declare


def told_channels(store, *names, **told):
    entry = {"severity": "critical", "kind": "json", "depends_on_ses": False} | told
    declare(store, channels=[{"name": name, **entry} for name in names])


def test_a_channel_that_no_letter_was_written_to_is_told_without_a_delivery(store):
    told_channels(store, "slack")
    (channel,) = alert_channels.delivery(store).channels
    assert (channel.severity, channel.last_delivery, channel.waiting, channel.dead) == (Severity.CRITICAL, None, 0, 0)


def test_channels_tell_their_last_delivery_and_what_waits(store):
    told_channels(store, "slack", "mailto")
    letter(store, "slack", arrived=AT - 60)
    letter(store, "mailto")
    slack, mailto = alert_channels.delivery(store).channels
    assert (slack.last_delivery, slack.waiting) == (AT - 60, 0)
    assert (mailto.last_delivery, mailto.waiting) == (None, 1)


def test_a_channel_fails_while_it_took_nothing_since_a_message_was_given_up_and_no_longer_once_it_took_a_test(store):
    told_channels(store, "slack", "mailto")
    letter(store, "slack")
    outbox.failed(store, [outbox.claim(store, "slack", AT)[0].id], AT, text("no"), None)
    assert [channel.failing for channel in alert_channels.delivery(store).channels] == [True, False]
    channels.took(store, "slack", AT + 1)
    slack, _ = alert_channels.delivery(store).channels
    assert (slack.failing, slack.dead, slack.last_delivery) == (False, 1, AT + 1)


def test_letters_given_up_are_judged_no_more_after_a_test_or_when_the_channel_is_gone(store):
    told_channels(store, "slack", "mailto")
    for name in ("slack", "mailto"):
        letter(store, name)
        outbox.failed(store, [outbox.claim(store, name, AT)[0].id], AT, text("no"), None)
    assert evidence(store, SCOPE, NOW).dead_letters == {"slack": 1, "mailto": 1}
    channels.took(store, "slack", AT + 1)
    assert evidence(store, SCOPE, NOW).dead_letters == {"slack": 0, "mailto": 1}
    told_channels(store, "slack")
    assert evidence(store, SCOPE, NOW).dead_letters == {"slack": 0, "mailto": 0}


def test_no_channel_is_told_apart_from_a_collector_that_told_of_none(store):
    assert not alert_channels.delivery(store).known
    told_channels(store)
    assert alert_channels.delivery(store).known
    assert not alert_channels.delivery(store).all_depend_on_ses


def test_all_channels_must_depend_on_ses_to_be_warned_of(store):
    told_channels(store, "ses", "mailto", depends_on_ses=True)
    assert alert_channels.delivery(store).all_depend_on_ses
    told = [{"name": "ses", "kind": "ses", "severity": "info", "depends_on_ses": True}]
    told.append({"name": "slack", "kind": "slack", "severity": "info", "depends_on_ses": False})
    declare(store, channels=told)
    assert not alert_channels.delivery(store).all_depend_on_ses


def test_letters_that_were_given_up_are_told_newest_first_also_of_channels_that_are_gone(store):
    meta.put(store, "effective", "{}")
    for channel in ("old", "older"):
        letter(store, channel)
        (taken,) = outbox.claim(store, channel, AT)
        outbox.failed(store, [taken.id], AT, text("no"), None)
    assert [dead.channel for dead in alert_channels.delivery(store).dead] == ["older", "old"]
    assert alert_channels.delivery(store).dead[0].error == text("no")


def test_an_alert_is_a_mark_where_it_fired_and_not_where_it_went_on(store):
    state = fires(store, since=AT - 10 * DAY)
    ends(store, state, at=AT - 2 * DAY)
    (mark,) = marks(store, SCOPE, Span(AT - 30 * DAY, AT)).shown
    (event,) = mark.events
    assert (mark.at, event.kind, event.what.msgid) == (AT - 10 * DAY, "alert", "Alert fired: {title}")
    assert marks(store, SCOPE, Span(AT - 9 * DAY, AT)).shown == ()


def test_a_mark_names_the_subject_of_its_alert(store):
    fires(store, "identity", "shop.example")
    ((event,),) = (mark.events for mark in marks(store, SCOPE, Span(AT - DAY, AT)).shown)
    assert event.what.params["subject"] == "shop.example"


def exported(store, since=None, until=None):
    dataset = DATASETS["alerts"]
    return [dict(zip(dataset.columns, row, strict=True)) for row in dataset.rows(store, since, until, NOW)]


def test_an_episode_is_exported_with_what_was_sent_of_it(store):
    state = fires(store, since=AT - 3 * HOUR)
    letter(store, "slack", arrived=AT - 2 * HOUR)
    letter(store, "mailto", arrived=AT - HOUR)
    letter(store, "json")
    ends(store, state, at=AT - 600)
    (row,) = exported(store)
    assert (row["rule"], row["subject"], row["state"], row["severity"]) == (
        "aws-bounce-rate", "", "resolved", "critical",
    )  # fmt: skip
    assert (row["since"].timestamp(), row["until"].timestamp()) == (AT - 3 * HOUR, AT - 600)
    assert (row["value"], row["threshold"], row["messages_sent"]) == (0.06, 0.05, 2)
    assert row["last_delivery"].timestamp() == AT - HOUR


def test_an_episode_that_goes_on_has_no_end_and_an_earlier_one_of_the_same_alert_has(store):
    ends(store, fires(store, since=AT - 5 * HOUR), at=AT - 4 * HOUR)
    fires(store, episode=2)
    assert [(row["state"], row["until"] is None) for row in exported(store)] == [("resolved", False), ("firing", True)]


def test_an_export_and_the_page_say_whether_the_beginning_was_seen(store):
    for rule, status, witnessed in (("quota", Status.PENDING, False), ("surge", Status.FIRING, False)):
        state = AlertState(status, 1, AT, AT - 60, began=AT - 60, finding=finding(), witnessed=witnessed)
        kept.keep(store, SCOPE, rule, "", state, Status.OK, AT)
    fires(store)
    shown = {"aws-bounce-rate": True, "quota": False, "surge": False}
    assert {row["rule"]: row["witnessed"] for row in exported(store)} == shown
    page = alerts.alerts(store, SCOPE, NOW)
    assert {alert.rule.name: alert.witnessed for alert in page.current} == shown
    assert {past.name: past.witnessed for past in page.past} == {"aws-bounce-rate": True, "surge": False}


def test_of_equal_severity_the_page_shows_the_cause_before_what_follows_from_it(store):
    for rule, since in (("quota", AT - 60), ("surge", AT - 7200), ("aws-bounce-rate", AT - 30)):
        fires(store, rule=rule, since=since)
    assert [alert.rule.name for alert in alerts.alerts(store, SCOPE, NOW).current] == [
        "surge",
        "aws-bounce-rate",
        "quota",
    ]


def test_what_is_pending_is_exported_without_having_fired(store):
    state = AlertState(Status.PENDING, 0, AT, AT - 60, finding=finding())
    kept.keep(store, SCOPE, "quota", "", state, Status.OK, AT)
    (row,) = exported(store)
    assert (row["state"], row["since"].timestamp(), row["fired_at"], row["messages_sent"]) == (
        "pending",
        AT - 60,
        None,
        0,
    )
    assert len(exported(store, AT - 60)) == 1
    assert exported(store, AT - 59) == []


def test_episodes_of_another_time_are_not_exported(store):
    ends(store, fires(store, since=AT - 5 * HOUR), at=AT - 4 * HOUR)
    assert exported(store, AT - 3 * HOUR) == []
    assert exported(store, None, AT - 5 * HOUR) == []
    assert len(exported(store, AT - 4 * HOUR, AT)) == 1


def test_an_export_tells_how_an_alert_got_there_what_never_fired_included(store):
    waits = AlertState(Status.PENDING, 0, AT, AT - 60, finding=finding())
    kept.keep(store, SCOPE, "quota", "", waits, Status.OK, AT - 2 * HOUR)
    kept.keep(store, SCOPE, "quota", "", replace(waits, status=Status.OK), Status.PENDING, AT - HOUR)
    ends(store, fires(store, since=AT - HOUR), at=AT)
    columns, rows = DATASETS["alert-transitions"].columns, DATASETS["alert-transitions"].rows
    found = [dict(zip(columns, row, strict=True)) for row in rows(store, None, None, NOW)]
    assert [(each["rule"], each["before"], each["after"], each["episode"]) for each in found] == [
        ("quota", "ok", "pending", 0),
        ("quota", "pending", "ok", 0),
        ("aws-bounce-rate", "pending", "firing", 1),
        ("aws-bounce-rate", "firing", "ok", 1),
    ]
    assert found[0]["changed_at"] == datetime.fromtimestamp(AT - 2 * HOUR, UTC)
    assert [row[6] for row in rows(store, AT - HOUR, AT, NOW)] == ["ok", "firing"]
