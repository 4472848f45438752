"""What the collector does for the store beside asking: sizes, old runs, backups that are known, what it tells of itself."""

import json
import platform
import threading
from importlib.metadata import version

import pytest

from collector import effective, rounds, schedule
from collector.commands import main
from collector.upkeep import FORGOTTEN_AT_ONCE, upkeep
from deliverability.metrics import DAY
from deliverability.model import N_, text
from deliverability.product import VERSION
from store import backups, meta, requests, runs, silences, sizes
from store.errors import StoreError
from store.open import open_store

AT = 20_000 * DAY


def ran(store, number, started_at):
    for n in range(number):
        runs.record(store, runs.Run(0, "account", "1" * 12, "eu-west-1", started_at - n, AT, "ok", None, "", 1, 0.0))


@pytest.fixture
def years(store):
    """A store with a run a day since runs were first kept, and 5 that are older and 2 that are not by a little."""
    ran(store, 5, AT - runs.KEPT_DAYS * DAY - 1)
    ran(store, 2, AT - runs.KEPT_DAYS * DAY + 10)
    for day in range(1, runs.KEPT_DAYS):
        ran(store, 1, AT - day * DAY)
    return store


def test_old_runs_go_a_few_at_a_time_and_their_sums_stay(years, monkeypatch):
    monkeypatch.setattr("collector.upkeep.FORGOTTEN_AT_ONCE", 3)
    left = []
    for n in range(3):
        upkeep(years, AT + n)
        left.append(len(runs.between(years, 0, AT - runs.KEPT_DAYS * DAY + 11)))
    assert left == [4, 2, 2]
    assert sum(day.api_calls for day in runs.day_sums(years, 0, AT)) == 7 + runs.KEPT_DAYS - 1
    assert FORGOTTEN_AT_ONCE > 3


def test_requests_of_a_month_ago_and_silences_that_ended_as_long_ago_as_runs_are_kept_go(years):
    for age in (30 * DAY + 1, 30 * DAY - 1):
        requests.ask(years, "test-alert", {}, AT - age)
    for age in (runs.KEPT_DAYS * DAY + 1, 5, -5):
        silences.add(years, "quota", None, "*", AT - age, 0, "y" * 999)
    upkeep(years, AT)
    assert [requests.get(years, n) is None for n in (1, 2)] == [True, False]
    assert [silence.why for silence in silences.listed(years, 0)] == ["y" * 200] * 2


def test_a_clock_that_leaps_ahead_for_a_round_takes_no_year_of_runs_away(years):
    upkeep(years, AT)
    before = len(runs.between(years, 0, AT))
    leap = AT + 3000 * DAY + 60
    ran(years, 3, leap)
    for n in range(3):
        upkeep(years, leap + n)
    assert len(runs.between(years, 0, AT)) >= before - 2


def test_a_store_that_cannot_be_kept_in_order_stops_nobody(store, monkeypatch, caplog):
    def full(*_):
        raise StoreError(text(N_("The disk is full")))

    monkeypatch.setattr(runs, "forget", full)
    with caplog.at_level("WARNING", logger="collector"):
        upkeep(store, AT)
    assert "upkeep.failed" in caplog.text


def test_one_pass_notes_the_size(watch):
    rounds.once(watch)
    assert sizes.latest(watch.store)["runs"].amount > 0


def test_a_running_collector_notes_the_size_of_the_day(watch):
    schedule._tick(watch, watch.regions[0], threading.Lock())
    assert len(sizes.history(watch.store, sizes.FILLED, 0)) == 1


def test_the_collector_tells_its_version_and_what_it_runs_on(store):
    effective.write(store, ("eu-west-1",), AT)
    told = json.loads(meta.get(store, "effective"))["versions"]
    assert (told["product"], told["Python"]) == (VERSION, platform.python_version())
    assert (told["boto3"], told["botocore"]) == (version("boto3"), version("botocore"))


@pytest.fixture
def backup(monkeypatch, database, capsys):
    """Runs the command over a database: exit code, standard error, and what the store knows afterwards."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database}")

    def run(file):
        code = main(["backup", str(file)])
        reader = open_store(f"sqlite:///{database}", read_only=True)
        known = backups.last_made(reader), backups.last_failed(reader)
        reader.close()
        return code, capsys.readouterr().err, *known

    return run


def test_a_backup_is_known_afterwards_by_its_name_only(backup, tmp_path, database):
    code, _, made, failed = backup(tmp_path / "copy.db")
    assert (code, made.name, failed) == (0, "copy.db", None)
    assert made.size == (tmp_path / "copy.db").stat().st_size
    reader = open_store(f"sqlite:///{database}", read_only=True)
    assert str(tmp_path) not in meta.get(reader, "backup")
    reader.close()


def test_a_backup_that_failed_is_known_too(backup, tmp_path):
    code, _, made, failed = backup(tmp_path / "nowhere" / "copy.db")
    assert (code, made) == (1, None)
    assert (failed.name, failed.size) == ("copy.db", None)


def test_a_backup_that_cannot_be_noted_is_a_backup_all_the_same(backup, tmp_path, monkeypatch):
    def read_only(*_, **__):
        raise StoreError(text(N_("It may only be read")))

    monkeypatch.setattr("collector.commands.backup.open_store", read_only)
    code, err, made, _ = backup(tmp_path / "copy.db")
    assert (code, made) == (0, None)
    assert (tmp_path / "copy.db").exists()
    assert "It may only be read" in err


def test_a_backup_is_noted_while_a_collector_holds_the_database(backup, tmp_path, database):
    with open_store(f"sqlite:///{database}").exclusive("collector"):
        code, err, made, _ = backup(tmp_path / "copy.db")
    assert (code, err, made.name) == (0, "", "copy.db")


def test_a_copy_knows_nothing_of_itself(backup, tmp_path):
    backup(tmp_path / "copy.db")
    copy = open_store(f"sqlite:///{tmp_path / 'copy.db'}", read_only=True)
    assert backups.last_made(copy) is None
    copy.close()
