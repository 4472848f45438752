"""Amounts as a page shows them: US dollars, which is what AWS bills, and beside them the second currency of the settings.

How an amount is written in a language is in `words/format.py`; amounts are exact until they are written.
"""

from decimal import Decimal
from typing import Final

from deliverability.cost.choices import Currency
from ui import context
from words import format as written
from words.format import NO_BREAK_SPACE

DIGITS: Final = 6
"""Decimals of a unit's price: a fee has hours that divide it without end."""


def usd(amount: Decimal) -> str:
    """Dollars, to the cent."""
    return written.usd(amount, context.language())


def second(amount: Decimal, currency: Currency | None) -> str | None:
    """The amount in the second currency; None where none is set."""
    if currency is None:
        return None
    return written.money(amount * currency.per_usd, currency.code, context.language())


def both(amount: Decimal, currency: Currency | None) -> str:
    """Dollars, and in brackets the second currency where one is set."""
    other = second(amount, currency)
    return usd(amount) if other is None else f"{usd(amount)}{NO_BREAK_SPACE}({other})"


def each(amount: Decimal) -> str:
    """The price of one unit, exact but for an endless fraction."""
    short = round(amount, DIGITS)
    return written.price(short if short != amount else amount, context.language())


def between(low: Decimal, high: Decimal) -> str:
    """A range of dollars; one amount where both ends are written alike."""
    return usd(low) if usd(low) == usd(high) else f"{usd(low)}\N{EN DASH}{usd(high)}"
