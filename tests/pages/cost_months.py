"""Months of costs as `report/costing.py` tells them, made by hand: what the page of costs is drawn from in its tests."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from deliverability.cost.choices import Choices
from deliverability.cost.model import Allowance, Charge, Included, Kind, Offer, Outlook, Plan
from deliverability.metrics import DAY
from deliverability.model import Text
from report.calls import Calls
from report.costs import Bill, Compared, Costs, Covered, DayCost, Line, MonthSum, RegionPlan
from report.counted import Counting, RegionCount
from tests.pages import accounts

SINCE = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp())
UNTIL = int(datetime(2026, 12, 1, tzinfo=UTC).timestamp())
A_DAY = 5_000
TODAY = 23
"""Whole days of the month before the clock of `accounts`; the 24th is in part."""

REGION = accounts.REGION
CENTS = Decimal("0.10")


def _day(n, recipients, total, *, low=None, high=None, basis="recipients", whole=True):
    usd = CENTS * recipients / 1000
    return DayCost(
        at=SINCE + n * DAY,
        recipients=recipients,
        usd=usd,
        low=usd if low is None else low,
        high=usd if high is None else high,
        total=total,
        by_kind={Kind.OUTBOUND: usd},
        basis=basis,
        whole=whole,
    )


def bill(plan=Plan.NONE, each=CENTS, assumed=None):
    """23 days of 5,000 recipients and 2,000 today, six and a half days of as many to come."""
    days = [_day(n, A_DAY, each * A_DAY * (n + 1) / 1000) for n in range(TODAY)]
    spent = each * (TODAY * A_DAY + 2_000) / 1000
    days.append(_day(TODAY, 2_000, spent, whole=False))
    ahead = [
        _day(
            n,
            A_DAY,
            spent + each * A_DAY * (n - TODAY) / 1000,
            low=Decimal("0.4"),
            high=Decimal("0.6"),
            basis="forecast",
        )
        for n in range(TODAY + 1, 30)
    ]
    quantity = Decimal(TODAY * A_DAY + 2_000) / 1000
    charges = [
        Charge(day.at, REGION, Kind.OUTBOUND, plan, Decimal(day.recipients) / 1000, "recipient-thousand", day.usd)
        for day in days
    ]
    return Bill(
        assumed=assumed,
        to_date=spent,
        outlook=Outlook(spent + 2, spent + 3, spent + 4, rough=False),
        days=tuple(days),
        ahead=tuple(ahead),
        lines=(
            Line(
                REGION, Kind.OUTBOUND, plan, quantity, "recipient-thousand", spent, each, (Text("Price of {region}"),)
            ),
        ),
        sets=(),
        charges=tuple(charges),
    )


def offer(plan, usd, fee, per_thousand, *includes):
    return Offer(plan, Decimal(usd), Decimal(fee), Decimal(per_thousand), Decimal(per_thousand), includes)


OFFERS = (
    offer(Plan.NONE, "14.70", "0", "0.10"),
    offer(Plan.ESSENTIALS, "23.52", "0", "0.16", Included(Text("VDM"), True)),
    offer(Plan.PRO, "137.34", "105", "0.22", Included(Text("VDM"), True), Included(Text("IP"), False)),
    offer(Plan.ENTERPRISE, "533.81", "500", "0.23", Included(Text("IP"), None)),
)


def counted(**changed):
    """The mail of one region, most days by AWS's count of recipients."""
    sent = TODAY * A_DAY + 2_000
    region = RegionCount(REGION, sent, unseen=(), partly=(), ratio=1.02)
    return Counting(sent, {"recipients": 22, "attempts": 2}, (replace(region, **changed),))


def month(**changed):
    """The present month of an account that pays as it goes."""
    made = Costs(
        account_id=accounts.ACCOUNT_ID,
        region=None,
        regions=(REGION,),
        now=accounts.AT,
        since=SINCE,
        until=UNTIL,
        present=True,
        plans=(RegionPlan(REGION, Plan.NONE, SINCE - 60 * DAY, False, None, None, True, per_thousand=CENTS),),
        counting=counted(),
        bills=(bill(),),
        covered=(Covered(REGION, Allowance(0, None, Text("No free tier"), None), (0,), False),),
        compared=(Compared(REGION, Plan.NONE, 147_000, OFFERS, Plan.NONE, Decimal(0), ()),),
        actual=None,
        months=(MonthSum(SINCE, UNTIL, Decimal("11.70"), Decimal("11.70"), 117_000, None),),
        choices=Choices(),
        budget=None,
        own=Calls(SINCE, 100, 0.0, 0.0, 0.0, None, None),
        missing=(),
        read_at=accounts.AT - 60,
        guide=Decimal("8.50"),
    )
    return replace(made, **changed)
