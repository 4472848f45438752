"""A rate over time: AWS's figure and ours side by side, against the review and the pause line and the period before.

Which points are drawn is decided in `report/charts.py`; the value axis is in `values`, what every chart shares in `axes`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import plotly.graph_objects as go

from deliverability.outcomes import Count, Outcome
from report.charts import AwsPoint, RateChart
from report.gaps import AWS_FIGURES, Gap
from report.marks import Mark
from ui.charts.axes import AWS, BEFORE, HEIGHT, OURS, TimeAxis, layout, nothing, time_axis
from ui.charts.gaps import gap_names, hatching
from ui.charts.lines import LABELS, line_names, lines_across
from ui.charts.pins import needles, pins
from ui.charts.values import counted, ends_of, is_wide, percents, ticks
from ui.context import t

FEW_POINTS: Final = 48
"""Below it each point is marked, since a lone one makes no line."""


def rate_figure(
    chart: RateChart, before: Sequence[Count] = (), marks: Sequence[Mark] = (), height: int = HEIGHT
) -> go.Figure:
    """The rate over time, its lines named, gaps hatched; `before` are the points of the period before, moved here."""
    axis = time_axis(chart.span)
    bottom, top = ends_of(chart)
    lines, language = chart.lines, axis.language
    return go.Figure(
        data=[
            *hatching(axis, chart.gaps, bottom, top),
            *_range(axis, chart),
            *_before(axis, chart, before),
            *_own(axis, chart),
            *_aws(axis, chart),
            *pins(axis, marks, top),
        ],
        layout=layout(axis, chart.outcome, right=LABELS if lines else 8, height=height, lane=bool(marks))
        | {
            "yaxis": {"range": [bottom, top], "fixedrange": True} | ticks(bottom, top),
            "shapes": [*(lines_across(lines, top) if lines else []), *needles(axis, marks)],
            "annotations": [
                *gap_names(axis, chart.gaps),
                *(line_names(lines, top, language) if lines else []),
                *([] if chart.aws or chart.own else [nothing(t("no figure in this range"))]),
            ],
        },
    )


def _aws(axis: TimeAxis, chart: RateChart) -> Iterator[dict[str, Any]]:
    if not chart.aws:
        return
    points = list(_broken_by_gaps(chart.aws, [gap for gap in chart.gaps if AWS_FIGURES in gap.missing]))
    written = percents(chart.outcome)
    yield {
        "type": "scatter",
        "name": t("AWS, over its representative volume"),
        "x": [axis.at(p.at) for p in points],
        "y": [_drawn(p.value) if isinstance(p, AwsPoint) else None for p in points],
        "text": [written(p.value) if isinstance(p, AwsPoint) else "" for p in points],
        "mode": _mode(chart.aws),
        "line": {"color": AWS, "width": 2.5},
        "hovertemplate": _hover(t("AWS")),
    }


def _own(axis: TimeAxis, chart: RateChart) -> Iterator[dict[str, Any]]:
    if chart.own:
        yield _counts(axis, chart, chart.own) | {
            "name": own_name(chart),
            "line": {"color": OURS, "width": 1.5},
            "hovertemplate": _hover(t("Ours")),
        }


def _before(axis: TimeAxis, chart: RateChart, before: Sequence[Count]) -> Iterator[dict[str, Any]]:
    if before:
        yield _counts(axis, chart, before) | {
            "name": t("Ours, the period before"),
            "line": {"color": BEFORE, "width": 1.25, "dash": "dot"},
            "hovertemplate": _hover(t("Before")),
        }


def _drawn(value: float) -> float:
    """A rate as finely as a chart can show it; each further digit is sent with each of thousands of points."""
    return round(value, 6)


def _hover(name: str) -> str:
    return f"<b>{name}</b> %{{text}}<extra></extra>"


def _counts(axis: TimeAxis, chart: RateChart, counts: Sequence[Count]) -> dict[str, Any]:
    points = list(_broken_by_window(counts, chart.window_seconds))
    told = counted(chart)
    return {
        "type": "scatter",
        "x": [axis.at(p.at) for p in points],
        "y": [_drawn(p.value) if isinstance(p, Count) else None for p in points],
        "text": [told(p) if isinstance(p, Count) else "" for p in points],
        "mode": _mode(counts),
    }


def _range(axis: TimeAxis, chart: RateChart) -> Iterator[dict[str, Any]]:
    """Between what the true rate lies, as a band; only where there is so little mail that it matters."""
    runs = list(_runs(chart))
    if not runs:
        return
    x: list[str | None] = []
    y: list[float | None] = []
    for run in runs:
        times, ends = [axis.at(count.at) for count in run], [count.bounds for count in run]
        x += [*times, *reversed(times), None]
        y += [*(_drawn(low) for low, _ in ends), *(_drawn(high) for _, high in reversed(ends)), None]
    yield {
        "type": "scatter",
        "name": t("Ours, where the true rate may lie (90 %)"),
        "x": x,
        "y": y,
        "mode": "none",
        "fill": "toself",
        "fillcolor": OURS,
        "opacity": 0.16,
        "hoverinfo": "skip",
    }


def _runs(chart: RateChart) -> Iterator[list[Count]]:
    """Points in a row whose range is wide, with the first point after them, where the band closes."""
    run: list[Count] = []
    for point in _broken_by_window(chart.own, chart.window_seconds):
        if isinstance(point, Count) and (run or is_wide(point, chart)):
            run.append(point)
        if isinstance(point, Break) or not is_wide(point, chart):
            if len(run) > 1:
                yield run
            run = []
    if len(run) > 1:
        yield run


def own_name(chart: RateChart) -> str:
    """Window and formula of ours, for the legend."""
    names = {
        Outcome.BOUNCE: t("Ours, {window:duration}: hard bounces / attempts", window=chart.window_seconds),
        Outcome.COMPLAINT: t("Ours, {window:duration}: at least (complaints / attempts)", window=chart.window_seconds),
        Outcome.REJECT: t("Ours, {window:duration}: rejects / attempts", window=chart.window_seconds),
        Outcome.DELIVERY: t("Ours, {window:duration}: delivered / sent", window=chart.window_seconds),
    }
    return names[chart.outcome]


def _mode(points: Sequence[object]) -> str:
    return "lines+markers" if len(points) < FEW_POINTS else "lines"


@dataclass(frozen=True, slots=True)
class Break:
    """A time through which the line must not be drawn."""

    at: int


def _broken_by_gaps(points: Sequence[AwsPoint], gaps: Iterable[Gap]) -> Iterator[AwsPoint | Break]:
    """Breaks where nobody looked; AWS's figure rests while no mail is sent, so distance alone is no gap."""
    rest = [gap.span for gap in gaps]
    for point in points:
        while rest and rest[0].until <= point.at:
            yield Break(rest.pop(0).since)
        yield point


def _broken_by_window(points: Sequence[Count], window_seconds: int) -> Iterator[Count | Break]:
    """Breaks where a whole window went by without a mail, so that there was no rate."""
    for point, following in pairwise(points):
        yield point
        if following.at - point.at > window_seconds:
            yield Break(point.at + window_seconds)
    yield from points[-1:]
