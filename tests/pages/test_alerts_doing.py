"""What a viewer does on the page of alerts: silence and end it, send a test; and who is told at all."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from deliverability.model import N_, text
from store import requests, silences, texts
from tests.pages import alarms
from tests.pages.accounts import AT, SCOPE
from tests.pages.alarms import opened, told
from tests.pages.conftest import words_on

ROOT = Path(__file__).parents[2]


def test_a_silenced_alert_says_until_when_and_why_and_its_end_brings_it_back(alerted):
    page = alerted(told(alarms.stands, alarms.silenced))
    shown = words_on(page)
    assert "1 alert is silenced and still so: nobody is told." in shown
    assert "Silenced, still so" in shown
    assert "No alert is firing" not in shown
    assert "1. Stop the stream that caused it." in shown
    assert shown.count("silenced until 25 Nov 18:12: import on Sunday") == 2
    page.button(key="end_card_1").click().run()
    assert "1 alert is firing." in words_on(page)
    with opened(alerted.path) as store:
        assert silences.listed(store, AT) == []


def test_an_alert_is_silenced_from_its_card_for_as_long_as_was_chosen(alerted):
    page = alerted(alarms.stands)
    page.text_input(key="why_aws-bounce-rate|").set_value(" known import ")
    page.get("button_group")
    page.session_state["length_aws-bounce-rate|"] = "8h"
    page.run()
    page.button(key="do_aws-bounce-rate|").click().run()
    with opened(alerted.path) as store:
        (made,) = silences.listed(store, AT)
    assert (made.rule, made.scope, made.subject) == ("aws-bounce-rate", SCOPE, "")
    assert (made.until, made.why) == (AT + 8 * 3600, "known import")
    assert "still so" in words_on(page)


@pytest.mark.parametrize("why", ["", "   "])
def test_nothing_is_silenced_without_a_reason(alerted, why):
    page = alerted(alarms.stands)
    page.text_input(key="why_aws-bounce-rate|").set_value(why)
    page.button(key="do_aws-bounce-rate|").click().run()
    assert "Say why first" in words_on(page)
    assert "1 alert is firing." in words_on(page)
    with opened(alerted.path) as store:
        assert silences.listed(store, AT) == []
    page.run()
    assert "Say why first" not in words_on(page)


def test_a_silence_until_a_date_lasts_to_the_end_of_that_day_where_the_viewer_is(alerted):
    page = alerted(alarms.stands)
    page.session_state["length_aws-bounce-rate|"] = "date"
    page.run()
    page.date_input(key="day_aws-bounce-rate|").set_value(date(2026, 11, 30)).run()
    page.text_input(key="why_aws-bounce-rate|").set_value("known import")
    page.button(key="do_aws-bounce-rate|").click().run()
    with opened(alerted.path) as store:
        (made,) = silences.listed(store, AT)
    assert datetime.fromtimestamp(made.until, UTC) == datetime(2026, 11, 30, 15, tzinfo=UTC)


def test_a_rule_is_silenced_before_it_fires(alerted):
    page = alerted()
    page.selectbox(key="silence_rule").set_value("surge").run()
    page.text_input(key="why_*").set_value("a planned import")
    page.button(key="do_*").click().run()
    with opened(alerted.path) as store:
        (made,) = silences.listed(store, AT)
    assert (made.rule, made.subject, made.scope) == ("surge", "*", SCOPE)
    assert "Nothing is silenced." not in words_on(page)


def test_without_a_channel_the_page_says_how_to_set_one(alerted):
    shown = words_on(alerted(lambda store: alarms.channels(store, ())))
    assert "Nobody is told of alerts: no channel is set." in shown
    assert "ALERT_URLS=" in shown


def test_in_the_demo_the_page_says_that_it_sends_nothing_and_asks_for_no_setting(alerted, monkeypatch):
    """The demo reads neither ALERT_URLS nor `.env`: whoever set one would wait in vain."""
    monkeypatch.setenv("DELIVERABILITY_DEMO", "1")
    shown = words_on(alerted(lambda store: alarms.channels(store, ())))
    assert "The demo sends nothing to anybody" in shown
    assert "docs/alerts.md" in shown
    assert "ALERT_URLS=" not in shown


def test_channels_that_all_depend_on_ses_are_warned_of(alerted):
    alone = lambda store: alarms.channels(store, ("ses",), depends_on_ses=True)  # noqa: E731
    assert "when AWS pauses sending, no word of it gets out" in words_on(alerted(alone))
    assert "no word of it gets out" not in words_on(alerted(lambda store: alarms.channels(store, ("slack",))))


def test_a_channel_tells_its_last_delivery_what_waits_and_what_was_given_up(alerted):
    def change(store):
        alarms.channels(store, ("slack", "mailto", "json"))
        alarms.letter(store, "slack", arrived=AT - 600)
        alarms.letter(store, "mailto")
        alarms.letter(store, "json", dead=text(N_("AWS pauses at {n}"), n=404))

    shown = words_on(alerted(change))
    assert "Last delivery 10 min ago" in shown
    assert "1 message waits" in shown
    assert "1 message was given up" in shown
    assert "1 message could not be delivered." in shown
    assert "given up after 1 try" in shown
    assert "AWS pauses at 404" in shown


def test_a_test_is_asked_for_and_its_answer_shown(alerted):
    page = alerted(lambda store: alarms.channels(store, ("slack", "mailto")))
    page.button(key="test_slack").click().run()
    assert "The collector has been asked to send a test" in words_on(page)
    with opened(alerted.path) as store:
        (asked,) = requests.take(store, "test-alert", AT)
        assert asked.body == {"channel": "slack"}
        why = texts.packed(text("slack answered with the error {n}.", n=500))
        requests.answer(store, asked.id, {"results": [{"channel": "slack", "ok": False, "says": why}]}, AT)
    page.run()
    shown = words_on(page)
    assert "Not delivered" in shown
    assert "slack answered with the error 500." in shown
    assert "has been asked" not in shown


def test_who_asks_for_a_test_while_one_waits_is_told_so_and_none_is_sent_besides(alerted):
    page = alerted(lambda store: alarms.channels(store, ("slack", "mailto")))
    page.button(key="test_slack").click().run()
    assert "no second one was sent" not in words_on(page)
    page.button(key="test_*").click().run()
    assert "A test was under way already, so no second one was sent." in words_on(page)
    with opened(alerted.path) as store:
        assert [each.body for each in requests.take(store, "test-alert", AT)] == [{"channel": "slack"}]


def test_a_test_that_nobody_answers_is_said_to_be_unanswered(alerted, monkeypatch):
    page = alerted(lambda store: alarms.channels(store, ("slack", "mailto")))
    page.button(key="test_*").click().run()
    monkeypatch.setattr("ui.requests.PATIENCE_SECONDS", 0)
    page.run()
    assert "The collector has not answered for a minute." in words_on(page)


def test_only_three_files_of_the_dashboard_may_write():
    users = [path.name for path in (ROOT / "ui").rglob("*.py") if "context.desk()" in path.read_text("utf-8")]
    assert sorted(users) == ["requests.py", "silencing.py", "ticking.py"]
    writers = [path for path in (ROOT / "ui").rglob("*.py") if "open_store(" in path.read_text("utf-8")]
    assert [path.name for path in writers] == ["context.py"]
