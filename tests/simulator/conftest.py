"""Fixtures of the simulated account's own tests: a clock that stands, and one way to ask, in-process and over a socket."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from botocore.config import Config

from simulator import Clock, World, inprocess, serve
from tests.simulator.asking import NOW, REGION, SESSION

Client = Callable[..., Any]
Visit = Callable[[World], Client]


@pytest.fixture
def make() -> Callable[..., World]:
    """A world whose clock stands at NOW."""

    def build(scenario: str = "bounce-incident", seed: int = 1, **how: Any) -> World:
        return World(seed, scenario, clock=Clock(NOW, running=False), **how)

    return build


@pytest.fixture(params=["in-process", "socket"])
def visit(request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Open a world and get a function that makes boto3 clients for it, by both ways in."""
    with ExitStack() as stack:

        def open_(world: World) -> Client:
            endpoint = None
            if request.param == "socket":
                endpoint = stack.enter_context(serve(world)).url
            else:
                stack.enter_context(inprocess(world))

            def client(service: str, region: str = REGION, attempts: int = 1) -> Any:
                config = Config(
                    retries={"mode": "standard", "total_max_attempts": attempts}, connect_timeout=2, read_timeout=2
                )
                return SESSION.client(service, region_name=region, endpoint_url=endpoint, config=config)

            return client

        yield open_
