"""A verified copy of a SQLite database, made while others read and write it.

When a copy is made, and where to, is the command's business (`collector/commands/backup.py`).
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from deliverability.model import N_, text
from store.engines.files import MAGIC, recorded
from store.engines.trouble import told
from store.errors import StoreError

_ITSELF: Final = N_("{path} is the database itself. Name another file for the backup.")
_TAKEN: Final = N_("{path} exists and is not a backup of ours, so it was left untouched. Name another file.")
_UNWRITABLE: Final = N_(
    "The backup {path} cannot be written ({detail}). Check that its folder exists, may be written and has space."
)
_UNSOUND: Final = N_(
    "The database {path} is damaged ({detail}), so no backup was made of it. Earlier backups were left as they are."
)


def copy(source: sqlite3.Connection, database: Path, path: Path) -> None:
    """Copy what `source` sees now to `path`, verify the copy, and only then let it stand there under its name."""
    _refuse_to_harm(database, path)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        # One step: in WAL mode it holds up no writer, while smaller steps begin anew with every write.
        with told(path), closing(sqlite3.connect(partial, isolation_level=None)) as target:
            source.backup(target)
            # One file, readable from a medium that cannot be written; a writer turns the log on again.
            target.execute("PRAGMA journal_mode = DELETE")
            findings = [str(finding) for (finding,) in target.execute("PRAGMA integrity_check(1)")]
        if findings != ["ok"]:
            raise StoreError(text(_UNSOUND, path=str(database), detail="; ".join(findings)))
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as exc:
        raise StoreError(text(_UNWRITABLE, path=str(path), detail=os.strerror(exc.errno or 0))) from exc
    finally:
        for end in ("", "-journal", "-wal", "-shm"):
            partial.with_name(partial.name + end).unlink(missing_ok=True)


def _refuse_to_harm(database: Path, path: Path) -> None:
    if not path.exists():
        if not path.parent.is_dir():
            raise StoreError(text(_UNWRITABLE, path=str(path), detail="no such folder"))
        return
    if path.samefile(database):
        raise StoreError(text(_ITSELF, path=str(path)))
    if not path.is_file() or not _ours(path):
        raise StoreError(text(_TAKEN, path=str(path)))


def _ours(path: Path) -> bool:
    with path.open("rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            return False
    try:
        return bool(recorded(path))
    except StoreError:
        return False
