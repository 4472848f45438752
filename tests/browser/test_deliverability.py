"""What a visitor does with the Deliverability page: look closer, share a link, leave it open while mail goes on."""

import re
import shutil
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from deliverability.bins import Bin
from deliverability.metrics import HOUR, QUARTER
from store import runs, statistics
from store.open import open_store
from tests.browser.stage import settle
from tests.pages.accounts import AT, SCOPE, build

CHART = "Bounce rate over time"


def shown_range(page, name=CHART):
    """The time axis as the browser has drawn it, to the second."""
    chart = page.get_by_role("figure", name=name).locator(".js-plotly-plot")
    return [end[:19] for end in chart.evaluate("one => one._fullLayout.xaxis.range")]


def drag(page, name=CHART, since=0.4, until=0.6):
    """Drag over a part of the chart."""
    place = page.get_by_role("figure", name=name).locator(".nsewdrag").first
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * since, y)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * until, y + 5, steps=8)
    page.mouse.up()
    expect(page).to_have_url(re.compile("zoom="))
    settle(page, charts=True)


def mail_goes_on(path):
    """One more poll of the collector, which tells another hour of mail than before."""
    store = open_store(f"sqlite:///{path}")
    more = [Bin(at, 5000, 250, 1, 0) for at in range(AT - AT % QUARTER - HOUR, AT - QUARTER, QUARTER)]
    statistics.keep(store, SCOPE, more, AT)
    runs.record(store, replace(runs.last(store, SCOPE)["statistics"], ended_at=AT))
    store.close()


@pytest.fixture
def open_page(fresh, visit, databases, tmp_path):
    """A page over a copy of the demo, and the path of that copy."""

    def opened(address):
        path = tmp_path / "ses.db"
        shutil.copy(build("demo", databases), path)
        return visit(fresh(path) + address, charts=True), path

    return opened


def test_a_copied_link_shows_the_same_view(served, visit):
    page = visit(f"{served('demo')}/deliverability", charts=True)
    page.get_by_role("radio", name="Complaints").click()
    settle(page, charts=True)
    page.get_by_role("radio", name="7 d", exact=True).click()
    settle(page, charts=True)
    page.get_by_text("Compare with the period before").click()
    settle(page, charts=True)
    name = "Complaint rate over time"
    drag(page, name)
    other = visit(page.url, charts=True)
    expect(other.get_by_role("heading", name="Complaint rate", exact=True)).to_be_visible()
    expect(other.get_by_role("radio", name="7 d", exact=True)).to_be_checked()
    expect(other.get_by_text("Ours, the period before")).to_have_count(0)
    assert shown_range(other, name) == shown_range(page, name)


def test_dates_of_a_link_are_the_same_moments_to_anybody(served, visit):
    address = "/deliverability?range=dates&from=2026-11-14T15:00Z&to=2026-11-20T15:00Z"
    page = visit(f"{served('demo')}{address}", charts=True)
    assert shown_range(page) == ["2026-11-15 00:00", "2026-11-21 00:00"]
    expect(page.get_by_test_id("stDateInput").locator("input").first).to_have_value(re.compile("2026-11-15"))


@pytest.mark.parametrize(("address", "name"), [("/deliverability?range=7d", CHART), ("/?range=7d", CHART)])
def test_new_data_does_not_lose_the_zoom(open_page, address, name):
    """Streamlit mounts a changed chart anew; plotly alone would show the whole range again."""
    page, path = open_page(address)
    whole = shown_range(page, name)
    drag(page, name)
    zoomed = shown_range(page, name)
    assert whole[0] < zoomed[0] < zoomed[1] < whole[1]
    chart = page.get_by_role("figure", name=name).locator(".js-plotly-plot")
    before = chart.evaluate("one => JSON.stringify(one.data)")
    mail_goes_on(path)
    page.wait_for_function(
        "([name, before]) => { const one = document.querySelector(`[aria-label='${name}'] .js-plotly-plot`);"
        " return one && one.data && JSON.stringify(one.data) !== before }",
        arg=[name, before],
        timeout=30_000,
    )
    settle(page, charts=True)
    assert shown_range(page, name) == zoomed


def test_a_zoom_goes_deeper_and_back(served, visit):
    page = visit(f"{served('demo')}/deliverability?range=7d", charts=True)
    whole = shown_range(page)
    drag(page)
    first = shown_range(page)
    drag(page, since=0.45, until=0.55)
    deeper = shown_range(page)
    assert first[0] < deeper[0] < deeper[1] < first[1]
    page.get_by_role("button", name="Show the whole range").click()
    settle(page, charts=True)
    assert shown_range(page) == whole


def test_gaps_are_hatched_in_the_themes_colour(served, visit):
    page = visit(f"{served('demo')}/deliverability", scheme="dark", charts=True)
    fills = page.locator(".barlayer .point path").evaluate_all("all => all.map(one => getComputedStyle(one).fill)")
    assert fills
    assert all(fill.startswith("url(") for fill in fills)
    drawn = page.locator("pattern path, pattern circle").evaluate_all(
        "all => all.flatMap(one => [getComputedStyle(one).stroke, getComputedStyle(one).fill])"
    )
    assert set(drawn) - {"none", "rgb(0, 0, 0)"} == {"rgb(100, 116, 139)"}


def test_the_file_is_made_when_it_is_asked_for(served, visit):
    page = visit(f"{served('demo')}/deliverability?range=7d", charts=True)
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of this chart").click()
    assert download.value.suggested_filename.endswith("-bounce-20261117-20261124.csv")
    assert download.value.path().read_text("utf-8-sig").startswith("time,window_seconds,numerator,denominator")


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("query", ["measure=bounce", "measure=reject&range=dates&from=2026-11-14&to=2026-11-20"])
def test_a_phone_needs_no_sideways_scroll_and_a_finger_scrolls_the_page(served, visit, language, query):
    page = visit(f"{served('demo')}/deliverability?{query}&lang={language}", width=390, charts=True, touch=True)
    main = page.get_by_test_id("stMain")
    assert main.evaluate("one => one.scrollWidth <= one.clientWidth")
    assert page.locator(".js-plotly-plot").first.evaluate("one => one._fullLayout.xaxis.fixedrange") is True
    assert page.locator(".js-plotly-plot").first.evaluate("one => one._fullLayout.dragmode") is False
