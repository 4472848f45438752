"""Volume over time as stacked bars: what went out without a bounce, hard bounces, rejects.

What every chart shares is in `axes`.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from deliverability.coverage import Span
from deliverability.metrics import DAY
from report.charts import VolumeBar, VolumeChart
from ui.charts.axes import AWS, OURS, REVIEW, TimeAxis, layout, nothing, time_axis
from ui.charts.gaps import gap_names, hatching
from ui.context import t
from ui.markdown import escaped


def volume_figure(chart: VolumeChart) -> go.Figure:
    """Attempts over time, what bounced or was rejected on top; without a first bar that the range cuts short.

    The axis runs to the end of the range also where nothing was sent any more: a silence must be seen.
    """
    step, span = chart.step_seconds, chart.span
    bars = [bar for bar in chart.bars if bar.at >= span.since]
    axis = time_axis(Span(span.since - span.since % -step, span.until - span.until % -step))
    top = max(map(_mails, bars), default=0) * 1.05 or 1.0
    return go.Figure(
        data=[*_traces(axis, bars, chart.step_seconds), *hatching(axis, chart.gaps, 0.0, top)],
        layout=layout(axis, "volume")
        | {
            "barmode": "stack",
            "yaxis": {"tickformat": "~s", "fixedrange": True, "nticks": 5, "range": [0, top]},
            "annotations": [
                *gap_names(axis, chart.gaps),
                *([] if any(_mails(bar) for bar in bars) else [nothing(_no_bars(chart))]),
            ],
        },
    )


def bars(chart: VolumeChart) -> None:
    """Below the chart, how much time a bar holds where its edges are not the viewer's own midnights."""
    if chart.step_seconds >= DAY:
        st.caption(escaped(t("Each bar holds {step:duration}, from midnight UTC.", step=chart.step_seconds)))


def _mails(bar: VolumeBar) -> int:
    return bar.accepted + bar.bounced + bar.rejected


def _no_bars(chart: VolumeChart) -> str:
    return t("nothing was sent in this range") if chart.known else t("nothing was collected in this range")


def _traces(axis: TimeAxis, bars: Sequence[VolumeBar], step_seconds: int) -> Iterator[dict[str, Any]]:
    x = [axis.at(bar.at) for bar in bars]
    parts = (
        (t("sent without a bounce"), AWS, [bar.accepted for bar in bars]),
        (t("hard bounces"), REVIEW, [bar.bounced for bar in bars]),
        (t("rejected"), OURS, [bar.rejected for bar in bars]),
    )
    for name, color, values in parts:
        if any(values):
            yield {
                "type": "bar",
                "name": name,
                "x": x,
                "y": values,
                "width": step_seconds * 800,
                "offset": step_seconds * 100,
                "marker": {"color": color},
                "hovertemplate": "%{y:,}",
            }
