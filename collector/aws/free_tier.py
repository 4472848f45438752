"""What the account still gets free: the free tier's use this month, and its plan of payment with credits left.

GetFreeTierUsage and GetAccountPlanState are free, and need permissions of their own that nothing else rests on. What
the figures make of a bill is in `deliverability/cost/allowance.py`.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Final

from collector.aws.errors import AccessDenied, Malformed
from collector.aws.fields import number
from collector.aws.listing import pages
from collector.aws.once_a_day import once_a_day
from collector.aws.reading import Call, Visit, reading
from deliverability.metrics import DAY
from deliverability.model import N_, text
from store import costs
from store.costs import AccountPlan, TierUse

USAGE: Final = "GetFreeTierUsage"
PLAN: Final = "GetAccountPlanState"
SERVICE: Final = "Simple Email"
"""Part of the name that AWS gives SES in its bills; asked for by ourselves, since a filter by a wrong name finds none."""
MOST_PAGES: Final = 20
KINDS: Final = frozenset({"FREE", "PAID"})


@reading(
    order=70,
    interval_seconds=DAY,
    calls=(
        Call("freetier", USAGE, lambda _: {"maxResults": 1}, optional=True),
        Call("freetier", PLAN, optional=True),
    ),
    calls_a_visit=lambda _: 2,
    spare=True,
)
def collect(visit: Visit) -> None:
    once_a_day(visit, "free_tier", USAGE, _ask)


def _ask(visit: Visit) -> None:
    """Both calls, whichever of them is denied or cannot be understood."""
    denied: AccessDenied | None = None
    for ask in (_usage, _account_plan):
        try:
            with visit.part():
                ask(visit)
        except AccessDenied as error:
            denied = denied or error
    if denied is not None:
        raise denied
    failed = [part for part in visit.parts if part is not None]
    if failed and None not in visit.parts:
        visit.parts.clear()
        raise failed[0]


def _usage(visit: Visit) -> None:
    month = visit.now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    odd: list[str] = []
    uses = [use for row in _rows(visit) if (use := _use(row, odd)) is not None]
    visit.doubt(USAGE, odd)
    if uses or not odd:  # rows that cannot be understood are not rows that are not there
        costs.keep_tier(visit.store, visit.scope.account_id, int(month.timestamp()), _whole(uses), visit.at)


def _account_plan(visit: Visit) -> None:
    costs.keep_plan(visit.store, visit.scope.account_id, _plan(visit, visit.aws.call("freetier", PLAN)))


def _rows(visit: Visit) -> Iterator[Any]:
    """SES's rows of every page."""
    for answer in pages(visit, "freetier", USAGE, "nextToken", MOST_PAGES, {}):
        rows = answer.get("freeTierUsages")
        if not isinstance(rows, list):
            what = text(N_("it holds no list of {member}."), member="freeTierUsages")
            raise Malformed(USAGE, visit.aws.region, what)
        yield from (row for row in rows if isinstance(row, Mapping) and SERVICE in str(row.get("service")))


def _use(row: Mapping[str, Any], odd: list[str]) -> TierUse | None:
    """A row in our words; None, with its member named, where an amount is none."""
    amounts = {name: number(row.get(name)) for name in ("actualUsageAmount", "forecastedUsageAmount", "limit")}
    wrong = [name for name, amount in amounts.items() if amount is None or amount < 0]
    if wrong:
        odd.extend(wrong)
        return None
    used, expected, allowed = (Decimal(str(amount)) for amount in amounts.values())
    region, usage, operation, kind = (
        str(row.get(name) or "") for name in ("region", "usageType", "operation", "freeTierType")
    )
    return TierUse(region, usage, operation, kind, used, expected, allowed, str(row.get("unit") or ""))


def _whole(uses: list[TierUse]) -> list[TierUse]:
    """Each row once: a row told on two pages is one."""
    return list({(use.region, use.usage_type, use.operation, use.kind): use for use in uses}.values())


def _plan(visit: Visit, answer: Mapping[str, Any]) -> AccountPlan:
    kind, status = answer.get("accountPlanType"), answer.get("accountPlanStatus")
    if kind not in KINDS or not isinstance(status, str):
        what = text(N_("it tells no plan."))
        raise Malformed(PLAN, visit.aws.region, what)
    left = answer.get("accountPlanRemainingCredits")
    amount = number(left.get("amount")) if isinstance(left, Mapping) else None
    ends = answer.get("accountPlanExpirationDate")
    return AccountPlan(
        kind=kind,
        status=status,
        credits_usd=None if amount is None else Decimal(str(amount)),
        expires_at=int(ends.timestamp()) if isinstance(ends, datetime) else None,
        read_at=visit.at,
    )
