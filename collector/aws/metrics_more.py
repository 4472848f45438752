"""The less urgent metrics of CloudWatch: the account's others, and the reputation of each configuration set.

Only sets that were seen with reputation metrics switched on are asked; the core metrics live in `metrics.py`.
"""

from typing import Final

from collector.aws.cloudwatch import CALL, LIST_PRICE_USD, Series, catch_up
from collector.aws.reading import Visit, reading
from deliverability.metrics import HOUR, METRICS
from store import snapshots

OTHERS: Final = tuple(Series(metric) for metric in METRICS if not metric.core)
OF_A_SET: Final = tuple(metric for metric in METRICS if metric.per_set)


@reading(
    order=40,
    interval_seconds=HOUR,
    calls=(CALL,),
    calls_a_visit=lambda size: len(OTHERS) + len(OF_A_SET) * size.reputation_sets,
    list_price_usd_per_call=LIST_PRICE_USD,
)
def collect(visit: Visit) -> None:
    sets = snapshots.latest(visit.store, visit.scope, "configuration-set")
    publishing = sorted(name for name, known in sets.items() if (known.body or {}).get("reputation_metrics") is True)
    catch_up(visit, (*OTHERS, *(Series(metric, name) for name in publishing for metric in OF_A_SET)), HOUR)
