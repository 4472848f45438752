"""A zoom into the charts of a page, held in the address: neither new data nor a copied link loses it.

Streamlit 1.67 mounts a chart anew whenever its figure changes, which forgets plotly's own zoom; `uirevision` does not
reach over it. So dragging over a chart selects a stretch of time, and the server draws that.
"""

from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from deliverability.coverage import Span
from deliverability.metrics import QUARTER
from ui import context, instants
from ui.charts.axes import OURS, TimeAxis
from ui.context import t

KEY: Final = "zoom"
BETWEEN: Final = "_"
LEAST_SECONDS: Final = 2 * QUARTER
"""A stretch shorter than this is a slip of the hand."""


def chosen() -> Span | None:
    """The stretch of time zoomed into; None for none, or for one that is not to be understood."""
    since, _, until = st.query_params.get(KEY, "").partition(BETWEEN)
    first, last = instants.read(since), instants.read(until)
    if first is None or last is None:
        return None
    span = Span(max(first, instants.EARLIEST), last)
    return span if span.seconds >= LEAST_SECONDS else None


def forget() -> None:
    """Show the whole range again."""
    if KEY in st.query_params:
        del st.query_params[KEY]


def can_follow(layout: Mapping[str, Any]) -> bool:
    """Whether a chart runs over time and may be dragged over; on a phone dragging scrolls the page."""
    return layout.get("dragmode") == "zoom" and layout.get("xaxis", {}).get("type") == "date"


def zoomed(layout: Mapping[str, Any], into: Span | None) -> dict[str, Any]:
    """A chart's layout, over the stretch zoomed into, in which dragging selects."""
    axis = dict(layout["xaxis"])
    if into:
        shown = TimeAxis(context.zone(), context.language(), into)
        axis |= {"range": [shown.at(into.since), shown.at(into.until)], "tickformat": shown.layout()["tickformat"]}
    line = {"color": OURS, "width": 1, "dash": "dot"}
    selecting = {"dragmode": "select", "selectdirection": "h", "newselection": {"line": line}}
    return {**layout, **selecting, "xaxis": axis}


def follow(key: str) -> None:
    """What dragging over the chart does: its stretch of time goes into the address."""
    boxes = st.session_state[key]["selection"]["box"]
    ends = [instants.read(str(end), context.zone()) for end in boxes[0]["x"]] if boxes else []
    known = sorted(end for end in ends if end is not None)
    if len(known) > 1 and known[-1] - known[0] >= LEAST_SECONDS:
        st.query_params[KEY] = f"{instants.written(known[0])}{BETWEEN}{instants.written(known[-1])}"


def offer_whole(key: str) -> None:
    """The way back, below a chart that is zoomed into."""
    st.button(
        t("Show the whole range"), icon=":material/zoom_out_map:", type="tertiary", key=f"{key}_whole", on_click=forget
    )
