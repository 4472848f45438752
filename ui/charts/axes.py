"""What every chart shares: the theme's tokens, the time axis on the viewer's clock, layout, gaps drawn as gaps.

The figures themselves are in `rates` and `volume`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any, Final

from deliverability.coverage import Span
from deliverability.metrics import DAY
from ui import context
from ui.context import t

AWS: Final = "#000001"
OURS: Final = "#000002"
REVIEW: Final = "#000003"
PAUSE: Final = "#000004"
GAP: Final = "#000005"
BEFORE: Final = "#000006"
MARK: Final = "#000007"
BACKGROUND: Final = "#000038"
"""Tokens that Streamlit's front end replaces, anywhere in a figure, by the theme's ten chart colours in their order
and by its background: so a chart is right in light and dark without the server knowing which one the viewer sees."""

HEIGHT: Final = 320
LABELLED_SHARE: Final = 0.06
"""A gap gets a label of its own when it is at least this part of the chart's width."""

DATES: Final = {
    "en": ("%H:%M<br>%-d %b", "%-d %b", "%b %Y", "%-d %b %Y %H:%M"),
    "ko": ("%H:%M<br>%-m월 %-d일", "%-m월 %-d일", "%Y년 %-m월", "%Y년 %-m월 %-d일 %H:%M"),
}
"""plotly's date formats for a few days, some weeks, longer, and the moment under the pointer."""


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """A span in the viewer's zone and language; plotly knows no zones, so times go as the wall clock reads."""

    zone: tzinfo
    language: str
    span: Span

    def at(self, seconds: int) -> str:
        """A time as plotly takes it, without seconds that say nothing: a chart holds thousands of them."""
        return (
            datetime.fromtimestamp(seconds, UTC).astimezone(self.zone).strftime("%Y-%m-%d %H:%M:%S").removesuffix(":00")
        )

    def layout(self) -> dict[str, Any]:
        """The axis in plotly's words."""
        short, medium, long, hover = DATES[self.language]
        ticks = next((form for days, form in ((4, short), (120, medium)) if self.span.seconds <= days * DAY), long)
        return {
            "type": "date",
            "range": [self.at(self.span.since), self.at(self.span.until)],
            "tickformat": ticks,
            "hoverformat": hover,
            "nticks": 6,
            "fixedrange": context.is_touch(),
            "spikecolor": GAP,
            "spikethickness": 1,
            "spikedash": "dot",
        }


def time_axis(span: Span) -> TimeAxis:
    """The viewer's axis over a span."""
    return TimeAxis(context.zone(), context.language(), span)


def layout(axis: TimeAxis, name: str, right: int = 8, height: int = HEIGHT, *, lane: bool = False) -> dict[str, Any]:
    """What all charts have in common; `lane` leaves room for pins between plot and legend.

    `uirevision` keeps what the viewer did through a change of theme or size. It does not reach over new data: Streamlit
    mounts a changed chart anew, so a zoom is kept by `ui/zoom.py`.
    """
    return {
        "height": height,
        "margin": {"l": 0, "r": right, "t": 52 if lane else 36, "b": 8},
        "hovermode": "x unified",
        "dragmode": False if context.is_touch() else "zoom",
        "legend": {"orientation": "h", "x": 0, "y": 1.02 + (14 / height if lane else 0)}
        | {"xanchor": "left", "yanchor": "bottom", "traceorder": "reversed"},
        "uirevision": name,
        "xaxis": axis.layout(),
    }


def gap_shapes(axis: TimeAxis, gaps: Sequence[Span]) -> list[dict[str, Any]]:
    """A grey band over each gap."""
    return [
        {"type": "rect", "xref": "x", "yref": "paper", "x0": axis.at(gap.since), "x1": axis.at(gap.until)}
        | {"y0": 0, "y1": 1, "layer": "below", "fillcolor": GAP, "opacity": 0.25, "line": {"width": 0}}
        for gap in gaps
    ]


def gap_labels(axis: TimeAxis, gaps: Sequence[Span]) -> list[dict[str, Any]]:
    """A label above each gap wide enough for one, and above the widest in any case."""
    widest = max(gaps, key=lambda gap: gap.seconds, default=None)
    return [
        {"text": t("not collected"), "x": axis.at((gap.since + gap.until) // 2), "y": 1, "yref": "paper"}
        | {"yanchor": "top", "showarrow": False, "font": {"size": 11}}
        for gap in gaps
        if gap is widest or gap.seconds >= LABELLED_SHARE * axis.span.seconds
    ]


def nothing(text: str) -> dict[str, Any]:
    """The sentence in the middle of a chart without a point."""
    return {
        "text": text,
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"size": 13},
    }
