"""How the Overview looks: its colours in both themes, its type, its marks. What holds for every page is beside."""

from playwright.sync_api import expect


def test_the_dark_page_is_dark_and_so_are_its_charts(served, visit):
    page = visit(served("demo"), scheme="dark", charts=True)
    chart = page.get_by_role("figure", name="Bounce rate over time")
    strokes = chart.locator(".scatterlayer .js-line").evaluate_all("all => all.map(one => one.style.stroke)")
    assert set(strokes) == {"rgb(122, 162, 255)", "rgb(148, 163, 184)"}
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor") == (
        "rgb(14, 17, 23)"
    )


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
