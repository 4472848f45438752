"""Months to be reckoned, put together from a plan and the recipients of their days."""

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal

from deliverability.cost.calendar import until_of
from deliverability.cost.model import Allowance, Extras, ExtrasSpan, Overrides, Plan, PlanSpan, Terms, Usage, Use
from deliverability.cost.month import reckon
from deliverability.metrics import DAY
from deliverability.model import Reason, Unknown, text

NONE, ESSENTIALS, PRO, ENTERPRISE = Plan
HOME = "us-east-1"
BARE = Extras()
M = 1_000_000


def at(*date):
    return int(datetime(*date, tzinfo=UTC).timestamp())


NOV, OCT, FEB, JULY = at(2026, 11, 1), at(2026, 10, 1), at(2028, 2, 1), at(2026, 7, 1)


def use(plan, *mail, since=NOV, region=HOME, extras=BARE, spans=None, paid=None):
    """Recipients of the month's first days, one after the other; `paid` are the spans of extras, if they changed."""
    days = tuple(Usage(since + i * DAY, sent, "recipients") for i, sent in enumerate(mail))
    paid = paid or (ExtrasSpan(at(2020, 1, 1), extras),)
    return Use(region, days, spans or (PlanSpan(at(2026, 8, 1), plan),), paid)


def month(*uses, since=NOV, until=None, assumed=NONE, allowance=None, **overrides):
    return reckon(uses, since, until or until_of(since), Terms(assumed, Overrides(**overrides), allowance))


def cents(usd):
    return str(usd.quantize(Decimal("0.01"), ROUND_HALF_UP))


def free(messages, **more):
    return Allowance(messages, None, text("free"), **({"until": None} | more))


CHANGED = (PlanSpan(at(2026, 8, 1), NONE), PlanSpan(at(2026, 11, 16), PRO))
SWITCHED_AT_NOON = (PlanSpan(at(2026, 8, 1), NONE), PlanSpan(at(2026, 11, 1, 12), ESSENTIALS))
UNREAD = (PlanSpan(at(2026, 8, 1), Unknown(Reason.COLLECTING)),)
ALL = Extras(standard_ips=2, managed_ips=True, vdm=True, managed_mail=Decimal(1))
