"""Every state that a month of costs may be in, as changes to the month of `cost_months.py`."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from deliverability.cost.choices import Choices, Currency, FreeTier, Granted
from deliverability.cost.model import Allowance, Kind, Plan
from deliverability.metrics import DAY
from deliverability.model import Reason, Text, Unknown
from report.costs import Actual, Budget, Covered, Difference, Line, RegionPlan, SetCost
from tests.pages import accounts, cost_months
from tests.pages.cost_months import REGION, SINCE, UNTIL

NOT_TOLD = Unknown(Reason.DENIED, Text("GetAccount is denied."))
UNKNOWN_PLAN = {
    "plans": (RegionPlan(REGION, NOT_TOLD, None, False, None, None, True),),
    "bills": (cost_months.bill(assumed=Plan.NONE), cost_months.bill(Plan.ESSENTIALS, Decimal("0.16"), Plan.ESSENTIALS)),
}
DENIED = Unknown(Reason.DENIED, Text("Cost Explorer is denied."))
OCTOBER = int(datetime(2026, 10, 1, tzinfo=UTC).timestamp())
OTHER = RegionPlan("us-east-1", Plan.ESSENTIALS, SINCE, False, None, None, False)
CHARGED = Actual(
    until=SINCE + 22 * DAY,
    read_at=accounts.AT,
    usd=Decimal("11.25"),
    days=cost_months.bill().days[:22],
    by_kind=(
        Difference(
            Kind.OUTBOUND, ("Recipients",), Decimal("11.25"), Decimal("11.00"), (Text("Rejected mail is billed."),)
        ),
        Difference(None, ("ReceivedChunk",), Decimal("0.40"), Decimal(0), ()),
    ),
)
STATES = {
    "plain": {},
    "first day": {"bills": (replace(cost_months.bill(), days=cost_months.bill().days[:1], outlook=Unknown(Reason.COLLECTING)),)},
    "nothing counted": {"bills": ()},
    "no mail": {
        "bills": (replace(cost_months.bill(), to_date=Decimal(0), lines=(), charges=(), days=()),),
        "counting": cost_months.month().counting.__class__(0, {"recipients": 23}, 0, Unknown(Reason.NOT_ENOUGH_MAIL)),
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
    "over budget": {"budget": Budget(Decimal(10), 1.17, 1.47)},
    "charged": {"choices": Choices(cost_explorer=True), "actual": CHARGED},
    "a past month": {"since": OCTOBER, "until": SINCE, "present": False},
    "free mail": {"covered": (Covered(REGION, Allowance(3000, 2900, Text("AWS's free tier"), UNTIL), 2900, True),)},
    "credits": {"covered": (Covered(REGION, Allowance(0, None, Text("Credits"), UNTIL, credit=Decimal(120)), 0, True),)},
    "free unknown": {"covered": (Covered(REGION, DENIED, 0, False),)},
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
                    Line(REGION, Kind.DATA, Plan.PRO, Decimal("12.5"), "GB", Decimal("1.50"), Decimal("0.12"), ()),
                ),
            ),
        )
    },
}  # fmt: skip
