"""The month's spending over all regions of the account against the budget set: the one verdict of page and alert.

How it is gathered: `report/spending.py`; what is told of it: `deliverability/rules/budget.py`, `ui/sections/costs_budget.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import Final

from deliverability.cost.model import Outlook
from deliverability.model import Text

NEARLY_ALL: Final = Decimal("0.8")


class BudgetStep(IntEnum):
    """How the month stands to its budget, best first."""

    WITHIN = 0
    FORESEEN = 1
    """Likely to cost more by its end."""
    NEAR = 2
    USED_UP = 3


@dataclass(frozen=True, slots=True)
class Spending:
    """The calendar month that began at `since`, as known at `at` (epoch seconds); amounts in US dollars without taxes.

    `outlook` is its end, None where nothing can be foreseen. Where no plan is known `to_date` and the outlook's likely
    and low end are the cheapest likely plan's, so that an alert is never about money that may not be owed; `most` and the
    outlook's high end are the dearest one's. `missing` says in words what the amounts are without.
    """

    since: int
    at: int
    to_date: Decimal
    outlook: Outlook | None
    budget: Decimal
    most: Decimal | None = None
    missing: tuple[Text, ...] = ()

    @property
    def certain_end(self) -> Decimal:
        """What the month costs for certain enough to tell somebody: of a rough outlook the low end."""
        if self.outlook is None:
            return self.to_date
        return self.outlook.low if self.outlook.rough else self.outlook.likely

    @property
    def step(self) -> BudgetStep:
        """The verdict."""
        if self.to_date >= self.budget:
            return BudgetStep.USED_UP
        if self.to_date >= NEARLY_ALL * self.budget:
            return BudgetStep.NEAR
        return BudgetStep.FORESEEN if self.certain_end > self.budget else BudgetStep.WITHIN

    @property
    def used_share(self) -> float:
        """The part of the budget that is spent; may pass 1."""
        return float(self.to_date / self.budget)

    @property
    def likely_share(self) -> float | None:
        """The part of the budget that the month's end is likely to be; None where nothing can be foreseen."""
        return None if self.outlook is None else float(self.outlook.likely / self.budget)


def between(outlooks: Sequence[Outlook]) -> Outlook:
    """One month's end under several likely plans: from the lowest to the highest, likely what is so under the cheapest."""
    return Outlook(
        low=min(each.low for each in outlooks),
        likely=min(each.likely for each in outlooks),
        high=max(each.high for each in outlooks),
        rough=any(each.rough for each in outlooks),
        why=tuple(dict.fromkeys(why for each in outlooks for why in each.why)),
    )
