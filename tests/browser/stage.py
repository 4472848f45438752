"""A started dashboard and a real Chromium before it: what the journeys and the screenshots have in common."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, Route

from tests.pages import accounts

SERVE = Path(__file__).with_name("serve.py")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
LOOPBACK = re.compile(r"^(https?|wss?)://(127\.0\.0\.1|localhost)[:/]|^(data|blob|about):")
AFTER_SECONDS = 30
"""The visitor comes so long after the collection: on a busy machine its runs take seconds, and end after its moment."""

DEBOUNCE_MS = 210
"""Streamlit sends a widget's change this late; what is looked at earlier is the page before it."""


def chromium() -> str | None:
    """The browser to drive: CHROMIUM, else one on the PATH."""
    names = (os.environ.get("CHROMIUM") or "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if (path := shutil.which(name))), None)


def launch(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))


@contextmanager
def dashboard(
    database: Path, log: Path, *, present: int | None = accounts.AT + AFTER_SECONDS, **environment: str
) -> Iterator[str]:
    """The address of a dashboard of its own process over a database, its clock standing just after the accounts' NOW.

    With `present` None its clock is the machine's.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(SERVE), str(port), str(present or "")]
    variables = os.environ | {"DATABASE_URL": f"sqlite:///{database}"} | environment
    with log.open("w") as out:
        process = subprocess.Popen(command, env=variables, stdout=out, stderr=subprocess.STDOUT)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/_stcore/health", process, log)
        yield address
    finally:
        process.terminate()
        process.wait(10)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert process.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(log.read_text())


class Trouble(list[str]):
    """What went wrong on a page without anybody looking: script errors, and requests off this machine (cut)."""

    def watch(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.append(f"page error: {error}"))
        page.on("console", lambda message: self._console(message.type, message.text))
        page.route(lambda url: not LOOPBACK.match(url), self._cut)

    def _console(self, kind: str, text: str) -> None:
        if kind == "error" and ("Content Security Policy" in text or "Content-Security-Policy" in text):
            self.append(text)

    def _cut(self, route: Route) -> None:
        self.append(f"request off this machine: {route.request.url}")
        route.abort()


def settle(page: Page, *, charts: bool = False) -> None:
    """Wait until Streamlit has drawn everything of the last run. A "not there" is only true after it."""
    page.wait_for_selector(
        "[data-testid=stApp][data-test-connection-state=CONNECTED]", state="attached", timeout=30_000
    )
    page.wait_for_timeout(DEBOUNCE_MS)
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]", state="attached", timeout=30_000)
    page.wait_for_selector("[data-testid=stSkeleton]", state="detached", timeout=30_000)
    page.wait_for_selector("[data-stale=true]", state="detached", timeout=30_000)
    if charts:
        page.wait_for_function(
            "() => { const all = document.querySelectorAll('[data-testid=stPlotlyChart]');"
            " return all.length && [...all].every(one => one.querySelector('.main-svg')) }",
            timeout=30_000,
        )
