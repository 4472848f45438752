"""AWS's review and pause lines across a rate's chart, with their names beside the plot.

What every chart shares is in `axes`.
"""

from typing import Any, Final

from deliverability.rates import Lines
from ui.charts.axes import PAUSE, REVIEW
from ui.context import t
from words.format import percent

LABELS: Final = 48
"""Pixels right of the plot for the lines' names."""


def lines_across(lines: Lines, top: float) -> list[dict[str, Any]]:
    """The lines that are in sight."""
    styles = ((lines.review, REVIEW, "dash"), (lines.pause, PAUSE, "dot"))
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": y, "y1": y}
        | {"line": {"color": color, "width": 1.5, "dash": dash}}
        for y, color, dash in styles
        if y <= top
    ]


def line_names(lines: Lines, top: float, language: str) -> list[dict[str, Any]]:
    """The lines' names right of the plot, where no curve runs through them."""
    review = t("review<br>{line}", line=percent(lines.review, language))
    pause = t("pause<br>{line}", line=percent(lines.pause, language))
    if lines.pause <= top:
        return [_label(review, REVIEW, lines.review, "middle"), _label(pause, PAUSE, lines.pause, "middle")]
    return [_label(review, REVIEW, lines.review, "middle"), _label(f"{pause} ↑", PAUSE, top, "bottom")]


def _label(text: str, color: str, y: float, yanchor: str) -> dict[str, Any]:
    place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 4, "y": y, "yanchor": yanchor}
    return {"text": text, "font": {"color": color, "size": 11}, "align": "left", "showarrow": False, **place}
