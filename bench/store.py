"""How fast the store loads, how small it stays, and what a page's questions cost after one year and after three.

Ceilings are bare `sqlite3.executemany` of the same rows into the same keyed table, in the same run and with as many
transactions. Figures of other rooms live beside.
"""

import random
import sqlite3
import statistics as sample
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

from bench.measure import Measure, table
from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR, METRICS, QUARTER, SENT_LAST_24_HOURS, Kind, Metric
from deliverability.model import Scope, text
from store import coverage, meta, runs, samples, snapshots, statistics
from store.engines.engine import Engine
from store.engines.pool import JOURNAL_BYTES
from store.migrations import MIGRATIONS
from store.open import open_store
from store.runs import Run
from store.samples import Point

START: Final = 19_000 * DAY
YEAR: Final = 365 * DAY
REGIONS: Final = tuple(Scope("123456789012", f"region-{i}") for i in range(7))
CORE: Final = tuple(metric for metric in METRICS if metric.core)
SERIES: Final = (*((scope, metric) for scope in REGIONS for metric in CORE), (REGIONS[0], SENT_LAST_24_HOURS))
"""Fifty: seven regions with the metrics that are polled every quarter of an hour, two of seven of them rates."""
A_CALL: Final = 1440
"""Points CloudWatch returns to one call."""
ROUNDS: Final = 5

Batches: TypeAlias = Sequence[Sequence[tuple[object, ...]]]


def measure() -> list[Measure]:
    """Everything about the store, in the order of the table."""
    with TemporaryDirectory() as folder:
        return [*_loading(Path(folder)), *_growing(Path(folder))]


def _value(metric: Metric, chance: random.Random) -> float:
    if metric.kind is Kind.GAUGE and metric is not SENT_LAST_24_HOURS:
        return chance.uniform(0.01, 0.06)
    mean = {"Send": 120, "Delivery": 115, "Bounce": 3}.get(metric.name, 0.2)
    return float(int(chance.expovariate(1 / mean)))


def _points(metric: Metric, since: int, until: int, period: int) -> Iterator[list[Point]]:
    chance = random.Random(since)
    for start in range(since, until, A_CALL * period):
        times = range(start, min(start + A_CALL * period, until), period)
        yield [Point(at, _value(metric, chance)) for at in times]


def _polls(since: int, until: int) -> Iterator[list[Bin]]:
    chance = random.Random(since)
    for start in range(since, until, statistics.WINDOW):
        times = range(start, min(start + statistics.WINDOW, until), QUARTER)
        yield [Bin(at, int(chance.expovariate(1 / 120)), chance.randrange(4), 0, 0) for at in times]


def _loading(folder: Path) -> Iterator[Measure]:
    polls = list(_polls(START, START + 3 * YEAR))
    rows: Batches = [[(1, b.at, *b.counts(), 0) for b in poll] for poll in polls]
    yield _ratio(
        folder,
        "send statistics, 3 years in polls of 14 days",
        "send_statistic",
        rows,
        lambda store: _keep(store, polls),
    )
    points = {metric: list(_points(metric, START, START + 455 * DAY, HOUR)) for metric in CORE}
    rows = [[(i, p.at, p.value) for p in call] for i, calls in enumerate(points.values()) for call in calls]
    yield _ratio(
        folder,
        "metric points, a backfill of 455 days by hours",
        "sample",
        rows,
        lambda store: _fill(store, points, HOUR),
    )
    points = {metric: list(_points(metric, START, START + 120 * DAY, QUARTER)) for metric in CORE}
    rows = [[(i, p.at, p.value) for p in call] for i, calls in enumerate(points.values()) for call in calls]
    yield _ratio(
        folder, "metric points, 120 days by quarters", "sample", rows, lambda store: _fill(store, points, QUARTER)
    )


def _keep(store: Engine, polls: Iterable[list[Bin]]) -> None:
    for poll in polls:
        statistics.keep(store, REGIONS[0], poll, poll[-1].at + QUARTER)


def _fill(store: Engine, points: dict[Metric, list[list[Point]]], period: int) -> None:
    for metric, calls in points.items():
        for call in calls:
            samples.keep(store, REGIONS[0], metric.name, "", period, call)


def _ratio(folder: Path, name: str, into: str, rows: Batches, load: Callable[[Engine], None]) -> Measure:
    """Our speed in parts of the bare one: the median of rounds that take turns, so that a busy machine hits both."""
    ratios = []
    for i in range(ROUNDS):
        bare = _bare(folder / f"{into}-bare-{i}.db", into, rows)
        with closing(open_store(f"sqlite:///{folder}/{into}-{len(rows)}-{i}.db")) as store:
            ratios.append(bare / _seconds(lambda: load(store)))
        for file in folder.iterdir():
            file.unlink()
    return Measure(f"loading {name}, part of bare executemany", sample.median(ratios), 0.5, "higher")


