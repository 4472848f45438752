"""Harm from outside: a writer killed at any moment, a database locked by others, a full disk."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import store.engines.pool
from deliverability.bins import Bin, total
from deliverability.metrics import DAY, HOUR, QUARTER
from store import meta, statistics
from store.engines.engine import Engine
from store.errors import StoreBusy, StoreError
from store.open import PROJECT, open_store

MIDNIGHT = 20_000 * DAY
EVER = (0, 2 * MIDNIGHT)

WRITER = f"""
import itertools, sys, time
from deliverability.bins import Bin
from deliverability.model import Scope
from store import meta, statistics
from store.open import open_store

store = open_store(sys.argv[1])
scope = Scope("123456789012", "ap-northeast-2")
with store.exclusive("collector"):
    for i in itertools.count(int(meta.get(store, "count") or 0)):
        with store.transaction():
            polled = [Bin({MIDNIGHT} + 900 * (i + k), 1, 0, 0, 0) for k in range(300)]
            statistics.keep(store, scope, polled, {MIDNIGHT})
            if sys.argv[2] == "stop inside":
                print("inside", flush=True)
                time.sleep(60)
            meta.put(store, "count", str(i + 1))
        print(i + 1, flush=True)
"""


def writing(address: str, how: str = "go on") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, address, how], stdout=subprocess.PIPE, text=True, cwd=PROJECT
    )


def killed(process: subprocess.Popen[str]) -> list[str]:
    """Kill, and return what the writer had said by then."""
    os.kill(process.pid, signal.SIGKILL)
    said, _ = process.communicate()
    return said.splitlines()


def whole(engine: Engine, scope) -> int:
    """How many polls are stored; every sum must be one of the bins that are there."""
    count = int(meta.get(engine, "count") or 0)
    bins = statistics.bins(engine, scope, *EVER)
    assert len(bins) == (count + 299 if count else 0)
    for step in (HOUR, DAY):
        sums = statistics.buckets(engine, scope, *EVER, step)
        assert total(sums).counts() == total(bins).counts()
    assert engine.rows("PRAGMA integrity_check") == [("ok",)]
    return count


def test_a_writer_killed_inside_a_transaction_leaves_what_was_before(store, scope):
    process = writing(store.url_shown, "stop inside")
    assert process.stdout is not None
    assert process.stdout.readline() == "inside\n"
    with pytest.raises(StoreBusy) as caught, store.exclusive("collector"):
        pass
    assert caught.value.message.params["pid"] == process.pid
    killed(process)
    assert whole(store, scope) == 0
    with store.exclusive("collector"):
        statistics.keep(store, scope, [Bin(MIDNIGHT, 1, 0, 0, 0)], MIDNIGHT)


def test_a_writer_killed_at_any_moment_loses_nothing_it_had_finished(store, scope):
    for _ in range(2):
        process = writing(store.url_shown)
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(random.uniform(0, 0.1))
        said = killed(process)
        count = whole(store, scope)
        assert count >= int(said[-1] if said else 1)


def test_a_lock_of_another_program_is_waited_for(store):
    other = sqlite3.connect(
        Path(store.url_shown.removeprefix("sqlite:///")), isolation_level=None, check_same_thread=False
    )
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, lambda: other.execute("ROLLBACK")).start()
    meta.put(store, "one", "1")
    assert meta.get(store, "one") == "1"
    other.close()


def test_a_thread_waits_for_another_one_however_long_it_writes(tmp_path, monkeypatch):
    monkeypatch.setattr(store.engines.pool, "BUSY_SECONDS", 0.1)
    engine, inside = open_store(f"sqlite:///{tmp_path / 'ses.db'}"), threading.Event()

    def write() -> None:
        with engine.transaction():
            inside.set()
            time.sleep(0.5)

    thread = threading.Thread(target=write)
    thread.start()
    inside.wait(10)
    meta.put(engine, "one", "1")
    thread.join()
    engine.close()


def test_a_lock_that_does_not_end_gets_a_sentence_and_readers_never_wait(tmp_path, monkeypatch):
    monkeypatch.setattr(store.engines.pool, "BUSY_SECONDS", 0.2)
    address = f"sqlite:///{tmp_path / 'ses.db'}"
    writer, reader = open_store(address), open_store(address, read_only=True)
    meta.put(writer, "one", "1")
    other = sqlite3.connect(tmp_path / "ses.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as caught:
        meta.put(writer, "one", "2")
    assert "locked by another program" in caught.value.message.msgid
    assert meta.get(reader, "one") == meta.get(writer, "one") == "1"
    other.execute("ROLLBACK")
    meta.put(writer, "one", "2")
    assert meta.get(reader, "one") == "2"
    for engine in (writer, reader):
        engine.close()
    other.close()


def test_a_full_disk_gets_a_sentence_and_loses_nothing(store, scope):
    statistics.keep(store, scope, [Bin(MIDNIGHT + QUARTER * i, 1, 0, 0, 0) for i in range(300)], MIDNIGHT)
    meta.put(store, "count", "1")
    ((pages,),) = store.rows("PRAGMA page_count")
    store.rows(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StoreError) as caught:
        statistics.keep(store, scope, [Bin(MIDNIGHT + QUARTER * i, 9, 0, 0, 0) for i in range(9000)], MIDNIGHT)
    assert "is full" in caught.value.message.msgid
    assert whole(store, scope) == 1
    store.rows("PRAGMA max_page_count = 1000000")
    statistics.keep(store, scope, [Bin(MIDNIGHT + QUARTER * 300, 1, 0, 0, 0)], MIDNIGHT)
    assert statistics.totals(store, scope, *EVER).attempts == 301


def test_a_log_that_readers_held_up_is_cut_back(tmp_path, monkeypatch):
    monkeypatch.setattr("store.engines.sqlite.JOURNAL_BYTES", 200_000)
    writer = open_store(f"sqlite:///{tmp_path / 'ses.db'}")
    reader = open_store(writer.url_shown, read_only=True)
    log = tmp_path / "ses.db-wal"
    with reader.transaction():
        meta.get(reader, "one")
        for i in range(20):
            meta.put(writer, str(i), "x" * 100_000)
        assert log.stat().st_size > 1_000_000
    meta.put(writer, "one", "1")
    assert log.stat().st_size == 0
    assert meta.get(reader, "one") == "1"
    writer.close()
    reader.close()
