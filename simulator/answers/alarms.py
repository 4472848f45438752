"""CloudWatch's DescribeAlarms, page by page; which alarms there are is told in `simulator/rate_alarms.py`."""

from typing import Any

from simulator.answers.asked import Asked, page
from simulator.rate_alarms import alarms


def describe_alarms(asked: Asked) -> dict[str, Any]:
    """Metric alarms only: the simulated account has no composite ones."""
    found = alarms(asked.alarms, asked.region.account_id, asked.region.name)
    size = min(asked.page_size, asked.params.get("MaxRecords", 50))
    shown, rest = page(found, size, asked.params.get("NextToken"), "InvalidNextToken")
    return {"MetricAlarms": list(shown), "CompositeAlarms": [], **rest}
