"""How far a long pass is: a bar in a terminal, a line now and then elsewhere.

What makes steps lives in the readings (`collector/aws`).
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import click

from collector.commands._console import Console
from collector.rounds import RegionProgress
from deliverability.model import N_, text

SHARE: Final = 1000
"""Units of the bar that each reading of each region gets."""
LINE_EVERY_SECONDS: Final = 10.0


@contextmanager
def shown(console: Console, jobs: int) -> Iterator[RegionProgress]:
    """A function to be told of steps, from any thread, while the block lasts."""
    if not sys.stderr.isatty():
        yield _Lines(console).told
        return
    label = console.rendered(text(N_("Collecting")))
    with click.progressbar(length=jobs * SHARE, label=label, file=sys.stderr) as bar:
        yield _Bar(bar).told


class _Bar:
    def __init__(self, bar: Any) -> None:
        self._bar, self._lock = bar, threading.Lock()
        self._reached: dict[tuple[str, str], int] = {}

    def told(self, region: str, reading: str, done: int, total: int) -> None:
        with self._lock:
            share = SHARE * done // max(total, 1)
            before = self._reached.get((region, reading), 0)
            if share > before:
                self._reached[region, reading] = share
                self._bar.update(share - before)


class _Lines:
    def __init__(self, console: Console) -> None:
        self._console, self._lock = console, threading.Lock()
        self._last = time.monotonic()

    def told(self, region: str, reading: str, done: int, total: int) -> None:
        with self._lock:
            if time.monotonic() - self._last < LINE_EVERY_SECONDS:
                return
            self._last = time.monotonic()
            sentence = N_("{region}: {job}, step {done:number} of {total:number}")
            self._console.note(text(sentence, region=region, job=reading, done=done, total=total))
