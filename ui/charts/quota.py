"""The rolling day against the quota: what was used, as AWS counts it and as our attempts tell it, and what is ahead.

What every chart shares is in `axes`; which points are drawn is decided in `report/rolling_day.py`.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import plotly.graph_objects as go

from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR
from report.rolling_day import Limit, QuotaChart, Used
from ui.charts.axes import AWS, GAP, OURS, REVIEW, TimeAxis, layout, nothing, time_axis
from ui.charts.gaps import gap_names, hatching
from ui.context import t
from words.format import number

IN_SIGHT: Final = 0.4
"""From this part of the limit on the limit itself is in sight; else it would press the curve to the floor."""

LABELS: Final = 56
"""Pixels right of the plot for the limit's name."""


def quota_figure(chart: QuotaChart) -> go.Figure:
    """Use of the quota over the last days and the next one."""
    axis = time_axis(Span(chart.span.since, chart.span.until + DAY))
    limit = chart.limits[-1].value if chart.limits else None
    top = top_of(chart)
    return go.Figure(
        data=[*_ahead(axis, chart), *_used(axis, chart), *_limits(axis, chart), *hatching(axis, chart.gaps, 0.0, top)],
        layout=layout(axis, "quota", right=LABELS)
        | {
            "barmode": "overlay",
            "yaxis": {"range": [0, top], "tickformat": "~s", "fixedrange": True, "nticks": 5},
            "shapes": [_now(axis, chart.span.until)],
            "annotations": [
                *gap_names(axis, chart.gaps),
                *_limit_label(axis, limit, top),
                *([] if chart.aws or chart.own else [nothing(t("no figure in this range"))]),
            ],
        },
    )


def top_of(chart: QuotaChart) -> float:
    """The upper end of the axis: the limit is in sight where the use comes anywhere near it."""
    values = [used.value for used in (*chart.aws, *chart.own)] + [ahead.high for ahead in chart.ahead]
    highest = max(values, default=0.0)
    limits = [limit.value for limit in chart.limits if limit.value > 0]
    if limits and highest >= IN_SIGHT * min(limits):
        return max(highest, *limits) * 1.08
    return max(highest * 1.25, 1.0)


def _used(axis: TimeAxis, chart: QuotaChart) -> Iterator[dict[str, Any]]:
    lines = (
        (t("from delivery attempts"), chart.own, OURS, 1.5),
        (t("sent in 24 h, AWS"), chart.aws, AWS, 2.5),
    )
    for name, points, color, width in lines:
        if points:
            yield _line(axis, name, list(_broken(points)), color, width)


def _line(axis: TimeAxis, name: str, points: Sequence[Used | int], color: str, width: float) -> dict[str, Any]:
    lone = all(isinstance(p, int) for p in points[1::2]) and len(points) > 1
    return {
        "type": "scatter",
        "name": name,
        "x": [axis.at(p if isinstance(p, int) else p.at) for p in points],
        "y": [None if isinstance(p, int) else p.value for p in points],
        "mode": "markers" if lone or len(points) == 1 else "lines",
        "line": {"color": color, "width": width},
        "marker": {"color": color, "size": 7},
        "hovertemplate": "%{y:,.0f}",
    }


def _broken(points: Sequence[Used]) -> Iterator[Used | int]:
    """The points, with a time without a value wherever more than two hours lie between two."""
    before: Used | None = None
    for point in points:
        if before is not None and point.at - before.at > 2 * HOUR:
            yield before.at + HOUR
        yield point
        before = point


def _ahead(axis: TimeAxis, chart: QuotaChart) -> Iterator[dict[str, Any]]:
    """The band, as bars since only they can be seen through, and the best guess, which begins where the past ends."""
    if not chart.ahead:
        return
    last = max((*chart.aws[-1:], *chart.own[-1:]), key=lambda used: used.at)
    yield {
        "type": "bar",
        "x": [axis.at(a.at - HOUR) for a in chart.ahead],
        "y": [a.high - a.low for a in chart.ahead],
        "base": [a.low for a in chart.ahead],
        "width": HOUR * 1000,
        "offset": 0,
        "marker": {"color": AWS, "line": {"width": 0}},
        "opacity": 0.18,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    yield {
        "type": "scatter",
        "name": t("forecast"),
        "x": [axis.at(last.at), *(axis.at(a.at) for a in chart.ahead)],
        "y": [last.value, *(a.used for a in chart.ahead)],
        "customdata": [[last.value, last.value], *([a.low, a.high] for a in chart.ahead)],
        "mode": "lines",
        "line": {"color": AWS, "width": 2, "dash": "dot"},
        "hovertemplate": "%{y:,.0f} (%{customdata[0]:,.0f} – %{customdata[1]:,.0f})",
    }


def _limits(axis: TimeAxis, chart: QuotaChart) -> Iterator[dict[str, Any]]:
    """The limit as steps, from when it was first known to the end of the axis."""
    steps = [*chart.limits, *(Limit(axis.span.until, last.value) for last in chart.limits[-1:])]
    if any(limit.value >= 0 for limit in steps):
        yield {
            "type": "scatter",
            "name": t("quota"),
            "x": [axis.at(limit.at) for limit in steps],
            "y": [limit.value if limit.value >= 0 else None for limit in steps],
            "mode": "lines",
            "line": {"color": REVIEW, "width": 1.5, "dash": "dash", "shape": "hv"},
            "hovertemplate": "%{y:,.0f}",
        }


def _limit_label(axis: TimeAxis, limit: float | None, top: float) -> Iterator[dict[str, Any]]:
    """The limit's name right of the plot, with an arrow where the limit itself is out of sight."""
    if limit is None or limit < 0:
        return
    inside = limit <= top
    name = t("quota<br>{limit}", limit=number(limit, axis.language))
    yield {
        "text": name if inside else f"{name} ↑",
        "font": {"color": REVIEW, "size": 11},
        "x": 1,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 4,
        "y": limit if inside else top,
        "yanchor": "middle" if inside else "top",
        "align": "left",
        "showarrow": False,
    }


def _now(axis: TimeAxis, now: int) -> dict[str, Any]:
    place = {"x0": axis.at(now), "x1": axis.at(now), "yref": "paper", "y0": 0, "y1": 1}
    return {"type": "line", "line": {"color": GAP, "width": 1}, **place}
