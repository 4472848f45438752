"""The guide walked in Korean, as Streamlit draws it: to be mended, the step, "check again", done. In Chromium: `tests/browser`."""

import time

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.browser.guide_stage import staged
from tests.browser.guide_steps import CHAPTERS, begin
from tests.pages.conftest import FRAME
from ui import context
from words.catalogue import sentence

PATIENCE_SECONDS = 60
TO_DO = {sentence("To mend", "ko"), sentence("Attention", "ko")}
DONE = {sentence("Done", "ko")}


@pytest.fixture
def stage(tmp_path, monkeypatch):
    monkeypatch.setattr("collector.rechecks.PAUSE_SECONDS", 0.05)
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'ses.db'}")
    context.settings.cache_clear()
    context.admission.cache_clear()
    st.cache_data.clear()
    st.cache_resource.clear()
    with staged(tmp_path) as found:
        yield found


def stands(page, item, words):
    return any(word in one.label for one in page.expander if one.key == f"item_{item}" for word in words)


def wait_until(page, items, words):
    """Draw the page until the items stand so, as its own clock would have it drawn."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not all(stands(page, item, words) for item in items):
        assert time.monotonic() < deadline, [one.label for one in page.expander if one.key[5:] in items]
        time.sleep(0.1)
        page.run()


def test_the_guide_is_walked_in_korean(stage):
    begin(stage)
    page = AppTest.from_file(str(FRAME), default_timeout=60)
    page.context = {"locale": "ko-KR", "timezone": "Asia/Seoul"}
    page.query_params["show"] = "all"
    page.run().switch_page("../../pages/checklist.py").run()
    for chapter in CHAPTERS:
        if chapter.before is not None:
            chapter.before(stage)
        wait_until(page, chapter.items, TO_DO)
        chapter.does(stage)
        if chapter.checks:
            page.session_state[f"open_item_{chapter.checks}"] = True
            page.run()
            next(one for one in page.button if (one.key or "").startswith(f"check_{chapter.checks}|")).click().run()
        wait_until(page, chapter.items, DONE)
        page.session_state[f"open_item_{chapter.checks}"] = False
    assert not page.exception
