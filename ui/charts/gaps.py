"""Gaps drawn as gaps: hatched where nothing is known, a hatched foot where one line is missing or was filled in later.

Why there is a gap is told by `report/gaps.py`; a shape of plotly's cannot be hatched, so gaps are bars.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from report.gaps import Fate, Gap
from ui.charts.axes import BACKGROUND, GAP, TimeAxis
from ui.charts.hover import told
from ui.context import t

FOOT: Final = 0.045
"""Height of a foot, as a part of the chart's."""

LABELLED_SHARE: Final = 0.06
"""A gap gets a label of its own when it is at least this part of the chart's width."""

PLACES: Final = 200
"""Points along the axis at which a gap answers the pointer."""


def hatching(axis: TimeAxis, gaps: Sequence[Gap], bottom: float, top: float) -> Iterator[dict[str, Any]]:
    """The gaps between the ends of the value axis, and what the pointer is told over them."""
    if not gaps:
        return
    height = top - bottom
    yield {
        "type": "bar",
        "name": t("AWS, ours: not collected"),
        "x": [axis.at(gap.span.since) for gap in gaps],
        "y": [height if gap.whole else FOOT * height for gap in gaps],
        "base": [bottom] * len(gaps),
        "width": [gap.span.seconds * 1000 for gap in gaps],
        "offset": 0,
        "marker": {"color": GAP, "line": {"width": 0}, "pattern": _pattern(gaps)},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    yield _told(axis, gaps, bottom)


def _pattern(gaps: Sequence[Gap]) -> dict[str, Any]:
    """Lines for what is missing, thin dots for what came in later."""
    filled = [gap.fate is Fate.RECOVERED for gap in gaps]
    return {
        "shape": ["." if late else "/" for late in filled],
        "solidity": [0.25 if late else 0.2 for late in filled],
        "size": 6,
        "fillmode": "replace",
    }


def _told(axis: TimeAxis, gaps: Sequence[Gap], bottom: float) -> dict[str, Any]:
    """Unseen points along each gap: a bar would answer the pointer with the time of its middle."""
    step = max(1, axis.span.seconds // PLACES)
    points = [(at, gap) for gap in gaps for at in range(gap.span.since + step // 2, gap.span.until, step)]
    texts = {id(gap): told(gap.says) for gap in gaps}
    return {
        "type": "scatter",
        "name": t("AWS, ours: not collected"),
        "mode": "markers",
        "marker": {"opacity": 0, "color": GAP},
        "x": [axis.at(at) for at, _ in points],
        "y": [bottom] * len(points),
        "text": [texts[id(gap)] for _, gap in points],
        "hovertemplate": "%{text}<extra></extra>",
        "showlegend": False,
    }


def gap_names(axis: TimeAxis, gaps: Sequence[Gap]) -> list[dict[str, Any]]:
    """A label in each whole gap wide enough for one, and in the widest in any case."""
    whole = [gap for gap in gaps if gap.whole]
    widest = max(whole, key=lambda gap: gap.span.seconds, default=None)
    return [
        {"text": t("not collected"), "x": axis.at((gap.span.since + gap.span.until) // 2), "y": 0.97, "yref": "paper"}
        | {"yanchor": "top", "showarrow": False, "font": {"size": 11}, "bgcolor": BACKGROUND}
        for gap in whole
        if gap is widest or gap.span.seconds >= LABELLED_SHARE * axis.span.seconds
    ]
