"""The account's core metrics of CloudWatch: AWS's own reputation figures and what was sent, in quarters of an hour.

The other metrics and those of configuration sets live in `metrics_more.py`.
"""

from typing import Final

from collector.aws.cloudwatch import CALL, LIST_PRICE_USD, REMEMBERED, Series, catch_up
from collector.aws.reading import Visit, reading
from deliverability.coverage import Span
from deliverability.metrics import METRICS, QUARTER
from store import coverage

CORE: Final = tuple(Series(metric) for metric in METRICS if metric.core)


@reading(
    order=20,
    interval_seconds=QUARTER,
    calls=(CALL,),
    calls_a_visit=lambda _: len(CORE),
    list_price_usd_per_call=LIST_PRICE_USD,
)
def collect(visit: Visit) -> None:
    catch_up(visit, CORE, QUARTER)
    if all(part is None for part in visit.parts) and not visit.stopping():
        coverage.extend(visit.store, visit.scope, "cloudwatch", Span(visit.at - REMEMBERED, visit.at))
