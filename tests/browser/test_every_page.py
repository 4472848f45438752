"""What holds for every page: assistive technology, both themes, a phone, Korean throughout, nothing but this machine."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
STREAMLITS_OWN = {
    "list": "[data-testid=stSidebarNav]",
    "listitem": "[data-testid=stSidebarNav]",
    "svg-img-alt": "[data-testid=stMetric]",
}
"""Rules that Streamlit's own markup breaks, and where: the navigation's list in sections, the sparkline of st.metric."""

PAGES = sorted("" if file.stem == "overview" else file.stem for file in Path("pages").glob("*.py"))
ENGLISH = re.compile(r"[a-z']{3,}")
"""A word of a sentence; names have a dot, a hyphen, an underscore, a digit or a capital in them, but for PROPER."""

PROPER = {"newsletter", "transactional", "internal", "metrics", "account", "identities", "rates", "changes", "runs",
          "statistics", "alerts", "incident", "streamlit", "plotly", "pandas", "apprise", "apscheduler", "botocore", "vdm",
          "content", "cost", "env", "checklist", "dnspython", "alarms",
          "configuration", "sets", "explorer", "dedicated", "ips", "iam", "free", "tier", "more", "dns"}  # fmt: skip
"""Names of configuration sets, of readings and exports as they are typed, of programs and of a file."""

COMMAND = re.compile(r"python -m collector \w+|make \w+|^\S+: account_id, .*")
"""What is typed, and the columns of an export."""

ALONE = re.compile(r"[A-Z][a-z]{2,}")
PROPER_ALONE = {"Essentials", "Pro", "Enterprise", "Python"}


def broken_rules(page):
    """The rules that elements of ours break, with those elements."""
    found = {rule["id"]: rule["nodes"] for rule in Axe().run(page, options=WCAG).response["violations"]}
    ours = {name: [n["html"][:200] for n in nodes if not is_streamlits(page, name, n)] for name, nodes in found.items()}
    return {name: nodes for name, nodes in ours.items() if nodes}


def is_streamlits(page, rule, node):
    if rule not in STREAMLITS_OWN:
        return False
    return page.evaluate(
        "([own, part]) => !!document.querySelector(own)?.closest(part)", [node["target"][0], STREAMLITS_OWN[rule]]
    )


@pytest.mark.parametrize(
    ("account", "scheme"), [("demo", "light"), ("demo", "dark"), ("partly-denied", "light"), ("nothing", "dark")]
)
@pytest.mark.parametrize("name", PAGES)
def test_no_rule_of_accessibility_is_broken_but_streamlits_own(served, visit, name, account, scheme):
    page = visit(f"{served(account)}/{name}", scheme=scheme)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert broken_rules(page) == {}


@pytest.mark.parametrize(
    ("account", "language"),
    [("demo", "en"), ("demo", "ko"), ("plain", "ko"), ("partly-denied", "en"), ("nothing", "ko")],
)
@pytest.mark.parametrize("name", PAGES)
def test_a_phone_needs_no_sideways_scroll(served, visit, name, language, account):
    page = visit(f"{served(account)}/{name}?lang={language}", width=390, touch=True)
    widths = page.evaluate(
        "() => { const main = document.querySelector('[data-testid=stMain]');"
        " return [document.documentElement.scrollWidth, innerWidth, main.scrollWidth, main.clientWidth] }"
    )
    assert widths[0] <= widths[1]
    assert widths[2] <= widths[3]


@pytest.mark.parametrize("account", ["demo", "partly-denied", "nothing"])
@pytest.mark.parametrize("name", PAGES)
def test_a_korean_reader_meets_no_english_but_names(served, visit, name, account):
    page = visit(f"{served(account)}/{name}", locale="ko-KR")
    expect(page.get_by_role("radio", name="ko")).to_be_checked()
    for button in page.locator("main [data-testid=stPopoverButton]:visible").all():
        button.click()
        page.wait_for_timeout(150)
        assert english_in(page.locator("body")) == []
        page.keyboard.press("Escape")
    assert english_in(page.locator("body")) == []


def english_in(part):
    """English words among what is shown; code and icons left out."""
    shown = part.evaluate(
        "one => { const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT); const found = [];"
        " while (walk.nextNode()) { const node = walk.currentNode, own = node.parentElement;"
        " if (own.closest('code, pre, script, style, noscript, [role=img], [data-testid=stIconMaterial]')) continue;"
        " if (own.checkVisibility() && node.textContent.trim()) found.push(node.textContent.trim()) } return found }"
    )
    return [text for text in shown if text != "Skip to main content" and is_english(text)]


def is_english(text):
    words = [word.strip(".,:;()[]·≥→'\"") for word in COMMAND.sub("", text).split()]
    said = {word for word in words if ENGLISH.fullmatch(word)} - PROPER
    return bool(said) or (bool(ALONE.fullmatch(text)) and text not in PROPER_ALONE)
