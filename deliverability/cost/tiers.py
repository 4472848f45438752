"""What a quantity costs where the price falls with it: marginal tiers, so that each tier's price is for what lies in it.

The tiers themselves are in `prices`. They begin anew with each account, region, plan and calendar month (UTC).
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import TypeAlias

Tiers: TypeAlias = Sequence[tuple[int, Decimal]]
"""(Units from which on it holds, price of a unit), the first from 0, rising."""


def cost(tiers: Tiers, units: Decimal) -> Decimal:
    """US dollars for so many units of a month; exact, 0 for none."""
    first, price = tiers[0]
    if len(tiers) == 1:
        return units * price
    total = Decimal(0)
    for (first, price), end in zip(tiers, [*(begin for begin, _ in tiers[1:]), None], strict=True):
        within = (units if end is None else min(units, Decimal(end))) - first
        if within <= 0:
            break
        total += within * price
    return total
