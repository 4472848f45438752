"""What a visitor does on the page of costs: reads the sum, asks how it comes about, goes to another month, takes the file."""

import csv
import re
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.stage import settle


def test_from_the_overview_to_the_costs_and_down_to_the_formula(served, visit):
    page = visit(served("demo"), charts=True)
    page.locator("main").get_by_role("link", name="Costs").click()
    settle(page, charts=True)
    expect(page.get_by_role("heading", name="Costs", level=1)).to_be_visible()
    expect(page.get_by_text(re.compile(r"SES cost \$[\d.]+ so far this month"))).to_be_visible()
    page.get_by_role("button", name="How is this computed?").nth(1).click()
    expect(page.get_by_text(re.compile(r"thousand recipients × \$0\.16 = \$[\d.]+"))).to_be_visible()


def test_a_month_is_remembered_in_the_address_and_a_reload_keeps_it(served, visit):
    page = visit(f"{served('demo')}/costs?month=2026-10", charts=True)
    expect(page.get_by_text(re.compile(r"In October 2026 SES cost"))).to_be_visible()
    page.reload()
    settle(page)
    expect(page.get_by_text(re.compile(r"In October 2026 SES cost"))).to_be_visible()


def test_the_file_sums_to_what_the_page_says(served, visit):
    page = visit(f"{served('demo')}/costs", charts=True)
    said = page.get_by_text(re.compile(r"SES cost \$[\d.]+ so far")).inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of this month").click()
    with Path(download.value.path()).open(encoding="utf-8-sig") as file:
        total = sum(Decimal(row["usd"]) for row in csv.DictReader(file))
    assert f"${total:.2f}" in said


def test_the_bars_have_the_themes_colour(served, visit):
    page = visit(f"{served('demo')}/costs", charts=True)
    chart = page.get_by_role("figure", name="Cost of each day, and of the month so far")
    fills = chart.locator(".barlayer .point path").evaluate_all("all => all.map(one => one.style.fill)")
    assert "rgb(29, 78, 216)" in fills
