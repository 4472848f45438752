"""The month day by day: the chart, how its mail was counted, and the rows beneath as a file.

What is drawn comes from `report/costs.py`; the figure is in `ui/charts/costs.py`.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

import streamlit as st

from deliverability.model import NN_, text
from report.costs import Actual, Bill, Costs
from ui import month, parts, spreadsheet_costs
from ui.charts.costs import costs_figure
from ui.charts.place import chart
from ui.context import said, t
from ui.explain import costs as explain
from ui.markdown import escaped

COUNTED: Final = {
    "recipients": NN_("{n} day by AWS's count of recipients", "{n} days by AWS's count of recipients"),
    "events": NN_("{n} day by events", "{n} days by events"),
    "attempts": NN_("{n} day by delivery attempts", "{n} days by delivery attempts"),
    "mixed": NN_("{n} day by one of these in each region", "{n} days by one of these in each region"),
}


def draw(shown: Costs, bill: Bill) -> None:
    """The section from its heading down."""
    parts.section(t("Day by day"), partial(explain.days, shown, bill))
    view = (shown.account_id, shown.region, shown.since, bill.assumed)
    actual = shown.actual if isinstance(shown.actual, Actual) else None
    chart("costs", view, lambda: costs_figure(shown, bill, actual), t("Cost of each day, and of the month so far"))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(escaped(" ".join(_counted(shown))), width="stretch")
        st.download_button(
            t("CSV of this month"),
            partial(spreadsheet_costs.charges_file, shown, bill),
            file_name=spreadsheet_costs.file_name(shown, month.bill(shown)),
            mime="text/csv",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            key="csv",
        )


def _counted(shown: Costs) -> Iterator[str]:
    yield t("Each bar is a day in UTC, as AWS bills it.")
    counting = shown.counting
    days = [said(text(COUNTED[basis], n=n)) for basis, n in counting.days.items() if n and basis in COUNTED]
    if days:
        yield t("Counted: {days}.", days=", ".join(days))
    several = len(counting.regions) > 1
    for region in counting.regions:
        if isinstance(region.ratio, float):
            told = t("An attempt stands for {ratio:number} recipients.", ratio=region.ratio)
            yield f"{region.region}: {told}" if several else told
