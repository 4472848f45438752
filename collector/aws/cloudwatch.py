"""Points of CloudWatch metrics, from where the last round ended: downtime is recovered as far as AWS remembers.

Which metrics are asked lives in `metrics.py` and `metrics_more.py`; how points are kept lives in `store/samples.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from collector.aws.errors import Malformed
from collector.aws.fields import number
from collector.aws.reading import Call, Visit
from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR, Kind, Metric
from deliverability.model import N_, text
from store import meta, samples
from store.samples import Point

OPERATION: Final = "GetMetricStatistics"
MOST_POINTS: Final = 1440
"""Points one call may return; AWS refuses to answer for more."""
REMEMBERED: Final = 455 * DAY
REMEMBERED_FINELY: Final = 63 * DAY - HOUR
"""AWS keeps periods under an hour for 63 days; an hour less, since its clock is not ours."""
FIRST_FINE: Final = 14 * DAY
OVERLAP: Final = 6 * HOUR
"""Asked again with each round: late bounces raise points already read. Fits in the same call, so it costs nothing."""
LONG_OVERLAP: Final = 14 * DAY
"""Asked again once a day, for complaints that arrive days later. Fits in one call, too."""
LIST_PRICE_USD: Final = 0.01 / 1000
"""Of one request beyond the million a month that is free for the account."""
SET_DIMENSION: Final = "ses:configuration-set"


def _last_hour(now: datetime) -> Mapping[str, Any]:
    whole = now.replace(minute=0, second=0, microsecond=0)
    window = {"StartTime": whole - timedelta(hours=1), "EndTime": whole, "Period": HOUR, "Statistics": ["Sum"]}
    return {"Namespace": "AWS/SES", "MetricName": "Send", **window}


CALL: Final = Call("cloudwatch", OPERATION, _last_hour)


@dataclass(frozen=True, slots=True)
class Series:
    """A metric of the account, or of one configuration set."""

    metric: Metric
    configuration_set: str = ""

    @property
    def key(self) -> str:
        """Its name in what we remember of our own asking."""
        return f"{self.metric.name}/{self.configuration_set}"


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of time to ask for in one call, and the period of its points."""

    span: Span
    period_seconds: int


def windows(now: int, asked_until: int | None, period: int, *, deep: bool, from_start: bool = False) -> list[Window]:
    """What to ask of a series, oldest first, in calls of at most MOST_POINTS; only whole periods, aligned to them.

    `asked_until` is where the last round ended (None: never asked). `deep` reaches back LONG_OVERLAP from now
    at least. `from_start` asks for everything AWS remembers, as finely as it does.
    """
    end = now - now % period
    if from_start or asked_until is None:
        start, fine = now - REMEMBERED, now - (REMEMBERED_FINELY if from_start else FIRST_FINE)
    else:
        start = max(asked_until - OVERLAP, now - REMEMBERED)
        start = min(start, now - LONG_OVERLAP) if deep else start
        fine = max(start, now - REMEMBERED_FINELY)
    start, fine = _up(start, HOUR), _up(fine, HOUR)
    return [*_pieces(start, fine, HOUR), *_pieces(fine, end, period)]


def catch_up(visit: Visit, several: Sequence[Series], period_seconds: int) -> None:
    """Ask for every series what was not asked yet, and keep it."""
    plan = [(series, window) for series in several for window in _due(visit, series, period_seconds)]
    for i, (series, window) in enumerate(plan):
        if visit.stopping():
            return
        with visit.part():
            points, odd = _points(visit, series, window)
            _keep(visit, series, window, points)
            visit.doubt(OPERATION, odd)
        visit.progress(i + 1, len(plan))


def _keep(visit: Visit, series: Series, window: Window, points: Sequence[Point]) -> None:
    """The points, and how far the series is read, together or not at all."""
    name, of_set = series.metric.name, series.configuration_set
    with visit.store.transaction():
        samples.keep(visit.store, visit.scope, name, of_set, window.period_seconds, points)
        meta.put(visit.store, _memory(visit, series), str(window.span.until))


def _due(visit: Visit, series: Series, period: int) -> list[Window]:
    known = meta.get(visit.store, _memory(visit, series))
    asked_until = int(known) if known and known.isdigit() else None
    new_day = asked_until is not None and asked_until // DAY != visit.at // DAY
    return windows(visit.at, asked_until, period, deep=visit.full or new_day, from_start=visit.from_start)


def _memory(visit: Visit, series: Series) -> str:
    return f"asked-until/{visit.scope}/{series.key}"


def _points(visit: Visit, series: Series, window: Window) -> tuple[list[Point], list[str]]:
    answer = visit.aws.call("cloudwatch", OPERATION, **_question(series, window))
    told = answer.get("Datapoints")
    if not isinstance(told, list):
        raise Malformed(OPERATION, visit.aws.region, text(N_("it holds no list of points.")))
    found = [_point(item, series.metric, window) for item in told]
    return [p for p in found if isinstance(p, Point)], [p for p in found if isinstance(p, str)]


def _question(series: Series, window: Window) -> dict[str, Any]:
    dimensions = [{"Name": SET_DIMENSION, "Value": series.configuration_set}] if series.configuration_set else []
    return {
        "Namespace": "AWS/SES",
        "MetricName": series.metric.name,
        "Dimensions": dimensions,
        "StartTime": datetime.fromtimestamp(window.span.since, UTC),
        "EndTime": datetime.fromtimestamp(window.span.until, UTC),
        "Period": window.period_seconds,
        "Statistics": [series.metric.statistic],
    }


def _point(item: Any, metric: Metric, window: Window) -> Point | str:
    """A point at the start of its period, or the name of the member that is missing or odd."""
    if not isinstance(item, Mapping):
        return "Datapoints"
    when, value = item.get("Timestamp"), number(item.get(metric.statistic))
    if not isinstance(when, datetime) or not window.span.since <= (at := int(when.timestamp())) < window.span.until:
        return "Timestamp"
    if value is None or value < 0 or (metric.kind is Kind.GAUGE and value > 1):
        return metric.statistic
    return Point(at - at % window.period_seconds, value)


def _up(at: int, step: int) -> int:
    return at + -at % step


def _pieces(since: int, until: int, period: int) -> Iterator[Window]:
    for at in range(since, until, MOST_POINTS * period):
        yield Window(Span(at, min(at + MOST_POINTS * period, until)), period)
