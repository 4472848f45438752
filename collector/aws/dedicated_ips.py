"""The dedicated IP addresses that a region rents (GetDedicatedIps): standard ones by address, managed ones by pool.

AWS charges a standard one by the month and a managed pool by the month and the mail; what that comes to is in
`deliverability/cost/`, how it is made into spans of time, in `report/paid_extras.py`.
"""

from collections.abc import Mapping
from typing import Any, Final

from collector.aws.errors import Malformed
from collector.aws.listing import listed
from collector.aws.reading import Call, Visit, reading
from deliverability.metrics import DAY
from deliverability.model import N_, text
from store import snapshots

KIND: Final = "dedicated-ips"
OPERATION: Final = "GetDedicatedIps"
MEMBER: Final = "DedicatedIps"
STANDARD: Final = "standard_ips"
MANAGED: Final = "managed_pools"
BY_AWS: Final = "NOT_APPLICABLE"
"""The warm-up status of an address in a managed pool, whose addresses AWS adds and takes away by itself."""
WARMED_BY_US: Final = frozenset({"IN_PROGRESS", "DONE"})

Rented = dict[str, set[str]]


@reading(
    order=55,
    interval_seconds=DAY,
    calls=(Call("sesv2", OPERATION, lambda _: {"PageSize": 1}, optional=True),),
    calls_a_visit=lambda _: 1,
    volatile=("DedicatedIps.WarmupPercentage", "DedicatedIps.WarmupStatus"),
    spare=True,
)
def collect(visit: Visit) -> None:
    known = snapshots.latest(visit.store, visit.scope, KIND).get("")
    before = known.body if known and known.body else {}
    rented = _rented(visit, expected=any(before.values()))
    if any(set(before.get(name, ())) - rented[name] for name in (STANDARD, MANAGED)):
        # A list can be cut short without a word: what is missing from two answers in a row is given back.
        again = _rented(visit, expected=True)
        rented = {name: rented[name] | again[name] for name in rented}
    body = {name: sorted(found) for name, found in rented.items()}
    snapshots.keep(visit.store, visit.scope, KIND, "", body, visit.at)


def _rented(visit: Visit, *, expected: bool) -> Rented:
    """What the list tells; raises Malformed where one of its members makes no sense: a shorter list is a smaller bill."""
    found: Rented = {STANDARD: set(), MANAGED: set()}
    for item in listed(visit, OPERATION, MEMBER, expected=expected):
        name, address = _told(item)
        if address is None:
            raise Malformed(OPERATION, visit.aws.region, text(N_("{members}."), members=name))
        found[name].add(address)
    return found


def _told(item: Any) -> tuple[str, str | None]:
    """Under which name an address is kept and as what; None with the member that makes no sense."""
    if not isinstance(item, Mapping):
        return MEMBER, None
    status, address, pool = (item.get(name) for name in ("WarmupStatus", "Ip", "PoolName"))
    if status == BY_AWS:
        return (MANAGED, pool) if isinstance(pool, str) and pool else ("PoolName", None)
    if status not in WARMED_BY_US:
        return "WarmupStatus", None
    return (STANDARD, address) if isinstance(address, str) and address else ("Ip", None)
