import csv
import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from collector.commands import export, main
from collector.commands._console import Console
from deliverability.model import text
from report.datasets import Dataset
from tests.collector import stage

COLUMNS = ("at", "name", "count", "flag", "why")
ROWS = [
    (datetime(2026, 1, 31, 9, tzinfo=UTC), "=HYPERLINK(1)", -5, True, text("{n:number} times", n=1234)),
    (datetime(2026, 1, 31, 10, tzinfo=UTC), "someone@example.com", 0.5, False, None),
]


@pytest.fixture
def exported(capsys, monkeypatch, database):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database}")
    seen = []

    def rows(store, since, until, now):
        seen.append((since, until))
        yield from ROWS

    monkeypatch.setitem(export.DATASETS, "runs", Dataset(COLUMNS, rows))

    def run(*arguments):
        assert main(["export", "runs", *arguments]) == 0
        return capsys.readouterr().out

    run.seen = seen
    return run


def test_json_lines_hold_utc_times_and_sentences(exported):
    first, second = map(json.loads, exported().splitlines())
    assert first == {
        "at": "2026-01-31T09:00:00Z",
        "name": "=HYPERLINK(1)",
        "count": -5,
        "flag": True,
        "why": "1,234 times",
    }
    assert second["why"] is None


def test_a_text_that_a_spreadsheet_would_compute_is_kept_text_and_a_negative_number_stays_one(exported):
    found = list(csv.reader(io.StringIO(exported("--format", "csv"))))
    assert found[0] == list(COLUMNS)
    assert found[1][1:4] == ["'=HYPERLINK(1)", "-5", "true"]
    assert found[2][4] == ""


@pytest.mark.parametrize("begin", ["=1", "+1", "-1", "@x", "\t=1", "\r=1"])
def test_every_beginning_of_a_formula_is_made_harmless(begin):
    assert export.as_csv(begin) == f"'{begin}"


def test_addresses_are_masked_when_asked_and_only_then(exported):
    assert "someone@example.com" in exported()
    masked = exported("--mask")
    assert "someone" not in masked
    assert "s***@example.com" in masked


def test_an_address_inside_a_sentence_is_masked_too():
    plain = export.plain("550 <bob.b+x@example.com>: no such user, see (al@example.org)", Console("en"), mask=True)
    assert plain == "550 <b***@example.com>: no such user, see (a***@example.org)"


def test_amounts_are_written_as_numbers_with_all_their_digits():
    written = [export.plain(Decimal(amount), Console("en"), mask=False) for amount in ("2.51168", "5", "1E+2", "0.1")]
    assert json.dumps(written) == "[2.51168, 5, 100, 0.1]"


def test_days_to_come_are_exported_only_if_asked_for(exported, monkeypatch):
    def ahead(store, since, until, now):
        yield from ROWS
        yield (*ROWS[1][:1], "tomorrow", 1, False, None)

    known = export.DATASETS["runs"]
    assert "tomorrow" not in exported("--forecast"), "a dataset that foresees nothing is as it is"
    monkeypatch.setitem(export.DATASETS, "runs", Dataset(COLUMNS, known.rows, ahead))
    assert "tomorrow" in exported("--forecast")
    assert "tomorrow" not in exported()


def test_the_window_is_handed_on_as_epoch_seconds(exported):
    exported("--since", "2026-01-31", "--until", "2026-02-01T00:00:00Z")
    assert exported.seen == [(1769817600, 1769904000)]


@pytest.mark.parametrize(("form", "written"), [("jsonl", ""), ("csv", "at,name,count,flag,why\n")])
def test_where_there_is_no_row_a_person_is_told_beside_an_output_that_stays_clean(
    capsys, monkeypatch, database, form, written
):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{database}")
    monkeypatch.setitem(export.DATASETS, "runs", Dataset(COLUMNS, lambda *_: iter(())))
    assert main(["export", "runs", "--format", form]) == 0
    out, err = capsys.readouterr()
    assert out == written
    assert err == "Nothing of this is stored, or nothing of the time that was asked for.\n"


def test_without_a_review_its_export_says_that_there_was_none(served, database):
    env = stage.environment(database, served.url)
    assert stage.collector(["once"], env).returncode == 0
    found = stage.collector(["export", "incident"], env)
    assert (found.returncode, found.stdout) == (0, "")
    assert "AWS has never put the account under review" in found.stderr


def test_statistics_exported_equal_the_truth(served, database):
    env = stage.environment(database, served.url)
    assert stage.collector(["once"], env).returncode == 0
    found = stage.collector(["export", "send-statistics"], env)
    assert found.returncode == 0, found.stderr
    rows = [json.loads(line) for line in found.stdout.splitlines()]
    end = int(datetime.now(UTC).timestamp()) - 1800
    truth = {q.at: q for q in served.world.truth.bins(stage.REGION, end - 12 * 86400, end)}
    told = {int(datetime.fromisoformat(row["timestamp"]).timestamp()): row for row in rows}
    assert truth
    for at, quarter in truth.items():
        assert (told[at]["delivery_attempts"], told[at]["bounces"]) == (quarter.attempts, quarter.bounces)


def test_a_reader_that_has_enough_ends_the_export_quietly(served, database):
    env = stage.environment(database, served.url)
    stage.collector(["once"], env)
    command = f"{sys.executable} -m collector export metrics | head -n 1"
    found = subprocess.run(command, shell=True, cwd=stage.ROOT, env=env, capture_output=True, text=True, check=False)
    assert len(found.stdout.splitlines()) == 1
    assert found.stderr == ""
