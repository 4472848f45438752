"""One pass of every job. The first one also reads what AWS remembers of the past."""

from dataclasses import replace

import click

from collector import rounds
from collector.commands._console import Console
from collector.commands._opening import settled, watching
from collector.commands._progress import shown
from collector.commands._results import told
from deliverability.model import N_


@click.command(
    "once", help=N_("One pass of every job in every region. The first one also reads what AWS still remembers.")
)
@click.pass_obj
def command(console: Console) -> int:
    settings = settled(console)
    with watching(settings) as watch:
        jobs = len(watch.readings) * len(watch.regions)
        with shown(console, jobs) as progress:
            done = rounds.once(replace(watch, progress=progress))
    return told(console, done)
