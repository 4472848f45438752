"""What a visitor does on the setup checklist: opens, ticks, accepts, has the collector look again; and all of it on paper."""

import re
import shutil
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from deliverability.checklist.item import Result
from report.checklist import checklist
from store import requests
from store.open import open_store
from tests.browser.stage import settle
from tests.browser.test_every_page import broken_rules
from tests.pages.accounts import AT, NOW, SCOPE, build, collect, world_of


@pytest.fixture
def database(databases, tmp_path):
    return shutil.copy(build("sandbox", databases), tmp_path / "ses.db")


def row(page, title):
    return page.get_by_test_id("stExpander").filter(has_text=title)


def test_an_item_is_ticked_and_stays_open_with_who_did_it(fresh, visit, database):
    page = visit(f"{fresh(database)}/checklist?show=all")
    card = row(page, "A card is registered with the AWS account")
    card.locator("summary").click()
    settle(page)
    card.get_by_role("textbox", name="Your name").fill("Kim")
    card.get_by_role("textbox", name="Note").fill("valid to 2030")
    card.get_by_role("button", name="It is done").click()
    settle(page)
    expect(card.get_by_text(re.compile("ticked by Kim, .*: valid to 2030"))).to_be_visible()
    card.get_by_role("button", name="Take it back").click()
    settle(page)
    expect(card.get_by_role("button", name="It is done")).to_be_visible()


def test_what_failed_passes_once_the_step_is_done_in_aws_and_looked_at_again(fresh, visit, database):
    page = visit(f"{fresh(database)}/checklist?show=all")
    sandbox = row(page, "The account is out of the sandbox")
    expect(sandbox).to_contain_text("To mend")
    sandbox.locator("summary").click()
    settle(page)
    sandbox.get_by_role("button", name="Check again").click()
    expect(page.get_by_text("The collector has been asked to look again.")).to_be_visible()
    store = open_store(f"sqlite:///{database}")
    (asked,) = requests.take(store, requests.CHECK, AT + 31)
    later = NOW + timedelta(seconds=20)
    collect(store, world_of("plain"), later)
    requests.answer(store, asked.id, {"results": [{"reading": "account", "ok": True, "says": None}]}, AT + 31)
    found = {each.item.name: each.result for each in checklist(store, SCOPE, later + timedelta(seconds=5)).rows}
    store.close()
    assert found["production-access"] is Result.PASS
    expect(page.get_by_text("Looked again")).to_be_visible(timeout=8000)
    expect(sandbox).to_contain_text("Done")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_open_rows_break_no_rule_of_accessibility_and_need_no_sideways_scroll(fresh, visit, database, scheme, width):
    page = visit(f"{fresh(database)}/checklist?show=all", scheme=scheme, width=width, touch=width < 500)
    for title in ("A card is registered", "The account is out of the sandbox", "The records to add"):
        row(page, title).locator("summary").click()
        settle(page)
    assert broken_rules(page) == {}
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")


def test_paper_holds_the_last_section_too(fresh, visit, database):
    page = visit(f"{fresh(database)}/checklist?show=print")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf())) > 1
    expect(page.get_by_role("heading", name="Good sending")).to_be_attached()
