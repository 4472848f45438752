"""The setup checklist in the terminal: what is left of it for a person, all of it for programs.

How it stands is read by `report/checklist.py`; the command that prints it is `doctor`.
"""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from typing import Any, Final, TypeVar

import click

from collector.commands._console import Console
from collector.commands.export import plain
from deliverability.checklist.item import TITLES, Result
from deliverability.model import N_, text
from report import checklist_export
from report.checklist import Part, checklist
from store import scopes
from store.engines.engine import Engine
from store.errors import StoreError
from store.open import open_store

_T = TypeVar("_T")

MARKS: Final = {Result.FAIL: "✗", Result.ATTENTION: "!", Result.UNKNOWN: "?", Result.BY_HAND: "☐"}


def left(console: Console, url: str | None, now: datetime) -> int:
    """Print what is left, section by section, and return how much; nothing where there is no usable database."""
    whole = _read(url, lambda store: [checklist(store, scope, now) for scope in scopes.known(store)])
    for found in whole:
        heading = N_("Setup checklist of {region}: {done} of {of} done.")
        progress = found.progress
        console.say(text(heading, region=found.scope.region, done=progress.done, of=progress.of))
        for part in (part for part in found.parts if part.left):
            _tell(console, part)
    return sum(len(found.left) for found in whole)


def everything(console: Console, url: str | None, now: datetime) -> list[dict[str, Any]]:
    """Every row as `export checklist` writes it; none where there is no usable database."""
    found = _read(url, lambda store: list(checklist_export.rows(store, None, None, now)))
    cells = ([plain(cell, console, mask=False) for cell in row] for row in found)
    return [dict(zip(checklist_export.COLUMNS, row, strict=True)) for row in cells]


def _read(url: str | None, ask: Callable[[Engine], list[_T]]) -> list[_T]:
    """What is wrong with a database is told elsewhere (`collector/examination.py`)."""
    if url is None:
        return []
    try:
        with closing(open_store(url, read_only=True)) as store:
            return ask(store)
    except StoreError:
        return []


def _tell(console: Console, part: Part) -> None:
    progress = part.progress
    heading = N_("{section} ({done} of {of})")
    console.say(text(heading, section=text(TITLES[part.section]), done=progress.done, of=progress.of))
    for row in part.left:
        about = f"{row.verdict.subject}: " if row.verdict.subject else ""
        told = [about + console.rendered(text(row.item.title)), *map(console.rendered, row.verdict.evidence)]
        click.echo(f"  {MARKS[row.result]} {' — '.join(told)}")
        for step in row.cure.steps:
            click.echo(f"      {console.rendered(step)}")
