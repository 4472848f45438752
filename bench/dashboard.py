"""What the dashboard holds in memory while twenty people look at it, each in a browser of their own.

The figures of the collector and of the store live beside.
"""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import sync_playwright

from bench.measure import Measure, table
from tests.browser import stage
from tests.pages import accounts

ROOT: Final = Path(__file__).parent.parent
SESSIONS: Final = 20
START_SECONDS: Final = 60


def measure() -> list[Measure]:
    """Resident memory with the demo's database: with nobody looking, and with all sessions open."""
    with TemporaryDirectory() as folder:
        database = accounts.build("demo", Path(folder))
        with serving(database) as (process, address), sync_playwright() as playwright:
            idle = resident(process.pid)
            browser = stage.launch(playwright)
            for _ in range(SESSIONS):
                page = browser.new_context().new_page()
                page.goto(address)
                stage.settle(page, charts=True)
            watched = resident(process.pid)
    return [
        Measure("memory of the dashboard, nobody looking", idle, None, "lower", "MB"),
        Measure(f"memory of the dashboard, {SESSIONS} sessions", watched, 300, "lower", "MB"),
    ]


@contextmanager
def serving(database: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A dashboard of its own over a database: its process and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}", "DELIVERABILITY_DEMO": "1"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/_stcore/health")
            yield process, address
        finally:
            process.terminate()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()  # noqa: S310 - our own loopback
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
        else:
            return


def resident(pid: int) -> float:
    """Megabytes of a process that lie in memory, as /proc tells them in kilobytes."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS:"))) / 1024


if __name__ == "__main__":
    print(table(measure()))
