"""Threads beside the scheduler: one a channel, so that one that hangs delays nobody, and one for what people ask for.

What a courier does in a round lives in `courier.py`, what is asked for in `desk.py`. All are daemons: a process that is
told to end leaves a message on its way to the lease.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from collector.notify.channels import Line
from collector.notify.courier import Courier, Manner, close
from collector.notify.desk import Desk
from collector.notify.heartbeat import Heartbeat
from collector.notify.revival import adopt
from store import outbox
from store.engines.engine import Engine
from store.errors import StoreError

logger = logging.getLogger(__name__)

PAUSE_SECONDS: Final = 1.0
"""Between two looks into the outbox, each of which reads one small index."""
BEAT_SECONDS: Final = 15.0
FAREWELL_SECONDS: Final = 5.0
"""How long the end waits for messages that are on their way."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """The couriers at work."""

    store: Engine
    couriers: Sequence[Courier]
    heartbeat: Heartbeat | None = None

    @property
    def left(self) -> int:
        """Letters that these channels still have to take."""
        waiting = outbox.counts(self.store)
        return sum(waiting[c.name].waiting for c in self.couriers if c.name in waiting)

    def drain(self, seconds: float) -> int:
        """Wait until nothing is left, at most so long, and return how many letters are. The heart beats if all is well."""
        end = time.monotonic() + seconds
        while (left := self.left) and time.monotonic() < end:
            time.sleep(0.1)
        if self.heartbeat is not None:
            self.heartbeat.beat(self.store, self.couriers)
        return left


@contextmanager
def delivering(
    store: Engine, lines: Sequence[Line], manner: Manner, heartbeat: Heartbeat | None = None, *, beats: bool = True
) -> Iterator[Delivery]:
    """Letters are delivered and tests answered while the block lasts.

    Unless the heart `beats` by itself, it does so only after draining: a single pass is well when it is over.
    """
    names = [line.channel.name for line in lines]
    close(store, names, _now())
    adopt(store, [line.channel for line in lines], _now())
    couriers = [Courier(store, line, [n for n in names if n != line.channel.name], manner, _now) for line in lines]
    works: list[tuple[str, Callable[[], bool], float]] = [(c.name, c.round, PAUSE_SECONDS) for c in couriers]
    works.append(("desk", Desk(store, couriers, _now).round, PAUSE_SECONDS))
    if heartbeat is not None and beats:
        works.append(("heartbeat", lambda: heartbeat.beat(store, couriers), BEAT_SECONDS))
    stop = threading.Event()
    threads = [
        threading.Thread(target=_again, args=(*work, stop), name=f"notify-{work[0]}", daemon=True) for work in works
    ]
    for thread in threads:
        thread.start()
    try:
        yield Delivery(store, couriers, heartbeat)
    finally:
        stop.set()
        end = time.monotonic() + FAREWELL_SECONDS
        for thread in threads:
            thread.join(max(0.0, end - time.monotonic()))


def _again(name: str, work: Callable[[], bool], pause: float, stop: threading.Event) -> None:
    """The same work over and over; with a pause when there was none, or it failed."""
    while not stop.is_set():
        try:
            busy = work()
        except StoreError as error:
            logger.warning("notify.store", extra={"worker": name, "error": error.message})
            busy = False
        except Exception as error:  # noqa: BLE001 - alerts must go on whatever one round met
            logger.error("notify.fault", extra={"worker": name, "kind": type(error).__name__})  # noqa: TRY400 - its values may be secrets
            busy = False
        if not busy:
            stop.wait(pause)


def _now() -> int:
    return int(datetime.now(UTC).timestamp())
