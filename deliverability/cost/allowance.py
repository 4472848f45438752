"""What an account gets free, by the generations of SES's free tier: from AWS, else as a person chose, else unknown.

How it is taken off the month's mail is in `parts`; which of AWS's rows count sent mail, in `usage_types`.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Final

from deliverability.cost import price_list
from deliverability.cost.choices import FreeTier, Granted
from deliverability.cost.model import Allowance, Credits, Overrides, Plan
from deliverability.cost.prices import GUIDE_FREE, GUIDE_UNTIL
from deliverability.cost.usage_types import free_plans
from deliverability.model import N_, Reason, Unknown, text

MESSAGES: Final = 3_000
"""A month, in the first twelve months of SES; closed to new customers on 2026-07-21."""

MESSAGES_LAST: Final = date(2027, 7, 20)
"""The last of the twelve months of whoever began on the last day."""

NOTHING: Final = Allowance(0, None, text(N_("You chose: nothing is free.")), None)
ACTIVE: Final = "ACTIVE"


@dataclass(frozen=True, slots=True)
class FreeUsage:
    """A row of AWS's free-tier usage of SES in a month, in AWS's units."""

    usage_type: str
    used: Decimal
    limit: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The free tier of a month as AWS listed it at `at` (epoch seconds); no rows where none of SES was used."""

    rows: tuple[FreeUsage, ...]
    at: int


@dataclass(frozen=True, slots=True)
class PlanState:
    """How the account is paid, as AWS told at `read_at`: `plan` FREE or PAID, credits left in US dollars, and their end.

    `status` is NOT_STARTED, ACTIVE or EXPIRED; times are epoch seconds.
    """

    plan: str
    status: str
    credit: Decimal | None
    until: int | None
    read_at: int


def applies(allowance: Allowance, plan: Plan, day: int) -> bool:
    """Whether mail of the day that begins at `day` (epoch seconds) under a plan can be free."""
    return plan in allowance.plans and (allowance.until is None or day < allowance.until)


def allowance(choice: Granted | None, overrides: Overrides, listed: Listed | Unknown) -> Allowance | Unknown:
    """What is free in a month: the number set, else the free tier chosen, else what AWS lists.

    AWS lists a free tier only once some of it is used: an empty list alone proves nothing, and credits prove nothing of
    a free tier either.
    """
    if overrides.free_messages is not None:
        told = text(N_("The free messages are those in your settings."))
        return Allowance(overrides.free_messages, None, told, None, frozenset(Plan), chosen=True)
    if choice is not None:
        return _chosen(choice)
    if isinstance(listed, Unknown):
        return listed
    rows = [row for row in listed.rows if free_plans(row.usage_type)]
    if not rows:
        why = N_("AWS lists no free tier of SES for this month; it lists one only once some of it is used.")
        return Unknown(Reason.LOWER_BOUND, text(why))
    row = max(rows, key=lambda row: row.limit)
    told = text(N_("AWS tells it: free-tier usage {usage_type}."), usage_type=row.usage_type)
    return Allowance(int(row.limit), int(row.used), told, None, free_plans(row.usage_type), listed.at)


def credits_of(choice: Granted | None, state: PlanState | Unknown, now: int) -> Credits | Unknown | None:
    """The credits there are at `now` (epoch seconds), as AWS tells or a person chose; None where there are none.

    Those that are not in force, used up or over are none.
    """
    told: Credits | Unknown | None = None
    if isinstance(state, Unknown):
        told = state
    elif state.status == ACTIVE and state.credit and (state.until is None or now < state.until):
        told = Credits(state.credit, state.until, state.read_at)
    if choice is None or choice.tier is not FreeTier.CREDITS or isinstance(told, Credits):
        return told
    until = _end(choice)
    return Credits(None, until, None) if until is None or now < until else None


def _chosen(choice: Granted) -> Allowance:
    match choice.tier:
        case FreeTier.NONE:
            return NOTHING
        case FreeTier.CREDITS:
            return Allowance(0, None, text(N_("You chose: credits. They pay the bill, and do not lower it.")), None)
        case FreeTier.MESSAGES_3000:
            told = text(N_("You chose: 3,000 messages a month in the first twelve months."))
            return Allowance(MESSAGES, None, told, _end(choice) or _midnight_after(MESSAGES_LAST), chosen=True)
    why = N_("You chose the guide's 62,000 messages a month from EC2, which AWS ended on {until}.")
    until = _end(choice) or price_list.midnight(GUIDE_UNTIL)
    return Allowance(GUIDE_FREE, None, text(why, until=GUIDE_UNTIL), until, chosen=True)


def _end(choice: Granted) -> int | None:
    """The midnight after the last day on which it counts; None where no day was said."""
    return None if choice.last_day is None else _midnight_after(choice.last_day)


def _midnight_after(day: date) -> int:
    return int(datetime.combine(day + timedelta(days=1), time(), UTC).timestamp())
