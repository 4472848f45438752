"""A reading's stage: a simulated account whose clock stands still, reached in-process or over a socket, and a store."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from collector.aws.clients import Access, Aws, Connection
from collector.aws.reading import Visit
from deliverability.model import Scope
from simulator import Clock, World, inprocess, serve
from simulator.world import ACCOUNT_ID
from store.engines.engine import Engine
from store.open import open_store
from tests.collector.stage import caught_up

REGION = "us-east-1"


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retries come at once: how long botocore waits between them is botocore's."""
    monkeypatch.setattr("botocore.endpoint.time", SimpleNamespace(sleep=lambda _: None))


@pytest.fixture
def scenario() -> str:
    return "plain"


@pytest.fixture
def world(scenario: str, now: datetime) -> World:
    return World(scenario=scenario, clock=Clock(now, running=False))


@pytest.fixture(params=["in-process", "socket"])
def aws(request: pytest.FixtureRequest, world: World) -> Iterator[Aws]:
    if request.param == "socket":
        with serve(world) as server:
            yield Connection(Access("testing", "testing", endpoint_url=server.url)).region(REGION)
    else:
        with inprocess(world):
            yield Connection(Access("testing", "testing")).region(REGION, pace_seconds=0)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Engine]:
    engine = open_store("sqlite:///ses.db", root=tmp_path)
    yield engine
    engine.close()


@pytest.fixture
def scope() -> Scope:
    return Scope(ACCOUNT_ID, REGION)


@pytest.fixture
def recent(store: Engine, scope: Scope, now: datetime) -> None:
    """CloudWatch was asked up to yesterday."""
    caught_up(store, scope, now - timedelta(days=1))


@pytest.fixture
def visit(aws: Aws, store: Engine, scope: Scope, world: World) -> Callable[..., Visit]:
    """Makes a visit at the simulated account's present."""

    def make(**how: object) -> Visit:
        return Visit(aws, store, scope, world.clock.moment(), **how)

    return make


class Answers:
    """Stands for AWS: gives the answers it was told, by operation, one after the other, the last one for ever."""

    region = REGION
    calls = 0

    def __init__(self, **answers: list) -> None:
        self.answers, self.asked = answers, []

    def call(self, service: str, operation: str, **params: object) -> object:
        self.calls += 1
        self.asked.append((operation, params))
        told = self.answers[operation]
        answer = told.pop(0) if len(told) > 1 else told[0]
        if isinstance(answer, Exception):
            raise answer
        return answer(params) if callable(answer) else answer


@pytest.fixture
def answering(store: Engine, scope: Scope, now: datetime) -> Callable[..., Visit]:
    """Makes a visit in which AWS answers as told."""

    def make(how: dict | None = None, /, **answers: list) -> Visit:
        return Visit(Answers(**answers), store, scope, now, **(how or {}))

    return make
