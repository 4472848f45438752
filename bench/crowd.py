"""Twenty people who click every ten seconds while the collector brings something new every minute.

They speak to the server as a browser does, without one: twenty Chromiums would measure the machine they run on.
"""

import asyncio
import statistics
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlsplit

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Origin

from bench import years
from bench.dashboard import resident, serving
from bench.measure import Measure, table
from store import runs
from store.open import open_store
from store.runs import Run
from tests.pages import accounts

SESSIONS: Final = 20
PACE_SECONDS: Final = 10
LASTS_SECONDS: Final = 130
NEWS_SECONDS: Final = 60
RANGES: Final = ("24h", "7d", "30d", "90d", "1y", "all")


@dataclass(slots=True)
class Seen:
    """What the twenty met: seconds of each rerun, and how many ended in an error."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0


def measure() -> list[Measure]:
    """The median rerun of twenty, how many of them failed, and what the dashboard holds in memory by then."""
    with TemporaryDirectory() as folder:
        database = years.build(Path(folder), 3)
        with serving(database) as (process, address):
            seen = asyncio.run(_crowd(address, database))
            memory = resident(process.pid)
    median = statistics.median(seen.seconds) * 1000
    return [
        Measure(f"rerun with {SESSIONS} people clicking, median", median, 300, "lower", "ms"),
        Measure(f"reruns that failed, of {len(seen.seconds)}", seen.errors, 0, "lower"),
        Measure("memory of the dashboard with them", memory, 350, "lower", "MB"),
    ]


async def _crowd(address: str, database: Path) -> Seen:
    seen, until = Seen(), time.monotonic() + LASTS_SECONDS
    people = [_person(address, number, until, seen) for number in range(SESSIONS)]
    await asyncio.gather(*people, asyncio.to_thread(_news, database, until))
    return seen


def _news(database: Path, until: float) -> None:
    """A run of the collector every minute, so that everything kept is out of date."""
    while time.monotonic() < until - NEWS_SECONDS:
        time.sleep(NEWS_SECONDS)
        with closing(open_store(f"sqlite:///{database}")) as store:
            now, scope = int(time.time()), accounts.SCOPE
            runs.record(store, Run(0, "account", scope.account_id, scope.region, now, now, "ok", None, "", 1, 0.0))


async def _person(address: str, number: int, until: float, seen: Seen) -> None:
    """Come in turn, look at a page, choose another range every ten seconds; the live link asks in between."""
    await asyncio.sleep(PACE_SECONDS * number / SESSIONS)
    host = urlsplit(address).netloc
    async with websockets.connect(f"ws://{host}/_stcore/stream", max_size=None, origin=Origin(address)) as socket:
        fragment = await _rerun(socket, "", Seen())
        clicks = 0
        while time.monotonic() < until:
            clicks += 1
            await asyncio.sleep(PACE_SECONDS / 2)
            await _rerun(socket, "", Seen(), fragment)
            await asyncio.sleep(PACE_SECONDS / 2)
            fragment = await _rerun(socket, f"range={RANGES[(number + clicks) % len(RANGES)]}", seen) or fragment


async def _rerun(socket: websockets.ClientConnection, query: str, seen: Seen, fragment: str = "") -> str:
    """One run of the script, or of a fragment of it, to its end; the fragment that wants to be run by the clock."""
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.fragment_id = fragment
    asked.rerun_script.is_auto_rerun = bool(fragment)
    start, ticking = time.perf_counter(), ""
    await socket.send(asked.SerializeToString())
    while True:
        told = ForwardMsg()
        told.ParseFromString(await socket.recv(decode=False))
        kind = told.WhichOneof("type")
        if kind == "auto_rerun":
            ticking = told.auto_rerun.fragment_id
        if kind == "delta" and _is_trouble(told):
            seen.errors += 1
        if kind == "script_finished" and told.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            seen.seconds.append(time.perf_counter() - start)
            return ticking


def _is_trouble(told: ForwardMsg) -> bool:
    """Whether an element is a traceback, or the card a page draws in place of one."""
    element = told.delta.new_element
    return element.WhichOneof("type") == "exception" or ":material/error:" in element.markdown.body


if __name__ == "__main__":
    print(table(measure()))
