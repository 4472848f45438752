"""How many more bounces or complaints an account can take before a line at which AWS acts.

Which window stands for AWS's is chosen in `report/budget.py`; when a line will be met lives in `trend`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from statistics import median_low

from deliverability.rates import Rate


@dataclass(frozen=True, slots=True)
class Budget:
    """With `left` more events among the next `next_mails` mails the `line` (fraction) is met; 0 when it is already."""

    line: float
    left: int
    next_mails: int


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """If every one of the next `next_mails` mails brought an event, the `line` would still not be met.

    It takes `needed` events.
    """

    line: float
    needed: int
    next_mails: int


def budget(window: Rate, line: float, next_mails: int) -> Budget | OutOfReach:
    """The smallest number of further events that brings a volume of mail to a line.

    AWS judges a fixed volume: as new mail comes in, old mail leaves. Which events leave with it is not known, so none
    is taken to leave: the volume stays, every new event is one more. No more mail than the volume itself is looked
    ahead. The count is exact and agrees with `rates.level_of`.
    """
    if not window.denominator:
        message = "a budget needs mail to be a part of"
        raise ValueError(message)
    ahead = min(next_mails, window.denominator)
    needed = max(0, ceil(_decimal(line) * window.denominator) - window.numerator)
    return Budget(line, needed, ahead) if needed <= ahead else OutOfReach(line, needed, ahead)


def needed(found: Budget | OutOfReach) -> int:
    """The events that meet the line, within reach or not."""
    return found.left if isinstance(found, Budget) else found.needed


def counted_by_aws(figure: float, mails: int, scale: float) -> Rate:
    """AWS's figure (fraction) as a count over a volume of `mails` delivery attempts of ours.

    AWS leaves mail out that we count, so its figure is `scale` times ours: it looks at that much less mail. Events are
    rounded up, mails down.
    """
    volume = floor(mails / max(Fraction(1), _decimal(scale)))
    return Rate(ceil(_decimal(figure) * volume), volume)


def tightest(windows: Sequence[Rate], line: float, next_mails: int) -> Rate:
    """Of several windows that may be meant the one that leaves the least; the first of equals."""
    return min(windows, key=lambda window: needed(budget(window, line, next_mails)))


def usual_day(days: Sequence[int]) -> int:
    """Mails of a usual day: the median of the days with mail, to two digits; 0 without one."""
    busy = [mails for mails in days if mails]
    return _for_people(median_low(busy)) if busy else 0


def _for_people(mails: int) -> int:
    return round(mails, 2 - len(str(mails))) if mails > 100 else mails


def _decimal(value: float) -> Fraction:
    """A float as the decimal that it is written as: 0.05 is one twentieth."""
    return Fraction(str(value))
