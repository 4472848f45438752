"""What may become of the mail that is sent, each a rate over time: bounced, complained about, rejected, delivered.

The first two are the ones AWS judges by (`standing.Measure`). Where their counts come from is in `report/outcomes.py`.
"""

from dataclasses import dataclass
from enum import StrEnum

from deliverability.rates import score_bounds
from deliverability.standing import Measure


class Outcome(StrEnum):
    """The four rates of the Deliverability page, by their name in its address."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    REJECT = "reject"
    DELIVERY = "delivery"

    @property
    def measure(self) -> Measure | None:
        """The measure AWS judges by; None where AWS has no line."""
        return {Outcome.BOUNCE: Measure.BOUNCE, Outcome.COMPLAINT: Measure.COMPLAINT}.get(self)


@dataclass(frozen=True, slots=True)
class Count:
    """`numerator` of `denominator` mails in a stretch of time that begins or ends at `at` (epoch seconds)."""

    at: int
    numerator: int
    denominator: int

    @property
    def value(self) -> float:
        """0..1, or more where late events outnumber a quiet window's mail; only where there was mail."""
        return self.numerator / self.denominator

    @property
    def bounds(self) -> tuple[float, float]:
        """Between which the true rate lies, most likely."""
        return score_bounds(self.numerator, self.denominator)
