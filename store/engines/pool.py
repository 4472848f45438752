"""Connections to one SQLite file, lent to whoever needs one and kept open between.

What is done with a connection is in `sqlite.py`.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlite_utils import Database

from store.engines.trouble import BUSY_SECONDS, told

JOURNAL_BYTES: Final = 64 * 1024 * 1024
"""The write-ahead log is cut back to this once no reader needs more of it."""

KEPT_OPEN: Final = 8
"""Idle connections that stay open."""


class Pool:
    """Connections for any thread, one borrower at a time each.

    Streamlit makes a new thread for every rerun: with a connection per thread each click would open one anew and begin
    with a cold cache.
    """

    def __init__(self, path: Path, *, read_only: bool) -> None:
        self._path = path
        self._read_only = read_only
        self._idle: list[Database] = []
        self._closed = False
        self._lock = threading.Lock()

    @contextmanager
    def lent(self) -> Iterator[Database]:
        """A connection for the length of the block."""
        with self._lock:
            db = self._idle.pop() if self._idle else None
        if db is None:
            with told(self._path):
                db = _connected(self._path, read_only=self._read_only)
        try:
            yield db
        finally:
            self._take_back(db)

    def close(self) -> None:
        """Close the idle connections now and the lent ones as they come back."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for db in idle:
            db.close()

    def _take_back(self, db: Database) -> None:
        with self._lock:
            # One that could not even take back its transaction is closed, which takes it back.
            if not self._closed and len(self._idle) < KEPT_OPEN and not db.conn.in_transaction:
                self._idle.append(db)
                return
        db.close()


def _connected(path: Path, *, read_only: bool) -> Database:
    mode = "ro" if read_only else "rwc"
    conn = sqlite3.connect(
        f"{path.as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    db = Database(conn, execute_plugins=False)
    if not read_only:
        db.enable_wal()
        db.execute(f"PRAGMA journal_size_limit = {JOURNAL_BYTES}")
    return db
