"""What AWS told us that did not fit what it had told before; it is shown on Health and changes no figure.

The rules that raise doubts are in `deliverability/bins.py` and `store/statistics.py`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from deliverability.model import Scope
from store import scopes
from store.engines.engine import Engine

LOWER: Final = "lower"
"""A bin's count was told lower than before: `detail` maps each count to {"kept", "seen"}; `at` is the bin's time."""
SET_ASIDE: Final = "set-aside"
"""A poll of another alignment brought too little: since, until, stored_attempts, polled_attempts; `at` is its day."""

ALL: Final = 2**53
"""More than there can be."""

_AGAIN: Final = """ON CONFLICT (scope, what, at) DO UPDATE
    SET seen_at = excluded.seen_at, times = doubt.times + 1, detail = excluded.detail"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One contradiction: what kind, about which time, when last seen, how often, and its particulars."""

    scope: Scope
    what: str
    at: int
    seen_at: int
    times: int
    detail: Mapping[str, Any]


def record(engine: Engine, scope: Scope, what: str, at: int, detail: Mapping[str, Any], seen_at: int) -> None:
    """Keep a doubt; the same kind about the same time is counted, with the newest particulars."""
    record_all(engine, scope, what, [(at, detail)], seen_at)


def record_all(
    engine: Engine, scope: Scope, what: str, details: Iterable[tuple[int, Mapping[str, Any]]], seen_at: int
) -> None:
    """Keep one doubt of this kind for each time named; times differ from one another."""
    with engine.transaction():
        number = scopes.ensured(engine, scope)
        rows = [(number, what, at, seen_at, 1, json.dumps(dict(detail), ensure_ascii=False)) for at, detail in details]
        engine.load("doubt", ("scope", "what", "at", "seen_at", "times", "detail"), rows, _AGAIN)


def listed(engine: Engine, scope: Scope, since: int, most: int = ALL) -> list[Doubt]:
    """Doubts last seen at or after `since`, newest first, at most so many."""
    rows = engine.rows(
        """SELECT what, at, seen_at, times, detail FROM doubt
           WHERE scope = :scope AND seen_at >= :since ORDER BY seen_at DESC, at DESC LIMIT :most""",
        {"scope": scopes.found(engine, scope), "since": since, "most": most},
    )
    return [Doubt(scope, what, at, seen_at, times, json.loads(detail)) for what, at, seen_at, times, detail in rows]


def counted(engine: Engine, scope: Scope, since: int) -> dict[str, int]:
    """How many doubts of each kind were seen at or after `since`."""
    sql = "SELECT what, COUNT(*) FROM doubt WHERE scope = :scope AND seen_at >= :since GROUP BY what"
    return dict(engine.rows(sql, {"scope": scopes.found(engine, scope), "since": since}))
