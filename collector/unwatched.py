"""Closes the alerts of accounts and regions that nobody watches any more: no evaluation would ever end them.

How the alerts of a watched scope move is in `evaluation.py`.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Final

from deliverability.alerting import Status
from deliverability.metrics import WEEK
from deliverability.model import Scope
from store import alerts, runs, scopes
from store.engines.engine import Engine

PATIENCE_SECONDS: Final = WEEK
"""Collectors of several regions may take turns on one database; who takes no turn for so long is gone."""


def close(store: Engine, watched: Collection[Scope], now: datetime) -> int:
    """Close them without a word, since nothing is known to be over; how many were open."""
    at = int(now.timestamp())
    left = [scope for scope in scopes.known(store) if scope not in watched and _is_left(store, scope, at)]
    return sum(_closed(store, scope, at) for scope in left)


def _is_left(store: Engine, scope: Scope, at: int) -> bool:
    judged = runs.last_ok(store, scope).get(runs.JUDGING)
    return judged is not None and at - judged > PATIENCE_SECONDS


def _closed(store: Engine, scope: Scope, at: int) -> int:
    still = {key: state for key, state in alerts.states(store, scope).items() if state.status is not Status.OK}
    with store.transaction():
        for (rule, subject), state in still.items():
            ended = at if state.is_open else state.ended
            after = replace(state, status=Status.OK, since=at, ended=ended)
            alerts.keep(store, scope, rule, subject, after, state.status, at)
    return len(still)
