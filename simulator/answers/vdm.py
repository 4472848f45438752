"""SES version 2's BatchGetMetricData: a few metrics of Virtual Deliverability Manager in one answer."""

from collections.abc import Mapping
from typing import Any, Final

from simulator.answers.asked import Asked
from simulator.answers.cloudwatch import epoch
from simulator.clock import moment
from simulator.errors import Refusal
from simulator.vdm import METRICS, daily
from simulator.vdm import Asked as Wanted
from simulator.volume import DAY

MOST_QUERIES: Final = 10
LONGEST: Final = 30 * DAY
"""Of one query; what Amazon's console offers, since its API documents no limit."""
DIMENSIONS: Final = {"CONFIGURATION_SET": "configuration_set", "EMAIL_IDENTITY": "identity"}


def batch_get_metric_data(asked: Asked) -> dict[str, Any]:
    """A result a query, days in no order. Without VDM it refuses, in words that are ours: Amazon documents none."""
    if not asked.region.has_vdm(asked.now):
        raise Refusal("BadRequestException", "Virtual Deliverability Manager is not enabled for this account.")
    queries = asked.params["Queries"]
    if not 1 <= len(queries) <= MOST_QUERIES:
        raise Refusal("BadRequestException", f"Queries must hold 1 to {MOST_QUERIES} items.")
    if len({query["Id"] for query in queries}) < len(queries):
        raise Refusal("BadRequestException", "The identifiers of queries must differ.")
    return {"Results": [_result(asked, query) for query in queries], "Errors": []}


def _result(asked: Asked, query: Mapping[str, Any]) -> dict[str, Any]:
    since, until = epoch(query["StartDate"]), epoch(query["EndDate"])
    if not 0 < until - since <= LONGEST:
        raise Refusal("BadRequestException", "StartDate must be before EndDate, by 30 days at most.")
    found = daily(asked.region.ledger, _wanted(query), since, until, asked.now)
    days = sorted(found, key=lambda at: at // DAY * 7 % 31)
    return {"Id": query["Id"], "Timestamps": [moment(at) for at in days], "Values": [found[at] for at in days]}


def _wanted(query: Mapping[str, Any]) -> Wanted:
    dimensions = query.get("Dimensions") or {}
    if query["Metric"] not in METRICS or set(dimensions) - set(DIMENSIONS):
        raise Refusal("BadRequestException", "The simulated account counts no engagement, and nothing by provider.")
    return Wanted(query["Metric"], **{DIMENSIONS[name]: value for name, value in dimensions.items()})
