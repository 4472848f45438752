"""CloudWatch's GetMetricData: many series in one answer, cut into pages.

Metric math is not simulated: a query without MetricStat is refused.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from simulator.answers.asked import Asked, page
from simulator.answers.cloudwatch import check_period, epoch, series_points, statistic
from simulator.clock import moment
from simulator.errors import Refusal

MOST_QUERIES: Final = 500
MOST_DATAPOINTS: Final = 100_800


def get_metric_data(asked: Asked) -> dict[str, Any]:
    """Series query by query, newest point first unless asked otherwise, MaxDatapoints a page."""
    params = asked.params
    queries: Sequence[Mapping[str, Any]] = params["MetricDataQueries"]
    _check(queries)
    series = [_points(asked, query) for query in queries]
    flat = [(number, place) for number, points in enumerate(series) for place in range(len(points))]
    most = min(params.get("MaxDatapoints") or MOST_DATAPOINTS, MOST_DATAPOINTS)
    shown, rest = page(flat, most, params.get("NextToken"), "InvalidNextToken")
    mine: list[list[tuple[int, float]]] = [[] for _ in queries]
    for number, place in shown:
        mine[number].append(series[number][place])
    last_query, last_place = shown[-1] if rest else (len(queries), 0)
    results = [
        _result(query, points, partial=number > last_query or (number == last_query and last_place + 1 < len(whole)))
        for number, (query, points, whole) in enumerate(zip(queries, mine, series, strict=True))
    ]
    return {"MetricDataResults": results, "Messages": [], **rest}


def _check(queries: Sequence[Mapping[str, Any]]) -> None:
    if len(queries) > MOST_QUERIES:
        raise Refusal(
            "ValidationError", f"The collection MetricDataQueries must not have more than {MOST_QUERIES} items."
        )
    if len({query["Id"] for query in queries}) < len(queries):
        raise Refusal("ValidationError", "The values for parameter Id in MetricDataQueries are not unique.")
    for query in queries:
        if "MetricStat" not in query:
            raise Refusal("ValidationError", "The simulated account answers no metric math, only MetricStat.")
        check_period(query["MetricStat"]["Period"])


def _points(asked: Asked, query: Mapping[str, Any]) -> list[tuple[int, float]]:
    stat, metric = query["MetricStat"], query["MetricStat"]["Metric"]
    window = (epoch(asked.params["StartTime"]), epoch(asked.params["EndTime"]), stat["Period"])
    found = series_points(asked, metric, stat.get("Unit"), window)
    shown = found if asked.params.get("ScanBy") == "TimestampAscending" else found[::-1]
    return [(at, statistic(metric, stat["Stat"], value)) for at, value in shown]


def _result(query: Mapping[str, Any], points: Sequence[tuple[int, float]], *, partial: bool) -> dict[str, Any]:
    return {
        "Id": query["Id"],
        "Label": query.get("Label") or query["MetricStat"]["Metric"]["MetricName"],
        "Timestamps": [moment(at) for at, _ in points],
        "Values": [value for _, value in points],
        "StatusCode": "PartialData" if partial else "Complete",
    }
