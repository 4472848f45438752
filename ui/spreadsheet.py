"""What a chart shows as a CSV file that spreadsheets open as it is: UTF-8 with its mark, no cell that could be a formula.

The lines of the command line's exports are in `report/datasets.py`; this is one chart, bucketed as it is drawn.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from deliverability.coverage import Span
from deliverability.outcomes import Count
from report.charts import RateChart
from report.deliverability import Deliverability
from report.gaps import Gap

COLUMNS: Final = (
    "time", "window_seconds", "numerator", "denominator", "rate", "low", "high", "aws_rate", "covered",
)  # fmt: skip
FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be run by a spreadsheet."""


def file_name(shown: Deliverability) -> str:
    """Account, region, rate and the days, as the span is in UTC."""
    first, last = (f"{_moment(at):%Y%m%d}" for at in (shown.span.since, shown.span.until))
    return f"ses-{shown.scope.account_id}-{shown.scope.region}-{shown.chart.outcome}-{first}-{last}.csv"


def rate_file(chart: RateChart) -> bytes:
    """One line for each time that is drawn, and for each step in a gap; empty where something is not known."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in row] for row in _rows(chart))
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: object) -> object:
    """The cell, a text that a spreadsheet would take for a formula with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULAS) else cell


def _rows(chart: RateChart) -> Iterator[tuple[object, ...]]:
    own = {count.at: count for count in chart.own}
    aws = {point.at: point.value for point in chart.aws}
    for at in sorted({*own, *aws, *_steps(chart)}):
        covered = not any(_holds(gap, at, chart) for gap in chart.gaps)
        yield f"{_moment(at):%Y-%m-%dT%H:%M:%SZ}", chart.window_seconds, *_counted(own.get(at)), aws.get(at), covered


def _steps(chart: RateChart) -> Iterable[int]:
    """The ends of the steps that lie in a gap."""
    ends = range(chart.span.since + chart.step_seconds, chart.span.until + 1, chart.step_seconds)
    return (at for at in ends if any(_holds(gap, at, chart) for gap in chart.gaps))


def _holds(gap: Gap, at: int, chart: RateChart) -> bool:
    """Whether something is missing of the step that ends at a time."""
    step = Span(at - chart.step_seconds, at)
    return bool(gap.missing) and gap.span.since < step.until and step.since < gap.span.until


def _counted(count: Count | None) -> tuple[object, ...]:
    if count is None:
        return (None,) * 5
    low, high = count.bounds
    return count.numerator, count.denominator, round(count.value, 8), round(low, 8), round(high, 8)


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
