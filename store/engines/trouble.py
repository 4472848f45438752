"""SQLite's errors as sentences with their cure: locked, full, read-only, damaged, out of reach.

What is refused before SQLite ever writes is in `files.py`.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from deliverability.model import N_, Text, text
from store.errors import StoreError

BUSY_SECONDS: Final = 10.0
"""How long a connection waits for another one's write to end."""

_LOCKED: Final = N_(
    "The database {path} has been locked by another program for more than {seconds:duration}. "
    "Nothing was written. Close the program that holds it, then try again."
)
_FULL: Final = N_(
    "The disk that holds the database {path} is full. Nothing was written and nothing stored before was lost. "
    "Free some space, then try again."
)
_READ_ONLY: Final = N_(
    "The database {path} may only be read, not written. "
    "Give the user that runs this program write permission for the file and its folder."
)
_DAMAGED: Final = N_(
    "The database {path} is damaged ({detail}). It was left as it is. "
    "Move it away and put the last backup in its place, or start with a new one."
)
_UNREACHABLE: Final = N_(
    "The database {path} cannot be opened ({detail}). "
    "Check that its folder exists and that the user that runs this program may read and write there."
)
_DISK: Final = N_(
    "Reading or writing the database {path} failed ({detail}). "
    "Check the disk and its free space, then try again; what was stored before is kept."
)
_UNSTORABLE: Final = N_("The database {path} cannot hold a value ({detail}). Nothing was written.")
_OTHER: Final = N_("The database {path} could not do what was asked ({detail}). Nothing was written.")

_SENTENCES: Final = {
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_CANTOPEN: _UNREACHABLE,
    sqlite3.SQLITE_IOERR: _DISK,
}


def sentence(exc: Exception, path: Path) -> Text:
    """What happened to the database at `path`, and what to do about it."""
    if not isinstance(exc, sqlite3.Error):
        return text(_UNSTORABLE, path=str(path), detail=str(exc))
    # The low byte is the kind of error; the others only refine it.
    code = getattr(exc, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    return text(_SENTENCES.get(code, _OTHER), path=str(path), detail=str(exc), seconds=BUSY_SECONDS)


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn whatever SQLite and its driver raise inside into a StoreError with a sentence."""
    try:
        yield
    except (sqlite3.Error, UnicodeEncodeError, OverflowError) as exc:
        raise StoreError(sentence(exc, path)) from exc
