"""Points of CloudWatch metrics and other series, remembered for ever, with their hourly and daily sums.

Which metrics there are, and how each combines, is in `deliverability/metrics.py`. An hour of a metric is held at one
period only, the finest it was ever told at, so that nothing is counted twice.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from deliverability.metrics import DAY, HOUR, Kind
from deliverability.model import Scope
from store.engines.engine import Engine
from store.rollups import RAW, Piece, Rollup, pieces, stretches
from store.series import Numbered, Series, ensured, numbered, series, span

__all__ = [
    "Bucket",
    "Point",
    "Series",
    "between",
    "buckets",
    "keep",
    "latest",
    "latest_sets",
    "points",
    "series",
    "span",
]

NEVER: Final = 2**53
"""A time no point reaches."""

PAGE: Final = 10_000
"""Points read at once for an export."""

Told: TypeAlias = tuple[str, str, int, int, float]
"""Metric, configuration set ("" = account), time, period in seconds, value."""

_CONFLICT: Final = {
    Kind.COUNT: "ON CONFLICT (series, at) DO UPDATE SET value = excluded.value WHERE excluded.value > sample.value",
    Kind.GAUGE: "ON CONFLICT (series, at) DO UPDATE SET value = excluded.value WHERE excluded.value <> sample.value",
}
_OF_POINTS: Final = {
    Kind.COUNT: "SUM(value), COUNT(*), CAST(NULL AS DOUBLE PRECISION)",
    Kind.GAUGE: "SUM(value), COUNT(*), MAX(value)",
}
_OF_HOURS: Final = "SUM(total), SUM(points), MAX(highest)"


@dataclass(frozen=True, slots=True)
class Point:
    """A value for the period that starts at `at` (epoch seconds)."""

    at: int
    value: float


@dataclass(frozen=True, slots=True)
class Bucket:
    """What a metric was from `at` on, for one step.

    `mean` is the value of a moment, points of longer periods weighing more; `total` the sum of the points, which only
    a count has a use for; `highest` the highest point of a gauge, None for a count.
    """

    at: int
    mean: float
    total: float
    highest: float | None
    points: int


def keep(
    engine: Engine,
    scope: Scope,
    metric_name: str,
    configuration_set: str,
    period_seconds: int,
    points: Iterable[Point],
) -> int:
    """Keep points of a metric in one transaction, their sums with them, and return how many were new or changed.

    `configuration_set` "" is the account. The period divides the hour. A count keeps the larger of two values for the
    same period and is put at the period's start; a gauge keeps the latest told. Finer points take the place of coarser
    ones in their hour; coarser points for an hour that has finer ones are passed over.
    """
    with engine.transaction():
        own, others = ensured(engine, scope, metric_name, configuration_set, period_seconds)
        fresh = _placed(own, points)
        for other in others:
            _make_room(engine, own, other, fresh)
        rows = [(own.id, at, fresh[at]) for at in sorted(fresh)]
        changed = engine.load("sample", ("series", "at", "value"), rows, _CONFLICT[own.kind])
        if changed:
            _sum_up(engine, own, rows[0][1], rows[-1][1])
    return changed


def latest(
    engine: Engine, scope: Scope, metric_name: str, configuration_set: str = "", until: int | None = None
) -> Point | None:
    """The newest point, at whatever period, that starts before `until` (None: of all); None when there is none."""
    found = []
    for each in numbered(engine, scope, metric_name, configuration_set):
        sql = "SELECT at, value FROM sample WHERE series = :series AND at < :until ORDER BY at DESC LIMIT 1"
        found += engine.rows(sql, {"series": each.id, "until": NEVER if until is None else until})
    return Point(*max(found)) if found else None


def between(
    engine: Engine, scope: Scope, metric_name: str, configuration_set: str, since: int, until: int
) -> list[Point]:
    """The points that start in [since, until), at whatever period, in order: for short spans, as they are."""
    held = numbered(engine, scope, metric_name, configuration_set)
    return [Point(at, value) for at, _, value in heapq.merge(*(_read(engine, each, since, until) for each in held))]


def latest_sets(engine: Engine, scope: Scope, metric_name: str, until: int | None = None) -> dict[str, Point]:
    """The newest point before `until` (None: of all) of every configuration set that has the metric, by its name."""
    names = {s.configuration_set for s in series(engine, scope) if s.metric == metric_name and s.configuration_set}
    found = ((name, latest(engine, scope, metric_name, name, until)) for name in sorted(names))
    return {name: point for name, point in found if point}


def buckets(
    engine: Engine,
    scope: Scope,
    metric_name: str,
    configuration_set: str,
    since: int,
    until: int,
    step_seconds: int,
) -> list[Bucket]:
    """The points that start in [since, until), one Bucket per `step_seconds` in which there are any, in order.

    `at` is the start of the bucket, a multiple of the step, which is a multiple of 900, best of 3600 or 86,400. The
    first and last bucket hold only what lies inside the window.
    """
    found: dict[int, list[tuple[Numbered, float, int, float | None]]] = defaultdict(list)
    # One view of the data: between two queries an hour could change from one period to the other, and count twice.
    with engine.view():
        for each in numbered(engine, scope, metric_name, configuration_set):
            for piece in pieces(since, until, step_seconds):
                for at, total, points, highest in _summed(engine, each, piece, step_seconds):
                    found[at].append((each, total, points, highest))
    return [_bucket(at, parts) for at, parts in sorted(found.items())]


def points(engine: Engine, scope: Scope, since: int, until: int) -> Iterator[Told]:
    """Every stored point that starts in [since, until), by metric, configuration set and time; read as it is taken."""
    names = sorted({(s.metric, s.configuration_set) for s in series(engine, scope)})
    for metric, configuration_set in names:
        held = numbered(engine, scope, metric, configuration_set)
        merged = heapq.merge(*(_read(engine, each, since, until) for each in held))
        for at, period, value in merged:
            yield metric, configuration_set, at, period, value


def _placed(own: Numbered, points: Iterable[Point]) -> dict[int, float]:
    """Each time once."""
    if own.kind is Kind.GAUGE:
        return {p.at: p.value for p in points}
    fresh: dict[int, float] = {}
    for p in points:
        at = p.at - p.at % own.period_seconds
        if at not in fresh or p.value > fresh[at]:
            fresh[at] = p.value
    return fresh


def _make_room(engine: Engine, own: Numbered, other: Numbered, fresh: dict[int, float]) -> None:
    """Let the finer of two periods have the hours that both name: drop them from `fresh`, or from what is stored."""
    hours = {at - at % HOUR for at in fresh}
    shared = hours & _hours(engine, other, min(hours, default=0), max(hours, default=0))
    if other.period_seconds < own.period_seconds:
        for at in [at for at in fresh if at - at % HOUR in shared]:
            del fresh[at]
    elif shared:
        for since, until in stretches(shared, HOUR):
            engine.run(
                "DELETE FROM sample WHERE series = :series AND at >= :since AND at < :until",
                {"series": other.id, "since": since, "until": until},
            )
        _sum_up(engine, other, min(shared), max(shared))


def _hours(engine: Engine, each: Numbered, first: int, last: int) -> set[int]:
    """The hours from `first` to `last` in which the series has points."""
    rows = engine.rows(
        f"SELECT at FROM {_by_hour(each)} WHERE series = :series AND at >= :first AND at < :until",
        {"series": each.id, "first": first, "until": last + HOUR},
    )
    return {at - at % HOUR for (at,) in rows}


def _by_hour(each: Numbered) -> str:
    """Where the hours of a series are: points of an hour are their own sums and need no second row."""
    return "sample" if each.period_seconds == HOUR else "sample_hour"


def _sum_up(engine: Engine, each: Numbered, first: int, last: int) -> None:
    for rollup in _rollups(each):
        rollup.refresh(engine, each.id, first, last)


def _rollups(each: Numbered) -> list[Rollup]:
    sums = _OF_POINTS[each.kind]
    if each.period_seconds == HOUR:
        return [Rollup("sample_day", "sample", "series", DAY, sums)]
    return [
        Rollup("sample_hour", "sample", "series", HOUR, sums),
        Rollup("sample_day", "sample_hour", "series", DAY, _OF_HOURS),
    ]


def _summed(engine: Engine, each: Numbered, piece: Piece, step: int) -> list[tuple[Any, ...]]:
    """Time, total, number and highest of the points of one piece, a row per `step`."""
    table = {RAW: "sample", HOUR: _by_hour(each), DAY: "sample_day"}[piece.grain]
    sums = _OF_POINTS[each.kind] if table == "sample" else _OF_HOURS
    return engine.rows(
        f"""SELECT at - at % :step AS bucket, {sums} FROM {table}
            WHERE series = :series AND at >= :since AND at < :until GROUP BY bucket ORDER BY bucket""",
        {"series": each.id, "since": piece.since, "until": piece.until, "step": step},
    )


def _bucket(at: int, parts: list[tuple[Numbered, float, int, float | None]]) -> Bucket:
    weight = sum(each.period_seconds * points for each, _, points, _ in parts)
    mean = sum(each.period_seconds * total for each, total, _, _ in parts) / weight
    total = sum(total for _, total, _, _ in parts)
    peaks = [highest for _, _, _, highest in parts if highest is not None]
    return Bucket(at, mean, total, max(peaks, default=None), sum(points for _, _, points, _ in parts))


def _read(engine: Engine, each: Numbered, since: int, until: int) -> Iterator[tuple[int, int, float]]:
    """A series page by page: no connection is held while the taker works."""
    while True:
        page = engine.rows(
            """SELECT at, value FROM sample WHERE series = :series AND at >= :since AND at < :until
               ORDER BY at LIMIT :page""",
            {"series": each.id, "since": since, "until": until, "page": PAGE},
        )
        for at, value in page:
            yield at, each.period_seconds, value
        if len(page) < PAGE:
            return
        since = page[-1][0] + 1
