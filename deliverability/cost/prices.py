"""What SES charges: the one table of prices, each with the days it holds for and where it was read. Data only.

Prices are those of us-east-1, the only region whose prices we have; `price_list` looks them up. Each is a decimal string
in US dollars without taxes. A price from before the price list that it was read in is taken to have been the same.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from deliverability.cost.model import Plan
from deliverability.model import N_, Text, text

KNOWN_REGION: Final = "us-east-1"
PLANS_SINCE: Final = "2026-07-21"
"""AWS introduced pricing plans on this day; before it every account paid for each feature."""


class Item(StrEnum):
    """What has a price. Those from TENANT on are told beside a bill, never reckoned: nothing counts their use."""

    OUTBOUND = "outbound"
    DATA = "data"
    FEE = "fee"
    STANDARD_IP = "standard-ip"
    MANAGED_IPS = "managed-ips"
    MANAGED_MAIL = "managed-mail"
    VDM = "vdm"
    TENANT = "tenant"
    VALIDATION = "validation"
    DASHBOARD = "deliverability-dashboard"


class Per(StrEnum):
    """The unit that a price is of, and that its tiers are counted in."""

    THOUSAND = "recipient-thousand"
    GB = "GB"
    MONTH = "month"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class Entry:
    """A price from the day `since` up to, not with, `until` (UTC dates; None: it still holds); `plan` None: for each plan.

    `tiers` are (units from which on it holds, price); a tier's price is for the units in it only. `assumed` says what of
    it no source tells.
    """

    item: Item
    plan: Plan | None
    per: Per
    tiers: tuple[tuple[int, str], ...]
    since: str
    until: str | None
    source: str
    assumed: Text | None = None


_LIST: Final = "AWS Price List AmazonSES us-east-1, published 2026-07-22"
_PAGE: Final = "aws.amazon.com/ses/pricing, as others quote it in 2026"
_START: Final = "2011-01-25"
"""The day SES began."""

_VDM_SINCE: Final = "2022-10-13"
"""The day AWS announced VDM: before it nobody paid for it."""

_VDM_INCLUDED: Final = text(
    N_("The plan is taken to include the mail that VDM looks at: of VDM AWS names only queries and reports.")
)
_MANAGED_INCLUDED: Final = text(N_("The plan is taken to include the mail that leaves through managed dedicated IPs."))


def _tiers(first: str, second: str, third: str) -> tuple[tuple[int, str], ...]:
    """Prices of the first ten million recipients of a month, of those up to a hundred million, and of the rest."""
    return (0, first), (10_000, second), (100_000, third)


def _free(item: Item, plan: Plan, why: Text) -> Entry:
    """What a plan is taken to include: metered by the mail, at no price."""
    return Entry(item, plan, Per.THOUSAND, ((0, "0"),), PLANS_SINCE, None, _LIST, why)


PRICES: Final = (
    Entry(Item.OUTBOUND, Plan.NONE, Per.THOUSAND, ((0, "0.10"),), _START, None, _LIST),
    Entry(Item.OUTBOUND, Plan.ESSENTIALS, Per.THOUSAND, _tiers("0.16", "0.14", "0.11"), PLANS_SINCE, None, _LIST),
    Entry(Item.OUTBOUND, Plan.PRO, Per.THOUSAND, _tiers("0.22", "0.17", "0.12"), PLANS_SINCE, None, _LIST),
    Entry(Item.OUTBOUND, Plan.ENTERPRISE, Per.THOUSAND, _tiers("0.23", "0.18", "0.13"), PLANS_SINCE, None, _LIST),
    Entry(Item.FEE, Plan.PRO, Per.MONTH, ((0, "105"),), PLANS_SINCE, None, _LIST),
    Entry(Item.FEE, Plan.ENTERPRISE, Per.MONTH, ((0, "500"),), PLANS_SINCE, None, _LIST),
    Entry(Item.DATA, None, Per.GB, ((0, "0.12"),), _START, None, _LIST),
    Entry(Item.STANDARD_IP, None, Per.MONTH, ((0, "24.95"),), _START, None, _LIST),
    # The plans with a fee include the managed IPs' subscription.
    Entry(Item.MANAGED_IPS, Plan.NONE, Per.MONTH, ((0, "15"),), _START, None, _PAGE),
    Entry(Item.MANAGED_IPS, Plan.ESSENTIALS, Per.MONTH, ((0, "15"),), PLANS_SINCE, None, _PAGE),
    Entry(Item.MANAGED_MAIL, Plan.NONE, Per.THOUSAND, ((0, "0.08"),), _START, None, _PAGE),
    Entry(Item.MANAGED_MAIL, Plan.ESSENTIALS, Per.THOUSAND, ((0, "0.08"),), PLANS_SINCE, None, _PAGE),
    *(_free(Item.MANAGED_MAIL, plan, _MANAGED_INCLUDED) for plan in (Plan.PRO, Plan.ENTERPRISE)),
    Entry(Item.VDM, Plan.NONE, Per.THOUSAND, ((0, "0.07"),), _VDM_SINCE, None, _PAGE),
    *(_free(Item.VDM, plan, _VDM_INCLUDED) for plan in (Plan.ESSENTIALS, Plan.PRO, Plan.ENTERPRISE)),
    Entry(Item.TENANT, None, Per.MONTH, ((0, "0.005"),), _START, None, _LIST),
    Entry(Item.VALIDATION, None, Per.EACH, ((0, "0.01"),), _START, None, _LIST),
    Entry(Item.DASHBOARD, None, Per.MONTH, ((0, "1250"),), _START, None, _LIST),
)

GUIDE_FREE: Final = 62_000
GUIDE_UNTIL: Final = "2023-08-01"
GUIDE_PER_THOUSAND: Final = "0.10"
"""The guide of 2023: so many messages a month free from EC2, each further thousand at this price. AWS ended it that day."""
