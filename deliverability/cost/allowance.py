"""What an account gets free, by the generations of SES's free tier: from AWS, else as a person chose, else unknown.

How it is taken off the month's mail is in `parts`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from deliverability.cost.choices import FreeTier, Granted
from deliverability.cost.model import Allowance, Overrides, Plan
from deliverability.cost.prices import GUIDE_FREE, GUIDE_UNTIL
from deliverability.model import N_, Reason, Unknown, text

MESSAGES: Final = 3_000
"""A month, in the first twelve months of SES; closed to new customers on 2026-07-21."""

NOTHING: Final = Allowance(0, None, text(N_("You chose: nothing is free.")), None)

_OUTBOUND: Final = re.compile(
    r"(?:[A-Z]{2,4}\d-|Global-)?(?:Message|Recipients|(?:Essentials|Pro|Enterprise)-Outbound)"
)
"""AWS's usage types that outbound mail counts to, with or without a region before them."""

_OTHERWISE: Final = ("MailboxSim", "VirtDelivMgr", "Validation")
_BY_PLAN: Final = {"Essentials-": Plan.ESSENTIALS, "Pro-": Plan.PRO, "Enterprise-": Plan.ENTERPRISE}


@dataclass(frozen=True, slots=True)
class FreeUsage:
    """A row of AWS's free-tier usage of SES for the present month, in AWS's units."""

    usage_type: str
    used: Decimal
    limit: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class PlanState:
    """The account's own free plan: `plan` FREE or PAID, credits left in US dollars, and when they end (epoch seconds)."""

    plan: str
    status: str
    credit: Decimal | None
    until: int | None


def applies(allowance: Allowance, plan: Plan, day: int) -> bool:
    """Whether mail of the day that begins at `day` (epoch seconds) under a plan can be free."""
    return plan in allowance.plans and (allowance.until is None or day < allowance.until)


def allowance(
    choice: Granted | None,
    overrides: Overrides,
    free_tier: Sequence[FreeUsage] | Unknown,
    state: PlanState | Unknown,
) -> Allowance | Unknown:
    """What is free: the number set, else the free tier chosen, else what AWS tells of usage and credits.

    AWS lists a free tier only once some of it is used: an empty list alone proves nothing.
    """
    if overrides.free_messages is not None:
        told = text(N_("The free messages are those in your settings."))
        return Allowance(overrides.free_messages, None, told, None, frozenset(Plan))
    if choice is not None:
        return _chosen(choice, state)
    if isinstance(free_tier, Unknown):
        return _credits(state) or free_tier
    rows = [row for row in free_tier if _of_mail(row)]
    if rows:
        row = max(rows, key=lambda row: row.limit)
        plans = frozenset(plan for word, plan in _BY_PLAN.items() if word in row.usage_type) or frozenset({Plan.NONE})
        told = text(N_("AWS tells it: free-tier usage {usage_type}."), usage_type=row.usage_type)
        return Allowance(int(row.limit), int(row.used), told, None, plans)
    why = N_("AWS lists no free tier of SES for this month; it lists one only once some of it is used.")
    return _credits(state) or Unknown(Reason.COLLECTING, text(why))


def _of_mail(row: FreeUsage) -> bool:
    return _OUTBOUND.match(row.usage_type) is not None and not any(word in row.usage_type for word in _OTHERWISE)


def _credits(state: PlanState | Unknown) -> Allowance | None:
    if isinstance(state, Unknown) or not state.credit:
        return None
    return Allowance(
        0,
        None,
        text(N_("AWS tells of credits: they pay the bill, and do not lower it.")),
        state.until,
        credit=state.credit,
    )


def _chosen(choice: Granted, state: PlanState | Unknown) -> Allowance:
    until = None if choice.last_day is None else _midnight_after(choice.last_day)
    match choice.tier:
        case FreeTier.NONE:
            return NOTHING
        case FreeTier.CREDITS:
            told = text(N_("You chose: credits. They pay the bill, and do not lower it."))
            return Allowance(0, None, told, until, credit=None if isinstance(state, Unknown) else state.credit)
        case FreeTier.MESSAGES_3000:
            told = text(N_("You chose: 3,000 messages a month in the first twelve months."))
            return Allowance(MESSAGES, None, told, until)
    why = N_("You chose the guide's 62,000 messages a month from EC2, which AWS ended on {until}.")
    return Allowance(GUIDE_FREE, None, text(why, until=GUIDE_UNTIL), until)


def _midnight_after(day: date) -> int:
    return int(datetime.combine(day + timedelta(days=1), time(), UTC).timestamp())
