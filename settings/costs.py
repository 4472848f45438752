"""What a person may say of the month's cost: the plan, prices and allowance in force, a budget, a second currency.

What AWS charges is in `deliverability/cost/prices.py`; how these choices reach the dashboard, in `collector/effective.py`.
"""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Final

from pydantic import BeforeValidator, Field, InstanceOf

from deliverability.cost.choices import Currency, FreeTier, Granted
from deliverability.cost.model import Plan
from deliverability.model import N_
from settings.variable import Variable

LARGEST_KB: Final = 40 * 1024
"""SES takes no message of more than 40 MB (Amazon SES service quotas)."""

_RATE: Final = re.compile(r"([A-Z]{3})\s*[:=]\s*(\d+(?:\.\d+)?)")


def _word(value: object) -> object:
    return value.upper() if isinstance(value, str) else value


def _granted(value: object) -> object:
    """A free tier, and behind a colon the last day it counts; anything else as it is."""
    if not isinstance(value, str):
        return value
    name, _, last = value.lower().partition(":")
    return Granted(FreeTier(name.strip()), date.fromisoformat(last.strip()) if last else None)


def _currency(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _RATE.fullmatch(value.strip().upper())
    if found is None or found[1] == "USD" or not 0 < (rate := Decimal(found[2])) < 10**9:
        raise ValueError("not a currency and its rate")
    return Currency(found[1], rate)


SesPlan = Annotated[
    Plan | None,
    BeforeValidator(_word),
    Variable(
        "SES_PLAN",
        N_("SES price plan to reckon with: none, essentials, pro or enterprise. Unset: the one that AWS tells."),
        N_("It must be none, essentials, pro or enterprise."),
        "essentials",
    ),
]
PricePerThousand = Annotated[
    Decimal | None,
    Field(ge=0, le=100),
    Variable(
        "PRICE_PER_THOUSAND_USD",
        N_("Your own price of 1,000 recipients in US dollars, in place of the plan's. Unset: the price list's."),
        N_("It must be a number of dollars from 0 to 100."),
        "0.10",
    ),
]
FreeTierChoice = Annotated[
    InstanceOf[Granted] | None,
    BeforeValidator(_granted),
    Variable(
        "FREE_TIER",
        N_(
            "What you still get free: none, credits, 3000 or 62000 (messages a month), with its last day behind a colon. "
            "Unset: what AWS tells."
        ),
        N_("It must be none, credits, 3000 or 62000; a last day such as :2027-03-31 may follow."),
        "3000:2027-03-31",
    ),
]
FreeMessages = Annotated[
    int | None,
    Field(ge=0, le=1_000_000_000),
    Variable(
        "FREE_MESSAGES_PER_MONTH",
        N_("Messages a month that cost you nothing, in place of a free tier's."),
        N_("It must be a whole number from 0 to 1000000000."),
        "3000",
    ),
]
AverageKb = Annotated[
    Decimal | None,
    Field(gt=0, le=LARGEST_KB),
    Variable(
        "AVERAGE_MESSAGE_KB",
        N_("Average size of attachments a message in KB, which AWS charges by the GB. Unset: none are reckoned."),
        N_("It must be a number of KB above 0 and up to 40960."),
        "120",
    ),
]
MonthlyBudget = Annotated[
    Decimal | None,
    Field(gt=0, le=10_000_000),
    Variable(
        "MONTHLY_BUDGET_USD",
        N_("What SES may cost a month in US dollars, all regions together; alerts come before and at it."),
        N_("It must be a number of dollars above 0 and up to 10000000."),
        "50",
    ),
]
CurrencyRate = Annotated[
    InstanceOf[Currency] | None,
    BeforeValidator(_currency),
    Variable(
        "CURRENCY_RATE",
        N_("A second currency beside US dollars, at a fixed rate: its code, a colon, how much one dollar is."),
        N_("It must be a currency's code of three letters, a colon and a number above 0."),
        "KRW:1390",
    ),
]
CostExplorer = Annotated[
    bool,
    Variable(
        "COST_EXPLORER",
        N_("1 asks Cost Explorer once a day what AWS charged; a request costs $0.01, about $0.30 a month."),
        N_("It must be 1, or 0 or left out."),
        "1",
    ),
]
