"""Alerts as Streamlit draws it, over what a collector leaves after its evaluation, and the banner on the Overview."""

import re

import pytest

from deliverability.alerting import Status
from deliverability.model import N_, text
from deliverability.rules.rule import Message, Severity
from tests.pages import accounts, alarms
from tests.pages.accounts import AT
from tests.pages.alarms import told
from tests.pages.conftest import words_on

FAILURE = "This page could not be drawn."


@pytest.mark.parametrize("account", accounts.ACCOUNTS)
def test_no_account_makes_the_page_fail(alerted, account):
    page = alerted(account=account)
    assert not page.exception
    assert FAILURE not in words_on(page)
    assert page.title[0].value == "Alerts"


def test_where_nothing_is_connected_the_page_says_so_and_offers_nothing_else(alerted):
    page = alerted(account="nothing")
    assert "No AWS account is connected yet." in words_on(page)
    assert [header.value for header in page.header] == []


def test_rules_that_were_never_judged_are_not_said_to_be_calm(alerted):
    def forget(store):
        store.run("DELETE FROM run_last WHERE job = 'evaluate'")

    shown = words_on(alerted(forget))
    assert "The rules have not been judged yet" in shown
    assert "No alert is firing." not in shown


def test_rules_judged_long_ago_are_said_to_be_out_of_date(alerted):
    def old(store):
        store.run("DELETE FROM run_last WHERE job = 'evaluate'")
        alarms.judged(store, AT - 1801)

    shown = words_on(alerted(old))
    assert "The rules have not been judged for 30 min." in shown
    assert "Out of date" in shown


def test_calm_is_told_with_the_time_of_the_judgement(alerted):
    shown = words_on(alerted())
    assert "No alert is firing." in shown
    assert "Rules judged 60 s ago" in shown
    assert "No alert has fired in the last 90 days." in shown


def test_a_firing_alert_says_what_happened_since_when_what_aws_does_and_what_to_do(alerted):
    page = alerted(told(alarms.stands, lambda store: alarms.letter(store, arrived=AT - 600)))
    shown = words_on(page)
    assert "1 alert is firing." in shown
    assert "Firing" in shown
    assert "Critical" in shown
    for part in ("AWS's bounce rate is over the review line", "Bounces: 6.12 %", "A review starts at 5 %"):
        assert part in shown
    assert "1. Stop the stream that caused it." in shown
    assert "since 24 Nov 15:12, 3 h so far" in shown
    assert "Sent: slack 10 min ago" in shown
    (link,) = [link for link in page.get("page_link") if link.proto.label == "Show it"]
    assert (link.proto.page, link.proto.query_string) == ("deliverability", "measure=bounce")


def test_a_pending_alert_says_when_it_would_fire(alerted):
    # The rule waits 240 s; its data reach to a minute ago.
    pending = lambda since: lambda store: alarms.stands(store, "permission-lost", status=Status.PENDING, since=since)  # noqa: E731
    shown = words_on(alerted(pending(AT - 120)))
    assert "Pending" in shown
    assert "would fire in 3 min, if it stays so" in shown
    assert "No alert is firing." in shown
    assert "would fire with the next reading, if it stays so" in words_on(alerted(pending(AT - 400)))


def test_a_recovering_alert_is_no_longer_said_to_fire(alerted):
    shown = words_on(alerted(lambda store: alarms.stands(store, status=Status.RECOVERING, ended=AT - 300)))
    assert "clear of its line; over if it stays so" in shown
    assert "No alert is firing." in shown
    assert "Stop the stream" not in shown


def test_what_is_over_lately_is_told_with_its_length(alerted):
    shown = words_on(alerted(lambda store: alarms.stands(store, status=Status.OK, ended=AT - 3600)))
    assert "1 recovered in the last day" in shown
    assert "Over" in shown
    assert "24 Nov 15:12–17:12, 2 h" in shown


def test_an_alert_whose_beginning_nobody_saw_is_told_with_bounds(alerted):
    now = alerted(lambda store: alarms.stands(store, witnessed=False))
    assert words_on(now).count("at least since 24 Nov 15:12, 3 h so far") == 2, "on its card and in the history"
    past = alerted(lambda store: alarms.stands(store, status=Status.OK, ended=AT - 3600, witnessed=False))
    assert words_on(past).count("24 Nov 15:12–17:12, 2 h at least") == 2


def test_an_alert_held_back_names_the_one_that_holds_it(alerted):
    page = alerted(
        told(alarms.stands, lambda store: alarms.stands(store, "sending-paused", message=Message(text("Paused"))))
    )
    shown = words_on(page)
    assert "1 alert is firing." in shown
    assert "nothing is sent while this fires: Sending is paused" in shown


