"""What the simulated account answers, one file an API; an operation that is not listed here is left to moto."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from simulator.answers import (
    alarms,
    billing,
    cloudwatch,
    dedicated_ips,
    iam,
    metric_data,
    sending,
    ses,
    sesv2,
    sts,
    vdm,
)
from simulator.answers.asked import Asked

ANSWERS: Final[Mapping[tuple[str, str], Callable[[Asked], dict[str, Any]]]] = {
    ("sts", "GetCallerIdentity"): sts.get_caller_identity,
    ("ses", "GetSendStatistics"): ses.get_send_statistics,
    ("sesv2", "GetAccount"): sesv2.get_account,
    ("sesv2", "ListEmailIdentities"): sesv2.list_email_identities,
    ("sesv2", "GetEmailIdentity"): sesv2.get_email_identity,
    ("sesv2", "ListConfigurationSets"): sesv2.list_configuration_sets,
    ("sesv2", "GetConfigurationSet"): sesv2.get_configuration_set,
    ("sesv2", "GetConfigurationSetEventDestinations"): sesv2.get_event_destinations,
    ("sesv2", "GetDedicatedIps"): dedicated_ips.get_dedicated_ips,
    ("sesv2", "SendEmail"): sending.send_email,
    ("sesv2", "BatchGetMetricData"): vdm.batch_get_metric_data,
    ("ce", "GetCostAndUsage"): billing.get_cost_and_usage,
    ("freetier", "GetFreeTierUsage"): billing.get_free_tier_usage,
    ("freetier", "GetAccountPlanState"): billing.get_account_plan_state,
    ("cloudwatch", "GetMetricStatistics"): cloudwatch.get_metric_statistics,
    ("cloudwatch", "GetMetricData"): metric_data.get_metric_data,
    ("cloudwatch", "ListMetrics"): cloudwatch.list_metrics,
    ("cloudwatch", "DescribeAlarms"): alarms.describe_alarms,
    **iam.ANSWERS,
}
