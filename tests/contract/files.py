"""Databases on disk and the proof that one was left as it was."""

import hashlib
import sqlite3
from pathlib import Path

import pytest

from deliverability.model import Text
from store.errors import StoreError
from store.open import open_store

READ, WRITE = {"read_only": True}, {"read_only": False}
BOTH = pytest.mark.parametrize("mode", [READ, WRITE], ids=["reader", "writer"])


def ours(path: Path, values: int = 500) -> Path:
    """A whole database of ours, several pages long."""
    engine = open_store(f"sqlite:///{path}")
    engine.load("meta", ("key", "value"), [(str(i), "x" * 100) for i in range(values)])
    engine.close()
    return path


def other(path: Path, sql: str) -> Path:
    conn = sqlite3.connect(path)
    conn.executescript(sql)
    conn.close()
    return path


def state(folder: Path) -> dict[str, str]:
    """Every file with its hash; SQLite's own shared memory and empty log beside a database hold no data."""
    found = {file.name: file for file in folder.iterdir() if file.is_file()}
    held = {
        n: f for n, f in found.items() if not n.endswith("-shm") and not (n.endswith("-wal") and not f.stat().st_size)
    }
    return {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in held.items()}


def refused(path: Path, mode: dict[str, bool], kind: type[StoreError] = StoreError) -> Text:
    """What opening says; the folder stays as it was, byte for byte."""
    before = state(path.parent)
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{path}", **mode)
    assert type(caught.value) is kind
    assert state(path.parent) == before
    assert caught.value.message.params["path"] == str(path)
    return caught.value.message
