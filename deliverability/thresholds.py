"""The lines at which alerts are raised: AWS's own and 80 % of them, unless a person set others.

Where they are set: `settings/thresholds.py`. What is judged against them: `deliverability/rules/`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from deliverability.rates import QUOTA_WATCH
from deliverability.standing import Measure


@dataclass(frozen=True, slots=True)
class Ladder:
    """The four lines of a rate (fractions), all inclusive: watch, review, on the way to the pause, pause."""

    watch: float
    review: float
    nearing: float
    pause: float

    @property
    def steps(self) -> tuple[float, float, float, float]:
        """The lines in rising order."""
        return self.watch, self.review, self.nearing, self.pause


BOUNCE: Final = Ladder(0.04, 0.05, 0.08, 0.10)
COMPLAINT: Final = Ladder(0.0008, 0.001, 0.003, 0.005)
"""Source of review and pause: `deliverability/rates.py`; 8 % and 0.3 % leave room before AWS pauses."""


def _defaults() -> Mapping[Measure, Ladder]:
    return {Measure.BOUNCE: BOUNCE, Measure.COMPLAINT: COMPLAINT}


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Everything a rule compares with. `quota` is a share of the limit; no mail is expected on `holidays`."""

    ladders: Mapping[Measure, Ladder] = field(default_factory=_defaults)
    quota: float = QUOTA_WATCH
    holidays: frozenset[date] = frozenset()

    @staticmethod
    def chosen(
        bounce: Ladder | None, complaint: Ladder | None, quota: float | None, holidays: frozenset[date]
    ) -> "Thresholds":
        """The lines a person chose; AWS's and our defaults where they chose none (None)."""
        ladders = {Measure.BOUNCE: bounce or BOUNCE, Measure.COMPLAINT: complaint or COMPLAINT}
        return Thresholds(ladders, quota or QUOTA_WATCH, holidays)

    def to_plain(self) -> dict[str, Any]:
        """The lines as JSON can hold them."""
        return {
            "ladders": {measure.value: list(ladder.steps) for measure, ladder in self.ladders.items()},
            "quota": self.quota,
            "holidays": sorted(day.isoformat() for day in self.holidays),
        }

    @staticmethod
    def from_plain(told: Mapping[str, Any]) -> "Thresholds":
        """The lines that `to_plain` wrote."""
        return Thresholds(
            ladders={Measure(name): Ladder(*steps) for name, steps in told["ladders"].items()},
            quota=float(told["quota"]),
            holidays=frozenset(date.fromisoformat(day) for day in told["holidays"]),
        )


DEFAULT: Final = Thresholds()
