"""CloudWatch for the namespace AWS/SES: GetMetricStatistics and ListMetrics.

GetMetricData lives in `metric_data.py`, what the series hold in `simulator/metrics.py`.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np

from simulator.answers.asked import Asked, page
from simulator.clock import moment
from simulator.draws import key
from simulator.errors import Refusal
from simulator.ledger import Grid
from simulator.metrics import DIMENSION, NAMESPACE, Series, kept_since, points, series
from simulator.volume import DAY, QUARTER

MOST_POINTS: Final = 1440
LISTED_FOR: Final = 14 * DAY
_SHUFFLE: Final = int(key("shuffle")) | 1


def get_metric_statistics(asked: Asked) -> dict[str, Any]:
    """Points in no order; more than 1,440 are refused."""
    params = asked.params
    since, until, period = epoch(params["StartTime"]), epoch(params["EndTime"]), params["Period"]
    check_period(period)
    if since >= until:
        raise Refusal("InvalidParameterValue", "The parameter StartTime must be less than the parameter EndTime.")
    requested = -(-(until - since) // period)
    if requested > MOST_POINTS:
        raise Refusal(
            "InvalidParameterCombination",
            f"You have requested up to {requested:,} datapoints, which exceeds the limit of {MOST_POINTS:,}. You may "
            "reduce the datapoints requested by increasing Period, or decreasing the time range.",
        )
    wanted = params.get("Statistics") or []
    found = series_points(asked, params, params.get("Unit"), (since, until, period))
    return {
        "Label": params["MetricName"],
        "Datapoints": [
            {
                "Timestamp": moment(at),
                "Unit": _unit(params["MetricName"]),
                **{name: statistic(params, name, v) for name in wanted},
            }
            for at, v in sorted(found, key=lambda point: (point[0] * _SHUFFLE) % (1 << 61))
        ],
    }


def list_metrics(asked: Asked) -> dict[str, Any]:
    """Series with a point in the last two weeks (three hours with RecentlyActive); Dimensions may name a part."""
    params = asked.params
    wanted = {(d["Name"], d.get("Value")) for d in params.get("Dimensions") or []}
    since = asked.now - (3 * 3600 if params.get("RecentlyActive") else LISTED_FOR)
    window = (since // QUARTER * QUARTER, asked.now, QUARTER)
    found = [
        which
        for which in series(asked.region.scenario)
        if params.get("Namespace") in {None, NAMESPACE}
        and params.get("MetricName") in {None, which.name}
        and all(_has(which, name, value) for name, value in wanted)
        and _found(asked, which, window)
    ]
    shown, rest = page(found, min(asked.page_size, 500), params.get("NextToken"), "InvalidParameterValue")
    return {"Metrics": [_metric(which) for which in shown], **rest}


def series_points(
    asked: Asked, metric: Mapping[str, Any], unit: str | None, window: tuple[int, int, int]
) -> list[tuple[int, float]]:
    """Points of exactly the series that `metric` names, in `window` (since, until, period), in order of time.

    Buckets lie on multiples of the period; none begins before the start.
    """
    dimensions = {d["Name"]: d["Value"] for d in metric.get("Dimensions") or []}
    foreign = metric["Namespace"] != NAMESPACE or set(dimensions) - {DIMENSION}
    if foreign or (unit and unit != _unit(metric["MetricName"])):
        return []
    return _found(asked, Series(metric["MetricName"], dimensions.get(DIMENSION, "")), window)


def check_period(period: int) -> None:
    if period not in {1, 5, 10, 30} and (period <= 0 or period % 60):
        raise Refusal("InvalidParameterValue", "The parameter Period must be 1, 5, 10, 30 or a multiple of 60.")


def statistic(metric: Mapping[str, Any], name: str, value: float) -> float:
    """A statistic of a bucket: counts come from data points of 1 each, gauges from equal ones."""
    if Series(metric["MetricName"]).gauge:
        return 1.0 if name == "SampleCount" else value
    return value if name in {"Sum", "SampleCount"} else 1.0


def epoch(time: datetime) -> int:
    """Epoch seconds of a time that moto may have parsed without its zone."""
    return int((time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp())


def _found(asked: Asked, which: Series, window: tuple[int, int, int]) -> list[tuple[int, float]]:
    since, until, period = window
    start = kept_since(period, since, asked.now)
    if start is None:
        return []
    count = -(-(min(until, asked.now + 1) - start) // period)
    if count <= 0:
        return []
    grid = Grid(start, period, count)
    values = points(asked.region.ledger, which, grid, asked.now)
    known = np.flatnonzero(~np.isnan(values))
    return list(zip(grid.edges()[known].tolist(), values[known].tolist(), strict=True))


def _unit(name: str) -> str:
    return "None" if Series(name).gauge else "Count"


def _has(which: Series, name: str, value: str | None) -> bool:
    return name == DIMENSION and bool(which.configuration_set) and value in {None, which.configuration_set}


def _metric(which: Series) -> dict[str, Any]:
    dimensions = [{"Name": DIMENSION, "Value": which.configuration_set}] if which.configuration_set else []
    return {"Namespace": NAMESPACE, "MetricName": which.name, "Dimensions": dimensions}
