"""Puts a chart on the page. Its figure is kept for as long as nothing new was read, for all viewers who see it alike.

Building a figure costs more than all the rest of a page; how each is built lives in its own file beside.
"""

from collections.abc import Callable, Hashable
from functools import partial
from typing import Any, Final

import plotly.graph_objects as go
import streamlit as st

from deliverability.coverage import Span
from ui import context, live, zoom

CONFIG: Final[dict[str, Any]] = {"displayModeBar": False, "scrollZoom": False}
MOST: Final = 48
"""Figures kept; each takes less than half a megabyte."""


class Finished(go.Figure):  # type: ignore[misc] # plotly tells no types
    """A figure that is not changed any more: what the browser is told of it is worked out once, not at every run."""

    def __init__(self, figure: go.Figure, into: Span | None) -> None:
        super().__init__()
        self._told: dict[str, Any] = figure.to_dict()
        self._can_zoom = zoom.can_follow(self._told["layout"])
        if self._can_zoom:
            self._told["layout"] = zoom.zoomed(self._told["layout"], into)

    @property
    def can_zoom(self) -> bool:
        """Whether dragging over it zooms."""
        return self._can_zoom

    def to_dict(self) -> dict[str, Any]:
        """The figure as plotly's own method gives it; not to be changed."""
        return self._told


def chart(key: str, view: Hashable, build: Callable[[], go.Figure], alt: str) -> None:
    """Draw the figure that `build` makes of `view`: the scope, the range and whatever else it depends on.

    The viewer's language, zone and kind of screen count by themselves, and so do a zoom and the data's version.
    """
    viewer, into = (context.language(), str(context.zone()), context.is_touch()), zoom.chosen()
    figure = _figure(key, view, viewer, live.drawn(), into, build)
    if not figure.can_zoom:
        st.plotly_chart(figure, key=key, config=CONFIG, alt=alt)
        return
    st.plotly_chart(figure, key=key, config=CONFIG, alt=alt, on_select=partial(zoom.follow, key), selection_mode="box")
    if into:
        zoom.offer_whole(key)


@st.cache_resource(max_entries=MOST, show_spinner=False)
def _figure(
    key: str,  # noqa: ARG001 - this and the next four are what the figure depends on
    view: Hashable,  # noqa: ARG001
    viewer: Hashable,  # noqa: ARG001
    drawn: Hashable,  # noqa: ARG001
    into: Span | None,
    _build: Callable[[], go.Figure],
) -> Finished:
    return Finished(_build(), into)
