"""Pictures of every state: `python -m tests.browser.screenshots FOLDER`; with `docs` the README's picture only.

They are for the eye; what must hold is in the tests beside this file.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import stage
from tests.pages import accounts

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "docs" / "overview.png"
STARRED = ("demo", "plain")
"""Shown in both languages, both themes and on a phone; the other accounts once."""


def main(folder: str) -> int:
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = stage.launch(playwright)
        if folder == "docs":
            _shoot(browser, "demo", Path(scratch), [(README, 1440, "light", "en")])
            return 0
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        for account in accounts.ACCOUNTS:
            _shoot(browser, account, Path(scratch), list(_wanted(account, target)))
    return 0


def _wanted(account: str, target: Path) -> list[tuple[Path, int, str, str]]:
    if account not in STARRED:
        return [(target / f"{account}.png", 1280, "light", "en"), (target / f"{account}-ko.png", 390, "dark", "ko")]
    sizes = [(1440, "light"), (1440, "dark"), (390, "light")]
    return [
        (target / f"{account}-{language}-{width}-{scheme}.png", width, scheme, language)
        for width, scheme in sizes
        for language in ("en", "ko")
    ]


def _shoot(browser: Browser, account: str, scratch: Path, pictures: list[tuple[Path, int, str, str]]) -> None:
    environment = {"DELIVERABILITY_DEMO": "1"} if account == "demo" else {}
    database = accounts.build(account, scratch)
    with stage.dashboard(database, scratch / "dashboard.log", **environment) as address:
        for path, width, scheme, language in pictures:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, timezone_id="Asia/Seoul"
            )
            page = context.new_page()
            page.goto(f"{address}/?lang={language}")
            stage.settle(page)
            page.wait_for_timeout(3000)
            height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            page.set_viewport_size({"width": width, "height": height})
            page.wait_for_timeout(1000)
            page.screenshot(path=path)
            context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "docs"))
