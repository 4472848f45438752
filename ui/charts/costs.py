"""A month's costs: a bar a day, the days to come drawn apart, and the sum of the month as a line with the range it heads for.

What every chart shares is in `axes`; which days there are is told by `report/costs.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC
from decimal import Decimal
from typing import Any, Final

import plotly.graph_objects as go

from deliverability.cost.model import Kind, Outlook
from deliverability.coverage import Span
from deliverability.metrics import DAY
from deliverability.model import N_
from report.costs import Actual, Bill, Costs, DayCost
from ui import context, money
from ui.charts.axes import (
    AWS,
    BEFORE,
    GAP,
    MARK,
    OURS,
    PAUSE,
    REVIEW,
    TimeAxis,
    gap_labels,
    gap_shapes,
    layout,
    nothing,
)
from ui.context import t, tn, word

KINDS: Final[Mapping[Kind, tuple[str, str]]] = {
    Kind.OUTBOUND: (N_("mail sent"), AWS),
    Kind.DATA: (N_("attachments"), OURS),
    Kind.FEE: (N_("plan fee"), BEFORE),
    Kind.IP: (N_("dedicated IP addresses"), REVIEW),
    Kind.VDM: (N_("Virtual Deliverability Manager"), GAP),
}
HOVER: Final = {"en": "%-d %b %Y", "ko": "%Y년 %-m월 %-d일"}
AXIS: Final = 64
BARE_AXIS: Final = 36
"""Pixels beside the plot for a scale with its title, and without one where there is little room."""


def costs_figure(shown: Costs, bill: Bill, actual: Actual | None) -> go.Figure:
    """The month of one bill; beside it what AWS charged, where that is known."""
    axis = TimeAxis(UTC, context.language(), Span(shown.since - DAY // 2, shown.until - DAY // 2))
    gaps = [Span(day.at - DAY // 2, day.at + DAY // 2) for day in bill.days if day.recipients is None]
    empty = not any(day.total for day in (*bill.days, *bill.ahead))
    return go.Figure(
        data=[*_bars(axis, bill.days), *_ahead(axis, bill.ahead), *_actual(axis, actual), *_sums(axis, shown, bill)],
        layout=layout(axis, "costs")
        | {
            "margin": {"l": _beside(), "r": _beside(), "t": 36, "b": 8},
            "barmode": "stack",
            "dragmode": False,
            "xaxis": axis.layout() | {"fixedrange": True, "hoverformat": HOVER[axis.language]},
            "yaxis": _scale(_highest(bill), t("a day")),
            "yaxis2": _scale(_most(shown, bill), t("the month so far"))
            | {"overlaying": "y", "side": "right"}
            | {"showgrid": False},
            "shapes": [*gap_shapes(axis, gaps), *_budget_line(shown, bill)],
            "annotations": [*gap_labels(axis, gaps), *([nothing(t("nothing was charged"))] if empty else [])],
        },
    )


def _beside() -> int:
    return BARE_AXIS if context.is_touch() else AXIS


def _scale(top: float, title: str) -> dict[str, Any]:
    return {
        "range": [0, top * 1.08 or 1.0],
        "tickprefix": "$",
        "fixedrange": True,
        "nticks": 5,
        "tickmode": "auto",
        "title": {"text": "" if context.is_touch() else title, "font": {"size": 11}, "standoff": 12},
        "automargin": False,
    }


def _highest(bill: Bill) -> float:
    """Of the days' stacks: what is still to come of today stands on what came."""
    stacks: dict[int, Decimal] = {}
    for day in (*bill.days, *bill.ahead):
        stacks[day.at // DAY] = stacks.get(day.at // DAY, Decimal(0)) + day.high
    return float(max(stacks.values(), default=Decimal(0)))


def _most(shown: Costs, bill: Bill) -> float:
    """The upper end of the sum: the budget is in sight where the month comes anywhere near it."""
    ends = [day.total for day in (*bill.days, *bill.ahead)]
    ends += [bill.outlook.high] if isinstance(bill.outlook, Outlook) else []
    highest = max(ends, default=Decimal(0))
    budget = _budget(shown)
    return float(max(highest, budget if budget is not None and highest * 2 >= budget else highest))


def _budget(shown: Costs) -> Decimal | None:
    """The budget where it is of what is drawn: it is the account's, and one region of several is not."""
    comparable = shown.region is None or len(shown.regions) == 1
    return shown.budget.budget if shown.budget is not None and comparable else None


def _bars(axis: TimeAxis, days: Sequence[DayCost]) -> Iterator[dict[str, Any]]:
    """One stack a day, a part for each kind that cost anything."""
    for kind, (name, color) in KINDS.items():
        values = [day.by_kind.get(kind, Decimal(0)) for day in days]
        if any(values) or (kind is Kind.OUTBOUND and days):
            yield {
                "type": "bar",
                "name": word(name),
                "x": [axis.at(day.at) for day in days],
                "y": [float(value) for value in values],
                "customdata": [_told(day, value, kind) for day, value in zip(days, values, strict=True)],
                "marker": {"color": color},
                "hovertemplate": "%{customdata}",
            }


def _told(day: DayCost, value: Decimal, kind: Kind) -> str:
    """A bar under the pointer: the amount, and for mail the recipients and that a day is not whole."""
    parts = [money.usd(value)]
    if kind is Kind.OUTBOUND:
        if day.recipients is None:
            return t("not collected")
        parts.append(tn("{n:number} recipient", "{n:number} recipients", n=day.recipients))
        parts += [] if day.whole else [t("not the whole day")]
    return " · ".join(parts)


def _ahead(axis: TimeAxis, ahead: Sequence[DayCost]) -> Iterator[dict[str, Any]]:
    """The days to come, pale, each with the range it lies in."""
    if ahead:
        yield {
            "type": "bar",
            "name": t("forecast"),
            "x": [axis.at(day.at // DAY * DAY) for day in ahead],
            "y": [float(day.usd) for day in ahead],
            "customdata": [f"{money.usd(day.usd)} ({money.between(day.low, day.high)})" for day in ahead],
            "error_y": {
                "type": "data",
                "symmetric": False,
                "array": [float(max(day.high - day.usd, Decimal(0))) for day in ahead],
                "arrayminus": [float(max(day.usd - day.low, Decimal(0))) for day in ahead],
                "color": GAP,
                "thickness": 1,
                "width": 2,
            },
            "marker": {"color": AWS, "pattern": {"shape": "/", "solidity": 0.25, "size": 6, "fillmode": "replace"}},
            "hovertemplate": "%{customdata}",
        }


def _actual(axis: TimeAxis, actual: Actual | None) -> Iterator[dict[str, Any]]:
    if actual is not None and actual.days:
        yield {
            "type": "scatter",
            "name": t("charged by AWS"),
            "x": [axis.at(day.at) for day in actual.days],
            "y": [float(day.usd) for day in actual.days],
            "customdata": [money.usd(day.usd) for day in actual.days],
            "mode": "markers",
            "marker": {"color": MARK, "size": 8, "symbol": "diamond-open", "line": {"width": 2}},
            "hovertemplate": "%{customdata}",
        }


def _sums(axis: TimeAxis, shown: Costs, bill: Bill) -> Iterator[dict[str, Any]]:
    """The sum of the month: what is spent as a line, what is ahead dotted, and at its end the range."""
    last = bill.days[-1:]
    yield _sum(axis, t("the month so far"), bill.days, {"color": OURS, "width": 2.5})
    if bill.ahead:
        points = [*last, *(day for day in bill.ahead if not last or day.at // DAY * DAY > last[0].at)]
        yield _sum(axis, t("forecast of the sum"), points, {"color": OURS, "width": 2, "dash": "dot"})
    if isinstance(bill.outlook, Outlook):
        end, found = axis.at(shown.until - DAY), bill.outlook
        yield {
            "type": "scatter",
            "name": t("range at the month's end"),
            "x": [end, end],
            "y": [float(found.low), float(found.high)],
            "yaxis": "y2",
            "mode": "lines+markers",
            "line": {"color": OURS, "width": 3},
            "marker": {"color": OURS, "symbol": "line-ew-open", "size": 9, "line": {"width": 2}},
            "hoverinfo": "skip",
            "showlegend": False,
        }


def _sum(axis: TimeAxis, name: str, days: Sequence[DayCost], line: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "name": name,
        "x": [axis.at(day.at // DAY * DAY) for day in days],
        "y": [float(day.total) for day in days],
        "customdata": [money.usd(day.total) for day in days],
        "yaxis": "y2",
        "mode": "lines" if len(days) > 1 else "markers",
        "line": line,
        "marker": {"color": OURS, "size": 7},
        "hovertemplate": "%{customdata}",
    }


def _budget_line(shown: Costs, bill: Bill) -> Iterator[dict[str, Any]]:
    """The budget across the plot, where it is in sight."""
    budget = _budget(shown)
    if budget is not None and float(budget) <= _most(shown, bill):
        y = float(budget)
        place = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y2", "y0": y, "y1": y}
        yield {"type": "line", "line": {"color": PAUSE, "width": 1.5, "dash": "dot"}, **place}
