"""A change of price plan in words: when it takes effect, what it does to the price, and how to decide about it.

When somebody is told of it: the rule `price-plan` in `deliverability/rules/account_changes.py`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from deliverability.cost.calendar import until_of
from deliverability.cost.model import Plan
from deliverability.cost.price_list import price
from deliverability.cost.prices import KNOWN_REGION, Item
from deliverability.model import N_, Text, text

_NAMES: Final = frozenset(Plan)

MOVED: Final = text(N_("This account was moved to the Essentials plan."))
CHANGES: Final = text(N_("The price plan of this account changes."))
FEE: Final = text(N_("AWS bills a plan's fee each month, whatever is sent."))
NO_FEE: Final = text(N_("Essentials has no fee; it includes Virtual Deliverability Manager, and each mail costs more."))

_COMPARE: Final = text(N_("Compare what this month costs under each plan on the Costs page."))
_CANCEL: Final = text(
    N_(
        "If AWS assigned Essentials, cancelling it for the first time takes effect at once: {usd:price} a thousand again."
    ),
    usd=Decimal("0.10"),
)
_LOOK: Final = text(N_("If nobody on your team chose it, look at it in the SES console, Account dashboard."))


def to_come(before: str, after: str, announced: int) -> Text:
    """That the plan will change, with the day: AWS changes it with the month after it was `announced` (epoch seconds)."""
    told = N_("The plan will change from {before} to {after} on {date:date} (UTC).")
    return text(told, before=before, after=after, date=datetime.fromtimestamp(until_of(announced), UTC))


def prices(before: str, after: str, at: int) -> tuple[Text, ...]:
    """What both plans charge at `at` (epoch seconds); empty where one of them is none that we know."""
    if not {before, after} <= _NAMES:
        return ()
    return tuple(text for plan in (before, after) for text in _price(Plan(plan), at))


def _price(plan: Plan, at: int) -> Iterator[Text]:
    mail, fee = (price(item, plan, KNOWN_REGION, at) for item in (Item.OUTBOUND, Item.FEE))
    if mail is not None:
        told = N_("{plan}: {usd:price} for 1,000 recipients, {fee:usd} a month beside.")
        yield text(told, plan=plan.value, usd=mail.tiers[0][1], fee=Decimal(0) if fee is None else fee.tiers[0][1])


def headline(after: object, *, changed: bool) -> Text:
    """That the account was moved to Essentials, the plan AWS assigns by itself, or that its plan changes."""
    return MOVED if changed and after == Plan.ESSENTIALS else CHANGES


def of_aws(after: object) -> Text:
    """What AWS does under the plan."""
    return NO_FEE if after == Plan.ESSENTIALS else FEE


def steps(after: object) -> tuple[Text, ...]:
    """How to decide about the plan."""
    return (_COMPARE, _CANCEL, _LOOK) if after == Plan.ESSENTIALS else (_COMPARE, _LOOK)
