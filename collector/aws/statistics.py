"""The account's send statistics (GetSendStatistics): two weeks in quarters of an hour, asked again with every round.

How an answer joins what is remembered lives in `deliverability/bins.py`.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from collector.aws.errors import Malformed
from collector.aws.reading import Call, Visit, reading
from deliverability.bins import Bin
from deliverability.metrics import DAY, QUARTER
from deliverability.model import N_, text
from store import statistics

OPERATION: Final = "GetSendStatistics"
COUNTS: Final = ("DeliveryAttempts", "Bounces", "Complaints", "Rejects")
OLDEST: Final = 21 * DAY
"""AWS tells two weeks; what claims to be older than three is a broken time, and would unhinge the merge."""


@reading(order=10, interval_seconds=300, calls=(Call("ses", OPERATION),), calls_a_visit=lambda _: 1)
def collect(visit: Visit) -> None:
    told = visit.aws.call("ses", OPERATION).get("SendDataPoints")
    points = told if isinstance(told, list) else []
    polled, odd = _bins(points, visit.at)
    if not polled and (odd or _remembers_mail(visit)):
        what = text(N_("it holds no statistics, though mail was sent within the two weeks it covers."))
        raise Malformed(OPERATION, visit.aws.region, what)
    with visit.part():
        statistics.keep(visit.store, visit.scope, polled, visit.at)
    visit.doubt(OPERATION, odd)


def _bins(points: Sequence[Any], now: int) -> tuple[list[Bin], list[str]]:
    """The points that can be understood, and the members of those that cannot."""
    bins: list[Bin] = []
    odd: list[str] = []
    for point in points:
        if isinstance(found := _bin(point, now), Bin):
            bins.append(found)
        else:
            odd.append(found)
    return bins, odd


def _bin(point: Any, now: int) -> Bin | str:
    """The bin of a point, or the name of the member that is missing or odd: a count not told is not zero."""
    if not isinstance(point, Mapping):
        return "SendDataPoints"
    when = point.get("Timestamp")
    if not isinstance(when, datetime) or not now - OLDEST <= (at := int(when.timestamp())) <= now + DAY:
        return "Timestamp"
    counts: list[Any] = [point.get(name) for name in COUNTS]
    for name, count in zip(COUNTS, counts, strict=True):
        if type(count) is not int or count < 0:
            return name
    attempts, bounces, complaints, rejects = counts
    return Bin(at, attempts, bounces, complaints, rejects)


def _remembers_mail(visit: Visit) -> bool:
    """Whether mail is remembered well inside the two weeks; the edges may have slid out or not yet be told."""
    return statistics.totals(visit.store, visit.scope, visit.at - 13 * DAY, visit.at - 4 * QUARTER).attempts > 0
