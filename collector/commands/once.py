"""One pass of every job. The first one also reads what AWS remembers of the past."""

import click

from collector.commands._console import Console
from collector.commands._pass import passed
from deliverability.model import N_


@click.command(
    "once", help=N_("One pass of every job in every region. The first one also reads what AWS still remembers.")
)
@click.pass_obj
def command(console: Console) -> int:
    return passed(console)
