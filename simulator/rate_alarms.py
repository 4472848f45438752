"""The CloudWatch alarms of the simulated account, told in words: the two that AWS advises, and one on the bill.

Without a word all three are well made; each word of WORDS breaks one thing. How AWS tells it is in `answers/alarms.py`.
"""

from collections.abc import Callable, Collection
from typing import Any, Final

METRICS: Final = {"bounce": ("Reputation.BounceRate", 0.05), "complaint": ("Reputation.ComplaintRate", 0.001)}
BILLING_REGION: Final = "us-east-1"

Alarm = dict[str, Any]


def _without_metric(alarm: Alarm) -> Alarm:
    """The same as metric math: the metric stands below, the threshold is of an expression."""
    metric = {"Namespace": alarm["Namespace"], "MetricName": alarm["MetricName"], "Dimensions": []}
    stat = {"Metric": metric, "Period": 3600, "Stat": "Average"}
    math = [
        {"Id": "m1", "MetricStat": stat, "ReturnData": False},
        {"Id": "e1", "Expression": "m1 * 100", "ReturnData": True},
    ]
    kept = {
        name: value for name, value in alarm.items() if name not in {"MetricName", "Namespace", "Statistic", "Period"}
    }
    return {**kept, "Threshold": alarm["Threshold"] * 100, "Metrics": math}


BREAKS: Final[dict[str, Callable[[Alarm], Alarm]]] = {
    "percent": lambda alarm: {**alarm, "Threshold": alarm["Threshold"] * 100},
    "late": lambda alarm: {**alarm, "Threshold": alarm["Threshold"] * 2},
    "above": lambda alarm: {**alarm, "ComparisonOperator": "GreaterThanThreshold"},
    "below": lambda alarm: {**alarm, "ComparisonOperator": "LessThanThreshold"},
    "breaching": lambda alarm: {**alarm, "TreatMissingData": "breaching"},
    "silent": lambda alarm: {**alarm, "AlarmActions": []},
    "disabled": lambda alarm: {**alarm, "ActionsEnabled": False},
    "of-a-set": lambda alarm: {**alarm, "Dimensions": [{"Name": "ses:configuration-set", "Value": "newsletter"}]},
    "computed": _without_metric,
}
WORDS: Final = frozenset(
    {
        *(f"{measure}-{what}" for measure in METRICS for what in ("missing", *BREAKS)),
        *("billing-missing", "billing-silent"),
    }
)


def alarms(words: Collection[str], account_id: str, region: str) -> list[Alarm]:
    """The alarms of a region in the order of their names; beside them one of something else."""
    found = [_of_a_rate(measure, words, account_id, region) for measure in METRICS if f"{measure}-missing" not in words]
    if region == BILLING_REGION and "billing-missing" not in words:
        actions = [] if "billing-silent" in words else [_topic(account_id, region)]
        found.append(
            _alarm("monthly-bill", account_id, region)
            | {"Namespace": "AWS/Billing", "MetricName": "EstimatedCharges", "Statistic": "Maximum", "Threshold": 20.0}
            | {"ComparisonOperator": "GreaterThanThreshold", "Period": 21600, "AlarmActions": actions}
            | {"Dimensions": [{"Name": "Currency", "Value": "USD"}]}
        )
    other = {"Namespace": "AWS/EC2", "MetricName": "CPUUtilization", "Statistic": "Average", "Threshold": 90.0}
    found.append(_alarm("web-busy", account_id, region) | other)
    return sorted(found, key=lambda alarm: str(alarm["AlarmName"]))


def _of_a_rate(measure: str, words: Collection[str], account_id: str, region: str) -> Alarm:
    metric, line = METRICS[measure]
    alarm = _alarm(f"ses-{measure}-rate", account_id, region) | {
        "Namespace": "AWS/SES",
        "MetricName": metric,
        "Statistic": "Average",
        "Threshold": line,
    }
    for what, broken in BREAKS.items():
        if f"{measure}-{what}" in words:
            alarm = broken(alarm)
    return alarm


def _alarm(name: str, account_id: str, region: str) -> Alarm:
    return {
        "AlarmName": name,
        "AlarmArn": f"arn:aws:cloudwatch:{region}:{account_id}:alarm:{name}",
        "ActionsEnabled": True,
        "AlarmActions": [_topic(account_id, region)],
        "OKActions": [],
        "InsufficientDataActions": [],
        "StateValue": "OK",
        "Dimensions": [],
        "Period": 3600,
        "EvaluationPeriods": 1,
        "ComparisonOperator": "GreaterThanOrEqualToThreshold",
        "TreatMissingData": "ignore",
    }


def _topic(account_id: str, region: str) -> str:
    return f"arn:aws:sns:{region}:{account_id}:ses-alarms"
