"""Pictures of every page: `python -m tests.browser.screenshots FOLDER [ACCOUNT…]`; `docs` makes the README's only.

Each page in both languages, both themes, on a desktop and on a phone, for the demo, for an account that has nothing
yet and for one that is denied what it asks for; every other account once. They are for the eye; what must hold is in
the tests beside this file.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.browser import stage
from tests.pages import accounts

ROOT: Final = Path(__file__).resolve().parents[2]
README: Final = ROOT / "docs" / "overview.png"
PAGES: Final = ("", "deliverability", "quota", "alerts", "review", "costs", "checklist", "troubleshooting", "health")
IN_FULL: Final = ("demo", "collecting", "partly-denied")
"""The account with figures, the empty one and the failing one; the others are shown in English, on a desktop."""


class Picture(NamedTuple):
    """A page as somebody sees it, and the file it goes to."""

    file: Path
    page: str
    language: str
    scheme: str
    width: int


def main(folder: str, chosen: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = stage.launch(playwright)
        if folder == "docs":
            _shoot(browser, "demo", Path(scratch), [Picture(README, "", "en", "light", 1440)])
            return 0
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        for account in chosen or accounts.ACCOUNTS:
            _shoot(browser, account, Path(scratch), _wanted(account, target))
    return 0


def _wanted(account: str, target: Path) -> Iterator[Picture]:
    full = account in IN_FULL
    views = product(("en", "ko"), ("light", "dark"), (1280, 390)) if full else [("en", "light", 1280)]
    for page, (language, scheme, width) in product(PAGES, views):
        name = f"{account}-{page or 'overview'}-{language}-{scheme}-{width}.png"
        yield Picture(target / name, page, language, scheme, width)


def _shoot(browser: Browser, account: str, scratch: Path, pictures: Iterator[Picture] | Sequence[Picture]) -> None:
    environment = {"DELIVERABILITY_DEMO": "1"} if account == "demo" else {}
    database = accounts.build(account, scratch)
    with stage.dashboard(database, scratch / "dashboard.log", **environment) as address:
        for picture in pictures:
            context = browser.new_context(
                viewport={"width": picture.width, "height": 900},
                color_scheme="dark" if picture.scheme == "dark" else "light",
                timezone_id="Asia/Seoul",
                is_mobile=picture.width < 500,
                user_agent="Mozilla/5.0 (Linux; Android 16) Mobile" if picture.width < 500 else None,
            )
            page = context.new_page()
            page.goto(f"{address}/{picture.page}?lang={picture.language}")
            stage.settle(page)
            page.wait_for_timeout(1500)
            height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            page.set_viewport_size({"width": picture.width, "height": height})
            page.wait_for_timeout(1000)
            page.screenshot(path=picture.file)
            context.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "docs", sys.argv[2:]))
