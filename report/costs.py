"""The costs of an account in one calendar month (UTC): the whole answer of the Costs page, in values.

What mail costs is reckoned in `deliverability/cost/`; where the mail of a day is counted, in `usage.py`; how it looks
lives in `ui/sections/costs_*.py`. Amounts are Decimal US dollars, exact: rounding is the screen's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from deliverability.cost.choices import Choices
from deliverability.cost.model import Allowance, Charge, Kind, Offer, Outlook, Plan
from deliverability.model import Text, Unknown
from report.calls import Calls


@dataclass(frozen=True, slots=True)
class RegionPlan:
    """The plan of a region at `now`, or at the end of a past month.

    `since` is when it was first seen so (epoch seconds). `overridden` marks one that a person set; `next_plan` and
    `next_at` tell a change to come, which takes effect at 00:00 UTC of the first of next month. `assumed_prices` marks a
    region whose prices are not known, so that us-east-1's are used.
    """

    region: str
    plan: Plan | Unknown
    since: int | None
    overridden: bool
    next_plan: Plan | None
    next_at: int | None
    assumed_prices: bool


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
    """

    region: str
    kind: Kind
    plan: Plan
    quantity: Decimal
    unit: str
    usd: Decimal
    usd_each: Decimal | None
    assumed: tuple[Text, ...]


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
class Counting:
    """How the month's mail was counted: days by their basis, and recipients per attempt where that was needed.

    `unknown_days` are days of the month to date that nobody looked at: the estimate is without them.
    """

    recipients: int
    days: Mapping[str, int]
    unknown_days: int
    ratio: float | Unknown


@dataclass(frozen=True, slots=True)
class Covered:
    """What a region gets free: the allowance, and the recipients of the month it covers so far.

    `applies` is false where there is an allowance that the region's plan does not honour.
    """

    region: str
    allowance: Allowance | Unknown
    covered: int
    applies: bool


@dataclass(frozen=True, slots=True)
class Compared:
    """One region's month under every plan, cheapest first; `likely` recipients are what it is reckoned for.

    `current` is the plan it is on; `saving_a_year` what the cheapest saves against it in twelve such months, never below
    zero. `break_even` is the number of recipients a month from which on the cheapest other plan costs the same as the
    present one, None where there is none. `guide` is what the setup guide's model of 2023 (62,000 free, $0.10 per 1,000)
    would say of the same mail.
    """

    region: str
    current: Plan | Unknown
    likely: int
    offers: tuple[Offer, ...]
    cheapest: Plan | None
    saving_a_year: Decimal
    break_even: int | None
    guide: Decimal


@dataclass(frozen=True, slots=True)
class Difference:
    """A kind of use (None: what the estimate does not know) as AWS charged it, beside our estimate of the same days.

    `usage_types` are AWS's names in it; `why` the reasons for a difference, the likeliest first.
    """

    kind: Kind | None
    usage_types: tuple[str, ...]
    actual: Decimal
    estimate: Decimal
    why: tuple[Text, ...]

    @property
    def difference(self) -> Decimal:
        """Actual less estimate."""
        return self.actual - self.estimate


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
    """A month in the picker. `usd` is the estimate, `high` the one under the dearer plan where none is known."""

    since: int
    until: int
    usd: Decimal
    high: Decimal
    recipients: int
    actual: Decimal | None


@dataclass(frozen=True, slots=True)
class Budget:
    """The month's budget over all regions; shares are fractions and may pass 1. `likely_share` is the month's end."""

    usd: Decimal
    used_share: float
    likely_share: float | None


@dataclass(frozen=True, slots=True)
class Costs:
    """Everything the Costs page shows, of one region or (`region` None) of all regions of the account.

    The month is [`since`, `until`) in epoch seconds; `present` says that it is the one of `now`. `own` is what our own
    calls to AWS cost. `missing` has a sentence for each permission or setting that would add
    something and for what the estimate is without, `read_at` is when
    the account was last read, None before that. `bills` is empty where no mail was ever looked at.
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
    budget: Budget | None
    own: Calls
    missing: tuple[Text, ...]
    read_at: int | None