def _bare(path: Path, into: str, rows: Batches) -> float:
    """Seconds that sqlite3 alone takes for the rows."""
    (create,) = (sql for sql in MIGRATIONS[0].statements if sql.startswith(f"CREATE TABLE {into} ("))
    places = ", ".join("?" * len(rows[0][0]))
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute("PRAGMA journal_mode = wal")
        conn.execute(f"PRAGMA journal_size_limit = {JOURNAL_BYTES}")
        conn.execute(create.format(clustered="WITHOUT ROWID"))

        def load() -> None:
            for batch in rows:
                conn.execute("BEGIN IMMEDIATE")
                conn.executemany(f"INSERT INTO {into} VALUES ({places})", batch)
                conn.execute("COMMIT")

        return _seconds(load)


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def _growing(folder: Path) -> Iterator[Measure]:
    with closing(open_store(f"sqlite:///{folder}/grown.db")) as store:
        size = _remember(store, START, START + YEAR)
        young = _ask(store, START + YEAR)
        size += _remember(store, START + YEAR, START + 3 * YEAR)
        old = _ask(store, START + 3 * YEAR)
    points = len(SERIES) * 3 * YEAR // QUARTER
    yield Measure("a metric point on disk, its sums with it, 50 series for 3 years", size / points, 25, "lower", "B")
    for name, milliseconds in old.items():
        told = f"{name}, after 3 years ({young[name]:.2g} ms after one)"
        yield Measure(told, milliseconds, 50, "lower", "ms")
    growth = sum(old.values()) / sum(young.values())
    yield Measure("all questions of a page, 3 years to one", growth, 1.5, "lower", "x")


def _remember(store: Engine, since: int, until: int) -> int:
    """A stretch of everything; returns the bytes that the metric points took of it."""
    before = _size(store)
    for scope, metric in SERIES:
        for call in _points(metric, since, until, QUARTER):
            samples.keep(store, scope, metric.name, "", QUARTER, call)
    taken = _size(store) - before
    for scope in REGIONS[:2]:
        for poll in _polls(since, until):
            statistics.keep(store, scope, poll, poll[-1].at + QUARTER)
    for at in range(since, until, DAY):
        coverage.extend(store, REGIONS[0], "collector", Span(at, at + 20 * HOUR))
        snapshots.keep(store, REGIONS[0], "account", "", {"max_24_hour_send": at}, at)
        snapshots.keep(store, REGIONS[0], "identity", f"{at % 100}.example", {"verified": at}, at)
    _run(store, since, until)
    return taken


def _run(store: Engine, since: int, until: int) -> None:
    """A run of two jobs every five minutes, the last one through the front door."""
    error = '{"msgid": "throttled in {region}", "params": {"region": "region-0"}, "plural": null}'
    first = runs.version(store) + 1
    rows = [
        (
            first + i,
            ("account", "statistics")[i % 2],
            "123456789012",
            "region-0",
            at,
            at + 2,
            "failed",
            error,
            "",
            1,
            0.0,
        )
        for i, at in enumerate(at for step in range(since, until, 300) for at in (step, step))
    ]
    columns = ("id", "job", "account_id", "region", "started_at", "ended_at", "outcome", "error", "missing_action")
    store.load("run", (*columns, "api_calls", "cost_usd"), rows)
    for job in ("account", "statistics"):
        runs.record(store, Run(0, job, "123456789012", "region-0", until - 2, until, "ok", text("fine"), "", 1, 0.0))
    meta.put(store, "effective", "{}")


def _size(store: Engine) -> int:
    store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return store.size()


def _ask(store: Engine, now: int) -> dict[str, float]:
    """Median milliseconds of each question a page asks, through a reader."""
    scope, rate = REGIONS[0], CORE[0].name
    with closing(open_store(store.url_shown, read_only=True)) as reader:

        def stats(seconds: int, step: int) -> Callable[[], object]:
            return lambda: statistics.buckets(reader, scope, now - seconds, now, step)

        def points(seconds: int, step: int) -> Callable[[], object]:
            return lambda: samples.buckets(reader, scope, rate, "", now - seconds, now, step)

        spans = {
            "a day": (DAY, QUARTER),
            "a week": (7 * DAY, HOUR),
            "90 days": (90 * DAY, 3 * HOUR),
            "a year": (YEAR, DAY),
        }
        asked = {
            **{f"statistics of {name}": stats(*span) for name, span in spans.items()},
            **{f"points of {name}": points(*span) for name, span in spans.items()},
            "statistics of all time by days": stats(now - START, DAY if now - START < 2 * YEAR else 2 * DAY),
            "points of all time by days": points(now - START, DAY if now - START < 2 * YEAR else 2 * DAY),
            "totals of 30 days to the second": lambda: statistics.totals(reader, scope, now - 30 * DAY + 7, now - 7),
            "every series and its span": lambda: samples.series(reader, scope),
            "latest point": lambda: samples.latest(reader, scope, rate),
            "last run of each job": lambda: (runs.last(reader), runs.last(reader, scope), runs.last_ok(reader, scope)),
            "version": lambda: runs.version(reader),
            "runs of a day": lambda: runs.between(reader, now - DAY, now),
            "latest snapshots": lambda: (
                snapshots.latest(reader, scope, "account"),
                snapshots.latest(reader, scope, "identity"),
            ),
            "changes of 30 days": lambda: snapshots.history(reader, scope, now - 30 * DAY, now),
            "coverage of 30 days": lambda: coverage.covered(reader, scope, "collector", Span(now - 30 * DAY, now)),
        }
        return {name: sample.median(_seconds(ask) for _ in range(15)) * 1000 for name, ask in asked.items()}


if __name__ == "__main__":
    print(table(measure()))
