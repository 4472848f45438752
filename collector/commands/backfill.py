"""Everything AWS still remembers, asked again from the start: two weeks of statistics, fifteen months of metrics."""

import click

from collector.commands._console import Console
from collector.commands._pass import passed
from deliverability.model import N_


@click.command(
    "backfill", help=N_("Read everything AWS still remembers: two weeks of statistics, fifteen months of metrics.")
)
@click.pass_obj
def command(console: Console) -> int:
    return passed(console, from_start=True)
