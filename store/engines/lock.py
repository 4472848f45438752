"""A lock between processes: a file beside the database, held by the kernel and so freed however its holder ends.

Locks between transactions are SQLite's own and live in `sqlite.py`.
"""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from deliverability.model import N_, Text, text
from store.errors import StoreBusy, StoreError

_HELD: Final = N_("Another process already does this ({name}) with the database {path}. Stop that one first.")
_HELD_BY: Final = N_(
    "Process {pid} has done this ({name}) with the database {path} since {since:datetime}. Stop that one first."
)
_NO_LOCK: Final = N_(
    "The lock file {path} cannot be made ({detail}). "
    "Give the user that runs this program write permission for its folder."
)


_LOOKS: Final = 5
_LOOK_SECONDS: Final = 0.02
"""Whoever only looks (`is_held`) has the lock for far less than these together."""


@contextmanager
def held(database: Path, name: str) -> Iterator[None]:
    """Hold `name` for this database until the block ends; StoreBusy when another process, or this one, holds it."""
    path = database.with_name(f"{database.name}.{name}.lock")
    try:
        descriptor = _taken(path)
    except BlockingIOError as exc:
        raise StoreBusy(_who(path, database, name)) from exc
    except OSError as exc:
        raise StoreError(text(_NO_LOCK, path=str(path), detail=os.strerror(exc.errno or 0))) from exc
    try:
        os.ftruncate(descriptor, 0)
        os.write(descriptor, json.dumps({"pid": os.getpid(), "since": int(time.time())}).encode())
        yield
    finally:
        # Removed while still held: whoever opened the file meanwhile sees in _taken that it is no longer the one.
        path.unlink(missing_ok=True)
        os.close(descriptor)


def is_held(database: Path, name: str) -> bool:
    """Whether a process holds `name` for this database; True also where that cannot be seen."""
    try:
        descriptor = os.open(database.with_name(f"{database.name}.{name}.lock"), os.O_RDONLY)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _taken(path: Path) -> int:
    """A locked descriptor of the very file that is at `path`; BlockingIOError when another has it."""
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _lock(descriptor)
            if _same(descriptor, path):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)


def _lock(descriptor: int) -> None:
    """Lock, or BlockingIOError once it is plain that whoever has it does not only look."""
    for _ in range(_LOOKS):
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(_LOOK_SECONDS)
        else:
            return
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _same(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _who(path: Path, database: Path, name: str) -> Text:
    try:
        holder = json.loads(path.read_text())
        since = datetime.fromtimestamp(holder["since"], UTC)
        return text(_HELD_BY, name=name, path=str(database), pid=int(holder["pid"]), since=since)
    except (OSError, ValueError, TypeError, KeyError):
        # The holder has only just begun, or has just ended: its name is not there to read.
        return text(_HELD, name=name, path=str(database))
