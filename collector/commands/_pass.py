"""One pass of every job, shown while it runs and told when it is done.

What a pass does lives in `collector/rounds.py`; the commands that ask for one are `once` and `backfill`.
"""

from dataclasses import replace
from typing import Final

from collector import rounds
from collector.commands._console import Console
from collector.commands._opening import settled, watching
from collector.commands._progress import shown
from collector.commands._results import told
from collector.commands._telling import channels, telling, wrong
from deliverability.model import NN_, text

DRAIN_SECONDS: Final = 60
LEFT: Final = NN_(
    "{n} alert is not delivered yet; the next pass tries again.",
    "{n} alerts are not delivered yet; the next pass tries again.",
)


def passed(console: Console, *, from_start: bool = False) -> int:
    """Perform every job once; 0 when all went well, else 1. `from_start` asks again for history read before."""
    settings = settled(console, wrong=wrong)
    found = channels(settings, console)
    with (
        watching(settings, [line.channel for line in found]) as watch,
        telling(settings, watch, found, beats=False) as delivery,
    ):
        jobs = len(watch.readings) * len(watch.regions)
        with shown(console, jobs) as progress:
            done = rounds.once(replace(watch, progress=progress), from_start=from_start)
        left = delivery.drain(DRAIN_SECONDS)
    if left:
        console.note(text(LEFT, n=left))
    return told(console, done)
