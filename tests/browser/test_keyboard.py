"""The dashboard without a mouse: every control is met by Tab, in the order of the page, and does what it says."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.stage import settle

MOST_STOPS = 30
FOCUSED = "() => (document.activeElement.innerText || document.activeElement.ariaLabel || '').trim()"


def tab_to(page, name):
    """Press Tab until what is named has the focus."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).endswith(name):
            return
    pytest.fail(f"Tab does not lead to {name}")


def test_page_rate_range_and_explanation_are_reached_without_a_mouse(served, visit):
    page = visit(served("demo"), charts=True)
    tab_to(page, "Deliverability")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Deliverability", level=1)).to_be_visible()
    settle(page, charts=True)

    tab_to(page, "24 h")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    settle(page, charts=True)
    expect(page).to_have_url(re.compile("range=7d"))
    expect(page.get_by_role("radio", name="7 d")).to_be_checked()

    tab_to(page, "Bounces")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    settle(page, charts=True)
    expect(page.get_by_role("heading", name="Complaint rate")).to_be_visible()


def test_an_explanation_opens_by_enter_and_closes_by_escape(served, visit):
    page = visit(served("demo"), charts=True)
    tab_to(page, "How is this computed?\n\nexpand_more")
    page.keyboard.press("Enter")
    explanation = page.get_by_test_id("stPopoverBody")
    expect(explanation).to_be_visible()
    page.keyboard.press("Escape")
    expect(explanation).to_be_hidden()


def test_the_way_past_the_navigation_is_the_first_stop(served, visit):
    page = visit(served("demo"), charts=True)
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to main content"


LOOKS_DIFFERENT = """async () => {
  const it = document.activeElement, look = () => {
    const style = getComputedStyle(it)
    return [style.outlineStyle, style.boxShadow, style.backgroundColor].join()
  }
  it.style.transition = "none"
  const focused = look()
  const drawn = () => new Promise(done => setTimeout(done, 100))
  it.blur()
  await drawn()
  const left = look()
  it.focus()
  await drawn()
  return focused !== left
}"""


def test_whatever_has_the_focus_shows_it(served, visit):
    """By an outline, a shadow or another ground: everything that can be pressed on the page itself."""
    page = visit(served("demo"), charts=True)
    tab_to(page, "24 h")
    for _ in range(5):
        assert page.evaluate(LOOKS_DIFFERENT), page.evaluate(FOCUSED)
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement === document.body"):
            break
