"""When a job is due, and the clock that calls for it until someone ends the process.

What a job does lives in `jobs.py`. APScheduler only ticks: the memory of what ran when is the store's.
"""

import logging
import signal
import threading
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import FrameType
from typing import Final

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.interval import IntervalTrigger

from collector import rechecks, trials
from collector.aws.clients import Aws
from collector.aws.reading import Reading
from collector.rounds import URGENT, Watch, heartbeat, one
from collector.upkeep import upkeep
from report.freshness import wait_seconds
from store import runs
from store.errors import StoreError
from store.runs import Run

logger = logging.getLogger(__name__)

TICK_SECONDS: Final = 60
JITTER_SECONDS: Final = 10
"""Regions, and collectors of other people, do not all ask in the same second."""


def due(readings: Sequence[Reading], last: Mapping[str, Run], now: int) -> Reading | None:
    """The first reading, in their order, whose time has come: never run, overdue, or run in what is now the future."""
    for reading in readings:
        run = last.get(reading.name)
        if run is None or not 0 <= now - run.started_at < _wait(reading, run):
            return reading
    return None


def _wait(reading: Reading, run: Run) -> float:
    """Seconds after the last start; half a tick less, since a tick late is a whole tick lost."""
    return wait_seconds(reading.interval_seconds, run.outcome) - TICK_SECONDS / 2


def run(watch: Watch) -> None:
    """Collect until SIGTERM or SIGINT; the jobs that are running then are finished first."""
    turns = {aws.region: threading.Lock() for aws in watch.regions}
    scheduler = BlockingScheduler(
        executors={"default": ThreadPoolExecutor(len(watch.regions))},
        # A tick that comes late is still wanted, once; a region still busy needs no second one.
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        timezone=UTC,
    )
    for aws in watch.regions:
        trigger = IntervalTrigger(seconds=TICK_SECONDS, jitter=JITTER_SECONDS, timezone=UTC)
        args = (watch, aws, turns[aws.region])
        scheduler.add_job(_tick, trigger, args, id=aws.region, next_run_time=datetime.now(UTC))
    _stop_on_signal(watch, scheduler)
    desks = [
        threading.Thread(target=rechecks.serve, args=(watch, lambda aws: turns[aws.region]), name="rechecks"),
        threading.Thread(target=trials.serve, args=(watch,), name="trials"),
    ]
    for desk in desks:
        desk.start()
    try:
        scheduler.start()
    finally:
        watch.stop.set()
        for desk in desks:
            desk.join()
    for turn in turns.values():
        turn.acquire()


def _tick(watch: Watch, aws: Aws, turn: threading.Lock) -> None:
    """Everything that is due in a region, the most urgent always next."""
    with turn:
        since = watch.clock()
        asked: dict[str, float] = {}
        while not watch.stop.is_set() and (reading := _due(watch, aws, asked)) is not None:
            one(watch, aws, reading)
            asked[reading.name] = time.monotonic()
            if reading.name == URGENT:
                watch.judged(aws, midway=True)
        if asked:
            heartbeat(watch, aws, since)
            watch.judged(aws)
            watch.checked(aws)
            upkeep(watch.store, int(watch.clock().timestamp()))


def _due(watch: Watch, aws: Aws, asked: Mapping[str, float]) -> Reading | None:
    """What is due by the store's memory and was not asked in this tick yet; the account again, once a tick has passed.

    Where nothing answers a tick lasts longer than a failure waits to be repeated: it would never end, and all that comes
    after it never begin. Nor must a run be repeated at once that could not be kept, or that a clock set back makes look
    undone.
    """
    before = time.monotonic() - TICK_SECONDS
    rested = [
        reading
        for reading in watch.readings
        if reading.name not in asked or (reading.name == URGENT and asked[reading.name] <= before)
    ]
    try:
        last = runs.last(watch.store, watch.scope(aws))
    except StoreError as error:
        logger.warning("schedule.unreadable", extra={"region": aws.region, "error": error.message})
        return None
    return due(rested, last, int(watch.clock().timestamp()))


def _stop_on_signal(watch: Watch, scheduler: BlockingScheduler) -> None:
    def stop(number: int, _: FrameType | None) -> None:
        # A second signal ends the process at once.
        signal.signal(number, signal.SIG_DFL)
        logger.info("schedule.stopping", extra={"signal": signal.Signals(number).name})
        # In a thread: the handler may have interrupted the very code that holds the locks these two need.
        threading.Thread(target=_stop, args=(watch, scheduler), name="stopping").start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)


def _stop(watch: Watch, scheduler: BlockingScheduler) -> None:
    watch.stop.set()
    scheduler.shutdown(wait=False)
