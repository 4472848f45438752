"""Cost Explorer and the free tier: what the account was charged, and what it still gets free.

What it is charged is in `simulator/billing.py`.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from simulator.answers.asked import Asked
from simulator.billing import Item, charged
from simulator.clock import moment
from simulator.errors import Refusal
from simulator.story import Credits
from simulator.volume import DAY

SERVICE: Final = "Amazon Simple Email Service"
MOST_DAYS: Final = 396
"""Cost Explorer keeps thirteen months."""


def get_cost_and_usage(asked: Asked) -> dict[str, Any]:
    """Daily by usage type and region; anything else is refused, since the simulated account has no other bill."""
    period, groups = asked.params["TimePeriod"], [group["Key"] for group in asked.params.get("GroupBy") or ()]
    since, until = _at(period["Start"]), _at(period["End"])
    if since >= until or asked.now - since > MOST_DAYS * DAY:
        raise Refusal("ValidationException", "Start date (and hour) should be before end date, within 13 months.")
    if asked.params["Granularity"] != "DAILY" or groups != ["USAGE_TYPE", "REGION"]:
        raise Refusal("ValidationException", "The simulated account bills by day, usage type and region.")
    days: dict[int, list[Item]] = defaultdict(list)
    for region in asked.regions:
        for item in charged(region, since, until, asked.now):
            days[item.at].append(item)
    return {"ResultsByTime": [_day(at, days[at], asked.now) for at in range(since, until, DAY)]}


def get_free_tier_usage(asked: Asked) -> dict[str, Any]:
    """The mail of the month against the free tier, where the scenario has one; beside it another service's row."""
    start = _month(asked.now)
    allowed = asked.region.scenario.free_messages
    used = sum(region.recipients(start, asked.now) for region in asked.regions)
    rows = [_row("AWS Lambda", "Global-Request", 12.0, 1_000_000.0, "Always Free", asked.now, start)]
    if allowed and used:
        rows.append(_row(SERVICE, "Global-Message", float(used), float(allowed), "12 Months Free", asked.now, start))
    return {"freeTierUsages": rows}


def get_account_plan_state(asked: Asked) -> dict[str, Any]:
    told: Credits | None = asked.region.scenario.credits
    answer: dict[str, Any] = {
        "accountId": asked.region.account_id,
        "accountPlanType": "FREE" if told else "PAID",
        "accountPlanStatus": "ACTIVE",
    }
    if told:
        ends = moment(asked.region.origin) + timedelta(days=told.days_left)
        answer |= {
            "accountPlanRemainingCredits": {"amount": told.usd, "unit": "USD"},
            "accountPlanExpirationDate": ends,
        }
    return answer


def _day(at: int, items: list[Item], now: int) -> Mapping[str, Any]:
    period = {"Start": _date(at), "End": _date(at + DAY)}
    groups = [
        {
            "Keys": [item.usage_type, item.region],
            "Metrics": {
                "UnblendedCost": {"Amount": _amount(item.usd), "Unit": "USD"},
                "UsageQuantity": {"Amount": _amount(item.quantity), "Unit": item.unit},
            },
        }
        for item in items
    ]
    return {"TimePeriod": period, "Total": {}, "Groups": groups, "Estimated": now - at < 5 * DAY}


def _row(service: str, usage: str, used: float, allowed: float, kind: str, now: int, start: int) -> dict[str, Any]:
    return {
        "service": service,
        "operation": "",
        "usageType": usage,
        "region": "global",
        "actualUsageAmount": used,
        "forecastedUsageAmount": used * 30 * DAY / max(now - start, DAY),
        "limit": allowed,
        "unit": "Requests",
        "description": f"{allowed:.0f} a month are free",
        "freeTierType": kind,
    }


def _amount(value: Decimal) -> str:
    return f"{value:.10f}"


def _at(day: str) -> int:
    return int(datetime.combine(date.fromisoformat(day), time(), UTC).timestamp())


def _date(at: int) -> str:
    return moment(at).date().isoformat()


def _month(at: int) -> int:
    return int(moment(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0).timestamp())
