"""What a visitor in trouble does: pastes an error, reads what the account says of it, goes to the item that mends it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stage import settle
from tests.browser.test_every_page import broken_rules
from tests.unit.error_texts import TEXTS

REJECTED = TEXTS["message-rejected"][0]


def row(page, title):
    return page.get_by_test_id("stExpander").filter(has_text=title)


def paste(page, told):
    box = page.get_by_role("textbox", name=re.compile("^Paste an error"))
    box.fill(told)
    page.get_by_role("button", name="What is it?").click()
    settle(page)
    return box


def test_a_pasted_error_leads_to_the_item_that_mends_it_and_leaves_no_trace(served, visit):
    page = visit(f"{served('sandbox')}/troubleshooting")
    box = paste(page, REJECTED)
    expect(page.get_by_text("The text is known:")).to_be_visible()
    expect(page.get_by_text("The account is in the sandbox.").first).to_be_visible()
    expect(box).to_have_value("")
    assert "friend" not in page.url
    assert "friend@example.com" not in page.content()
    page.get_by_role("link", name="The account is out of the sandbox").first.click()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Setup checklist")
    expect(page.get_by_text("Only “The account is out of the sandbox”")).to_be_visible()
    expect(page.get_by_text("Why it matters")).to_be_visible()
    expect(page.get_by_test_id("stExpander")).to_have_count(1)


def test_a_search_stands_in_the_address_and_works_from_there(served, visit):
    page = visit(f"{served('plain')}/troubleshooting")
    search = page.get_by_role("textbox", name="Search")
    search.fill("535")
    search.press("Enter")
    settle(page)
    assert "find=535" in page.url
    again = visit(page.url)
    expect(row(again, "SES does not take the SMTP user name or password")).to_be_visible()
    expect(row(again, "The sending rate is exceeded")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_an_answer_and_open_rows_break_no_rule_and_need_no_sideways_scroll(served, visit, scheme, width):
    page = visit(f"{served('sandbox')}/troubleshooting", scheme=scheme, width=width, touch=width < 500)
    paste(page, f"{TEXTS['access-denied'][2]} AKIAIOSFODNN7EXAMPLE")
    row(page, "Mail ends in the spam folder").locator("summary").click()
    settle(page)
    assert broken_rules(page) == {}
    main = page.get_by_test_id("stMain")
    assert main.evaluate("main => main.scrollWidth <= main.clientWidth")
