"""How the pages look to everybody: both themes, a phone, assistive technology, Korean type."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
STREAMLITS_OWN = {"svg-img-alt"}
"""The sparkline of st.metric draws an svg without a name; ours have one."""


@pytest.mark.parametrize(
    ("account", "scheme"), [("demo", "light"), ("demo", "dark"), ("partly-denied", "light"), ("nothing", "dark")]
)
def test_no_rule_of_accessibility_is_broken_but_streamlits_own(served, visit, account, scheme):
    page = visit(served(account), scheme=scheme, charts=account != "nothing")
    found = {
        v["id"]: [n["html"][:200] for n in v["nodes"]] for v in Axe().run(page, options=WCAG).response["violations"]
    }
    assert {name: nodes for name, nodes in found.items() if name not in STREAMLITS_OWN} == {}


def test_the_dark_page_is_dark_and_so_are_its_charts(served, visit):
    page = visit(served("demo"), scheme="dark", charts=True)
    chart = page.get_by_role("figure", name="Bounce rate over time")
    strokes = chart.locator(".scatterlayer .js-line").evaluate_all("all => all.map(one => one.style.stroke)")
    assert set(strokes) == {"rgb(122, 162, 255)", "rgb(148, 163, 184)"}
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor") == (
        "rgb(14, 17, 23)"
    )


@pytest.mark.parametrize(
    ("account", "language"),
    [
        ("demo", "en"),
        ("demo", "ko"),
        ("plain", "ko"),
        ("partly-denied", "en"),
        ("unreachable", "en"),
        ("nothing", "ko"),
    ],
)
def test_a_phone_needs_no_sideways_scroll(served, visit, account, language):
    with_charts = account in ("demo", "plain", "partly-denied")
    page = visit(f"{served(account)}/?lang={language}", width=390, charts=with_charts, touch=True)
    widths = page.evaluate(
        "() => { const main = document.querySelector('[data-testid=stMain]');"
        " return [document.documentElement.scrollWidth, innerWidth, main.scrollWidth, main.clientWidth] }"
    )
    assert widths[0] <= widths[1]
    assert widths[2] <= widths[3]


def test_korean_is_set_in_the_font_we_ship_also_in_charts(served, visit):
    page = visit(f"{served('demo')}/?lang=ko", locale="ko-KR", charts=True)
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert any("Noto Sans KR Subset" in family for family in loaded)
    family = (
        page.get_by_role("figure", name="시간에 따른 반송률")
        .locator("text")
        .first.evaluate("one => getComputedStyle(one).fontFamily")
    )
    assert "Noto Sans KR Subset" in family


def test_a_page_in_english_does_not_load_the_korean_font(served, visit):
    page = visit(served("demo"), charts=True)
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
    assert not any("Noto Sans KR" in family for family in loaded)


def test_a_status_is_told_by_icon_and_word_not_by_colour_alone(served, visit):
    badges = visit(served("demo")).locator("[data-testid=stMarkdownBadge], .stMarkdownBadge")
    expect(badges.first).to_be_visible()
    assert all(text.strip() for text in badges.all_inner_texts())
