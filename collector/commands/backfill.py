"""Everything AWS still remembers, asked again from the start: two weeks of statistics, fifteen months of metrics."""

from dataclasses import replace

import click

from collector import rounds
from collector.commands._console import Console
from collector.commands._opening import settled, watching
from collector.commands._progress import shown
from collector.commands._results import told
from deliverability.model import N_


@click.command(
    "backfill", help=N_("Read everything AWS still remembers: two weeks of statistics, fifteen months of metrics.")
)
@click.pass_obj
def command(console: Console) -> int:
    settings = settled(console)
    with watching(settings) as watch:
        jobs = len(watch.readings) * len(watch.regions)
        with shown(console, jobs) as progress:
            done = rounds.once(replace(watch, progress=progress), from_start=True)
    return told(console, done)
