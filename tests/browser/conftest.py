"""A real Chromium before a started dashboard. Each page fails on a script error and on any request off this machine."""

import os
from contextlib import ExitStack

import pytest
from playwright.sync_api import sync_playwright

from tests.browser import stage
from tests.pages import accounts


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def databases(tmp_path_factory):
    return accounts.shared_folder(tmp_path_factory)


@pytest.fixture(scope="session")
def browser():
    if stage.chromium() is None:
        if os.environ.get("CI"):
            pytest.fail("No Chromium was found; set CHROMIUM to one.")
        pytest.skip("No Chromium was found; set CHROMIUM to one to run the browser tests.")
    with sync_playwright() as playwright:
        found = stage.launch(playwright)
        yield found
        found.close()


@pytest.fixture(scope="session")
def served(databases, tmp_path_factory):
    """`served("demo")` is the address of a dashboard over an account; one process for each, kept for the session."""
    logs, started = tmp_path_factory.mktemp("logs"), {}
    with ExitStack() as stack:

        def address(account):
            if account not in started:
                demo = {"DELIVERABILITY_DEMO": "1"} if account == "demo" else {}
                server = stage.dashboard(accounts.build(account, databases), logs / f"{account}.log", **demo)
                started[account] = stack.enter_context(server)
            return started[account]

        yield address


@pytest.fixture
def fresh(databases, tmp_path):
    """`fresh(path)` starts a dashboard of its own, which nobody has visited yet."""
    with ExitStack() as stack:
        yield lambda path, **environment: stack.enter_context(
            stage.dashboard(path, tmp_path / "dashboard.log", **environment)
        )


@pytest.fixture
def visit(browser):
    """`visit(url, width=390, scheme="dark", locale="ko-KR")` opens and settles a page."""
    trouble = stage.Trouble()
    with ExitStack() as stack:

        def page_at(url, *, width=1280, scheme="light", locale="en-GB", charts=False, touch=False):
            context = browser.new_context(
                viewport={"width": width, "height": 900},
                color_scheme=scheme,
                locale=locale,
                timezone_id="Asia/Seoul",
                is_mobile=touch,
                user_agent="Mozilla/5.0 (Linux; Android 16) Mobile" if touch else None,
            )
            stack.callback(context.close)
            page = context.new_page()
            trouble.watch(page)
            page.goto(url)
            stage.settle(page, charts=charts)
            return page

        yield page_at
    assert trouble == []
