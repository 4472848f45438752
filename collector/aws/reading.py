"""A reading: one thing asked of AWS, declared with its calls, interval and price; and the visit in which it is asked.

The readings themselves are found by `catalogue.py`; who performs them is `collector/jobs.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from collector.aws.clients import Aws
from collector.aws.errors import AwsError, Malformed, NotFound, Refused
from collector.aws.translation import action_of
from deliverability.model import N_, Scope, text
from store.engines.engine import Engine

Progress = Callable[[int, int], None]
"""Told after each step: steps done, steps in all."""

ONE_PART: Final = (Malformed, NotFound, Refused)
"""Errors of one part that say nothing about the others; any other ends the reading, since the rest would meet it too."""


def _silent(_done: int, _total: int) -> None:
    """Progress nobody watches."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Visit:
    """One performance of a reading in a scope at `now` (aware, UTC).

    `full` asks for everything at once instead of spreading it over rounds; `from_start` also asks again for history
    that was read before. `parts` collects how each part went: None, or its error.
    """

    aws: Aws
    store: Engine
    scope: Scope
    now: datetime
    full: bool = False
    from_start: bool = False
    progress: Progress = _silent
    stopping: Callable[[], bool] = _never
    parts: list[AwsError | None] = field(default_factory=list)

    @property
    def at(self) -> int:
        """`now` in epoch seconds."""
        return int(self.now.timestamp())

    @contextmanager
    def part(self) -> Iterator[None]:
        """A part whose own trouble is written down and does not keep the other parts from being read."""
        try:
            yield
        except ONE_PART as error:
            self.parts.append(error)
        else:
            self.parts.append(None)

    def doubt(self, operation: str, members: Iterable[str]) -> None:
        """Write down the members of an answer that were left out because they cannot be understood."""
        if names := ", ".join(sorted(set(members))):
            what = text(N_("{members}."), members=names)
            self.parts.append(Malformed(operation, self.aws.region, what))


@dataclass(frozen=True, slots=True)
class Call:
    """An operation a reading uses, with the cheapest arguments that show whether it is allowed.

    `resource` is what IAM can narrow it to, below `arn:aws:ses:*:*:`; "*" where it knows none. An `optional` one is
    asked only of accounts that have switched on what it reads.
    """

    service: str
    operation: str
    cheapest: Callable[[datetime], Mapping[str, Any]] = lambda _: {}
    resource: str = "*"
    optional: bool = False

    @property
    def action(self) -> str:
        """Its IAM action."""
        return action_of(self.service, self.operation)


@dataclass(frozen=True, slots=True)
class Size:
    """What the number of calls depends on: identities, configuration sets, and sets with reputation metrics."""

    identities: int = 3
    verified_identities: int = 3
    configuration_sets: int = 3
    reputation_sets: int = 1


@dataclass(frozen=True, slots=True)
class Reading:
    """A thing asked of AWS. Readings of a round run by `order`, lowest first.

    `calls_a_visit` counts a steady visit's requests. `price_usd_per_call` is what one costs within the free tier,
    `list_price_usd_per_call` beyond it. `volatile` members move by themselves and make no change; `private` ones are
    never stored. `opt_in` names the variable without which it is never asked; a `spare`
    one may be denied without harm to anything else, and its denial is no failure of a pass.
    """

    name: str
    order: int
    interval_seconds: int
    calls: tuple[Call, ...]
    calls_a_visit: Callable[[Size], int]
    collect: Callable[[Visit], None]
    price_usd_per_call: float = 0.0
    list_price_usd_per_call: float = 0.0
    volatile: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    opt_in: str = ""
    spare: bool = False

    @property
    def actions(self) -> tuple[str, ...]:
        """The IAM actions it needs."""
        return tuple(dict.fromkeys(call.action for call in self.calls))


def reading(
    *, order: int, interval_seconds: int, calls: tuple[Call, ...], calls_a_visit: Callable[[Size], int], **more: Any
) -> Callable[[Callable[[Visit], None]], Reading]:
    """Declare the function as a reading named after its file."""

    def declare(collect: Callable[[Visit], None]) -> Reading:
        name = collect.__module__.rpartition(".")[2]
        return Reading(name, order, interval_seconds, calls, calls_a_visit, collect, **more)

    return declare
