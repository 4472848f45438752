"""What things in the account looked like, a row only when one changed: the drift log.

Readings leave out what always moves and what must not be kept before they hand a body over (`collector/aws`).
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from deliverability.model import Scope
from store import scopes
from store.engines.engine import Engine

VERDICT: Final = "verdict"
"""The kind of what the checklist says of the account: no change of the account itself, so no part of the drift log."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A subject of a kind as it was from `at` (epoch seconds) on; body None = gone."""

    kind: str
    subject: str
    at: int
    body: Mapping[str, Any] | None


def keep(engine: Engine, scope: Scope, kind: str, subject: str, body: Mapping[str, Any] | None, at: int) -> bool:
    """Keep the body, as of `at`, if it differs from the last one kept; True when it did, so that a row was written.

    What was kept last is always the latest: after a clock went back, a change is noted one second after the one before.
    """
    with engine.transaction():
        number = scopes.ensured(engine, scope)
        last = _last(engine, number, kind, subject)
        packed = None if body is None else json.dumps(dict(body), ensure_ascii=False, sort_keys=True)
        if (last is None and packed is None) or (last is not None and last[1] == packed):
            return False
        if last is not None:
            at = max(at, last[0] + 1)
        columns = ("scope", "kind", "subject", "at")
        engine.load("snapshot", (*columns, "body"), [(number, kind, subject, at, packed)])
        conflict = "ON CONFLICT (scope, kind, subject) DO UPDATE SET at = excluded.at"
        engine.load("snapshot_last", columns, [(number, kind, subject, at)], conflict)
    return True


def retire(engine: Engine, scope: Scope, kind: str, present: Collection[str], at: int) -> list[str]:
    """Note as gone every subject of the kind that is not `present`, and return those that went now, in order."""
    with engine.transaction():
        gone = sorted(set(latest(engine, scope, kind)) - set(present))
        for subject in gone:
            keep(engine, scope, kind, subject, None, at)
    return gone


def latest(engine: Engine, scope: Scope, kind: str) -> dict[str, Snapshot]:
    """Every subject of the kind as last kept, those gone left out, in order."""
    rows = engine.rows(
        """SELECT snapshot.subject, snapshot.at, snapshot.body FROM snapshot_last
           JOIN snapshot ON snapshot.scope = snapshot_last.scope AND snapshot.kind = snapshot_last.kind
                        AND snapshot.subject = snapshot_last.subject AND snapshot.at = snapshot_last.at
           WHERE snapshot_last.scope = :scope AND snapshot_last.kind = :kind AND snapshot.body IS NOT NULL""",
        {"scope": scopes.found(engine, scope), "kind": kind},
    )
    return {subject: Snapshot(kind, subject, at, json.loads(body)) for subject, at, body in sorted(rows)}


def history(engine: Engine, scope: Scope, since: int, until: int, kind: str | None = None) -> list[Snapshot]:
    """Every change noted in [since, until), of one kind or (None) of all but verdicts, oldest first."""
    rows = engine.rows(
        """SELECT kind, subject, at, body FROM snapshot
           WHERE scope = :scope AND at >= :since AND at < :until
             AND (kind = :kind OR (:kind = '' AND kind <> :verdict))""",
        {"scope": scopes.found(engine, scope), "since": since, "until": until, "kind": kind or "", "verdict": VERDICT},
    )
    return sorted((_unpacked(*row) for row in rows), key=lambda s: (s.at, s.kind, s.subject))


def before(engine: Engine, scope: Scope, kind: str, subject: str, at: int) -> Snapshot | None:
    """The last one noted before `at`, whose body is None when the subject was gone then; None when there is none."""
    rows = engine.rows(
        """SELECT kind, subject, at, body FROM snapshot
           WHERE scope = :scope AND kind = :kind AND subject = :subject AND at < :at ORDER BY at DESC LIMIT 1""",
        {"scope": scopes.found(engine, scope), "kind": kind, "subject": subject, "at": at},
    )
    return _unpacked(*rows[0]) if rows else None


def _last(engine: Engine, number: int, kind: str, subject: str) -> tuple[int, str | None] | None:
    """Time and body, as stored, of the last one kept."""
    rows = engine.rows(
        """SELECT at, body FROM snapshot WHERE scope = :scope AND kind = :kind AND subject = :subject
           ORDER BY at DESC LIMIT 1""",
        {"scope": number, "kind": kind, "subject": subject},
    )
    return (rows[0][0], rows[0][1]) if rows else None


def _unpacked(kind: str, subject: str, at: int, body: str | None) -> Snapshot:
    return Snapshot(kind, subject, at, None if body is None else json.loads(body))
