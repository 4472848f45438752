"""SQLite files that cannot be used: each gets a sentence that says what, where and what to do, and stays untouched."""

import os
from pathlib import Path

import pytest

import store.engines.files
import store.engines.sqlite
from store import meta
from store.errors import StoreError, StoreMissing
from store.migrations import NAMES, Migration
from store.open import open_store
from tests.contract.files import BOTH, READ, other, ours, refused, state


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "ses.db"


@BOTH
def test_a_file_of_another_kind_is_left_untouched(path, mode):
    path.write_text("a letter, not a database " * 99)
    assert "is not a SQLite database" in refused(path, mode).msgid


@BOTH
@pytest.mark.parametrize(
    "sql",
    [
        "CREATE TABLE invoice (id INTEGER PRIMARY KEY); INSERT INTO invoice VALUES (1);",
        """CREATE TABLE _sqlite_migrations (id INTEGER, migration_set TEXT, name TEXT, applied_at TEXT);
           INSERT INTO _sqlite_migrations VALUES (1, 'llm', 'm001_first', '');""",
        "PRAGMA journal_mode = wal; CREATE TABLE invoice (id INTEGER PRIMARY KEY);",
    ],
    ids=["plain", "with migrations of its own", "in WAL mode"],
)
def test_a_database_of_another_program_is_left_untouched(path, mode, sql):
    assert "belongs to another program" in refused(other(path, sql), mode).msgid


@BOTH
def test_a_database_from_the_future_is_left_untouched(path, mode):
    later = (
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('ses-deliverability', 'm999_x', '')"
    )
    message = refused(other(ours(path), later), mode)
    assert "newer version" in message.msgid
    assert message.params["migration"] == "m999_x"


@BOTH
@pytest.mark.parametrize("length", [50, 4096, 4096 * 3, 4096 * 5 + 17])
def test_a_truncated_database_is_left_untouched(path, mode, length):
    data = ours(path).read_bytes()
    assert len(data) > length
    path.write_bytes(data[:length])
    assert "is damaged" in refused(path, mode).msgid


def test_a_damaged_page_is_told_when_it_is_read(path):
    data = bytearray(ours(path).read_bytes())
    data[-4096 * 2 :] = b"\xa5" * 4096 * 2
    path.write_bytes(data)
    engine = open_store(f"sqlite:///{path}", read_only=True)
    with pytest.raises(StoreError) as caught:
        engine.rows("SELECT * FROM meta")
    assert "is damaged" in caught.value.message.msgid
    with pytest.raises(StoreError) as caught:
        engine.backup(path.with_name("backup.db"))
    assert [file for file in path.parent.iterdir() if not file.name.startswith("ses.db")] == []
    engine.close()
    assert path.read_bytes() == data


@BOTH
def test_a_folder_is_not_a_database(path, mode):
    path.mkdir()
    assert "is not a file" in refused(path, mode).msgid


@BOTH
def test_a_pipe_is_not_waited_for(path, mode):
    os.mkfifo(path)
    assert "is not a file" in refused(path, mode).msgid


def test_a_missing_folder_is_not_made(path):
    with pytest.raises(StoreError) as caught:
        open_store(f"sqlite:///{path.parent}/nowhere/ses.db")
    assert "does not exist" in caught.value.message.msgid
    assert not (path.parent / "nowhere").exists()


def test_a_reader_makes_nothing(path):
    assert "no database" in refused(path, READ, StoreMissing).msgid
    path.touch()
    assert "still empty" in refused(path, READ, StoreMissing).msgid
    path.unlink()
    other(path, "VACUUM")
    assert list(path.parent.iterdir()) in ([], [path])


def test_an_empty_file_becomes_a_database(path):
    path.touch()
    ours(path)
    assert open_store(f"sqlite:///{path}", read_only=True).rows("SELECT name FROM _sqlite_migrations") == [
        (name,) for name in NAMES
    ]


def test_a_reader_does_not_bring_an_older_database_up_to_date(path, monkeypatch):
    ours(path)
    monkeypatch.setattr(store.engines.files, "NAMES", (*NAMES, "m002_more"))
    assert "older version" in refused(path, READ).msgid


def test_a_writer_brings_an_older_database_up_to_date_and_a_failure_takes_all_back(path, monkeypatch):
    ours(path)
    before = state(path.parent)
    good = Migration("m002_more", ("CREATE TABLE more (id BIGINT NOT NULL PRIMARY KEY) {clustered}",))
    bad = Migration("m003_worse", ("CREATE TABLE worse (id BIGINT)", "CREATE TABLE worse (id BIGINT)"))
    migrations = store.engines.sqlite.MIGRATIONS
    monkeypatch.setattr(store.engines.sqlite, "MIGRATIONS", (*migrations, good, bad))
    with pytest.raises(StoreError):
        open_store(f"sqlite:///{path}")
    assert state(path.parent) == before
    monkeypatch.setattr(store.engines.sqlite, "MIGRATIONS", (*migrations, good))
    monkeypatch.setattr(store.engines.files, "NAMES", (*NAMES, good.name))
    engine = open_store(f"sqlite:///{path}")
    assert engine.rows("SELECT name FROM _sqlite_migrations ORDER BY id") == [*((n,) for n in NAMES), (good.name,)]
    assert engine.rows("SELECT * FROM more") == []
    assert meta.get(engine, "499") == "x" * 100
    engine.close()


def test_closing_twice_does_no_harm(path):
    engine = open_store(f"sqlite:///{ours(path)}")
    engine.close()
    engine.close()
    assert state(path.parent).keys() == {path.name}
