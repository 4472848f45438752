"""How finely a rate is written in percent: as finely as the lines that AWS holds it against ask for.

How a number is written in a language is in `words/format.py`.
"""

from typing import Final

from deliverability.outcomes import Outcome
from deliverability.standing import Measure

FINE: Final = frozenset({Outcome.COMPLAINT, Outcome.REJECT})
"""Rates so small that a third digit counts."""


def digits_of(rate: Outcome | Measure) -> int:
    """Decimals of the rate in percent, and of a change of it in percentage points."""
    return 3 if rate in FINE else 2
