"""Several jobs: those of a region one after the other and then its alerts, regions side by side.

One job lives in `jobs.py`, what becomes of alerts in `evaluation.py`; the clock that calls for rounds, in `schedule.py`.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from collector import checklist
from collector.aws.catalogue import READINGS
from collector.aws.clients import Aws
from collector.aws.reading import Reading, Visit
from collector.evaluation import AT_ONCE, Told, judge
from collector.jobs import perform
from collector.notify.channel import Channel
from collector.upkeep import upkeep
from deliverability.coverage import Span
from deliverability.model import Scope
from deliverability.rules.catalogue import RULES
from deliverability.thresholds import DEFAULT, Thresholds
from deliverability.trials import NOTHING, Allowed
from store import clock, coverage
from store.engines.engine import Engine
from store.errors import StoreError
from store.runs import Run

logger = logging.getLogger(__name__)

MOST_REGIONS_AT_ONCE: Final = 8
HEARTBEAT_JOINS_SECONDS: Final = 600
"""Two of the shortest interval: a pause any longer is a pause of the collector, and shown as one."""
URGENT: Final = "account"
"""The reading that tells of a pause is judged at once, however long the others of its round take."""

RegionProgress = Callable[[str, str, int, int], None]
"""Told region, reading, steps done and steps in all."""


def _now() -> datetime:
    return datetime.now(UTC)


def _silent(_region: str, _reading: str, _done: int, _total: int) -> None:
    """Progress nobody watches."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What is watched, and what the watching needs: the store, the account, its regions and the readings.

    Alerts are raised at `thresholds` and told through `channels`.
    """

    store: Engine
    account_id: str
    regions: Sequence[Aws]
    readings: Sequence[Reading] = READINGS
    clock: Callable[[], datetime] = _now
    progress: RegionProgress = _silent
    stop: threading.Event = field(default_factory=threading.Event)
    thresholds: Thresholds = DEFAULT
    channels: Sequence[Channel] = ()
    may_try: Allowed = NOTHING

    def scope(self, aws: Aws) -> Scope:
        """The account in a region."""
        return Scope(self.account_id, aws.region)

    def judged(self, aws: Aws, *, midway: bool = False) -> Run:
        """The alerts of a region after a round; `midway` in one, and where it was broken off, only what cannot wait."""
        told = Told(self.channels, [self.scope(each) for each in self.regions])
        rules = AT_ONCE if midway or self.stop.is_set() else RULES
        return judge(self.store, self.scope(aws), self.clock(), self.thresholds, told, rules)

    def checked(self, aws: Aws) -> Run:
        """The setup checklist of a region after a round."""
        return checklist.check(self.store, self.scope(aws), self.clock())


def once(watch: Watch, *, from_start: bool = False) -> list[Run]:
    """Every reading in every region, in full; the runs of a region in the order of the readings."""
    with ThreadPoolExecutor(min(len(watch.regions), MOST_REGIONS_AT_ONCE), "region") as pool:
        try:
            done = list(pool.map(lambda aws: _in_region(watch, aws, from_start=from_start), watch.regions))
        except BaseException:
            watch.stop.set()
            raise
    upkeep(watch.store, int(watch.clock().timestamp()))
    return [run for region in done for run in region]


def one(watch: Watch, aws: Aws, reading: Reading, *, full: bool = False, from_start: bool = False) -> Run:
    """One reading in one region."""

    def progress(done: int, total: int) -> None:
        watch.progress(aws.region, reading.name, done, total)

    visit = Visit(
        aws,
        watch.store,
        watch.scope(aws),
        watch.clock(),
        full=full,
        from_start=from_start,
        progress=progress,
        stopping=watch.stop.is_set,
    )
    return perform(reading, visit)


def heartbeat(watch: Watch, aws: Aws, since: datetime) -> None:
    """Write down that the collector ran from `since` until now, and how far its clock is off."""
    span = Span(int(since.timestamp()), int(watch.clock().timestamp()) + 1)
    try:
        coverage.extend(watch.store, watch.scope(aws), coverage.COLLECTOR, span, HEARTBEAT_JOINS_SECONDS)
        if aws.clock_skew_seconds is not None:
            clock.keep(watch.store, watch.scope(aws), clock.Skew(round(aws.clock_skew_seconds, 1), span.until))
    except StoreError as error:
        logger.warning("heartbeat.lost", extra={"region": aws.region, "error": error.message})


def _in_region(watch: Watch, aws: Aws, *, from_start: bool) -> list[Run]:
    since = watch.clock()
    done: list[Run] = []
    for reading in watch.readings:
        if watch.stop.is_set():
            break
        done.append(one(watch, aws, reading, full=True, from_start=from_start))
        watch.progress(aws.region, reading.name, 1, 1)
        if reading.name == URGENT:
            watch.judged(aws, midway=True)
    heartbeat(watch, aws, since)
    return [*done, watch.judged(aws), watch.checked(aws)]
