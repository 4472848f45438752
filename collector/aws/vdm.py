"""What Virtual Deliverability Manager counts a day (BatchGetMetricData): of the account, each set and each identity.

Asked only while the account's last snapshot says that VDM is on; it is included in every price plan, and as an add-on
it is charged by the mail, never by the call. Mailbox providers (the dimension ISP) are left out: no call tells AWS's
names of them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from collector.aws.errors import AccessDenied, AwsError, Malformed, Unavailable
from collector.aws.reading import ONE_PART, Call, Size, Visit, reading
from collector.aws.rotation import turns
from deliverability.coverage import Span
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, text
from store import coverage, meta, snapshots, vdm
from store.vdm import Day

OPERATION: Final = "BatchGetMetricData"
ACTION: Final = f"ses:{OPERATION}"
METRICS: Final = ("SEND", "DELIVERY", "PERMANENT_BOUNCE", "TRANSIENT_BOUNCE", "COMPLAINT", "DELIVERY_COMPLAINT")
"""In the order of a Day's counts: all of one subject in one call, which takes ten at most."""
MOST_A_VISIT: Final = 20
REMEMBERED: Final = 29 * DAY
"""With the present day just within the 30 days of Amazon's console; whether the API tells more is not documented."""
OVERLAP: Final = 8 * DAY
"""Asked again with each round, for complaints that arrive days later. Fits in the same call, so it costs nothing."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted: the account (name ""), or what one value of a dimension names."""

    kind: str
    name: str
    dimension: str = ""

    @property
    def key(self) -> str:
        """Its name in what we remember of our own asking."""
        return f"{self.kind}/{self.name}"


ACCOUNT: Final = Subject(vdm.ACCOUNT, "")


def _yesterday(now: datetime) -> Mapping[str, Any]:
    return {"Queries": [_query(ACCOUNT, METRICS[0], now - timedelta(days=1), now)]}


def _calls(size: Size) -> int:
    return min(1 + size.configuration_sets + size.verified_identities, MOST_A_VISIT)


@reading(
    order=60,
    interval_seconds=HOUR,
    calls=(Call("sesv2", OPERATION, _yesterday, optional=True),),
    calls_a_visit=_calls,
)
def collect(visit: Visit) -> None:
    account = snapshots.latest(visit.store, visit.scope, "account").get("")
    if account is None or (account.body or {}).get("vdm") != "ENABLED":
        return
    subjects = {subject.key: subject for subject in _subjects(visit)}
    for key in turns(visit, "vdm", subjects.keys(), [ACCOUNT.key], MOST_A_VISIT):
        visit.parts.append(_ask(visit, subjects[key]))
    if visit.parts and all(isinstance(part, AccessDenied) for part in visit.parts):
        visit.parts.clear()
        raise AccessDenied(visit.aws.region, ACTION)


def _subjects(visit: Visit) -> Iterator[Subject]:
    yield ACCOUNT
    for name in snapshots.latest(visit.store, visit.scope, "configuration-set"):
        yield Subject(vdm.CONFIGURATION_SET, name, "CONFIGURATION_SET")
    for name, found in snapshots.latest(visit.store, visit.scope, "identity").items():
        if (found.body or {}).get("verification_status") == "SUCCESS":
            yield Subject(vdm.IDENTITY, name, "EMAIL_IDENTITY")


def _ask(visit: Visit, subject: Subject) -> AwsError | None:
    """Ask for the subject and keep its days; or keep nothing and return why: a count not told is not zero."""
    span = _due(visit, subject)
    since = datetime.fromtimestamp(span.since, UTC)
    try:
        answer = visit.aws.call(
            "sesv2", OPERATION, Queries=[_query(subject, metric, since, visit.now) for metric in METRICS]
        )
    except ONE_PART as error:
        return error
    if (trouble := _trouble(visit, answer)) is not None:
        return trouble
    results = answer.get("Results")
    if not isinstance(results, list):
        return Malformed(OPERATION, visit.aws.region, text(N_("it holds no list of {member}."), member="Results"))
    told = [_days(item, span) for item in results]
    counts = dict(one for one in told if isinstance(one, tuple))
    if told and set(counts) != set(METRICS):
        odd = {one for one in told if isinstance(one, str)} or set(METRICS) - set(counts)
        return Malformed(OPERATION, visit.aws.region, text(N_("{members}."), members=", ".join(sorted(odd))))
    if told:  # nothing at all is no answer to rest on
        _keep(visit, subject, span, counts)
    return None


def _due(visit: Visit, subject: Subject) -> Span:
    """From a UTC midnight on: all that is remembered the first time, later what was not asked yet and the overlap."""
    today = visit.at - visit.at % DAY
    known = meta.get(visit.store, _memory(visit, subject))
    start = today - REMEMBERED
    if known and known.isdigit() and not visit.from_start:
        asked = min(int(known), today)
        start = max(start, asked - asked % DAY - OVERLAP)
    return Span(start, visit.at)


def _memory(visit: Visit, subject: Subject) -> str:
    return f"asked-until/{visit.scope}/vdm/{subject.key}"


def _query(subject: Subject, metric: str, since: datetime, until: datetime) -> dict[str, Any]:
    dimensions = {"Dimensions": {subject.dimension: subject.name}} if subject.dimension else {}
    return {"Id": metric, "Namespace": "VDM", "Metric": metric, "StartDate": since, "EndDate": until, **dimensions}


def _trouble(visit: Visit, answer: Mapping[str, Any]) -> AwsError | None:
    """What the answer, though it came with status 200, says of queries that brought none."""
    errors = answer.get("Errors") or []
    if not isinstance(errors, list) or not all(isinstance(e, Mapping) for e in errors):
        return Malformed(OPERATION, visit.aws.region, text(N_("{members}."), members="Errors"))
    if any(error.get("Code") == "ACCESS_DENIED" for error in errors):
        return AccessDenied(visit.aws.region, ACTION)
    if not errors:
        return None
    members = ", ".join(sorted({str(error.get("Id")) for error in errors}))
    return Unavailable(OPERATION, visit.aws.region, text(N_("Amazon could not count {members}."), members=members))


def _days(item: Any, span: Span) -> tuple[str, Counter[int]] | str:
    """A metric and its sums by UTC day, whatever stretch each timestamp stands for; or the member that is odd."""
    if not isinstance(item, Mapping) or item.get("Id") not in METRICS:
        return "Id"
    times, values = item.get("Timestamps"), item.get("Values")
    if not isinstance(times, list) or not isinstance(values, list) or len(times) != len(values):
        return "Timestamps"
    days: Counter[int] = Counter()
    for when, value in zip(times, values, strict=True):
        if not isinstance(when, datetime) or not span.since <= (at := int(when.timestamp())) < span.until + DAY:
            return "Timestamps"
        if type(value) is not int or value < 0:
            return "Values"
        days[at - at % DAY] += value
    return item["Id"], days


def _keep(visit: Visit, subject: Subject, span: Span, counts: Mapping[str, Counter[int]]) -> None:
    """The days, and how far the subject is read, together or not at all."""
    times = sorted({at for of_metric in counts.values() for at, count in of_metric.items() if count})
    days = [Day(at, *(counts[metric][at] for metric in METRICS)) for at in times]
    with visit.store.transaction():
        vdm.keep(visit.store, visit.scope, subject.kind, subject.name, days)
        meta.put(visit.store, _memory(visit, subject), str(visit.at))
        if subject == ACCOUNT:
            coverage.extend(visit.store, visit.scope, coverage.VDM, span)
