"""What is looked at before a SQLite file is touched: is it there, may we, is it whole, is it ours, is it of today?

Everything here only reads. Errors that SQLite raises later are put into words in `trouble.py`.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from deliverability.model import N_, text
from store.engines.trouble import BUSY_SECONDS, told
from store.errors import StoreError, StoreMissing
from store.migrations import NAMES, SET

MAGIC: Final = b"SQLite format 3\x00"

_MISSING: Final = N_(
    "There is no database at {path} yet. Start the collector, which makes it, or set DATABASE_URL to where it is."
)
_EMPTY: Final = N_("The database {path} is still empty. Start the collector, which fills it.")
_NO_FOLDER: Final = N_(
    "The folder of the database {path} does not exist. Make the folder, or set DATABASE_URL to another place."
)
_NOT_A_FILE: Final = N_("{path} is not a file, so it cannot be the database. Set DATABASE_URL to a file.")
_UNREADABLE: Final = N_(
    "The database {path} may not be read. Give the user that runs this program read permission for it."
)
_READ_ONLY_FILE: Final = N_(
    "The database {path} is read-only, so nothing could be stored. "
    "Give the user that runs this program write permission for it, or set DATABASE_URL to another file."
)
_READ_ONLY_FOLDER: Final = N_(
    "The folder of the database {path} is read-only, so nothing could be stored. "
    "Give the user that runs this program write permission for the folder, or set DATABASE_URL to another place."
)
_NOT_SQLITE: Final = N_(
    "{path} is not a SQLite database, so it was left untouched. "
    "Set DATABASE_URL to another file, or move this one away."
)
_FOREIGN: Final = N_(
    "The database {path} belongs to another program, so it was left untouched. Set DATABASE_URL to another file."
)
_NEWER: Final = N_(
    "The database {path} was written by a newer version of this program (it has {migration}), so it was left untouched. "
    "Update this program, or put back a backup made by this version."
)
_OLDER: Final = N_(
    "The database {path} was written by an older version of this program. Start the collector once: it brings it up to date."
)


def examine(path: Path, *, read_only: bool) -> None:
    """Raise a StoreError unless `path` can be used: a database of ours or, for a writer, a place to make one."""
    try:
        there = _there(path, read_only=read_only)
    except OSError as exc:
        raise StoreError(text(_UNREADABLE, path=str(path))) from exc
    if there:
        _examine_content(path, read_only=read_only)


def _there(path: Path, *, read_only: bool) -> bool:
    """Whether there is something to look into."""
    if path.exists():
        _examine_file(path, read_only=read_only)
    elif read_only:
        raise StoreMissing(text(_MISSING, path=str(path)))
    elif not path.parent.is_dir():
        raise StoreError(text(_NO_FOLDER, path=str(path)))
    if not read_only and not os.access(path.parent, os.W_OK | os.X_OK):
        raise StoreError(text(_READ_ONLY_FOLDER, path=str(path)))
    return path.exists() and path.stat().st_size > 0


def _examine_file(path: Path, *, read_only: bool) -> None:
    if not path.is_file():
        raise StoreError(text(_NOT_A_FILE, path=str(path)))
    if not os.access(path, os.R_OK):
        raise StoreError(text(_UNREADABLE, path=str(path)))
    if read_only and not path.stat().st_size:
        raise StoreMissing(text(_EMPTY, path=str(path)))
    if not read_only and not os.access(path, os.W_OK):
        raise StoreError(text(_READ_ONLY_FILE, path=str(path)))


def _examine_content(path: Path, *, read_only: bool) -> None:
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise StoreError(text(_NOT_SQLITE, path=str(path)))
    applied = recorded(path)
    if applied is None:
        if read_only:
            raise StoreMissing(text(_EMPTY, path=str(path)))
        return
    if not applied:
        raise StoreError(text(_FOREIGN, path=str(path)))
    for name in applied:
        if name not in NAMES:
            raise StoreError(text(_NEWER, path=str(path), migration=name))
    if read_only and len(applied) < len(NAMES):
        raise StoreError(text(_OLDER, path=str(path)))


def recorded(path: Path) -> list[str] | None:
    """Names of our migrations that the SQLite file has; none: it is another program's; None: it holds nothing at all."""
    with told(path), closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=BUSY_SECONDS)) as conn:
        tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_master")}
        if not tables:
            return None
        if "_sqlite_migrations" not in tables:
            return []
        found = conn.execute("SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY name", [SET])
        return [name for (name,) in found]
