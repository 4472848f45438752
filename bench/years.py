"""The demo's account with years of history behind it: what pages are measured on.

How fast such a database is filled and how its questions grow is measured in `store`.
"""

import random
from contextlib import closing
from pathlib import Path
from typing import Final

from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR, METRICS, QUARTER, SENT_LAST_24_HOURS, Kind
from store import coverage, samples, statistics
from store.engines.engine import Engine
from store.open import open_store
from store.samples import Point
from tests.pages import accounts

YEAR: Final = 365 * DAY
SETS: Final = ("", "transactional", "newsletter")
A_CALL: Final = 20_000


def build(folder: Path, years: int) -> Path:
    """The database of the demo's account, which AWS has been asked about for so many years."""
    path = accounts.build("demo", folder)
    since = (accounts.AT - years * YEAR) // DAY * DAY
    with closing(open_store(f"sqlite:///{path}")) as store:
        _statistics(store, since, accounts.AT - 14 * DAY)
        _metrics(store, since, accounts.AT - DAY)
        for what in (coverage.STATISTICS, coverage.CLOUDWATCH, coverage.COLLECTOR):
            coverage.extend(store, accounts.SCOPE, what, Span(since, accounts.AT - 12 * DAY))
    return path


def _statistics(store: Engine, since: int, until: int) -> None:
    chance = random.Random(since)
    for start in range(since, until, statistics.WINDOW):
        times = range(start, min(start + statistics.WINDOW, until), QUARTER)
        poll = [
            Bin(at, int(chance.expovariate(1 / 120)), chance.randrange(4), chance.random() < 0.05, 0) for at in times
        ]
        statistics.keep(store, accounts.SCOPE, poll, poll[-1].at + QUARTER)


def _metrics(store: Engine, since: int, until: int) -> None:
    chance = random.Random(since)
    for metric in (*METRICS, SENT_LAST_24_HOURS):
        gauge = metric.kind is Kind.GAUGE
        for of_set in SETS if metric.per_set else ("",):
            for start in range(since, until, A_CALL * HOUR):
                times = range(start, min(start + A_CALL * HOUR, until), HOUR)
                points = [
                    Point(at, chance.uniform(0.01, 0.03) if gauge else float(chance.randrange(500))) for at in times
                ]
                samples.keep(store, accounts.SCOPE, metric.name, of_set, HOUR, points)
