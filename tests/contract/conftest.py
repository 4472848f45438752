"""The engines that every promise of the store is proved over."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from deliverability.model import Scope
from store.engines.engine import Engine
from store.open import open_store


def sqlite(folder: Path) -> Iterator[str]:
    for number in count():
        yield f"sqlite:///{folder / f'{number}.db'}"


ENGINES: dict[str, Callable[[Path], Iterator[str]]] = {"sqlite": sqlite}
"""For each engine, addresses of stores that do not exist yet."""


@pytest.fixture(params=ENGINES)
def fresh(request, tmp_path) -> Iterator[Callable[[], Engine]]:
    """Opens another empty store with each call."""
    addresses = ENGINES[request.param](tmp_path)
    opened: list[Engine] = []

    def opening() -> Engine:
        opened.append(open_store(next(addresses)))
        return opened[-1]

    yield opening
    for engine in opened:
        engine.close()


@pytest.fixture
def store(fresh) -> Engine:
    """An empty store, open for writing."""
    return fresh()


@pytest.fixture(params=["the writer itself", "a reader beside it"])
def seen(request, store) -> Iterator[Engine]:
    """The store as it is read: through the writer, and through a second, read-only connection."""
    if request.param == "the writer itself":
        yield store
        return
    reader = open_store(store.url_shown, read_only=True)
    yield reader
    reader.close()


@pytest.fixture
def scope() -> Scope:
    return Scope("123456789012", "ap-northeast-2")
