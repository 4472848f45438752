"""Addresses that lead to no store, and SQLite's errors: each gets a sentence."""

import sqlite3
from pathlib import Path

import pytest

from store import meta
from store.engines.trouble import sentence
from store.errors import StoreError
from store.open import open_store
from tests.contract.files import BOTH


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("data/ses.db", "not a database address"),
        ("", "not a database address"),
        ("postgresql://user:hunter2@db.example/ses", "only keeps its data in SQLite"),
        ("mysql://root:hunter2@db.example/ses", "only keeps its data in SQLite"),
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite://data/ses.db", "names no file"),
        ("sqlite:///data/ses.db?mode=ro", "options"),
    ],
)
@BOTH
def test_an_address_that_leads_nowhere_gets_a_sentence_without_its_secrets(url, words, mode, tmp_path):
    with pytest.raises(StoreError) as caught:
        open_store(url, root=tmp_path, **mode)
    assert words in caught.value.message.msgid
    assert "hunter2" not in repr(caught.value.message)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["ses.db", "한국 어.db", "a#b%20c.db", "it's.db"])
def test_relative_names_count_from_the_root_and_may_be_odd(tmp_path, name):
    engine = open_store(f"sqlite:///{name}", root=tmp_path)
    meta.put(engine, "one", "1")
    assert engine.url_shown == f"sqlite:///{name}"
    assert meta.get(open_store(f"sqlite:///{name}", root=tmp_path, read_only=True), "one") == "1"
    engine.close()
    assert name in {file.name for file in tmp_path.iterdir()}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_BUSY, "locked by another program"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "locked by another program"),
        (sqlite3.SQLITE_FULL, "is full"),
        (sqlite3.SQLITE_CORRUPT, "is damaged"),
        (sqlite3.SQLITE_NOTADB, "is damaged"),
        (sqlite3.SQLITE_READONLY_DBMOVED, "only be read"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
        (sqlite3.SQLITE_IOERR_WRITE, "Check the disk"),
        (sqlite3.SQLITE_CONSTRAINT, "could not do what was asked"),
        (None, "could not do what was asked"),
    ],
)
def test_every_error_of_sqlite_has_a_sentence(code, words):
    error = sqlite3.OperationalError("as sqlite says it")
    if code is not None:
        error.sqlite_errorcode = code
    message = sentence(error, Path("/somewhere/ses.db"))
    assert words in message.msgid
    assert message.params["path"] == "/somewhere/ses.db"
