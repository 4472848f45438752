"""The dead man's switch: an address is asked after each round in which everything went well, and stays unasked else.

Whoever watches that address (Healthchecks and the like) tells people when the asking stops, this machine included.
"""

import logging
import threading
import urllib.request
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Final, Protocol

from collector.jobs import DENIED, OK, PARTIAL
from deliverability.metrics import DAY
from deliverability.model import Scope
from store import outbox, runs
from store.engines.engine import Engine

logger = logging.getLogger(__name__)

PATIENCE_SECONDS: Final = 10
FORGOTTEN_AFTER: Final = 2 * DAY
"""A job that has not run for so long is one that this version no longer has."""


class Serves(Protocol):
    """A channel, as far as its health goes."""

    @property
    def name(self) -> str: ...

    @property
    def well(self) -> bool: ...


@dataclass(slots=True)
class Heartbeat:
    """Asks `address` once for each round of all `jobs` in all `scopes` later than `since`.

    The address is a secret and never logged.
    """

    address: str = field(repr=False)
    scopes: Sequence[Scope]
    jobs: Collection[str]
    since: int
    turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def beat(self, store: Engine, channels: Sequence[Serves]) -> bool:
        """Ask, if there is a new round since the last time, all of it went well and every letter is delivered.

        Always False: one beat is enough for a while, also after one that was not answered.
        """
        with self.turn:
            judged = well_since(store, self.scopes, self.jobs)
            if judged is not None and judged > self.since and _delivered(store, channels) and ask(self.address):
                self.since = judged
        return False


def well_since(store: Engine, scopes: Sequence[Scope], jobs: Collection[str]) -> int | None:
    """When the least recent scope was last judged, if the last run of every job everywhere went well; else None.

    `jobs` are those that must have run. What is denied and never worked was never allowed (an optional permission), and
    stops nothing while other readings work.
    """
    judged: list[int] = []
    for scope in scopes:
        last = runs.last(store, scope)
        if not {runs.JUDGING, *jobs} <= last.keys():
            return None
        at, worked = last[runs.JUDGING].ended_at, runs.last_ok(store, scope).keys() - {runs.JUDGING}
        bad = [run for run in last.values() if run.outcome not in {OK, PARTIAL} and run.ended_at > at - FORGOTTEN_AFTER]
        if any(run.outcome != DENIED or run.job in worked or not worked for run in bad):
            return None
        judged.append(at)
    return min(judged, default=None)


def _delivered(store: Engine, channels: Sequence[Serves]) -> bool:
    counts = outbox.counts(store)
    waiting = any(counts[channel.name].waiting for channel in channels if channel.name in counts)
    return not waiting and all(channel.well for channel in channels)


def ask(address: str) -> bool:
    """Whether the address answered well."""
    try:
        # Its scheme was checked by the settings.
        with urllib.request.urlopen(address, timeout=PATIENCE_SECONDS) as answer:  # noqa: S310 - as said above
            answer.read(1)
    except (OSError, ValueError, OverflowError, HTTPException) as error:
        logger.warning("heartbeat.unanswered", extra={"kind": type(error).__name__})
        return False
    return True
