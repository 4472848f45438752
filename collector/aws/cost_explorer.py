"""What AWS charged for SES by day, region and usage type (GetCostAndUsage): only if asked to, as each request costs.

Cost Explorer restates days for weeks, so a month and more is read anew each time: in one request that costs the same.
Credits, refunds and taxes are left out: what is compared is the price of what was used. How it is held against the
estimate is in `report/actual_costs.py`.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from collector.aws.errors import Malformed
from collector.aws.listing import pages
from collector.aws.once_a_day import once_a_day
from collector.aws.reading import Call, Visit, reading
from deliverability.coverage import Span
from deliverability.metrics import DAY
from deliverability.model import N_, text
from store import costs
from store.costs import Charged

OPERATION: Final = "GetCostAndUsage"
SERVICE: Final = "Amazon Simple Email Service"
PRICE: Final = 0.01
"""US dollars a request, each page of an answer being one (AWS Cost Management pricing)."""
OVERLAP: Final = 35 * DAY
REMEMBERED: Final = 364 * DAY
"""Cost Explorer keeps thirteen months; a year of days asks nothing that it refuses."""
MOST_PAGES: Final = 20
"""Each costs: a bill that goes on after them is told as an error, and none of it is kept."""
METRICS: Final = ("UnblendedCost", "UsageQuantity")


def _filter(account_id: str | None) -> dict[str, Any]:
    """SES's use alone, and the account's own: one that pays for an organization is told of all its accounts else."""
    used = {"Not": {"Dimensions": {"Key": "RECORD_TYPE", "Values": ["Credit", "Refund", "Tax"]}}}
    own = [] if account_id is None else [{"Dimensions": {"Key": "LINKED_ACCOUNT", "Values": [account_id]}}]
    return {"And": [{"Dimensions": {"Key": "SERVICE", "Values": [SERVICE]}}, used, *own]}


def _asked(since: int, until: int, account_id: str | None = None) -> dict[str, Any]:
    """The parameters of a request for the days [since, until); the end is exclusive at AWS too."""
    return {
        "TimePeriod": {"Start": _day(since), "End": _day(until)},
        "Granularity": "DAILY",
        "Metrics": list(METRICS),
        "Filter": _filter(account_id),
        "GroupBy": [{"Type": "DIMENSION", "Key": "USAGE_TYPE"}, {"Type": "DIMENSION", "Key": "REGION"}],
    }


def _yesterday(now: datetime) -> Mapping[str, Any]:
    today = int(now.timestamp()) // DAY * DAY
    return _asked(today - DAY, today)


@reading(
    order=80,
    interval_seconds=DAY,
    calls=(Call("ce", OPERATION, _yesterday, optional=True),),
    calls_a_visit=lambda _: 1,
    price_usd_per_call=PRICE,
    list_price_usd_per_call=PRICE,
    opt_in="COST_EXPLORER",
)
def collect(visit: Visit) -> None:
    once_a_day(visit, "cost_explorer", OPERATION, _ask)


def _ask(visit: Visit) -> None:
    span = _due(visit)
    days: set[int] = set()
    charged: dict[tuple[int, str, str], Charged] = {}
    for result in _results(visit, span):
        at = _start(result)
        if at is None or not span.since <= at < span.until:
            raise Malformed(OPERATION, visit.aws.region, text(N_("{members}."), members="TimePeriod"))
        days.add(at)
        for group in result.get("Groups") or ():
            each = _charged(at, group)
            if each is None:
                raise Malformed(OPERATION, visit.aws.region, text(N_("{members}."), members="Groups"))
            charged[each.at, each.region, each.usage_type] = each
    if not days:
        raise Malformed(OPERATION, visit.aws.region, text(N_("it holds no list of {member}."), member="ResultsByTime"))
    told = Span(min(days), max(days) + DAY)
    costs.keep_charges(visit.store, visit.scope.account_id, told, charged.values(), visit.at)


def _due(visit: Visit) -> Span:
    """A year the first time, later the last weeks again; today too, which grows until tomorrow."""
    tomorrow = visit.at - visit.at % DAY + DAY
    known = None if visit.from_start else costs.told(visit.store, visit.scope.account_id)
    since = tomorrow - REMEMBERED
    if known is not None:
        since = max(since, min(known.until, tomorrow) - OVERLAP)
    return Span(since, tomorrow)


def _results(visit: Visit, span: Span) -> Iterator[Mapping[str, Any]]:
    """The days of every page."""
    asked = _asked(span.since, span.until, visit.scope.account_id)
    for answer in pages(visit, "ce", OPERATION, "NextPageToken", MOST_PAGES, asked):
        results = answer.get("ResultsByTime")
        if not isinstance(results, list) or not all(isinstance(result, Mapping) for result in results):
            what = text(N_("it holds no list of {member}."), member="ResultsByTime")
            raise Malformed(OPERATION, visit.aws.region, what)
        yield from results


def _start(result: Mapping[str, Any]) -> int | None:
    period = result.get("TimePeriod")
    try:
        first = date.fromisoformat(period["Start"]) if isinstance(period, Mapping) else None
    except (KeyError, TypeError, ValueError):
        return None
    return None if first is None else int(datetime.combine(first, time(), UTC).timestamp())


def _charged(at: int, group: Any) -> Charged | None:
    """A group in our words; None where it cannot be understood: an amount not told is not zero."""
    try:
        usage_type, region = group["Keys"]
        cost, quantity = (group["Metrics"][name] for name in METRICS)
        usd, amount = Decimal(cost["Amount"]), Decimal(quantity["Amount"])
    except (KeyError, TypeError, ValueError, InvalidOperation):
        return None
    if cost.get("Unit") != "USD" or not usd.is_finite() or not amount.is_finite():
        return None
    return Charged(at, str(region), str(usage_type), usd, amount, str(quantity.get("Unit") or ""))


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
