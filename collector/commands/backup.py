"""A verified copy of the database, taken while others read and write it, and the note that it was taken."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from collector.commands._console import Console
from collector.commands._opening import reading_store, settled
from deliverability.model import N_, text
from settings.collector import CollectorSettings
from store import backups
from store.backups import Backup
from store.errors import StoreError
from store.open import open_store

WRITTEN: Final = N_("The database was copied to {path} ({size:bytes}) and the copy verified.")
UNNOTED: Final = N_("The copy is good, but that it was made could not be noted for the Health page. {why}")


@click.command("backup", help=N_("Write a verified copy of the database to FILE, while the collector goes on."))
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def command(console: Console, file: Path) -> int:
    settings = settled(console, asks_aws=False)
    at = int(datetime.now(UTC).timestamp())
    with reading_store(settings) as store:
        try:
            store.backup(file)
        except StoreError:
            _note(settings, Backup(at, file.name, None))
            raise
    size = file.stat().st_size
    console.say(text(WRITTEN, path=str(file), size=size))
    if trouble := _note(settings, Backup(at, file.name, size)):
        console.note(text(UNNOTED, why=trouble.message))
    return 0


def _note(settings: CollectorSettings, backup: Backup) -> StoreError | None:
    """Note it in the store, or say why not: a backup is worth having also where only reading is allowed."""
    try:
        store = open_store(settings.database_url)
    except StoreError as error:
        return error
    try:
        backups.note(store, backup)
    except StoreError as error:
        return error
    finally:
        store.close()
    return None
