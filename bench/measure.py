"""One measured figure against its bound, and the table that shows many.

What is measured lives beside, in the file of the room it is about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with the bound it must keep: at most `bound` where lower is better, else at least; None = only told."""

    name: str
    value: float
    bound: float | None
    better: Literal["lower", "higher"]
    unit: str = ""

    @property
    def kept(self) -> bool:
        """Whether the bound is kept."""
        if self.bound is None:
            return True
        return self.value <= self.bound if self.better == "lower" else self.value >= self.bound


def table(measures: Iterable[Measure]) -> str:
    """The figures in lines, those that miss their bound marked."""
    return "\n".join(_line(measure) for measure in measures)


def _line(measure: Measure) -> str:
    sign = "≤" if measure.better == "lower" else "≥"
    bound = "" if measure.bound is None else f"{sign} {measure.bound:g} {measure.unit}"
    mark = "" if measure.kept else "  MISSED"
    return f"{measure.name:<66}{measure.value:>10.3g} {measure.unit:<5} {bound:<14}{mark}".rstrip()
