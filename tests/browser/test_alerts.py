"""What a visitor does about an alert: silences it and ends that, sends a test; and the page with everything on it."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from deliverability.alerting import Status
from deliverability.model import N_, text
from deliverability.rules.rule import Severity
from store import requests, silences
from store.open import open_store
from tests.browser.stage import settle
from tests.browser.test_every_page import broken_rules
from tests.pages import alarms
from tests.pages.accounts import AT, build

HEADLINE = "AWS's bounce rate is over the review line"


@pytest.fixture
def database(databases, tmp_path):
    """A copy of an account that has one of each: firing, pending, recovering, silenced, over, and a dead letter."""
    path = shutil.copy(build("plain", databases), tmp_path / "ses.db")
    store = open_store(f"sqlite:///{path}")
    alarms.forgotten(store)
    alarms.channels(store, ("slack", "mailto"))
    alarms.stands(store)
    alarms.stands(store, "quota", status=Status.PENDING, severity=Severity.WARN)
    alarms.stands(store, "surge", status=Status.RECOVERING)
    alarms.stands(store, "rejects", status=Status.OK, ended=AT - 3600, severity=Severity.INFO)
    alarms.stands(store, "identity", "a-long-name.of-an-identity.shop.example.com")
    alarms.silenced(store, "identity", "a-long-name.of-an-identity.shop.example.com")
    alarms.letter(store, arrived=AT - 600)
    alarms.letter(store, "mailto", dead=text(N_("Not answered")))
    store.close()
    return path


def listed(path):
    store = open_store(f"sqlite:///{path}", read_only=True)
    found = silences.listed(store, AT + 60)
    store.close()
    return found


def test_an_alert_is_silenced_with_a_reason_and_the_silence_is_ended(fresh, visit, database):
    page = visit(f"{fresh(database)}/alerts")
    expect(page.get_by_text("1 alert is firing.")).to_be_visible()
    page.get_by_role("button", name="Silence", exact=True).first.click()
    page.get_by_role("radio", name="8 h").click()
    page.get_by_role("button", name="Silence it").click()
    expect(page.get_by_text("Say why first: who finds it silent must know.")).to_be_visible()
    page.get_by_role("textbox", name="Why, in a few words (others see it here)").fill("import until tonight")
    page.get_by_role("button", name="Silence it").click()
    settle(page)
    expect(page.get_by_text("2 alerts are silenced and still so: nobody is told.")).to_be_visible()
    expect(page.get_by_text(re.compile("silenced until 25 Nov 02:12: import until tonight")).first).to_be_visible()
    made = next(silence for silence in listed(database) if silence.rule == "aws-bounce-rate")
    assert made.why == "import until tonight"
    page.get_by_role("link", name="Overview").click()
    settle(page)
    expect(page.get_by_text("Silenced, still so").first).to_be_visible()
    expect(page.get_by_text("Safe", exact=True)).to_have_count(0)
    page.get_by_test_id("stMainBlockContainer").get_by_role("link", name="Alerts", exact=True).click()
    settle(page)
    page.get_by_role("button", name="End silence").first.click()
    settle(page)
    expect(page.get_by_text("1 alert is firing.")).to_be_visible()
    assert [silence.rule for silence in listed(database)] == ["identity"]


def test_a_test_is_sent_and_its_answer_comes_without_a_reload(fresh, visit, database):
    page = visit(f"{fresh(database)}/alerts")
    page.get_by_role("button", name="Send a test", exact=True).first.click()
    expect(page.get_by_text("The collector has been asked to send a test")).to_be_visible()
    store = open_store(f"sqlite:///{database}")
    (asked,) = requests.take(store, "test-alert", AT + 31)
    assert asked.body == {"channel": "slack"}
    requests.answer(
        store, asked.id, {"results": [{"channel": "slack", "ok": True, "says": None}], "says": None}, AT + 31
    )
    store.close()
    answered = page.get_by_test_id("stMarkdownContainer").filter(has_text=re.compile("Delivered.slack"))
    expect(answered).to_be_visible(timeout=8000)
    expect(page.get_by_text("The collector has been asked")).to_have_count(0)


def test_the_banner_leads_to_the_alert_and_the_alert_to_its_chart(fresh, visit, database):
    page = visit(f"{fresh(database)}/?lang=ko")
    expect(page.get_by_text(HEADLINE).first).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="경보").click()
    settle(page)
    page.get_by_role("link", name="보기").first.click()
    settle(page, charts=True)
    expect(page).to_have_url(re.compile(r"/deliverability\?.*measure=bounce"))
    expect(page.get_by_role("radio", name="ko")).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_full_page_and_its_open_form_break_no_rule_of_accessibility(fresh, visit, database, scheme):
    page = visit(f"{fresh(database)}/alerts", scheme=scheme)
    assert broken_rules(page) == {}
    page.get_by_role("button", name="Silence", exact=True).first.click()
    page.get_by_role("radio", name="Until a date").click()
    settle(page)
    expect(page.get_by_text("Last day", exact=True)).to_be_visible()
    assert broken_rules(page) == {}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_full_page_needs_no_sideways_scroll_on_a_phone(fresh, visit, database, language):
    page = visit(f"{fresh(database)}/alerts?lang={language}", width=390, touch=True)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
