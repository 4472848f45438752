"""The value of an alert rule in its own unit, alone and against its line.

Which unit a rule has is declared with the rule; how numbers are written is in `words/format.py`.
"""

from typing import Final

from ui import context
from ui.context import t
from words.format import duration, number, percent, points

FINE: Final = 0.01
"""Lines below this are those of complaints, whose changes need a third digit."""


def written(value: float, unit: str) -> str:
    """The value as a reader knows it."""
    writers = {"percent": percent, "duration": duration}
    return writers.get(unit, number)(value, context.language())


def against(value: float, line: float, unit: str) -> str:
    """The value, its line, and how far it is from there."""
    return " · ".join([written(value, unit), t("line {line}", line=written(line, unit)), _distance(value, line, unit)])


def _distance(value: float, line: float, unit: str) -> str:
    if value == line:
        return t("on the line")
    over, far = value > line, abs(value - line)
    if unit == "percent":
        shown = points(far, 3 if line < FINE else 2, context.language()).lstrip("+")
        return t("{n} points over it", n=shown) if over else t("{n} points below it", n=shown)
    shown = written(far, unit)
    return t("{n} over it", n=shown) if over else t("{n} below it", n=shown)