def test_history_tells_each_episode_with_its_peak_and_what_was_sent_where(alerted):
    def change(store):
        alarms.stands(store, status=Status.OK, ended=AT - 3600)
        alarms.letter(store, arrived=AT - 9000)
        alarms.letter(store, "mailto", dead=text("no"))

    shown = words_on(alerted(change))
    assert "peak 6.12 % · line 5 % · 1.12 points over it" in shown
    assert "Sent: mailto: firing (not delivered); slack: firing 24 Nov 15:42" in shown


def test_every_rule_is_shown_with_its_value_its_line_and_how_far_that_is(alerted):
    shown = words_on(alerted(account="demo"))
    assert re.search(r"account: 4\.\d+ % · line 4 % · 0\.\d+ points over it", shown)
    assert re.search(r"account: 0\.05\d % · line 0\.08 % · 0\.02\d points below it", shown)
    assert "`sending-paused`" in shown


@pytest.mark.parametrize("account", ["demo", "plain", "denied", "nothing"])
def test_the_korean_page_has_no_english_sentence_of_its_own_left(alerted, account):
    korean = Message(text(N_("Bounce rate")))
    change = told(lambda store: alarms.stands(store, message=korean), alarms.silenced, alarms.channels)
    shown = words_on(alerted(change if account in {"demo", "plain"} else lambda store: None, account, locale="ko-KR"))
    spared = re.sub(r"`[^`]*`|:[\w/]+:|AWS_\w+=?|import on Sunday", " ", shown)
    assert re.search("[가-힣]", shown)
    assert re.findall(r"[a-z]{2,} [a-z]{2,} [a-z]{2,}", spared) == []


def test_the_overview_tells_what_fires_and_leads_there(alerted):
    def change(store):
        for rule in ("aws-bounce-rate", "surge", "rejects", "identity"):
            alarms.stands(store, rule, severity=Severity.WARN)

    page = alerted(change, page=None)
    shown = words_on(page)
    assert shown.count("AWS's bounce rate is over the review line") == 3
    assert "· 4 alerts" in shown
    assert leading(page) == ["alerts"]
    assert page.get("page_link")[0].proto.label == "and 1 more alert"


def test_the_overview_shows_what_is_silenced_while_it_goes_on_and_is_never_green_over_it(alerted):
    page = alerted(told(alarms.stands, alarms.silenced), page=None)
    shown = words_on(page)
    assert "Silenced, still so" in shown
    assert "silenced until 25 Nov 18:12: import on Sunday" in shown
    assert "· 1 alert silenced" in shown
    assert "Safe" not in shown
    assert leading(page) == ["alerts"]


PENDING = told(lambda store: alarms.stands(store, status=Status.PENDING), alarms.silenced)


@pytest.mark.parametrize("change", [lambda store: None, PENDING])
def test_the_overview_is_silent_about_alerts_that_are_not_firing(alerted, change):
    page = alerted(change, page=None)
    assert leading(page) == []
    assert "alert" not in words_on(page).lower()


def test_the_state_line_names_aws_once_for_its_word(draw):
    assert "· Paused by AWS ·" in words_on(draw("paused"))
    assert "· AWS: Healthy" in words_on(draw("plain"))


def test_the_overview_says_that_its_alerts_are_out_of_date(alerted):
    def old(store):
        store.run("DELETE FROM run_last WHERE job = 'evaluate'")
        alarms.judged(store, AT - 1801)

    shown = words_on(alerted(old, page=None))
    assert "The alerts are out of date: the rules were last judged 30 min ago." in shown


def test_the_overview_says_why_the_rules_were_not_all_judged(alerted):
    why = text(N_("The disk is full."))
    shown = words_on(alerted(lambda store: alarms.judged(store, outcome="failed", error=why), page=None))
    assert "the rules were not all judged the last time. The disk is full." in shown


def test_what_the_advice_and_an_alert_both_say_the_overview_says_once(alerted):
    paused = Message(text(N_("AWS has paused sending for this account.")))
    page = alerted(lambda store: alarms.stands(store, message=paused), page=None, account="paused")
    assert words_on(page).count("AWS has paused sending for this account") == 1
    assert "Critical" in words_on(page)
    assert "alerts" in leading(page)


def leading(page):
    """Where the links about alerts lead; the card of costs has its own."""
    return [link.proto.page for link in page.get("page_link") if link.proto.page != "costs"]
