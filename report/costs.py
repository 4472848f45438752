"""The costs of an account in one calendar month (UTC): the whole answer of the Costs page, in values.

What mail costs is reckoned in `deliverability/cost/`; where the mail of a day is counted, in `usage.py`; how it looks
lives in `ui/sections/costs_*.py`. Amounts are Decimal US dollars, exact: rounding is the screen's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from deliverability.cost.choices import Choices
from deliverability.cost.model import Allowance, BreakEven, Charge, Credits, Kind, Offer, Outlook, Plan
from deliverability.cost.spending import Spending
from deliverability.model import Text, Unknown
from report.calls import Calls
from report.counted import Counting


@dataclass(frozen=True, slots=True)
class RegionPlan:
    """The plan of a region at `now`, or at the end of a past month.

    `since` (epoch seconds) is when it began where it `changed` from another one that we saw, else when it was first seen;
    None where no plan is known then. `overridden` marks one that a person set; `next_plan` and `next_at` tell, in the
    present month, a change to come. `assumed_prices` marks a region whose prices are not known, so that us-east-1's are
    used; `per_thousand` is the price in US dollars of the month's first thousand recipients, None where the plan is
    not known; `assumed` says why the plan is not one that was read then.
    """

    region: str
    plan: Plan | Unknown
    since: int | None
    overridden: bool
    next_plan: Plan | None
    next_at: int | None
    assumed_prices: bool
    changed: bool = False
    per_thousand: Decimal | None = None
    assumed: Text | None = None


@dataclass(frozen=True, slots=True)
class DayCost:
    """A UTC day that begins at `at`, all regions of the answer together.

    `basis` is how the mail was counted: "recipients" (AWS's own count), "events", "attempts", "forecast", "actual", or
    "mixed" where regions differ; `whole` is false for today and for days that were looked at in part. `recipients` is
    None where it is not known; `low` and `high` bound a day to come and equal `usd` on all others. `total` is the month's sum up to the
    day's end.
    """

    at: int
    recipients: int | None
    usd: Decimal
    low: Decimal
    high: Decimal
    total: Decimal
    by_kind: Mapping[Kind, Decimal]
    basis: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What one kind of use cost in one region under one plan, with the quantity that is billed.

    `usd_each` is the price of a unit where one price holds for all of them, None where tiers or a fee make it several.
    `free` marks mail that the allowance covered: the quantity is what it covered, and costs nothing.
    """

    region: str
    kind: Kind
    plan: Plan
    quantity: Decimal
    unit: str
    usd: Decimal
    usd_each: Decimal | None
    assumed: tuple[Text, ...]
    free: bool = False


@dataclass(frozen=True, slots=True)
class SetCost:
    """A configuration set's part of what outbound mail cost, by the mail VDM counted; "" is the mail of no set."""

    region: str
    configuration_set: str
    mails: int
    share: float
    usd: Decimal


@dataclass(frozen=True, slots=True)
class Bill:
    """The month as it comes out: one where every plan is known, else one for each likely plan.

    `assumed` is the plan taken for regions that tell none; None where all do. `charges` are the rows beneath everything
    else, by day, region and kind. `outlook` is the month's end; in a past month there is none.
    """

    assumed: Plan | None
    to_date: Decimal
    outlook: Outlook | Unknown | None
    days: tuple[DayCost, ...]
    ahead: tuple[DayCost, ...]
    lines: tuple[Line, ...]
    sets: tuple[SetCost, ...]
    charges: tuple[Charge, ...]


@dataclass(frozen=True, slots=True)
class Covered:
    """What a region gets free: the allowance, and the recipients of the month it covers so far.

    `covered` has a count for each bill: where no plan is known, what is free differs with it. `applies` is false where
    there is an allowance that the region's plan, or none of its likely plans, honours.
    """

    region: str
    allowance: Allowance | Unknown
    covered: tuple[int, ...]
    applies: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One region's month under every plan, cheapest first; `likely` recipients are what it is reckoned for.

    Where the month's end cannot be foreseen `likely` is unknown and there are no offers: a part of a month decides
    nothing. `current` is the plan the region is on; `saving_a_year` what the cheapest saves against it in twelve such
    months, never below zero. `break_even` are the volumes at which the present plan and the cheapest other one change
    places, the smallest first.
    """

    region: str
    current: Plan | Unknown
    likely: int | Unknown
    offers: tuple[Offer, ...]
    cheapest: Plan | None
    saving_a_year: Decimal
    break_even: tuple[BreakEven, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A kind of use (None: what the estimate does not know) as AWS charged it, beside our estimate of the same days.

    `usage_types` are AWS's names in it; `estimates` has an amount for each bill; `why` the reasons for a difference,
    the likeliest first.
    """

    kind: Kind | None
    usage_types: tuple[str, ...]
    actual: Decimal
    estimates: tuple[Decimal, ...]
    why: tuple[Text, ...]

    @property
    def differences(self) -> tuple[Decimal, ...]:
        """Actual less estimate, for each bill."""
        return tuple(self.actual - estimate for estimate in self.estimates)


@dataclass(frozen=True, slots=True)
class Actual:
    """What AWS charged for the month's days before `until`, credits and taxes left out, as Cost Explorer told."""

    until: int
    read_at: int | None
    usd: Decimal
    days: tuple[DayCost, ...]
    by_kind: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class MonthSum:
    """A month in the picker. `usd` is the estimate, `high` the one under the dearer plan where none is known.

    `at_least` says that some of its days were not looked at, or in part only.
    """

    since: int
    until: int
    usd: Decimal
    high: Decimal
    recipients: int
    actual: Decimal | None
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Costs:
    """Everything the Costs page shows, of one region or (`region` None) of all regions of the account.

    The month is [`since`, `until`) in epoch seconds; `present` says that it is the one of `now`. `bills` is empty where
    none of its mail was looked at. `guide` is what the setup guide's model of 2023 (62,000 free, $0.10 per 1,000) would
    say of the whole account's likely mail, None where that is not known. `budget` is the account's, in the present month
    alone. `own` is what our own calls to AWS cost. `missing` has a sentence for each permission or setting that would add
    something and for what the estimate is without, `unwatched` the regions that are no longer looked at. `read_at` is
    when the account was last read, None before that. `credits` are those in force now, None where there are none.
    """

    account_id: str
    region: str | None
    regions: tuple[str, ...]
    now: int
    since: int
    until: int
    present: bool
    plans: tuple[RegionPlan, ...]
    counting: Counting
    bills: tuple[Bill, ...]
    covered: tuple[Covered, ...]
    compared: tuple[Compared, ...]
    actual: Actual | Unknown
    months: tuple[MonthSum, ...]
    choices: Choices
    budget: Spending | None
    own: Calls
    missing: tuple[Text, ...]
    read_at: int | None
    unwatched: tuple[str, ...] = ()
    guide: Decimal | None = None
    credits: Credits | Unknown | None = None
