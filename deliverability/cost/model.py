"""The words of costs: what is sent, under which plan, what it is charged, and what the month may come to.

Prices are in `prices`, the reckoning in `month`. Amounts are exact Decimal US dollars without taxes; nothing is rounded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal, TypeAlias

from deliverability.model import Text, Unknown


class Kind(StrEnum):
    """What a charge is for; the words of `export cost`."""

    OUTBOUND = "outbound"
    DATA = "attachment-data"
    FEE = "plan-fee"
    IP = "dedicated-ip"
    VDM = "vdm"


class Plan(StrEnum):
    """SES's pricing plans in AWS's words; NONE pays for each feature (à la carte)."""

    NONE = "NONE"
    ESSENTIALS = "ESSENTIALS"
    PRO = "PRO"
    ENTERPRISE = "ENTERPRISE"


LIKELY_PLANS: Final = (Plan.NONE, Plan.ESSENTIALS)
"""The plans that cost no fee: nobody is on another one without having chosen it."""

Basis: TypeAlias = Literal["recipients", "events", "attempts", "forecast"]
"""How a day's mail is counted, best first; `forecast` is a day to come."""


@dataclass(frozen=True, slots=True)
class Usage:
    """A region's mail of the UTC day that begins at `day` (epoch seconds), in recipients, which is what AWS bills.

    `whole` is false for a day that was looked at in part, and for the present one. `assumed` says in words what of its
    count is not known for certain.
    """

    day: int
    recipients: int | Unknown
    basis: Basis
    whole: bool = True
    assumed: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSpan:
    """From `since` (epoch seconds) up to the next span, this plan was in force; `assumed` says why that is not certain.

    From one that `ends` all on, nobody is billed for a plan, whatever is set.
    """

    since: int
    plan: Plan | Unknown
    assumed: Text | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Extras:
    """What a region pays for beside mail: dedicated IPs, and Virtual Deliverability Manager.

    `managed_mail` is the part of its mail that leaves through managed pools (0..1), None where nobody knows. `ips_known` is false where nobody read them,
    `ips_assumed` marks a time before they were first read.
    """

    standard_ips: int = 0
    managed_ips: bool = False
    vdm: bool = False
    managed_mail: Decimal | None = Decimal(0)
    ips_known: bool = False
    ips_assumed: bool = False


@dataclass(frozen=True, slots=True)
class ExtrasSpan:
    """From `since` (epoch seconds) up to the next span, this was paid for beside mail."""

    since: int
    extras: Extras


@dataclass(frozen=True, slots=True)
class Use:
    """All that a region's bill rests on; `days` need be neither sorted nor complete, spans be sorted by `since`.

    Without a span of extras nothing is paid for beside mail.
    """

    region: str
    days: tuple[Usage, ...]
    spans: tuple[PlanSpan, ...]
    extras: tuple[ExtrasSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a person set in place of AWS's word or the price list; None where they did not.

    `price_per_thousand` is US dollars for 1,000 recipients, `average_kb` KB (1,024 bytes) of attachments a mail.
    """

    plan: Plan | None = None
    price_per_thousand: Decimal | None = None
    free_messages: int | None = None
    average_kb: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """What the whole account gets free: `messages` a month, for mail sent under one of `plans`, before `until`.

    `used` is AWS's own count for the month as told at `used_at`; `elsewhere` is how much of it was none of the mail that
    is reckoned (`parts.elsewhere`), and is no longer free. `source` says where we have it from. Times are epoch seconds,
    `until` None where no end is known. `chosen` marks what a person set, which is taken for months of the past too.
    """

    messages: int
    used: int | None
    source: Text
    until: int | None
    plans: frozenset[Plan] = frozenset({Plan.NONE})
    used_at: int | None = None
    elsewhere: int = 0
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Credits:
    """Credits of a new account: they pay a bill, and do not lower it. US dollars left, None where AWS tells none.

    `until` is when they end (epoch seconds), `read_at` when AWS told of them; None where a person chose them.
    """

    usd: Decimal | None
    until: int | None
    read_at: int | None


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all regions of the account. `assumed` is the plan to reckon with where none is known."""

    assumed: Plan
    overrides: Overrides = Overrides()
    allowance: Allowance | None = None


Unit: TypeAlias = Literal["recipient-thousand", "GB", "hour"]


@dataclass(frozen=True, slots=True)
class Charge:
    """What a kind of use adds to the month's bill on the UTC day that begins at `day`.

    `quantity` is what is billed, free mail left out; of a `free` one it is the mail that the allowance covered, which
    costs nothing. `assumed` says in words what of it is not known for certain.
    """

    day: int
    region: str
    kind: Kind
    plan: Plan
    quantity: Decimal
    unit: Unit
    usd: Decimal
    assumed: tuple[Text, ...] = ()
    free: bool = False


@dataclass(frozen=True, slots=True)
class Month:
    """The account's calendar month [`since`, `until`) in epoch seconds, UTC, reckoned up to `at`.

    `charges` are sorted by day, region and kind. `free` is how many recipients of each region the allowance covered.
    """

    since: int
    until: int
    at: int
    charges: tuple[Charge, ...]
    free: Mapping[str, int] = field(default_factory=dict)

    @property
    def to_date(self) -> Decimal:
        """What it has cost up to `at`."""
        return sum((charge.usd for charge in self.charges), Decimal(0))


@dataclass(frozen=True, slots=True)
class DayAhead:
    """The recipients that a day to come, or the rest of the present one (from `day` on), is likely to bring."""

    day: int
    low: int
    likely: int
    high: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the whole month is likely to cost. `why` says what makes it `rough`."""

    low: Decimal
    likely: Decimal
    high: Decimal
    rough: bool
    why: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Included:
    """Something a plan includes, and whether the account uses it; None where that is not known."""

    what: Text
    used: bool | None


@dataclass(frozen=True, slots=True)
class Offer:
    """The same month under one plan: the sum, the plan's fee in it, and what 1,000 recipients of outbound mail cost.

    `per_thousand` is the price of the first tier; `average` that of all of the mail, None where there is none.
    """

    plan: Plan
    usd: Decimal
    fee: Decimal
    per_thousand: Decimal
    average: Decimal | None
    includes: tuple[Included, ...]


@dataclass(frozen=True, slots=True)
class BreakEven:
    """So many `recipients` a month cost the same under two plans: less are cheaper under `below`, more under `above`."""

    recipients: int
    below: Plan
    above: Plan
