"""Volume over time as stacked bars: what went out without a bounce, hard bounces, rejects.

What every chart shares is in `axes`.
"""

from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go

from report.charts import VolumeChart
from ui.charts.axes import AWS, OURS, REVIEW, TimeAxis, gap_labels, gap_shapes, layout, nothing, time_axis
from ui.context import t


def volume_figure(chart: VolumeChart) -> go.Figure:
    """Attempts over time, what bounced or was rejected on top."""
    axis = time_axis(chart.span)
    return go.Figure(
        data=list(_bars(axis, chart)),
        layout=layout(axis, "volume")
        | {
            "barmode": "stack",
            "yaxis": {"tickformat": "~s", "fixedrange": True, "nticks": 5, "rangemode": "tozero"},
            "shapes": gap_shapes(axis, chart.gaps),
            "annotations": [
                *gap_labels(axis, chart.gaps),
                *([] if any(bar.accepted for bar in chart.bars) else [nothing(t("nothing was sent in this range"))]),
            ],
        },
    )


def _bars(axis: TimeAxis, chart: VolumeChart) -> Iterator[dict[str, Any]]:
    x = [axis.at(bar.at) for bar in chart.bars]
    parts = (
        (t("sent without a bounce"), AWS, [bar.accepted for bar in chart.bars]),
        (t("hard bounces"), REVIEW, [bar.bounced for bar in chart.bars]),
        (t("rejected"), OURS, [bar.rejected for bar in chart.bars]),
    )
    for name, color, values in parts:
        if any(values):
            yield {
                "type": "bar",
                "name": name,
                "x": x,
                "y": values,
                "width": chart.step_seconds * 800,
                "offset": chart.step_seconds * 100,
                "marker": {"color": color},
                "hovertemplate": "%{y:,}",
            }
