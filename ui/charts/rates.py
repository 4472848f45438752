"""A rate over time: AWS's figure and ours side by side, against the review and the pause line.

What every chart shares is in `axes`; which points are drawn is decided in `report/charts.py`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import plotly.graph_objects as go

from deliverability.coverage import Span
from deliverability.metrics import DAY
from deliverability.rates import Lines
from report.charts import AwsPoint, OwnPoint, RateChart
from ui.charts.axes import AWS, OURS, PAUSE, REVIEW, TimeAxis, gap_labels, gap_shapes, layout, nothing, time_axis
from ui.context import t
from words.format import percent

FEW_POINTS: Final = 48
"""Below it each point is marked, since a lone one makes no line."""

MOST_TICKS: Final = 6.5
STEPS: Final = (
    (0.00025, 3), (0.0005, 2), (0.001, 1), (0.0025, 2), (0.005, 1), (0.01, 0), (0.02, 0), (0.05, 0), (0.1, 0), (0.2, 0),
)  # fmt: skip
"""Distances of ticks (fraction) with the digits their percent needs."""

LABELS: Final = 48
"""Pixels right of the plot for the lines' names."""

FINE_LINE: Final = 0.01
"""A review line below it needs a third digit."""


def rate_figure(chart: RateChart) -> go.Figure:
    """AWS's figure and ours over time, both lines named, gaps marked."""
    axis = time_axis(chart.span)
    top = top_of(chart)
    digits = 3 if chart.lines.review < FINE_LINE else 2
    return go.Figure(
        data=[*_own(axis, chart, digits), *_aws(axis, chart, digits)],
        layout=layout(axis, chart.measure, right=LABELS)
        | {
            "yaxis": {"range": [0, top], "fixedrange": True} | _ticks(top),
            "shapes": [*gap_shapes(axis, chart.gaps), *_lines(chart.lines, top)],
            "annotations": [
                *gap_labels(axis, chart.gaps),
                *_line_labels(chart.lines, top, axis.language),
                *([] if chart.aws or chart.own else [nothing(t("no figure in this range"))]),
            ],
        },
    )


def top_of(chart: RateChart) -> float:
    """The upper end of the rate's axis (fraction).

    The review line is always in sight, so that the distance to it can be read; the pause line only when something
    comes near the review line, since it would press a healthy account's curve to the floor. A rate over a handful of
    mails does not stretch it.
    """
    ours = [p.numerator / p.denominator for p in chart.own if _tells(p, chart.lines)]
    highest = max([p.value for p in chart.aws] + ours, default=0.0)
    if highest < chart.lines.watch:
        return chart.lines.review * 1.25
    return max(chart.lines.pause * 1.12, min(highest * 1.08, 1.0))


def _tells(point: OwnPoint, lines: Lines) -> bool:
    """Whether there is mail enough that none bounced would exclude the review line (the rule of three)."""
    return point.denominator >= 3 / lines.review


def _ticks(top: float) -> dict[str, Any]:
    """Four to seven round ticks with just the digits they need; plotly's own repeat "0.1 %"."""
    step, digits = next((step, digits) for step, digits in STEPS if top / step <= MOST_TICKS)
    return {"dtick": step, "tick0": 0, "tickformat": f".{digits}%"}


def _aws(axis: TimeAxis, chart: RateChart, digits: int) -> Iterator[dict[str, Any]]:
    if not chart.aws:
        return
    points = list(_broken_by_gaps(chart.aws, chart.gaps))
    yield {
        "type": "scatter",
        "name": t("AWS, over its representative volume"),
        "x": [axis.at(p.at) for p in points],
        "y": [p.value if isinstance(p, AwsPoint) else None for p in points],
        "mode": _mode(chart.aws),
        "line": {"color": AWS, "width": 2.5},
        "hovertemplate": f"%{{y:.{digits}%}}",
    }


def _own(axis: TimeAxis, chart: RateChart, digits: int) -> Iterator[dict[str, Any]]:
    if not chart.own:
        return
    points = list(_broken_by_window(chart.own, _window(chart)))
    least = "≥ " if chart.lower_bound else ""
    counted = _counter(chart.lines)
    yield {
        "type": "scatter",
        "name": _own_name(chart),
        "x": [axis.at(p.at) for p in points],
        "y": [p.numerator / p.denominator if isinstance(p, OwnPoint) else None for p in points],
        "text": [counted(p) if isinstance(p, OwnPoint) else "" for p in points],
        "mode": _mode(chart.own),
        "line": {"color": OURS, "width": 1.5},
        "hovertemplate": f"{least}%{{y:.{digits}%}} (%{{text}})",
    }


def _counter(lines: Lines) -> Callable[[OwnPoint], str]:
    """Writes a point's counts for its hover; the sentences are looked up once, not for each of hundreds of points."""
    pattern = t("{count} of {mails}", count="%(count)s", mails="%(mails)s")
    few = t("not enough mail to tell")

    def counted(point: OwnPoint) -> str:
        shown = pattern % {"count": f"{point.numerator:,}", "mails": f"{point.denominator:,}"}
        return shown if _tells(point, lines) else f"{shown}, {few}"

    return counted


def _window(chart: RateChart) -> int:
    return max(DAY, chart.step_seconds)


def _own_name(chart: RateChart) -> str:
    window = _window(chart)
    if chart.lower_bound:
        return t("Ours, {window:duration}: at least (complaints / attempts)", window=window)
    return t("Ours, {window:duration}: hard bounces / attempts", window=window)


def _mode(points: Sequence[object]) -> str:
    return "lines+markers" if len(points) < FEW_POINTS else "lines"


@dataclass(frozen=True, slots=True)
class _Break:
    """A time through which the line must not be drawn."""

    at: int


def _broken_by_gaps(points: Sequence[AwsPoint], gaps: Sequence[Span]) -> Iterator[AwsPoint | _Break]:
    """Breaks where nobody looked; AWS's figure rests while no mail is sent, so distance alone is no gap."""
    rest = list(gaps)
    for point in points:
        while rest and rest[0].until <= point.at:
            yield _Break(rest.pop(0).since)
        yield point


def _broken_by_window(points: Sequence[OwnPoint], window_seconds: int) -> Iterator[OwnPoint | _Break]:
    """Breaks where a whole window went by without a mail, so that there was no rate."""
    for point, following in pairwise(points):
        yield point
        if following.at - point.at > window_seconds:
            yield _Break(point.at + window_seconds)
    yield from points[-1:]


def _lines(lines: Lines, top: float) -> list[dict[str, Any]]:
    styles = ((lines.review, REVIEW, "dash"), (lines.pause, PAUSE, "dot"))
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y}
        | {"line": {"color": color, "width": 1.5, "dash": dash}}
        for y, color, dash in styles
        if y <= top
    ]


def _line_labels(lines: Lines, top: float, language: str) -> list[dict[str, Any]]:
    """The lines' names right of the plot, where no curve runs through them."""
    review = t("review<br>{line}", line=percent(lines.review, language))
    pause = t("pause<br>{line}", line=percent(lines.pause, language))
    if lines.pause <= top:
        return [_label(review, REVIEW, lines.review, "middle"), _label(pause, PAUSE, lines.pause, "middle")]
    return [_label(review, REVIEW, lines.review, "middle"), _label(f"{pause} ↑", PAUSE, top, "bottom")]


def _label(text: str, color: str, y: float, yanchor: str) -> dict[str, Any]:
    place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 4, "y": y, "yanchor": yanchor}
    return {"text": text, "font": {"color": color, "size": 11}, "align": "left", "showarrow": False, **place}
