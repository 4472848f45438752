"""What a visitor does with the dashboard, from the first request to a fresh server on."""

import re
import shutil
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from store import runs, snapshots
from store.open import open_store
from tests.browser.stage import settle
from tests.pages.accounts import AT, SCOPE, build


@pytest.mark.parametrize("path", ["/?lang=ko", "/nowhere?lang=ko"])
def test_a_deep_link_as_the_first_request_to_a_fresh_server_has_frame_language_and_content(
    fresh, visit, databases, path
):
    """A folder pages/ beside Streamlit's main script would be run without the frame."""
    page = visit(fresh(build("plain", databases)) + path, charts=True)
    expect(page.get_by_role("heading", name="개요", level=1)).to_be_visible()
    expect(page.get_by_role("radio", name="ko")).to_be_checked()
    assert page.evaluate("document.documentElement.lang") == "ko"
    assert page.title() == "✓ 안전 – 개요 · SES 전송률"


@pytest.mark.parametrize("account", ["demo", "plain"])
def test_the_overview_draws_both_rates_in_the_themes_colours(served, visit, account):
    """With fewer than ten chart colours Streamlit gives Plotly none of them."""
    page = visit(served(account), charts=True)
    expect(page.get_by_role("heading", name="Bounce rate", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="Complaint rate", exact=True)).to_be_visible()
    for name in ("Bounce rate over time", "Complaint rate over time"):
        chart = page.get_by_role("figure", name=name)
        strokes = chart.locator(".scatterlayer .js-line").evaluate_all("all => all.map(one => one.style.stroke)")
        assert set(strokes) == {"rgb(29, 78, 216)", "rgb(100, 116, 139)"}
        expect(chart.get_by_text("review", exact=True)).to_be_visible()
        expect(chart.get_by_text("pause", exact=True)).to_be_visible()
        lines = chart.locator(".shapelayer path").evaluate_all("all => all.map(one => one.style.stroke)")
        assert "rgb(180, 83, 9)" in lines
    bars = page.get_by_role("figure", name="Mails sent over time").locator(".barlayer .point path")
    assert bars.count() > 10


def test_only_the_demo_is_marked_as_one(served, visit):
    expect(visit(served("demo")).get_by_text("DEMO: a simulated account")).to_be_visible()
    expect(visit(served("plain")).get_by_text("DEMO: a simulated account")).to_have_count(0)


def test_language_and_range_are_remembered_in_the_address(served, visit):
    page = visit(served("plain"), charts=True)
    page.get_by_role("radio", name="ko").click()
    settle(page)
    expect(page.get_by_role("heading", name="개요", level=1)).to_be_visible()
    page.get_by_role("radio", name="7일").click()
    settle(page)
    expect(page).to_have_url(re.compile("lang=ko"))
    expect(page).to_have_url(re.compile("range=7d"))
    page.reload()
    settle(page, charts=True)
    expect(page.get_by_role("heading", name="개요", level=1)).to_be_visible()
    expect(page.get_by_role("radio", name="7일")).to_be_checked()
    page.get_by_role("radio", name="en", exact=True).click()
    settle(page)
    expect(page.get_by_role("radio", name="7 d")).to_be_checked()


def test_a_doubting_reader_is_told_how_a_figure_is_computed(served, visit):
    page = visit(served("plain"), charts=True)
    page.get_by_role("button", name="How is this computed?").nth(1).click()
    expect(page.get_by_text("Gmail sends none")).to_be_visible()


def test_a_page_without_data_fills_by_itself_once_there_is_some(fresh, visit, databases, tmp_path):
    page = visit(fresh(tmp_path / "ses.db"))
    expect(page.get_by_text("No AWS account is connected yet.")).to_be_visible()
    shutil.copy(build("plain", databases), tmp_path / "ses.db")
    expect(page.get_by_role("heading", name="Bounce rate", exact=True)).to_be_visible(timeout=20_000)


def test_the_page_follows_the_collector_without_being_asked(fresh, visit, databases, tmp_path):
    path = tmp_path / "ses.db"
    shutil.copy(build("plain", databases), path)
    page = visit(fresh(path), charts=True)
    expect(page.get_by_text("Healthy", exact=True)).to_be_visible()
    store = open_store(f"sqlite:///{path}")
    body = snapshots.latest(store, SCOPE, "account")[""].body
    snapshots.keep(store, SCOPE, "account", "", {**body, "enforcement_status": "PROBATION"}, AT)
    runs.record(store, replace(runs.last(store, SCOPE)["account"], ended_at=AT))
    store.close()
    expect(page.get_by_text("Review by AWS", exact=True)).to_be_visible(timeout=20_000)
    expect(page.get_by_text("AWS has this account under review. You can still send.")).to_be_visible()


def test_a_collector_that_never_ran_here_is_not_said_to_have_run(served, visit):
    page = visit(served("nothing"))
    expect(page.get_by_text("Collector last ran")).to_have_count(0)


def test_the_cause_of_the_bounces_is_two_clicks_away(served, visit):
    page = visit(served("demo"), charts=True)
    expect(page.get_by_text("Bounces crossed the review line")).to_be_visible()
    page.get_by_role("link", name="Deliverability").click()
    settle(page, charts=True)
    expect(page.get_by_role("radio", name="Configuration set")).to_be_checked()
    names = page.get_by_text(re.compile("^(marketing-import|newsletter|transactional|internal)"))
    expect(names.first).to_have_text("marketing-import")
    expect(names.first.locator("xpath=ancestor::p")).to_contain_text("Most of the bounces")


def test_the_tab_tells_the_state_and_every_page_does_in_one_line(served, visit):
    for name in ("", "deliverability", "quota", "health"):
        page = visit(f"{served('demo')}/{name}")
        assert page.title().startswith("● Watch – ")
        expect(page.get_by_text("AWS: Healthy")).to_be_visible()


def test_a_plain_account_is_told_something_on_its_first_day(served, visit):
    page = visit(f"{served('plain')}/deliverability", charts=True)
    expect(page.get_by_text("This period").first).to_be_visible()
    expect(page.get_by_role("heading", name="The budget")).to_be_visible()
    expect(page.get_by_role("heading", name="Where it comes from")).to_be_visible()
