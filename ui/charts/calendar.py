"""What was looked at, day by day: weeks side by side, one cell a UTC day, the darker the more of it is known.

What is known of each day comes from `report/presence.py`; tokens are in `axes`.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

import plotly.graph_objects as go

from deliverability.coverage import Day, Span
from deliverability.metrics import DAY
from report.presence import WEEKS, Calendar
from store.coverage import COLLECTOR
from ui import context
from ui.charts.axes import AWS, GAP
from ui.context import t
from words.format import day as written_day
from words.format import percent

HEIGHT: Final = 130
WHOLE: Final = 0.9999
NOT_WHOLE: Final = 0.999
"""What is shown of a day of which a little is missing: rounding must not make it whole."""

FAINTEST: Final = 0.3
FAINTER_THAN_WHOLE: Final = 0.7
"""Shades of a day that is known in part, so that neither a minute known nor a minute missing goes unseen."""

MOST_TOLD: Final = 3
MONTHS: Final = {"en": "%b", "ko": "%-m월"}


def calendar_figure(calendar: Calendar) -> go.Figure:
    """One kind's last weeks; days before its first look are blank."""
    weeks = [calendar.since + n * 7 * DAY for n in range(WEEKS)]
    found = {day.at: day for day in calendar.days}
    cells = [[found.get(week + n * DAY) for week in weeks] for n in range(7)]
    told = _teller(calendar.kind)
    return go.Figure(
        data=[
            {
                "type": "heatmap",
                "x": [f"{datetime.fromtimestamp(week, UTC):%Y-%m-%d}" for week in weeks],
                "y": list(range(7)),
                "z": [[None if cell is None else shade(cell.share) for cell in row] for row in cells],
                "text": [["" if cell is None else told(cell) for cell in row] for row in cells],
                "hovertemplate": "%{text}<extra></extra>",
                "hoverongaps": False,
                "zmin": 0,
                "zmax": 1,
                "colorscale": [[0, GAP], [1, AWS]],
                "showscale": False,
                "xgap": 2,
                "ygap": 2,
            }
        ],
        layout=_layout(),
    )


def shade(share: float) -> float:
    """How dark a day is: none at all, whole, or clearly between the two."""
    if share >= WHOLE:
        return 1.0
    return FAINTEST + (FAINTER_THAN_WHOLE - FAINTEST) * share if share > 0 else 0.0


def _layout() -> dict[str, Any]:
    months = MONTHS[context.language()]
    return {
        "height": HEIGHT,
        "margin": {"l": 0, "r": 0, "t": 4, "b": 4},
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {"type": "date", "tickformat": months, "dtick": "M1", "showgrid": False, "fixedrange": True},
        "yaxis": {
            "autorange": "reversed",
            "tickvals": [0, 2, 4, 6],
            "ticktext": [t("Mon"), t("Wed"), t("Fri"), t("Sun")],
            "showgrid": False,
            "zeroline": False,
            "fixedrange": True,
        },
    }


def _teller(kind: str) -> Callable[[Day], str]:
    """Writes a day's hover; what all days have in common is looked up once, not for each of two hundred."""
    language = context.language()
    whole, none = t("{day}: all of it covered", day="%s"), t("{day}: not covered", day="%s")
    part = t("{day}: {share} covered", day="%(day)s", share="%(share)s")
    down = (
        t("collector down {times} UTC", times="%s") if kind == COLLECTOR else t("not covered {times} UTC", times="%s")
    )

    def told(day: Day) -> str:
        name = written_day(datetime.fromtimestamp(day.at, UTC), language)
        if day.share >= WHOLE or day.share <= 0:
            return (whole if day.share else none) % name
        shown = part % {"day": name, "share": percent(min(day.share, NOT_WHOLE), language)}
        return "<br>".join([shown, *(down % _times(gap) for gap in day.gaps[:MOST_TOLD]), *_more(day)])

    return told


def _more(day: Day) -> list[str]:
    return ["…"] if len(day.gaps) > MOST_TOLD else []


def _times(gap: Span) -> str:
    since, until = (datetime.fromtimestamp(at, UTC) for at in (gap.since, gap.until))
    return f"{since:%H:%M}–{until:%H:%M}" if gap.until % DAY else f"{since:%H:%M}–24:00"
