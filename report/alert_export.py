"""The rows of `export alerts`: every episode of an alert and those about to fire, with what was sent of each.

Those of `export alert-transitions`: how each alert got there, what was pending and never fired included.

The columns and all other datasets are in `report/datasets.py`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from deliverability.alerting import Status
from report.alert_history import Past, history
from store import alerts, scopes
from store.engines.engine import Engine

COLUMNS: Final = (
    "rule", "account_id", "region", "subject", "state", "severity", "since", "until", "value", "threshold",
    "messages_sent", "last_delivery", "fired_at", "witnessed",
)  # fmt: skip
TRANSITION_COLUMNS: Final = ("rule", "account_id", "region", "subject", "changed_at", "before", "after", "episode")
RESOLVED: Final = "resolved"


def rows(store: Engine, since: int | None, until: int | None, now: datetime) -> Iterator[tuple[object, ...]]:
    """Episodes that were on in the time asked for, oldest first in each scope; `value` is the worst of each.

    Where `witnessed` is false, what it tells was so at first sight already: it began at `since` or before.
    """
    at = int(now.timestamp())
    end = at + 1 if until is None else until
    for scope in scopes.known(store):
        states = alerts.states(store, scope)
        for past in reversed(history(store, scope, since or 0, end)):
            standing = states.get((past.name, past.subject))
            yield _row(past, RESOLVED if past.ended is not None or standing is None else standing.status.value)
        for (name, subject), state in states.items():
            finding = state.finding
            if state.status is Status.PENDING and finding is not None and (since or 0) <= state.since < end:
                known = finding.severity.value, _time(state.since), None, finding.value, finding.threshold
                yield (
                    name,
                    scope.account_id,
                    scope.region,
                    subject,
                    state.status.value,
                    *known,
                    0,
                    None,
                    None,
                    state.witnessed,
                )


def transitions(store: Engine, since: int | None, until: int | None, now: datetime) -> Iterator[tuple[object, ...]]:
    """Each change of an alert's status in the time asked for; `episode` is that which goes on, or the last one."""
    end = int(now.timestamp()) + 1 if until is None else until
    for scope in scopes.known(store):
        for each in alerts.transitions(store, scope, since or 0, end):
            where = each.rule, scope.account_id, scope.region, each.subject
            yield *where, _time(each.at), each.before.value, each.after.value, each.episode


def _row(past: Past, state: str) -> tuple[object, ...]:
    arrived = past.arrived
    return (
        past.name,
        past.scope.account_id,
        past.scope.region,
        past.subject,
        state,
        past.severity.value,
        _time(past.began),
        _time(past.ended),
        past.peak,
        past.threshold,
        len(arrived),
        _time(arrived[-1].at) if arrived else None,
        _time(past.fired_at),
        past.witnessed,
    )


def _time(at: int | None) -> datetime | None:
    return None if at is None else datetime.fromtimestamp(at, UTC)
