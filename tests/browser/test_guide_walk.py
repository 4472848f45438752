"""The guide walked in a real Chromium: each item is to be mended, the step is done in AWS or DNS, "check again", it passes."""

import re

import pytest
from playwright.sync_api import expect

from deliverability.checklist.catalogue import ITEMS
from tests.browser.guide_stage import staged
from tests.browser.guide_steps import CHAPTERS, NOT_WALKED, begin
from tests.browser.stage import settle

TO_DO = re.compile("To mend|Attention")
PATIENCE_MS = 30_000


@pytest.fixture
def stage(tmp_path, monkeypatch):
    monkeypatch.setattr("collector.rechecks.PAUSE_SECONDS", 0.1)
    with staged(tmp_path) as found:
        yield found


def label(page, item):
    """The row of an item, which says how it stands."""
    return page.locator(f".st-key-item_{item} summary")


def press_check_again(page, item):
    label(page, item).click()
    button = page.locator(f".st-key-item_{item}").get_by_role("button", name="Check again")
    button.click()
    expect(page.get_by_text("Looked again").first).to_be_visible(timeout=PATIENCE_MS)


def test_every_automatic_item_is_walked_or_it_is_said_why_not():
    walked = [item for chapter in CHAPTERS for item in chapter.items]
    assert len(walked) == len(set(walked))
    assert {*walked, *NOT_WALKED} == {item.name for item in ITEMS if not item.is_by_hand}
    assert not set(walked) & NOT_WALKED.keys()


def test_the_guide_is_walked_from_a_key_that_fails_to_a_sender_that_is_done(stage, fresh, visit, tmp_path):
    begin(stage)
    page = visit(f"{fresh(tmp_path / 'ses.db', present=None)}/checklist?show=all")
    for chapter in CHAPTERS:
        if chapter.before is not None:
            chapter.before(stage)
            page.reload()
            settle(page)
        for item in chapter.items:
            expect(label(page, item)).to_contain_text(TO_DO, timeout=PATIENCE_MS)
        chapter.does(stage)
        if chapter.checks:
            press_check_again(page, chapter.checks)
        else:
            page.reload()
            settle(page)
        for item in chapter.items:
            expect(label(page, item)).to_contain_text("Done", timeout=PATIENCE_MS)
        if chapter.checks:
            label(page, chapter.checks).click()
