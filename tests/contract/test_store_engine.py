"""What every engine promises: whole transactions, one view for a reader, safe threads."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from deliverability.bins import Bin
from deliverability.metrics import DAY, HOUR, QUARTER
from deliverability.model import Scope
from store import meta, statistics
from store.engines.engine import Engine
from store.errors import StoreError
from store.open import open_store

MIDNIGHT = 20_000 * DAY


def halves(engine: Engine) -> tuple[str | None, str | None]:
    return meta.get(engine, "one"), meta.get(engine, "two")


def test_a_transaction_is_written_whole(store, seen):
    with store.transaction():
        meta.put(store, "one", "1")
        meta.put(store, "two", "2")
        assert halves(store) == ("1", "2")
    assert halves(seen) == ("1", "2")


def test_nobody_else_sees_a_transaction_before_its_end(store):
    with ThreadPoolExecutor(1) as other, store.transaction():
        meta.put(store, "one", "1")
        assert other.submit(halves, store).result() == (None, None)


@pytest.mark.parametrize("exception", [ValueError, KeyboardInterrupt, GeneratorExit])
def test_an_exception_takes_all_of_it_back(store, seen, exception):
    def half() -> None:
        with store.transaction():
            meta.put(store, "one", "1")
            with store.transaction():
                meta.put(store, "two", "2")
            raise exception

    with pytest.raises(exception):
        half()
    assert halves(seen) == (None, None)
    meta.put(store, "one", "afterwards")
    assert meta.get(seen, "one") == "afterwards"


def test_an_exception_caught_inside_takes_all_of_it_back_too(store, seen):
    def half() -> None:
        with store.transaction():
            meta.put(store, "one", "1")
            raise ValueError

    def whole() -> None:
        with store.transaction():
            with pytest.raises(ValueError):
                half()
            meta.put(store, "two", "2")

    with pytest.raises(RuntimeError, match="nothing is written"):
        whole()
    assert halves(seen) == (None, None)


def test_a_statement_that_fails_leaves_the_rest_of_its_block_unwritten(store, seen):
    def half() -> None:
        with store.transaction():
            meta.put(store, "one", "1")
            store.run("INSERT INTO meta (key, value) VALUES ('one', 'again')")

    with pytest.raises(StoreError):
        half()
    assert halves(seen) == (None, None)


def test_rows_that_break_off_are_not_loaded_in_part(store, seen):
    def breaking():
        yield "one", "1"
        raise ValueError

    with pytest.raises(ValueError):
        store.load("meta", ("key", "value"), breaking())
    assert halves(seen) == (None, None)


def test_statements_say_how_many_rows_they_changed(store):
    rows = [(str(i), "x") for i in range(10)]
    assert store.load("meta", ("key", "value"), rows) == 10
    assert store.load("meta", ("key", "value"), rows, "ON CONFLICT (key) DO NOTHING") == 0
    assert store.load("meta", ("key", "value"), []) == 0
    assert store.run("DELETE FROM meta WHERE key < :key", {"key": "5"}) == 5
    assert store.rows("SELECT key FROM meta ORDER BY key LIMIT 1") == [("5",)]


@pytest.mark.parametrize("value", ["\ud800", 2**64, object()])
def test_a_value_that_cannot_be_stored_is_told_in_a_sentence(store, value):
    with pytest.raises(StoreError) as caught:
        store.load("meta", ("key", "value"), [("one", value)])
    assert caught.value.message.params["path"]
    assert meta.get(store, "one") is None


def test_a_reader_reads_one_view_throughout_a_transaction(store):
    reader = open_store(store.url_shown, read_only=True)
    with reader.transaction():
        before = halves(reader)
        meta.put(store, "one", "1")
        assert halves(reader) == before
    assert halves(reader) == ("1", None)
    reader.close()


def test_a_reader_cannot_write(store):
    reader = open_store(store.url_shown, read_only=True)
    with pytest.raises(StoreError) as caught:
        meta.put(reader, "one", "1")
    assert "may only be read" in caught.value.message.msgid
    reader.close()
    assert meta.get(store, "one") is None


def test_many_threads_write_and_read_at_once(store, seen):
    def work(number: int) -> int:
        scope = Scope(f"{number:012}", "us-east-1")
        for i in range(12):
            statistics.keep(store, scope, [Bin(MIDNIGHT + QUARTER * i, 1, 0, 0, 0)], MIDNIGHT)
            statistics.buckets(seen, scope, MIDNIGHT, MIDNIGHT + DAY, HOUR)
        return statistics.totals(seen, scope, MIDNIGHT, MIDNIGHT + DAY).attempts

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(work, range(16))) == [12] * 16


def test_what_one_thread_leaves_open_is_none_of_another_threads_business(store):
    inside, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with store.transaction():
            meta.put(store, "one", "1")
            inside.set()
            leave.wait(10)

    with ThreadPoolExecutor(2) as threads:
        holding = threads.submit(hold)
        inside.wait(10)
        waiting = threads.submit(meta.put, store, "two", "2")
        assert halves(store) == (None, None)
        leave.set()
        holding.result()
        waiting.result()
    assert halves(store) == ("1", "2")


def test_migrating_again_changes_nothing(store):
    names = store.rows("SELECT name FROM _sqlite_migrations")
    meta.put(store, "one", "1")
    store.migrate()
    assert store.rows("SELECT name FROM _sqlite_migrations") == names
    assert meta.get(store, "one") == "1"


def test_a_view_is_unchanging_and_keeps_no_writer_waiting(store):
    with ThreadPoolExecutor(1) as other, store.view():
        assert halves(store) == (None, None)
        other.submit(meta.put, store, "one", "1").result(timeout=4)
        assert halves(store) == (None, None)
    assert halves(store) == ("1", None)


def test_nothing_is_written_inside_a_view(store, seen):
    with store.view(), pytest.raises(RuntimeError, match="inside a view"):
        meta.put(store, "one", "1")
    assert halves(seen) == (None, None)
    meta.put(store, "one", "afterwards")
    assert meta.get(seen, "one") == "afterwards"


def test_a_view_inside_a_transaction_sees_what_that_wrote(store, seen):
    with store.transaction():
        meta.put(store, "one", "1")
        with store.view():
            assert halves(store) == ("1", None)
        meta.put(store, "two", "2")
    assert halves(seen) == ("1", "2")
