"""What the alert rules judge of costs: the month's spending over all regions of the account, against the budget set.

How it is gathered: `report/spending.py`; what is made of it: `deliverability/rules/budget.py`.
"""

from dataclasses import dataclass
from decimal import Decimal

from deliverability.cost.model import Outlook


@dataclass(frozen=True, slots=True)
class Spending:
    """The calendar month that began at `since`, as known at `at` (epoch seconds); amounts in US dollars without taxes.

    `outlook` is its end, None where nothing can be foreseen. Where no plan is known it is the month under the cheapest
    likely one, so that an alert is never about money that may not be owed.
    """

    since: int
    at: int
    to_date: Decimal
    outlook: Outlook | None
    budget: Decimal
