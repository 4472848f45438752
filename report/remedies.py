"""What the sender has changed already to mend something, as the store saw it; all else is for the sender to claim.

How a change is worded is in `deliverability/changes.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from deliverability.changes import Change, describe
from deliverability.coverage import Span
from deliverability.model import Scope, Text
from deliverability.standing import Enforcement
from report.changes import drift
from store.engines.engine import Engine
from store.snapshots import Snapshot


class Added:
    """A list that grew."""


REMEDIES: Final[Mapping[tuple[str, str], object]] = {
    ("account", "sending_enabled"): False,
    ("account", "suppressed_reasons"): Added(),
    ("account", "auto_validation"): "ENABLED",
    ("configuration-set", "sending_enabled"): False,
    ("configuration-set", "suppressed_reasons"): Added(),
    ("configuration-set", "reputation_metrics"): True,
    ("event-destination", "enabled"): True,
    ("event-destination", "event_types"): Added(),
}
"""Changes that mend something, by what the field is afterwards."""

CAN_SEND: Final = {Enforcement.HEALTHY, Enforcement.PROBATION}


def remedies(store: Engine, scope: Scope, span: Span, account: Sequence[Snapshot]) -> Iterator[tuple[int, Text]]:
    """Each with its time, oldest first; `account` is what GetAccount ever told, oldest first."""
    for at, change in drift(store, scope, span):
        if _is_remedy(change) and not _by_aws(at, change, account):
            yield at, describe(change)


def _is_remedy(change: Change) -> bool:
    """Whether a change can only have been made to mend something."""
    wanted = REMEDIES.get((change.kind, change.field))
    if wanted is None:
        return False
    if isinstance(wanted, Added):
        before, after = change.before, change.after
        return isinstance(before, list) and isinstance(after, list) and set(before) < set(after)
    return change.after == wanted


def _by_aws(at: int, change: Change, account: Sequence[Snapshot]) -> bool:
    """Whether AWS switched sending off: its word for that comes in the same answer or in the next one."""
    if (change.kind, change.field) != ("account", "sending_enabled"):
        return False
    answers = [each.body or {} for each in account if each.at >= at][:2]
    return any(body.get("enforcement_status") not in CAN_SEND for body in answers)
