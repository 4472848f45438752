"""The CloudWatch metrics of AWS/SES that we keep: what each is, how it sums and how often it is asked for.

How they are fetched lives in `collector/aws/metrics.py`; how they are stored in `store/samples.py`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

QUARTER: Final = 900
HOUR: Final = 3600
DAY: Final = 86_400
WEEK: Final = 7 * DAY


class Kind(StrEnum):
    """How points of a metric combine over a longer bucket."""

    COUNT = "count"
    """Points add up (statistic Sum)."""
    GAUGE = "gauge"
    """Points are states: a bucket has a mean and a highest value (statistic Average)."""


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: AWS's name, how it combines, the period asked for and whether configuration sets publish it.

    `core` metrics are polled with every CloudWatch cycle (15 min); the others hourly, with the sets' own.
    """

    name: str
    kind: Kind
    core: bool = False
    per_set: bool = False

    @property
    def period_seconds(self) -> int:
        """Seconds one point covers when polled."""
        return QUARTER if self.core else HOUR

    @property
    def statistic(self) -> str:
        """CloudWatch's statistic for it."""
        return "Sum" if self.kind is Kind.COUNT else "Average"


BOUNCE_RATE: Final = "Reputation.BounceRate"
COMPLAINT_RATE: Final = "Reputation.ComplaintRate"

METRICS: Final = (
    Metric(BOUNCE_RATE, Kind.GAUGE, core=True, per_set=True),
    Metric(COMPLAINT_RATE, Kind.GAUGE, core=True, per_set=True),
    Metric("Send", Kind.COUNT, core=True),
    Metric("Delivery", Kind.COUNT, core=True),
    Metric("Bounce", Kind.COUNT, core=True),
    Metric("Complaint", Kind.COUNT, core=True),
    Metric("Reject", Kind.COUNT, core=True),
    Metric("RenderingFailure", Kind.COUNT),
    Metric("DeliveryDelay", Kind.COUNT),
    Metric("Open", Kind.COUNT),
    Metric("Click", Kind.COUNT),
    Metric("Subscription", Kind.COUNT),
)
"""Account metrics and, with `per_set`, those a configuration set publishes under the dimension `ses:configuration-set`.

Source: Amazon SES developer guide, "Retrieving event data from CloudWatch" and "Monitoring sender reputation".
"""

SENT_LAST_24_HOURS: Final = Metric("SentLast24Hours", Kind.GAUGE)
"""Not a CloudWatch metric: GetAccount's rolling count of recipients, kept as a series because it always moves."""

BY_NAME: Final = {metric.name: metric for metric in (*METRICS, SENT_LAST_24_HOURS)}
