"""What a person said of their costs in the settings, as the collector tells the dashboard of it.

The variables are in `settings/costs.py`; what each choice changes in the reckoning is in the other files of this room.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from deliverability.cost.model import Overrides, Plan


class FreeTier(StrEnum):
    """The generations of SES's free tier, by the word that a person chooses one with."""

    NONE = "none"
    CREDITS = "credits"
    MESSAGES_3000 = "3000"
    MESSAGES_62000 = "62000"


@dataclass(frozen=True, slots=True)
class Granted:
    """The free tier that a person says they have, and the last day (UTC) on which it counts; None where none was said."""

    tier: FreeTier
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Currency:
    """A second currency by its code of three letters, and how much of it one US dollar is."""

    code: str
    per_usd: Decimal


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything chosen; None, or False, where nothing was.

    `price_per_thousand` and `budget` are US dollars, `average_kb` KB of attachments a message.
    """

    plan: Plan | None = None
    price_per_thousand: Decimal | None = None
    free_messages: int | None = None
    free_tier: Granted | None = None
    average_kb: Decimal | None = None
    budget: Decimal | None = None
    currency: Currency | None = None
    cost_explorer: bool = False

    @property
    def overrides(self) -> Overrides:
        """What of the choices takes the place of AWS's word or the price list."""
        return Overrides(self.plan, self.price_per_thousand, self.free_messages, self.average_kb)

    def to_plain(self) -> dict[str, Any]:
        """The choices as JSON can hold them; amounts as decimal strings, so that none is rounded."""
        return {
            "plan": None if self.plan is None else self.plan.value,
            "price_per_thousand": _string(self.price_per_thousand),
            "free_messages": self.free_messages,
            "free_tier": None if self.free_tier is None else _granted(self.free_tier),
            "average_kb": _string(self.average_kb),
            "budget": _string(self.budget),
            "currency": None if self.currency is None else [self.currency.code, str(self.currency.per_usd)],
            "cost_explorer": self.cost_explorer,
        }

    @staticmethod
    def from_plain(told: Mapping[str, Any]) -> "Choices":
        """The choices that `to_plain` wrote; what a collector of another version did not tell is not chosen."""
        plan, granted, currency = told.get("plan"), told.get("free_tier"), told.get("currency")
        return Choices(
            plan=None if plan is None else Plan(plan),
            price_per_thousand=_decimal(told.get("price_per_thousand")),
            free_messages=told.get("free_messages"),
            free_tier=None if granted is None else _told(*granted),
            average_kb=_decimal(told.get("average_kb")),
            budget=_decimal(told.get("budget")),
            currency=None if currency is None else Currency(currency[0], Decimal(currency[1])),
            cost_explorer=bool(told.get("cost_explorer")),
        )


def _string(amount: Decimal | None) -> str | None:
    return None if amount is None else str(amount)


def _decimal(told: str | None) -> Decimal | None:
    return None if told is None else Decimal(told)


def _granted(granted: Granted) -> list[str | None]:
    return [granted.tier.value, None if granted.last_day is None else granted.last_day.isoformat()]


def _told(tier: str, last_day: str | None) -> Granted:
    return Granted(FreeTier(tier), None if last_day is None else date.fromisoformat(last_day))
