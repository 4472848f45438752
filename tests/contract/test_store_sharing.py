"""What every engine promises to those who share it: one holder of a name, verified copies, its size."""

import fcntl
import json
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from deliverability.bins import Bin
from deliverability.metrics import DAY, QUARTER
from processes import ROOT
from store import meta, statistics
from store.errors import StoreBusy, StoreError
from store.open import open_store

MIDNIGHT = 20_000 * DAY


def test_only_one_may_hold_a_name_and_the_other_is_told_who(store, tmp_path):
    other = open_store(store.url_shown)
    with store.exclusive("collector"):
        with pytest.raises(StoreBusy) as caught, other.exclusive("collector"):
            pass
        assert caught.value.message.params["pid"] == os.getpid()
        assert caught.value.message.params["since"].tzinfo is not None
        with other.exclusive("something else"):
            pass
    with other.exclusive("collector"):
        pass
    other.close()
    assert list(tmp_path.glob("*.lock")) == []


def test_whoever_looks_sees_whether_a_name_is_held(store, seen):
    assert not seen.is_held("collector")
    with store.exclusive("collector"):
        assert seen.is_held("collector")
        assert not seen.is_held("something else")
    assert not seen.is_held("collector")


def test_a_name_is_free_once_its_holder_was_killed(store, tmp_path):
    """It leaves its file behind, which says nothing."""
    lock = Path(store.url_shown.removeprefix("sqlite:///"))
    script = f"import pathlib, store.engines.lock as l, sys; h = l.held(pathlib.Path({str(lock)!r}), 'collector'); h.__enter__(); print('up', flush=True); sys.stdin.read()"
    holder = subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    holder.stdout.readline()
    assert store.is_held("collector")
    holder.kill()
    holder.wait()
    assert list(tmp_path.glob("*.lock"))
    assert not store.is_held("collector")


def test_what_cannot_be_looked_at_is_not_said_to_be_free(store, monkeypatch):
    def refused(*_):
        raise PermissionError

    with store.exclusive("collector"):
        monkeypatch.setattr(os, "open", refused)
        assert store.is_held("collector")


def test_whoever_looks_takes_the_name_from_nobody(store):
    """A collector that starts while a page looks must not be refused."""
    path = Path(store.url_shown.removeprefix("sqlite:///"))
    lock = path.with_name(f"{path.name}.collector.lock")
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    threading.Timer(0.03, os.close, [descriptor]).start()
    with store.exclusive("collector"):
        assert store.is_held("collector")


def test_a_holder_that_does_not_say_who_it_is_is_still_respected(store, tmp_path):
    with store.exclusive("collector"):
        (lock,) = tmp_path.glob("*.lock")
        for text in ("", "{", "[]", json.dumps({"pid": "x", "since": None})):
            lock.write_text(text)
            with pytest.raises(StoreBusy) as caught, store.exclusive("collector"):
                pass
            assert "pid" not in caught.value.message.params


def test_a_hold_ends_with_an_exception(store, tmp_path):
    with pytest.raises(ValueError), store.exclusive("collector"):
        raise ValueError
    assert list(tmp_path.glob("*.lock")) == []
    with store.exclusive("collector"):
        pass


def test_a_lock_file_removed_between_opening_and_locking_is_no_lock(store, tmp_path, monkeypatch):
    """Its last holder may let go at that very moment, and a third would make and lock a new file."""
    opening = os.open

    def opened_too_late(path, *args):
        descriptor = opening(path, *args)
        if opened_too_late.first:
            opened_too_late.first = False
            path.unlink()
        return descriptor

    opened_too_late.first = True
    monkeypatch.setattr(os, "open", opened_too_late)
    with store.exclusive("collector"):
        assert len(list(tmp_path.glob("*.lock"))) == 1
        with pytest.raises(StoreBusy), store.exclusive("collector"):
            pass
    assert list(tmp_path.glob("*.lock")) == []


def test_two_never_hold_a_name_at_once_however_often_it_changes_hands(store, tmp_path):
    """The file is removed at each release: a hold on a removed file would be no hold."""
    holders, most, lock = [0], [0], threading.Lock()

    def contend(_: int) -> int:
        held = 0
        for _ in range(150):
            try:
                with store.exclusive("collector"):
                    with lock:
                        holders[0] += 1
                        most[0] = max(most[0], holders[0])
                    held += 1
                    with lock:
                        holders[0] -= 1
            except StoreBusy:
                continue
        return held

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(contend, range(6))) > 0
    assert most == [1]
    assert list(tmp_path.glob("*.lock")) == []


def test_a_backup_is_the_same_database(store, seen, scope, tmp_path):
    statistics.keep(store, scope, [Bin(MIDNIGHT, 5, 0, 0, 0)], MIDNIGHT)
    target = tmp_path / "copies" / "backup.db"
    target.parent.mkdir()
    seen.backup(target)
    meta.put(store, "one", "after the first")
    seen.backup(target)
    assert [file.name for file in target.parent.iterdir()] == ["backup.db"]
    copy = open_store(f"sqlite:///{target}", read_only=True)
    assert statistics.totals(copy, scope, 0, 2 * MIDNIGHT).attempts == 5
    assert meta.get(copy, "one") == "after the first"
    copy.close()


def test_a_backup_taken_while_others_write_is_of_one_moment(store, seen, scope, tmp_path):
    stop = threading.Event()

    def write() -> None:
        count = 0
        while not stop.is_set():
            with store.transaction():
                statistics.keep(store, scope, [Bin(MIDNIGHT + QUARTER * count, 1, 0, 0, 0)], MIDNIGHT)
                count += 1
                meta.put(store, "count", str(count))

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(write)
        for i in range(4):
            store.backup(tmp_path / f"backup{i}.db")
        stop.set()
        writing.result()
    for i in range(4):
        copy = open_store(f"sqlite:///{tmp_path}/backup{i}.db")
        count = int(meta.get(copy, "count") or 0)
        assert statistics.totals(copy, scope, 0, 2 * MIDNIGHT).attempts == count
        assert len(statistics.bins(copy, scope, 0, 2 * MIDNIGHT)) == count
        copy.close()


@pytest.mark.parametrize("content", [b"", b"notes of mine", b"SQLite format 3\x00 but no more"])
def test_a_backup_never_takes_the_place_of_something_else(store, tmp_path, content):
    target = tmp_path / "notes"
    target.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        store.backup(target)
    assert "not a backup" in caught.value.message.msgid
    assert target.read_bytes() == content


def test_a_backup_onto_itself_or_into_nowhere_is_refused(store, tmp_path):
    for target in (Path(store.url_shown.removeprefix("sqlite:///")), tmp_path, tmp_path / "nowhere" / "backup.db"):
        with pytest.raises(StoreError) as caught:
            store.backup(target)
        assert caught.value.message.params["path"] == str(target)
    assert list(tmp_path.glob(".*")) == []


def test_the_size_is_that_of_everything_on_disk(store, tmp_path):
    meta.put(store, "one", "x" * 100_000)
    assert store.size() == sum(file.stat().st_size for file in tmp_path.iterdir()) > 100_000
