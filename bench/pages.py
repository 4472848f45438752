"""How long the server runs the script of a page when nothing has to be read anew, after three years and after five.

What a browser makes of it is measured in `browser`.
"""

import os
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from streamlit.testing.v1 import AppTest

from bench import years
from bench.measure import Measure, table
from tests.pages import accounts
from ui import context

FRAME: Final = Path(__file__).parent.parent / "ui" / "app" / "frame.py"
PAGES: Final = {
    "overview": 60,
    "deliverability": 100,
    "quota": 100,
    "costs": 80,
    "checklist": 150,
    "troubleshooting": 100,
    "health": 100,
}
"""Milliseconds that each page's script may take, by its file."""

RUNS: Final = 15


def measure() -> list[Measure]:
    """Each page's script, warm, median, with three years of data; then how that grows to five."""
    context.now = lambda: accounts.NOW
    with TemporaryDirectory() as first, TemporaryDirectory() as second:
        three, five = dict(_pages(Path(first), 3)), dict(_pages(Path(second), 5))
    return [
        *(
            Measure(f"script of the page {name}, 3 years, warm", three[name], PAGES[name], "lower", "ms")
            for name in PAGES
        ),
        Measure(
            "the slowest growth of a page from 3 to 5 years", max(five[n] / three[n] for n in PAGES), 1.3, "lower", "x"
        ),
    ]


def _pages(folder: Path, of_years: int) -> Iterator[tuple[str, float]]:
    os.environ["DATABASE_URL"] = f"sqlite:///{years.build(folder, of_years)}"
    context.settings.cache_clear()
    page = AppTest.from_file(str(FRAME), default_timeout=120)
    page.context = {"locale": "en-GB", "timezone": "Asia/Seoul"}
    page.run()
    for name in PAGES:
        page.switch_page(f"../../pages/{name}.py").run()
        yield name, statistics.median(_milliseconds(page) for _ in range(RUNS))


def _milliseconds(page: AppTest) -> float:
    start = time.perf_counter()
    page.run()
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    print(table(measure()))
