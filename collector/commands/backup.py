"""A verified copy of the database, taken while others read and write it."""

from pathlib import Path

import click

from collector.commands._console import Console
from collector.commands._opening import reading_store, settled
from deliverability.model import N_, text


@click.command("backup", help=N_("Write a verified copy of the database to FILE, while the collector goes on."))
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def command(console: Console, file: Path) -> int:
    with reading_store(settled(console, asks_aws=False)) as store:
        store.backup(file)
    written = N_("The database was copied to {path} ({size:bytes}) and the copy verified.")
    console.say(text(written, path=str(file), size=file.stat().st_size))
    return 0
