"""What the store knows of itself: its size day by day, its backups, and how many contradictions it holds."""

from dataclasses import replace

import pytest

from deliverability.metrics import DAY
from deliverability.model import Scope
from store import backups, doubts, sizes
from store.backups import Backup
from store.migrations import MIGRATIONS

FIRST = 20_000 * DAY


def tables():
    words = (statement.split() for migration in MIGRATIONS for statement in migration.statements)
    return [found[2] for found in words if found[:2] == ["CREATE", "TABLE"]]


def test_every_table_is_counted_under_one_topic():
    assert sorted(table for topic in sizes.TOPICS.values() for table in topic) == sorted(tables())


def test_the_size_is_noted_once_a_day(store, seen):
    assert sizes.note(store, FIRST + 100)
    assert not sizes.note(store, FIRST + DAY - 1)
    doubts.record(store, Scope("1" * 12, "us-east-1"), "lower", 5, {}, 5)
    assert sizes.note(store, FIRST + DAY)
    assert [size.at for size in sizes.history(seen, sizes.FILLED, 0)] == [FIRST + 100, FIRST + DAY]
    assert [size.at for size in sizes.history(seen, sizes.FILLED, FIRST + 101)] == [FIRST + DAY]
    assert sizes.first(seen) == FIRST + 100
    assert sizes.latest(seen)["bookkeeping"].amount == sizes.history(seen, "bookkeeping", 0)[0].amount + 2 + 1 + len(
        sizes.TOPICS
    )


def test_a_store_without_a_note_says_so(seen):
    assert sizes.first(seen) is None
    assert sizes.latest(seen) == {}
    assert sizes.history(seen, sizes.FILLED, 0) == []


def test_what_rows_fill_is_part_of_what_is_taken_and_shrinks_when_they_go(store, seen):
    before = seen.space()
    scope = Scope("1" * 12, "us-east-1")
    doubts.record_all(store, scope, "lower", [(at, {"pad": "x" * 500}) for at in range(2000)], 5)
    full = seen.space()
    assert full.filled > before.filled + 1_000_000
    assert full.taken >= full.filled
    assert full.taken == seen.size()
    store.run("DELETE FROM doubt")
    assert seen.space().filled < before.filled + 100_000
    assert full.free is None or full.free > 0


def test_the_last_backup_of_each_kind_is_known(store, seen):
    assert backups.last_made(seen) is None
    assert backups.last_failed(seen) is None
    made, failed = Backup(100, "a 백업.db", 4096), Backup(200, "b.db", None)
    for backup in (made, failed):
        backups.note(store, backup)
    assert (backups.last_made(seen), backups.last_failed(seen)) == (made, failed)
    backups.note(store, replace(made, at=300))
    assert backups.last_made(seen) == replace(made, at=300)


@pytest.mark.parametrize(("most", "listed"), [(0, []), (1, [2]), (9, [2, 1])])
def test_the_newest_doubts_are_listed_and_all_are_counted(store, seen, scope, most, listed):
    for at in (1, 2):
        doubts.record(store, scope, doubts.LOWER, at, {}, 100 + at)
    doubts.record(store, scope, doubts.SET_ASIDE, 1, {}, 50)
    assert [doubt.at for doubt in doubts.listed(seen, scope, 100, most)] == listed
    assert doubts.counted(seen, scope, 100) == {"lower": 2}
    assert doubts.counted(seen, scope, 0) == {"lower": 2, "set-aside": 1}
    assert doubts.counted(seen, Scope("2" * 12, scope.region), 0) == {}
