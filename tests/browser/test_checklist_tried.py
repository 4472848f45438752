"""What a visitor has tried from the checklist: a test mail sent by a real collector to a simulated account, in a real browser."""

import re
import shutil
from dataclasses import replace
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from collector import trials as desk
from collector.aws.clients import Access, Connection
from collector.rounds import Watch
from deliverability.trials import Allowed
from simulator import inprocess
from simulator.world import ACCOUNT_ID
from store.open import open_store
from tests.browser.stage import settle
from tests.browser.test_every_page import broken_rules
from tests.pages import trying
from tests.pages.accounts import NOW, REGION, build, world_of

SENDER = "noreply@example.com"


@pytest.fixture
def database(databases, tmp_path):
    path = shutil.copy(build("sandbox", databases), tmp_path / "ses.db")
    store = open_store(f"sqlite:///{path}")
    trying.looked(store, trying.BROKEN)
    trying.told(store, looks=True)
    store.close()
    return path


@pytest.fixture
def collector(database):
    """`collector()` answers what was asked for by now, in a sandbox account; its world."""
    world = world_of("sandbox")
    world.clock.set(NOW + timedelta(seconds=31))
    store = open_store(f"sqlite:///{database}")
    with inprocess(world):
        aws = Connection(Access("testing", "testing")).region(REGION, 0)
        watch = Watch(store, ACCOUNT_ID, [aws], clock=world.clock.moment, may_try=Allowed(send=True, sender=SENDER))

        def answered():
            assert desk.answer(replace(watch)) == 1
            return world

        yield answered
    store.close()


def row(page, title):
    return page.get_by_test_id("stExpander").filter(has_text=title)


def opened(page, title):
    found = row(page, title)
    found.locator("summary").click()
    settle(page)
    return found


def test_a_test_mail_is_refused_in_the_sandbox_and_taken_for_the_simulator_and_the_item_passes(
    fresh, visit, database, collector
):
    page = visit(f"{fresh(database)}/checklist?show=all")
    mail = opened(page, "A test mail sent from here was taken by SES")
    mail.get_by_role("combobox", name=re.compile("Send it to")).click()
    page.get_by_role("option", name="An address of your own").click()
    settle(page)
    mail.get_by_role("textbox", name="Address").fill("kim@shop.example")
    mail.get_by_role("button", name="Send a test mail").click()
    expect(page.get_by_text("The collector has been asked to try it")).to_be_visible()
    collector()
    expect(page.get_by_text("the recipient is not verified").first).to_be_visible(timeout=8000)
    settle(page)
    expect(mail).to_contain_text("To mend")
    expect(mail).to_contain_text(re.compile(r"k\*{3}.?@shop\.example"))
    mail.get_by_role("combobox", name=re.compile("Send it to")).click()
    page.get_by_role("option", name="Mailbox simulator: delivered").click()
    settle(page)
    mail.get_by_role("button", name="Send a test mail").click()
    expect(page.get_by_text("The collector has been asked to try it")).to_be_visible()
    world = collector()
    expect(page.get_by_text(re.compile("Message id: .*-simulated"))).to_be_visible(timeout=8000)
    settle(page)
    expect(mail).to_contain_text("Done")
    assert [mail.recipients for mail in world.region(REGION).sent] == [("success@simulator.amazonses.com",)]


def test_a_refused_item_leads_from_the_broken_file_to_what_to_paste(fresh, visit, database):
    page = visit(f"{fresh(database)}/checklist?show=left")
    file = opened(page, "The application's environment file is filled in")
    expect(file.get_by_text("AWS_SECRET_ACCESS_KEY still holds a placeholder.")).to_be_visible()
    expect(file.get_by_text("DEFAULT_FROM_EMAIL=noreply@example.com")).to_be_visible()


@pytest.mark.parametrize("locale", ["en-GB", "ko-KR"])
@pytest.mark.parametrize("width", [390, 1280])
def test_open_forms_break_no_rule_of_accessibility_and_need_no_sideways_scroll(fresh, visit, database, width, locale):
    page = visit(f"{fresh(database)}/checklist?show=all", width=width, locale=locale, touch=width < 500)
    korean = locale == "ko-KR"
    for title in (
        "여기서 보낸 테스트 메일을" if korean else "A test mail sent from here",
        "애플리케이션이 회원가입을 받습니다" if korean else "The application takes a sign-up",
        "환경 파일이 Git에" if korean else "Git neither holds",
    ):
        opened(page, title)
    assert broken_rules(page) == {}
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
