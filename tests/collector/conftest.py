"""The collector's stage: a simulated account, a store, a served account and the database of a process."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from collector.aws.clients import Access, Connection
from collector.rounds import Watch
from simulator import Clock, Server, World, inprocess, serve
from simulator.world import ACCOUNT_ID
from store.engines.engine import Engine
from store.open import open_store
from tests.collector import stage


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries come at once: how long botocore waits between them is botocore's."""
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))


@pytest.fixture
def scenario() -> str:
    return "plain"


@pytest.fixture
def world(scenario: str, now: datetime) -> World:
    """An account whose clock stands still."""
    return World(scenario=scenario, clock=Clock(now, running=False))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store("sqlite:///ses.db", root=tmp_path)
    yield engine
    engine.close()


@pytest.fixture
def regions() -> tuple[str, ...]:
    return (stage.REGION,)


@pytest.fixture
def watch(world: World, store: Engine, regions: tuple[str, ...], now: datetime) -> Iterator[Watch]:
    """A collector of the simulated account, in this process, that read CloudWatch up to yesterday."""
    with inprocess(world):
        connection = Connection(Access("testing", "testing"))
        found = Watch(store, ACCOUNT_ID, [connection.region(name, 0) for name in regions], clock=world.clock.moment)
        for aws in found.regions:
            stage.caught_up(store, found.scope(aws), now - timedelta(days=1))
        yield found


@pytest.fixture
def served(scenario: str) -> Iterator[Server]:
    """An account whose clock is the machine's, for collectors in processes of their own."""
    with serve(World(scenario=scenario)) as server:
        yield server


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database that read CloudWatch up to an hour ago."""
    path = tmp_path / "ses.db"
    stage.prepared(path, datetime.now(UTC) - timedelta(hours=1)).close()
    return path
