"""Databases as a collector leaves them, for pages to be drawn from: each a simulated account, collected in-process.

The clock stands still at NOW, so that a page drawn twice is the same page.
"""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from collector import effective, rounds
from collector.aws.catalogue import EVERY, READINGS
from collector.aws.clients import Access, Connection
from collector.aws.reading import Reading
from collector.rounds import Watch
from deliverability.cost.choices import Choices
from deliverability.coverage import Span
from deliverability.metrics import DAY
from deliverability.model import Scope
from simulator import Clock, Kind, World, inprocess
from simulator.world import ACCOUNT_ID
from store import coverage
from store.engines.engine import Engine
from store.open import open_store

NOW = datetime(2026, 11, 24, 9, 12, tzinfo=UTC)
AT = int(NOW.timestamp())
REGION = "ap-northeast-2"
SCOPE = Scope(ACCOUNT_ID, REGION)
WATCHED = (12, 9, 6, 5, 3, 0)
"""Days before NOW at which the demo's collector is let ask; it ran all the time but for one day."""

STATES = [reading for reading in READINGS if reading.name in {"account", "configuration_sets", "identities"}]
"""What is read on all of those days but the last, which brings the figures of the past too."""


@contextmanager
def _store(path: Path) -> Iterator[Engine]:
    store = open_store(f"sqlite:///{path}")
    try:
        yield store
    finally:
        store.close()


def _demo(path: Path) -> None:
    """All that can be switched on is, as in `make demo`."""
    _collected(path, "bounce-incident", WATCHED, readings=EVERY)
    with _store(path) as store:
        coverage.extend(store, SCOPE, "collector", Span(AT - 12 * DAY, AT - 6 * DAY))
        coverage.extend(store, SCOPE, "collector", Span(AT - 5 * DAY, AT))


def _of(scenario: str, regions: Sequence[str] = (REGION,)) -> Callable[[Path], None]:
    return lambda path: _collected(path, scenario, regions=regions)


def _denied(path: Path) -> None:
    _collected(path, "healthy", before=lambda world: world.faults.add(Kind.DENIED, spare=("sts",)))


def _partly_denied(path: Path) -> None:
    _collected(path, "healthy", before=lambda world: world.faults.add(Kind.DENIED, service="cloudwatch"))


def _vdm_denied(path: Path) -> None:
    _collected(path, "healthy", before=lambda world: world.faults.add(Kind.DENIED, operation="BatchGetMetricData"))


def _unreachable(path: Path) -> None:
    _collected(path, "healthy", before=lambda world: world.faults.add(Kind.BAD_KEY))


def _silent(path: Path) -> None:
    _collected(path, "quiet", (2,))


def _collecting(path: Path) -> None:
    with _store(path) as store:
        effective.write(store, (REGION,), AT - 20)


def _nothing(path: Path) -> None:
    """Nobody has started a collector: there is no file."""


ACCOUNTS: dict[str, Callable[[Path], None]] = {
    "demo": _demo,
    "plain": _of("plain"),
    "complaints": _of("complaint-incident"),
    "paused": _of("paused"),
    "sandbox": _of("sandbox"),
    "quota": _of("quota"),
    "new-account": _of("new-account"),
    "quiet": _of("quiet"),
    "regions": _of("sandbox", (REGION, "us-east-1")),
    "denied": _denied,
    "partly-denied": _partly_denied,
    "vdm-denied": _vdm_denied,
    "unreachable": _unreachable,
    "silent": _silent,
    "collecting": _collecting,
    "nothing": _nothing,
}


def build(name: str, folder: Path) -> Path:
    """The database of an account, made once in a folder that several test processes may share."""
    done = folder / f"{name}.done"
    path = folder / f"{name}.db"
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            ACCOUNTS[name](path)
            done.touch()
    return path


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """One folder for all the processes of a test run."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "accounts"
    folder.mkdir(exist_ok=True)
    return folder


def collect(
    store: Engine,
    world: World,
    moment: datetime,
    regions: Sequence[str] = (REGION,),
    readings: Sequence[Reading] = READINGS,
    declared: Sequence[Reading] = READINGS,
) -> None:
    """One pass of the readings at a moment, of those that the collector declares."""
    world.clock.set(moment)
    with inprocess(world):
        connection = Connection(Access())
        reached = [connection.region(name, pace_seconds=0) for name in regions]
        choices = Choices(cost_explorer=any(reading.opt_in == "COST_EXPLORER" for reading in declared))
        effective.write(store, regions, int(moment.timestamp()), declared, choices=choices)
        rounds.once(Watch(store, ACCOUNT_ID, reached, readings, clock=lambda: moment))


def world_of(scenario: str) -> World:
    """A simulated account whose story is told around NOW."""
    return World(scenario=scenario, clock=Clock(NOW, running=False), origin=NOW.replace(hour=0, minute=0))


def _collected(
    path: Path,
    scenario: str,
    days: Sequence[int] = (0,),
    regions: Sequence[str] = (REGION,),
    before: Callable[[World], object] = lambda world: None,
    readings: Sequence[Reading] = READINGS,
) -> None:
    world = world_of(scenario)
    before(world)
    with _store(path) as store:
        for back in days:
            now = NOW - timedelta(days=back)
            collect(store, world, now, regions, readings if back == days[-1] else STATES, readings)
