"""What a visitor finds on the day of a review: where to answer, the draft in both languages, what is his to fill."""

import pytest
from playwright.sync_api import expect

from tests.browser.stage import settle
from tests.browser.test_every_page import broken_rules


def draft(page):
    """The one of the two drafts whose tab is open."""
    return page.get_by_role("tabpanel").filter(visible=True).get_by_test_id("stCode")


def test_a_paused_account_finds_where_to_answer_and_a_draft_in_the_language_of_the_tab(served, visit):
    page = visit(f"{served('paused')}/review", charts=True)
    expect(page.get_by_role("heading", name="Review by AWS", level=1)).to_be_visible()
    expect(page.get_by_text("SES refuses all mail of this account until AWS lifts the pause.")).to_be_visible()
    expect(page.get_by_text("Answer in the case that AWS opened in Support Center")).to_be_visible()
    expect(page.get_by_text("can still send")).to_have_count(0)
    expect(draft(page)).to_contain_text("Sending is paused.")
    english = draft(page).inner_text()
    assert "We ask you to lift the pause." in english
    gaps = english.count("[You must fill this: ")
    expect(page.get_by_text(f"{gaps} places are yours to fill")).to_be_visible()
    page.get_by_role("tab", name="한국어").click()
    settle(page)
    expect(draft(page)).to_contain_text("발송이 중지되어 있습니다.")
    assert draft(page).inner_text().count("[직접 채워야 합니다: ") == gaps
    page.get_by_role("tab", name="English").click()
    expect(draft(page)).to_contain_text("Root cause")
    expect(page.get_by_text("This page could not be drawn.")).to_have_count(0)


def test_an_account_without_a_review_says_so_and_has_nothing_to_answer(served, visit):
    page = visit(f"{served('plain')}/review")
    expect(page.get_by_text("AWS has not put this account under review.")).to_be_visible()
    expect(page.get_by_text("Support Center")).to_have_count(0)
    expect(page.get_by_role("tab")).to_have_count(0)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_the_page_of_a_paused_account_breaks_no_rule_of_accessibility(served, visit, width, scheme):
    page = visit(f"{served('paused')}/review", charts=True, scheme=scheme, width=width)
    expect(draft(page)).to_be_visible()
    assert broken_rules(page) == {}
    page.get_by_role("tab", name="한국어").click()
    settle(page)
    assert broken_rules(page) == {}
