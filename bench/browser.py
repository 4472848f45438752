"""What a person waits for in a real Chromium: a reload, another page, another range, with three years of data.

How long the server itself takes is measured in `pages`; what twenty people at once wait for, in `crowd`.
"""

import statistics
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import Browser, Page, sync_playwright

from bench import years
from bench.dashboard import serving
from bench.measure import Measure, table
from tests.browser import stage

ROUNDS: Final = 7
RANGES: Final = ("7 d", "90 d", "24 h", "30 d")

READY: Final = """
const app = () => document.querySelector('[data-testid=stApp]')
const charts = () => [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
const rests = () => app()?.dataset.testScriptState === 'notRunning' && !document.querySelector('[data-stale=true]')
const drawn = () => rests() && charts().length > 0 && charts().every(one => one.querySelector('.main-svg'))
const until = async (act, done) => {
  const start = performance.now()
  act()
  while (!done()) await new Promise(requestAnimationFrame)
  return (performance.now() - start) / 1000
}
"""
SWITCH: Final = f"""async (name) => {{ {READY}
  const link = [...document.querySelectorAll('[data-testid=stSidebarNavLink]')].find(one => one.innerText.trim().endsWith(name))
  return until(() => link.click(), () => document.querySelector('h1')?.innerText === name && drawn())
}}"""
CHOOSE: Final = f"""async (name) => {{ {READY}
  const since = () => document.querySelector('.js-plotly-plot')?.layout.xaxis.range[0]
  const before = since()
  const button = [...document.querySelectorAll('[role=radio]')].find(one => one.innerText.trim() === name)
  return until(() => button.click(), () => since() !== before && drawn())
}}"""
DRAWN: Final = f"async () => {{ {READY} while (!drawn()) await new Promise(requestAnimationFrame); return performance.now() / 1000 }}"


def measure() -> list[Measure]:
    """The waiting of one viewer."""
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = years.build(Path(folder), 3)
        with serving(database) as (_, address):
            return _alone(stage.launch(playwright), address)


def _alone(browser: Browser, address: str) -> list[Measure]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    stage.settle(page, charts=True)
    reloads = [_reload(page) for _ in range(ROUNDS)]
    traffic = Traffic(page)
    switches, most = _switches(page, traffic)
    page.evaluate(SWITCH, "Deliverability")
    changes = [page.evaluate(CHOOSE, RANGES[i % len(RANGES)]) for i in range(ROUNDS + 1)]
    return [
        Measure("warm reload to the drawn charts, Chromium", statistics.median(reloads), 2.0, "lower", "s"),
        Measure("page switch to the drawn charts, Chromium", statistics.median(switches), 0.6, "lower", "s"),
        Measure("range change to the drawn chart, Chromium", statistics.median(changes[1:]), 0.4, "lower", "s"),
        Measure("bytes of a page switch, the most", most / 1000, 300, "lower", "kB"),
        Measure(
            "Streamlit's own code, fetched once by a browser at its first visits",
            traffic.code / 1000,
            None,
            "lower",
            "kB",
        ),
    ]


def _reload(page: Page) -> float:
    """Seconds from the start of the navigation."""
    page.reload(wait_until="commit")
    return float(page.evaluate(DRAWN))


def _switches(page: Page, traffic: "Traffic") -> tuple[list[float], int]:
    """Seconds of each switch, and the most bytes that one brought: the first visits too, whose figures are all new."""
    seconds, most = [], 0
    for name in ("Deliverability", "Sending quota", "Health", "Overview") * ROUNDS:
        before = traffic.received
        seconds.append(float(page.evaluate(SWITCH, name)))
        page.wait_for_timeout(300)
        most = max(most, traffic.received - before)
    # The first visit of each also builds what is kept from then on.
    return seconds[4:], most


class Traffic:
    """Counts the bytes a page receives, over HTTP and over its web socket; `code` apart, which a browser keeps."""

    def __init__(self, page: Page) -> None:
        self.received = self.code = 0
        self._scripts: set[str] = set()
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameReceived", self._frame)
        session.on("Network.responseReceived", self._begun)
        session.on("Network.loadingFinished", self._answer)

    def _frame(self, told: dict[str, Any]) -> None:
        self.received += len(told["response"]["payloadData"]) * 3 // 4

    def _begun(self, told: dict[str, Any]) -> None:
        if told["type"] in {"Script", "Stylesheet", "Font"}:
            self._scripts.add(told["requestId"])

    def _answer(self, told: dict[str, Any]) -> None:
        if told["requestId"] in self._scripts:
            self.code += int(told["encodedDataLength"])
        else:
            self.received += int(told["encodedDataLength"])


if __name__ == "__main__":
    print(table(measure()))
