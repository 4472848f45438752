"""SQLite files and folders that may not be read or written: a sentence each, for people who are not root."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from store import meta
from store.errors import StoreError
from store.open import open_store
from tests.contract.files import BOTH, WRITE, ours, refused


def as_nobody(act: Callable[[], object]) -> None:
    """Run in a child process without root's right to write everywhere."""
    if os.geteuid():
        act()
        return
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.setgid(65534)
            os.setuid(65534)
            act()
            status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.fixture
def open_path(tmp_path_factory) -> Path:
    """A place that others can reach: pytest's own folders are closed to them."""
    folder = tmp_path_factory.mktemp("shared")
    for above in (folder, *folder.parents):
        if above.stat().st_uid == os.geteuid() and above != Path("/"):
            above.chmod(above.stat().st_mode | 0o755)
    return folder / "ses.db"


def test_a_read_only_file_is_told_and_a_reader_reads_it(open_path):
    ours(open_path).chmod(0o444)
    open_path.parent.chmod(0o777)

    def look() -> None:
        assert "is read-only" in refused(open_path, WRITE).msgid
        assert meta.get(open_store(f"sqlite:///{open_path}", read_only=True), "7") == "x" * 100

    as_nobody(look)


@pytest.mark.parametrize("there", [False, True])
def test_a_read_only_folder_is_told(open_path, there):
    if there:
        ours(open_path).chmod(0o666)
    open_path.parent.chmod(0o555)

    def look() -> None:
        assert "folder of the database" in refused(open_path, WRITE).msgid

    as_nobody(look)


@BOTH
def test_an_unreadable_file_is_told(open_path, mode):
    ours(open_path).chmod(0o000)
    before = hashlib.sha256(open_path.read_bytes()).digest() if not os.geteuid() else None

    def look() -> None:
        with pytest.raises(StoreError) as caught:
            open_store(f"sqlite:///{open_path}", **mode)
        assert "may not be read" in caught.value.message.msgid

    as_nobody(look)
    assert before is None or hashlib.sha256(open_path.read_bytes()).digest() == before


def test_a_reader_in_a_read_only_folder_reads_beside_the_writer_and_else_says_why_it_cannot(open_path):
    engine = open_store(f"sqlite:///{ours(open_path)}")
    meta.put(engine, "one", "1")
    for file in open_path.parent.iterdir():
        file.chmod(0o644)
    open_path.parent.chmod(0o755)

    def look() -> None:
        assert meta.get(open_store(f"sqlite:///{open_path}", read_only=True), "one") == "1"

    as_nobody(look)
    engine.close()

    def look_alone() -> None:
        with pytest.raises(StoreError) as caught:
            look()
        assert "folder" in caught.value.message.msgid

    as_nobody(look_alone)
