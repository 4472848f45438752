"""Pages drawn without a browser, over the databases of `accounts.py`, with the clock standing still."""

import shutil
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from tests.pages import accounts, alarms, cost_months
from ui import cached, context

FRAME = Path(__file__).parents[2] / "ui" / "app" / "frame.py"


@pytest.fixture(scope="session")
def databases(tmp_path_factory):
    return accounts.shared_folder(tmp_path_factory)


@pytest.fixture
def draw(databases, monkeypatch):
    """`draw("demo", locale="ko-KR", query={"range": "7d"})` runs the frame over an account and returns the page."""
    monkeypatch.setattr(context, "now", lambda: accounts.NOW)

    def drawn(account, *, locale="en-GB", query=None, path=None):
        at = path or accounts.build(account, databases)
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{at}")
        st.cache_data.clear()
        st.cache_resource.clear()
        context.settings.cache_clear()
        context.admission.cache_clear()
        page = AppTest.from_file(str(FRAME), default_timeout=60)
        page.context = {"locale": locale, "timezone": "Asia/Seoul"}
        for name, value in (query or {}).items():
            page.query_params[name] = value
        page.run()
        assert not page.exception
        return page

    return drawn


@pytest.fixture
def alerted(draw, databases, tmp_path, monkeypatch):
    """`alerted(change, "plain")` is the page of alerts over a copy of an account, changed by a function before."""

    def drawn(change=lambda store: None, account="plain", page="../../pages/alerts.py", **how):
        first = draw("nothing", **how)  # the frame once, over nothing, which is soon drawn
        path = accounts.build(account, databases)
        if path.exists():
            path = shutil.copy(path, drawn.path)
            with alarms.opened(path) as store:
                alarms.forgotten(store)
                change(store)
        monkeypatch.setenv("DATABASE_URL", f"sqlite:///{path}")
        context.settings.cache_clear()
        st.cache_data.clear()
        return first.switch_page(page).run() if page else first.run()

    drawn.path = tmp_path / "ses.db"
    return drawn


@pytest.fixture
def costs(draw, monkeypatch):
    """`costs(budget=…)` is the page over a month made by hand; `asked` tells what the page asked for."""

    def drawn(*, locale="en-GB", query=None, account="plain", **changed):
        def told(store, account_id, region, now, since=None):
            drawn.asked.append((account_id, region, since))
            return cost_months.month(**changed)

        monkeypatch.setattr(cached.costing_report, "costs", told)
        return draw(account, locale=locale, query=query).switch_page("../../pages/costs.py").run()

    drawn.asked = []
    return drawn


def words_on(page):
    """Everything a reader sees of a page as one text, Markdown's backslashes taken out."""
    kinds = (page.title, page.header, page.markdown, page.caption, page.metric, page.code)
    shown = [element.value for kind in kinds for element in kind]
    shown += [metric.delta for metric in page.metric if metric.delta]
    return "\n".join(shown).replace("\\", "").replace("\u00a0", " ").replace("\u2060", "")
