"""The CloudWatch alarms on the account's reputation metrics, and those on its bill, which are in one region for all.

What they are worth is judged in `deliverability/reputation_alarms.py`. Alarms on anything else are not kept.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from collector.aws.cloudwatch import LIST_PRICE_USD
from collector.aws.errors import Malformed
from collector.aws.fields import Body, Field, Kind, kept
from collector.aws.reading import Call, Visit, reading
from deliverability.metrics import HOUR
from deliverability.model import N_, text
from deliverability.reputation_alarms import METRICS
from report.checklist_access import ALARM, BILLING_ALARM
from store import snapshots

OPERATION: Final = "DescribeAlarms"
BILLING_REGION: Final = "us-east-1"
ELSEWHERE: Final = ("us-gov-", "cn-")
"""Regions whose bill is another account's."""

Metrics = Mapping[str, Collection[str]]
"""Names of metrics by their namespace."""

BILLS: Final = {"AWS/Billing": {"EstimatedCharges"}}
RATES: Final = {"AWS/SES": set(METRICS.values())}
PAGE_SIZE: Final = 100
MOST_PAGES: Final = 50
"""An account has 5,000 alarms a region unless AWS raises that."""

FIELDS: Final = (
    Field("metric", "MetricName"),
    Field("threshold", "Threshold", Kind.NUMBER),
    Field("comparison", "ComparisonOperator"),
    Field("missing_data", "TreatMissingData"),
    Field("statistic", "Statistic"),
    Field("period", "Period", Kind.NUMBER),
    Field("evaluation_periods", "EvaluationPeriods", Kind.NUMBER),
    Field("actions_enabled", "ActionsEnabled", Kind.FLAG),
)


@reading(
    order=62,
    interval_seconds=HOUR,
    calls=(Call("cloudwatch", OPERATION, lambda _: {"MaxRecords": 1}, optional=True),),
    calls_a_visit=lambda _: 2,
    list_price_usd_per_call=LIST_PRICE_USD,
    volatile=("StateValue", "StateReason", "StateUpdatedTimestamp"),
    private=("AlarmActions", "OKActions", "InsufficientDataActions", "AlarmDescription"),
    spare=True,
)
def collect(visit: Visit) -> None:
    region = visit.aws.region
    here = list(_listed(visit, region))
    _keep(visit, region, ALARM, here, RATES)
    if region == BILLING_REGION:
        _keep(visit, region, BILLING_ALARM, here, BILLS)
    elif not region.startswith(ELSEWHERE):
        _keep(visit, BILLING_REGION, BILLING_ALARM, list(_listed(visit, BILLING_REGION)), BILLS)


def _listed(visit: Visit, region: str, **names: Any) -> Iterator[Mapping[str, Any]]:
    """The metric alarms of a region, those of these names or all."""
    page: dict[str, Any] = {}
    for _ in range(MOST_PAGES):
        answer = visit.aws.call("cloudwatch", OPERATION, at=region, MaxRecords=PAGE_SIZE, **names, **page)
        told = answer.get("MetricAlarms")
        if not isinstance(told, list):
            what = text(N_("it holds no list of {member}."), member="MetricAlarms")
            raise Malformed(OPERATION, visit.aws.region, what)
        yield from (alarm for alarm in told if isinstance(alarm, Mapping))
        if not (token := answer.get("NextToken")):
            return
        page = {"NextToken": token}
    what = text(N_("it goes on after {pages:number} pages."), pages=MOST_PAGES)
    raise Malformed(OPERATION, visit.aws.region, what)


def _keep(visit: Visit, region: str, kind: str, told: list[Mapping[str, Any]], wanted: Metrics) -> None:
    """Keep those on the metrics that are wanted; the others of the kind are gone, if AWS confirms it."""
    odd: list[str] = []
    found = {name: body for alarm in told if (name := alarm.get("AlarmName")) and (body := _body(alarm, wanted, odd))}
    missing = sorted(snapshots.latest(visit.store, visit.scope, kind).keys() - found.keys())
    if missing:
        again = _listed(visit, region, AlarmNames=missing[:PAGE_SIZE])
        found |= {str(alarm["AlarmName"]): body for alarm in again if (body := _body(alarm, wanted, odd))}
    for name, body in found.items():
        snapshots.keep(visit.store, visit.scope, kind, name, body, visit.at)
    snapshots.retire(visit.store, visit.scope, kind, found, visit.at)
    with visit.part():
        visit.doubt(OPERATION, odd)


def _body(alarm: Mapping[str, Any], wanted: Metrics, odd: list[str]) -> Body | None:
    """What is kept of an alarm; None where it is on something else."""
    plain = _is_of(alarm, wanted)
    computed = None if plain else next(_inside(alarm, wanted), None)
    if not plain and computed is None:
        return None
    body, strange = kept(alarm, FIELDS)
    odd += strange
    metric = computed or alarm
    dimensions = [f"{one.get('Name')}={one.get('Value')}" for one in metric.get("Dimensions") or ()]
    return {
        **body,
        "metric": metric["MetricName"],
        "dimensions": sorted(dimensions),
        "computed": computed is not None,
        "actions": len(alarm.get("AlarmActions") or ()),
    }


def _inside(alarm: Mapping[str, Any], wanted: Metrics) -> Iterator[Mapping[str, Any]]:
    """The metrics wanted that a computation of the alarm rests on."""
    for query in alarm.get("Metrics") or ():
        metric = (query.get("MetricStat") or {}).get("Metric") or {}
        if _is_of(metric, wanted):
            yield metric


def _is_of(metric: Mapping[str, Any], wanted: Metrics) -> bool:
    return metric.get("MetricName") in wanted.get(str(metric.get("Namespace")), ())
