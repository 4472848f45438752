"""What is stored, as CSV or JSON lines on standard output, row by row.

The datasets and their columns live in `report/datasets.py`.
"""

import csv
import json
import os
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, Final

import click

from collector.commands._console import Console
from collector.commands._opening import reading_store, settled
from collector.commands._usage import moment
from deliverability.model import N_, Text
from report.datasets import DATASETS

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet computes a text that begins so; an apostrophe keeps it text."""
ADDRESS: Final = re.compile(r"([^\s<>\"',;:()\[\]@])[^\s<>\"',;:()\[\]@]*@")


@click.command("export", help=N_("Print a dataset. Times are UTC; --since is included, --until is not."))
@click.argument("dataset", type=click.Choice(sorted(DATASETS)))
@click.option("--since", help=N_("First date or time, such as 2026-01-31 or 2026-01-31T09:30:00Z."))
@click.option("--until", help=N_("Date or time to stop before."))
@click.option(
    "--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", help=N_("How rows are written.")
)
@click.option("--forecast", is_flag=True, help=N_("With days to come, where a dataset foresees them: cost does."))
@click.option("--mask", is_flag=True, help=N_("Hide the local part of every e-mail address."))
@click.pass_obj
def command(
    console: Console, dataset: str, since: str | None, until: str | None, form: str, *, forecast: bool, mask: bool
) -> int:
    first, end = moment(since, "--since"), moment(until, "--until")
    chosen = DATASETS[dataset]
    with reading_store(settled(console, asks_aws=False)) as store:
        wanted = chosen.with_forecast if forecast and chosen.with_forecast else chosen.rows
        found = wanted(store, _epoch(first), _epoch(end), datetime.now(UTC))
        rows = ([plain(cell, console, mask=mask) for cell in row] for row in found)
        try:
            if not _write(chosen.columns, rows, form):
                console.note(chosen.none)
        except BrokenPipeError:
            # Whoever read has enough (`| head`); nothing may be flushed into the closed pipe at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def plain(cell: object, console: Console, *, mask: bool) -> Any:
    """A cell as text, number, true, false or None: times in ISO 8601 UTC, sentences in the language set."""
    if isinstance(cell, datetime):
        return cell.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(cell, Decimal):
        return int(cell) if cell == cell.to_integral_value() else float(cell)
    if isinstance(cell, Enum):
        cell = cell.value
    if isinstance(cell, Text):
        cell = console.rendered(cell)
    if isinstance(cell, list | tuple):
        return json.dumps([plain(part, console, mask=mask) for part in cell], ensure_ascii=False)
    return ADDRESS.sub(r"\1***@", cell) if mask and isinstance(cell, str) else cell


def as_csv(cell: Any) -> Any:
    """A cell for CSV: a text that a spreadsheet would compute is kept text; a number stays as it is."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def _write(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: str) -> int:
    """Write all rows, and return how many there were."""
    n, writer = 0, csv.writer(sys.stdout, lineterminator="\n")
    if form == "csv":
        writer.writerow(columns)
    for n, row in enumerate(rows, 1):  # noqa: B007 - its last value is how many there were
        if form == "csv":
            writer.writerow([as_csv(cell) for cell in row])
        else:
            sys.stdout.write(json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) + "\n")
    sys.stdout.flush()
    return n


def _epoch(at: datetime | None) -> int | None:
    return None if at is None else int(at.timestamp())
