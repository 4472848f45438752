"""An address (DATABASE_URL) into an open store; the scheme picks the engine.

Which settings hold the address is in `settings`; what each engine does with it, in `engines/`.
"""

from pathlib import Path
from typing import Final

from deliverability.model import N_, text
from store.engines.engine import Engine
from store.engines.lock import held
from store.engines.sqlite import SqliteEngine
from store.errors import StoreError

COLLECTOR: Final = "collector"
"""What a collector holds of its database as long as it runs."""

PROJECT: Final = Path(__file__).resolve().parent.parent

_PREFIX: Final = "sqlite:///"
_EXAMPLE: Final = "sqlite:///data/ses.db"

_NO_SCHEME: Final = N_("DATABASE_URL is not a database address. Write it like {example}.")
_NOT_YET: Final = N_(
    "DATABASE_URL starts with {scheme}://, but this version only keeps its data in SQLite. Write it like {example}."
)
_NO_PATH: Final = N_(
    "DATABASE_URL names no file: the collector and the dashboard share the database through one. Write it like {example}."
)
_OPTIONS: Final = N_(
    "DATABASE_URL has options after a question mark, which SQLite takes none of. Write it like {example}."
)


def open_store(url: str, *, read_only: bool = False, root: Path | None = None) -> Engine:
    """Open the store at `url`; relative paths count from `root`, by default the project's own folder.

    A writer makes and migrates the database. A reader makes nothing, and gets StoreMissing when there is none yet.
    Whatever is there and cannot be used raises a StoreError with a sentence, and stays untouched.
    """
    return SqliteEngine(_path(url, root), url, read_only=read_only)


def discard(url: str, *, holder: str, root: Path | None = None) -> None:
    """Remove the database at `url` and its journals; StoreBusy while a process holds `holder` in it."""
    path = _path(url, root)
    with held(path, holder):
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)


def _path(url: str, root: Path | None) -> Path:
    # Only the scheme is ever repeated: the rest of an address may hold a password.
    scheme, found, _ = url.partition("://")
    if not found:
        raise StoreError(text(_NO_SCHEME, example=_EXAMPLE))
    if scheme.lower() != "sqlite":
        raise StoreError(text(_NOT_YET, scheme=scheme.lower(), example=_EXAMPLE))
    name = url[len(_PREFIX) :]
    if not url.lower().startswith(_PREFIX) or name in ("", ":memory:"):
        raise StoreError(text(_NO_PATH, example=_EXAMPLE))
    if "?" in name:
        raise StoreError(text(_OPTIONS, example=_EXAMPLE))
    return (root or PROJECT).resolve() / name
