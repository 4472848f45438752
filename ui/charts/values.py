"""The value axis of a rate: where it begins and ends, its round ticks, and how a value is written under the pointer.

What every chart shares is in `axes`.
"""

from collections.abc import Callable
from typing import Any, Final

from deliverability.outcomes import Count, Outcome
from deliverability.rates import Lines
from report.charts import RateChart
from ui import context
from ui.context import t
from ui.digits import digits_of
from words.format import NO_BREAK_SPACE

MOST_TICKS: Final = 6.5
STEPS: Final = (
    (0.00025, 3), (0.0005, 2), (0.001, 1), (0.0025, 2), (0.005, 1), (0.01, 0), (0.02, 0), (0.05, 0), (0.1, 0), (0.2, 0),
)  # fmt: skip
"""Distances of ticks (fraction) with the digits their percent needs."""

SMALLEST_AXIS: Final = {Outcome.REJECT: 0.002, Outcome.DELIVERY: 0.02}
"""What a rate without lines shows at least, so that nothing is made out of a tremble."""

TELLING: Final = 60
"""Mails from which a rate without lines may stretch its axis."""


def ends_of(chart: RateChart) -> tuple[float, float]:
    """Lower and upper end of the axis (fractions).

    The review line is always in sight, so that the distance to it can be read; the pause line only when something
    comes near the review line, since it would press a healthy account's curve to the floor. A rate over a handful of
    mails does not stretch it.
    """
    ours = [count.value for count in chart.own if tells(count, chart.lines)]
    values = [point.value for point in chart.aws] + ours
    if chart.lines is not None:
        return 0.0, _top(max(values, default=0.0), chart.lines)
    least = SMALLEST_AXIS[chart.outcome]
    if chart.outcome is Outcome.DELIVERY:
        return max(0.0, 1 - max((1 - min(values, default=1.0)) * 1.15, least)), 1.0
    return 0.0, min(1.0, max(max(values, default=0.0) * 1.15, least))


def _top(highest: float, lines: Lines) -> float:
    if highest < lines.watch:
        return lines.review * 1.25
    return max(lines.pause * 1.12, min(highest * 1.08, 1.0))


def tells(count: Count, lines: Lines | None) -> bool:
    """Whether there is mail enough that none bounced would exclude the review line (the rule of three)."""
    return count.denominator >= (3 / lines.review if lines else TELLING)


def ticks(bottom: float, top: float) -> dict[str, Any]:
    """Four to seven round ticks with just the digits they need; plotly's own repeat "0.1 %"."""
    step, digits = next((step, digits) for step, digits in STEPS if (top - bottom) / step <= MOST_TICKS)
    return {"dtick": step, "tick0": 0, "tickformat": f".{digits}%"}


def percents(outcome: Outcome) -> Callable[[float], str]:
    """Writes a rate for the pointer; fast, since it is called for each of hundreds of points."""
    sign = "%" if context.language() == "ko" else f"{NO_BREAK_SPACE}%"
    digits = digits_of(outcome)
    return lambda value: f"{value * 100:.{digits}f}{sign}"


def counted(chart: RateChart) -> Callable[[Count], str]:
    """Writes a point's rate, its counts and, where there is little mail, between which the true rate lies."""
    written = percents(chart.outcome)
    pattern = t("{rate} · {count} of {mails} mails", rate="%(rate)s", count="%(count)s", mails="%(mails)s")
    between = t("{low} to {high}", low="%(low)s", high="%(high)s")
    few = t("not enough mail to tell")
    least = "≥ " if chart.lower_bound else ""

    def told(count: Count) -> str:
        rate, mails = f"{least}{written(count.value)}", f"{count.denominator:,}"
        shown = pattern % {"rate": rate, "count": f"{count.numerator:,}", "mails": mails}
        if not tells(count, chart.lines):
            return f"{shown}, {few}"
        low, high = count.bounds
        return f"{shown} ({between % {'low': written(low), 'high': written(high)}})" if is_wide(count, chart) else shown

    return told


WIDE: Final = 0.25
"""A range is worth drawing from this part of the review line on."""

WIDE_WITHOUT_LINE: Final = 0.01


def is_wide(count: Count, chart: RateChart) -> bool:
    """Whether the true rate may lie so far from the counted one that a reader should see it."""
    low, high = count.bounds
    return high - low > (chart.lines.review * WIDE if chart.lines else WIDE_WITHOUT_LINE)
