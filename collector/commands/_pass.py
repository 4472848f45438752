"""One pass of every job, shown while it runs and told when it is done.

What a pass does lives in `collector/rounds.py`; the commands that ask for one are `once` and `backfill`.
"""

from dataclasses import replace

from collector import rounds
from collector.commands._console import Console
from collector.commands._opening import settled, watching
from collector.commands._progress import shown
from collector.commands._results import told


def passed(console: Console, *, from_start: bool = False) -> int:
    """Perform every job once; 0 when all went well, else 1. `from_start` asks again for history read before."""
    settings = settled(console)
    with watching(settings) as watch:
        jobs = len(watch.readings) * len(watch.regions)
        with shown(console, jobs) as progress:
            done = rounds.once(replace(watch, progress=progress), from_start=from_start)
    return told(console, done)
