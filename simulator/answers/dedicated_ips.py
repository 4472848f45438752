"""SES version 2's GetDedicatedIps: the addresses that the account rents in a region, a page at a time."""

from typing import Any

from simulator.answers.asked import Asked, page
from simulator.story import DedicatedIp


def get_dedicated_ips(asked: Asked) -> dict[str, Any]:
    wanted, days = asked.params.get("PoolName"), asked.region.days(asked.now)
    rented = [
        one
        for one in asked.region.scenario.dedicated_ips
        if one.since_days <= days < one.until_days and wanted in (None, one.pool)
    ]
    size = min(asked.params.get("PageSize") or asked.page_size, asked.page_size)
    found, rest = page(rented, size, asked.params.get("NextToken"), "BadRequestException")
    return {"DedicatedIps": [_told(one) for one in found], **rest}


def _told(one: DedicatedIp) -> dict[str, Any]:
    warmth = {"WarmupStatus": "NOT_APPLICABLE", "WarmupPercentage": -1}
    standard = {"WarmupStatus": "DONE", "WarmupPercentage": 100}
    return {"Ip": one.address, **(warmth if one.managed else standard), "PoolName": one.pool}
