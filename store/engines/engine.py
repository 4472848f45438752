"""What the topic files may ask of whatever holds the rows, and what each engine promises.

SQL is written once, in the topics, in the portable subset. The engines themselves are the other files here.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Protocol

NOTHING: Final[Mapping[str, object]] = MappingProxyType({})
"""No parameters."""


@dataclass(frozen=True, slots=True)
class Space:
    """Bytes: what the rows fill, what the database takes on disk with its journals, what its disk has left.

    `free` is None where the engine cannot know it.
    """

    filled: int
    taken: int
    free: int | None


class Engine(Protocol):
    """One open database, safe to share between threads. Every failure leaves as a StoreError that names the cure."""

    @property
    def url_shown(self) -> str:
        """The address as a person may see it, without secrets."""

    @property
    def read_only(self) -> bool:
        """Whether writes are refused."""

    @property
    def clustered(self) -> str:
        """What ends a CREATE TABLE whose rows shall lie in the order of their key; empty where there is no such thing."""

    def rows(self, sql: str, params: Mapping[str, object] = NOTHING) -> list[tuple[Any, ...]]:
        """All rows of a query, in its order. Inside a transaction it sees the transaction's own writes."""

    def run(self, sql: str, params: Mapping[str, object] = NOTHING) -> int:
        """Run one statement that writes and return how many rows it changed. Alone, it is its own transaction."""

    def load(self, table: str, columns: Sequence[str], tuples: Iterable[Sequence[object]], conflict: str = "") -> int:
        """Insert many rows, all or none, at the engine's bulk speed, and return how many rows changed.

        `conflict` is the statement's ON CONFLICT clause. `tuples` holds each key once.
        """

    def transaction(self) -> AbstractContextManager[None]:
        """Everything inside is written together or not at all; nested ones join the outermost.

        An exception from any depth takes all of it back, also when a block in between catches it. A writer waits its
        turn, at least 5 s. For a reader it is one unchanging view of the data.
        """

    def view(self) -> AbstractContextManager[None]:
        """One unchanging view of the data, which keeps no writer waiting; whoever writes inside is at fault.

        Inside a transaction it is the transaction's own view.
        """

    def exclusive(self, name: str) -> AbstractContextManager[None]:
        """Be the only holder of `name` among all processes that use this database; StoreBusy when another is.

        The hold ends with the block or with the process, however that ends.
        """

    def is_held(self, name: str) -> bool:
        """Whether some process is the holder of `name` now; True also where that cannot be seen."""

    def migrate(self) -> None:
        """Apply the migrations that are pending, in order, all or none."""

    def backup(self, path: Path) -> None:
        """Write a consistent copy to `path` while others read and write; it is there only once it was verified.

        An earlier backup at `path` is replaced, anything else there is refused.
        """

    def size(self) -> int:
        """Bytes on disk, journals included."""

    def space(self) -> Space:
        """What the database takes, and what is left for it."""

    def close(self) -> None:
        """Give everything back to the system. A closed engine is not used again."""
