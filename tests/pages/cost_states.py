"""Every state that a month of costs may be in, as changes to the month of `cost_months.py`."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from deliverability.cost.choices import Choices, Currency, FreeTier, Granted
from deliverability.cost.model import Allowance, Credits, Kind, Outlook, Plan
from deliverability.cost.spending import Spending
from deliverability.metrics import DAY
from deliverability.model import Reason, Text, Unknown
from report.costs import Actual, Covered, Difference, Line, RegionPlan, SetCost
from report.counted import Counting
from tests.pages import accounts, cost_months
from tests.pages.cost_months import REGION, SINCE, UNTIL

NOT_TOLD = Unknown(Reason.DENIED, Text("GetAccount is denied."))
UNKNOWN_PLAN = {
    "plans": (RegionPlan(REGION, NOT_TOLD, None, False, None, None, True),),
    "bills": (cost_months.bill(assumed=Plan.NONE), cost_months.bill(Plan.ESSENTIALS, Decimal("0.16"), Plan.ESSENTIALS)),
    "covered": (Covered(REGION, Allowance(0, None, Text("No free tier"), None), (0, 0), False),),
}
DENIED = Unknown(Reason.DENIED, Text("Cost Explorer is denied."))
ROUGH = Text("Two days were counted.")
TIER = Allowance(3000, 2900, Text("AWS's free tier"), UNTIL, used_at=accounts.AT - DAY, elsewhere=400)
OCTOBER = int(datetime(2026, 10, 1, tzinfo=UTC).timestamp())
OTHER = RegionPlan("us-east-1", Plan.ESSENTIALS, SINCE, False, None, None, False)


def spent(usd, budget, end="14.70", **more):
    """A month against its budget."""
    amounts = Outlook(*([Decimal(end)] * 3), rough=False)
    return Spending(SINCE, accounts.AT, Decimal(usd), amounts, Decimal(budget), **more)


CHARGED = Actual(
    until=SINCE + 22 * DAY,
    read_at=accounts.AT,
    usd=Decimal("11.25"),
    days=cost_months.bill().days[:22],
    by_kind=(
        Difference(
            Kind.OUTBOUND, ("Recipients",), Decimal("11.25"), (Decimal("11.00"),), (Text("Rejected mail is billed."),)
        ),
        Difference(None, ("ReceivedChunk",), Decimal("0.40"), (Decimal(0),), ()),
    ),
)
STATES = {
    "plain": {},
    "first day": {"bills": (replace(cost_months.bill(), days=cost_months.bill().days[:1], outlook=Unknown(Reason.COLLECTING)),)},
    "nothing counted": {"bills": ()},
    "no mail": {
        "bills": (replace(cost_months.bill(), to_date=Decimal(0), lines=(), charges=(), days=()),),
        "counting": Counting(0, {"recipients": 23}, ()),
    },
    "unknown plan": UNKNOWN_PLAN,
    "overrides": {
        "choices": Choices(
            plan=Plan.PRO, price_per_thousand=Decimal("0.08"), free_messages=10, average_kb=Decimal(120),
            free_tier=Granted(FreeTier.MESSAGES_62000, date(2027, 3, 31)), currency=Currency("KRW", Decimal(1390)),
        )
    },
    "denied": {"choices": Choices(cost_explorer=True), "actual": DENIED},
    "two regions": {"plans": (*cost_months.month().plans, OTHER), "regions": (REGION, "us-east-1")},
    "over budget": {"budget": spent("11.70", "10")},
    "a day missing": {"counting": cost_months.counted(unseen=(SINCE + DAY,), partly=(SINCE + 2 * DAY,), ratio=NOT_TOLD)},
    "rough": {
        "bills": (replace(cost_months.bill(), outlook=Outlook(*map(Decimal, (9, 12, 15)), rough=True, why=(ROUGH,))),)
    },
    "charged": {"choices": Choices(cost_explorer=True), "actual": CHARGED},
    "a past month": {"since": OCTOBER, "until": SINCE, "present": False},
    "free mail": {"covered": (Covered(REGION, TIER, (2900,), True),)},
    "free mail under one plan": UNKNOWN_PLAN | {"covered": (Covered(REGION, TIER, (2900, 0), True),)},
    "credits": {"credits": Credits(Decimal(120), UNTIL, accounts.AT - DAY)},
    "credits chosen": {"credits": Credits(None, UNTIL, None)},
    "credits unknown": {"credits": DENIED},
    "free unknown": {"covered": (Covered(REGION, DENIED, (0,), False),)},
    "sets": {
        "bills": (
            replace(cost_months.bill(), sets=(SetCost(REGION, "news", 100, 0.8, Decimal(8)), SetCost(REGION, "", 25, 0.2, Decimal(2)))),
        )
    },
    "fees": {
        "bills": (
            replace(
                cost_months.bill(),
                lines=(
                    Line(REGION, Kind.FEE, Plan.PRO, Decimal(560), "hour", Decimal("81.67"), None, ()),
                    Line(REGION, Kind.OUTBOUND, Plan.PRO, Decimal(12000), "recipient-thousand", Decimal(2540), None, ()),
                    Line(REGION, Kind.OUTBOUND, Plan.PRO, Decimal(3), "recipient-thousand", Decimal(0), Decimal(0), (), free=True),
                    Line(REGION, Kind.DATA, Plan.PRO, Decimal("12.5"), "GB", Decimal("1.50"), Decimal("0.12"), ()),
                ),
            ),
        )
    },
}  # fmt: skip
