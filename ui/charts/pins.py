"""What changed in the account as numbered pins on the upper edge of a chart, each with a fine line down to the axis.

Which changes there are is told by `report/marks.py`; the numbers stand again in the list below the chart.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from report.marks import Mark
from ui.charts.axes import BACKGROUND, MARK, TimeAxis
from ui.charts.hover import told
from ui.context import t


def pins(axis: TimeAxis, marks: Sequence[Mark], top: float) -> Iterator[dict[str, Any]]:
    """The pins themselves."""
    if not marks:
        return
    yield {
        "type": "scatter",
        "name": t("changes in the account"),
        "mode": "markers+text",
        "x": [axis.at(mark.at) for mark in marks],
        "y": [top] * len(marks),
        "text": [str(mark.number) for mark in marks],
        "customdata": ["<br>".join(told(event.what) for event in mark.events) for mark in marks],
        "marker": {"color": MARK, "size": 16},
        "textfont": {"color": BACKGROUND, "size": 11},
        "hovertemplate": "%{text} · %{customdata}<extra></extra>",
        "cliponaxis": False,
        "showlegend": False,
    }


def needles(axis: TimeAxis, marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """The fine line of each pin."""
    return [
        {"type": "line", "x0": axis.at(mark.at), "x1": axis.at(mark.at), "yref": "paper", "y0": 0, "y1": 1}
        | {"layer": "below", "opacity": 0.6, "line": {"color": MARK, "width": 1, "dash": "dot"}}
        for mark in marks
    ]
