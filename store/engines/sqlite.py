"""The store in one SQLite file, through sqlite-utils: queries, transactions, bulk, migrations.

What a usable file is, is in `files.py`; connections in `pool.py`, copies in `copies.py`, the lock between processes in
`lock.py`; the SQL of the topics in the topics' own files.
"""

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from pathlib import Path
from typing import Any

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from store.engines.copies import copy
from store.engines.engine import NOTHING, Space
from store.engines.files import examine
from store.engines.lock import held, is_held
from store.engines.pool import JOURNAL_BYTES, Pool
from store.engines.trouble import BUSY_SECONDS, told
from store.migrations import MIGRATIONS, SET, Migration


class _Here(threading.local):
    """The transaction of the current thread."""

    db: Database | None = None
    broken = False
    viewing = False


class SqliteEngine:
    """A SQLite file as an Engine.

    A thread borrows a connection for the length of a query or a transaction. Writers of one process queue here, in
    order; only those of other processes are waited for by SQLite, which polls.
    """

    clustered = "WITHOUT ROWID"

    def __init__(self, path: Path, url_shown: str, *, read_only: bool = False) -> None:
        self.path = path
        self.url_shown = url_shown
        self.read_only = read_only
        self._pool = Pool(path, read_only=read_only)
        self._turn: AbstractContextManager[object] = nullcontext() if read_only else threading.Lock()
        self._here = _Here()
        examine(path, read_only=read_only)
        if not read_only:
            self.migrate()

    def rows(self, sql: str, params: Mapping[str, object] = NOTHING) -> list[tuple[Any, ...]]:
        """See Engine."""
        with self._connection() as db, told(self.path):
            return db.execute(sql, dict(params)).fetchall()

    def run(self, sql: str, params: Mapping[str, object] = NOTHING) -> int:
        """See Engine."""
        with self.transaction(), self._connection() as db, told(self.path):
            return db.execute(sql, dict(params)).rowcount

    def load(self, table: str, columns: Sequence[str], tuples: Iterable[Sequence[object]], conflict: str = "") -> int:
        """See Engine."""
        places = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places}) {conflict}"
        with self.transaction(), self._connection() as db, told(self.path):
            # Nothing loaded at all leaves -1, "unknown", where 0 is known.
            return max(0, db.conn.executemany(sql, tuples).rowcount)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """See Engine."""
        if self._here.db is None:
            with self._turn, self._pool.lent() as db:
                self._here.db, self._here.broken = db, False
                try:
                    with self._whole(db):
                        yield
                finally:
                    self._here.db = None
            return
        if self._here.viewing and not self.read_only:
            raise RuntimeError("nothing is written inside a view")
        try:
            yield
        except BaseException:
            self._here.broken = True
            raise

    @contextmanager
    def view(self) -> Iterator[None]:
        """See Engine."""
        if self._here.db is not None:
            yield
            return
        with self._pool.lent() as db:
            with told(self.path):
                db.conn.execute("BEGIN")
            self._here.db, self._here.viewing = db, True
            try:
                yield
            finally:
                self._here.db, self._here.viewing = None, False
                with suppress(sqlite3.Error):
                    db.rollback()

    def exclusive(self, name: str) -> AbstractContextManager[None]:
        """See Engine."""
        return held(self.path, name)

    def is_held(self, name: str) -> bool:
        """See Engine."""
        return is_held(self.path, name)

    def migrate(self) -> None:
        """See Engine."""
        steps = Migrations(SET)
        for migration in MIGRATIONS:
            steps(name=migration.name)(_applied(migration, self.clustered))
        with self.transaction(), self._connection() as db, told(self.path):
            steps.apply(db)

    def backup(self, path: Path) -> None:
        """See Engine."""
        with self._connection() as db:
            copy(db.conn, self.path, path)

    def size(self) -> int:
        """See Engine."""
        return sum(self._bytes(end) for end in ("", "-wal", "-shm"))

    def space(self) -> Space:
        """See Engine."""
        with self._connection() as db, told(self.path):
            names = ("page_count", "freelist_count", "page_size")
            pages, spare, page_bytes = (int(db.execute(f"PRAGMA {name}").fetchone()[0]) for name in names)
        return Space((pages - spare) * page_bytes, self.size(), self._free())

    def close(self) -> None:
        """See Engine."""
        self._pool.close()

    @contextmanager
    def _connection(self) -> Iterator[Database]:
        """The connection of this thread's transaction, else one borrowed."""
        if self._here.db is not None:
            yield self._here.db
        else:
            with self._pool.lent() as db:
                yield db

    @contextmanager
    def _whole(self, db: Database) -> Iterator[None]:
        with told(self.path):
            db.conn.execute("BEGIN" if self.read_only else "BEGIN IMMEDIATE")
        try:
            yield
            self._refuse_half()
            with told(self.path):
                db.conn.execute("COMMIT")
        except BaseException:
            with suppress(sqlite3.Error):
                db.rollback()
            raise
        self._cut_journal(db)

    def _refuse_half(self) -> None:
        if self._here.broken:
            raise RuntimeError("a block inside this transaction failed and its error was caught: nothing is written")

    def _cut_journal(self, db: Database) -> None:
        """Empty a log that readers kept from being reused; not waiting for them, the next write tries again."""
        if self.read_only or self._bytes("-wal") <= JOURNAL_BYTES:
            return
        with told(self.path):
            db.execute("PRAGMA busy_timeout = 0")
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            db.execute(f"PRAGMA busy_timeout = {int(BUSY_SECONDS * 1000)}")

    def _free(self) -> int | None:
        try:
            return shutil.disk_usage(self.path.parent).free
        except OSError:
            return None

    def _bytes(self, end: str) -> int:
        try:
            return self.path.with_name(self.path.name + end).stat().st_size
        except FileNotFoundError:
            return 0


def _applied(migration: Migration, clustered: str) -> Callable[[Database], None]:
    def apply(db: Database) -> None:
        for statement in migration.statements:
            db.execute(statement.format(clustered=clustered))

    return apply
