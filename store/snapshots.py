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


@dataclass(frozen=True, slots=True)
class Past:
    """What a thing was, oldest first; `whole`: since it was first seen, else there are older snapshots."""

    snapshots: tuple[Snapshot, ...]
    whole: bool


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


def pasts(engine: Engine, scope: Scope, since: int, until: int) -> list[Past]:
    """Each thing that was noted before `until`, in order: what it was when `since` began, and every change from then on."""
    # The plus keeps SQLite from going by time here: the key's order is that of the groups.
    rows = engine.rows(
        """SELECT snapshot.kind, snapshot.subject, snapshot.at, snapshot.body, earlier.n FROM snapshot JOIN (
               SELECT kind, subject, MAX(at) AS at, COUNT(*) AS n FROM snapshot
               WHERE scope = :scope AND +at < :since GROUP BY kind, subject) AS earlier
           ON snapshot.scope = :scope AND snapshot.kind = earlier.kind AND snapshot.subject = earlier.subject
              AND snapshot.at = earlier.at""",
        {"scope": scopes.found(engine, scope), "since": min(since, until)},
    )
    found = {(kind, subject): [_unpacked(kind, subject, at, body)] for kind, subject, at, body, _ in rows}
    cut = {(kind, subject) for kind, subject, _, _, n in rows if n > 1}
    for each in history(engine, scope, since, until):
        found.setdefault((each.kind, each.subject), []).append(each)
    return [Past(tuple(found[key]), key not in cut) for key in sorted(found)]


def past(engine: Engine, scope: Scope, kind: str, subject: str, until: int) -> Past:
    """All that a thing was before `until`."""
    rows = engine.rows(
        """SELECT kind, subject, at, body FROM snapshot
           WHERE scope = :scope AND kind = :kind AND subject = :subject AND at < :until ORDER BY at""",
        {"scope": scopes.found(engine, scope), "kind": kind, "subject": subject, "until": until},
    )
    return Past(tuple(_unpacked(*row) for row in rows), whole=True)


def once_told(engine: Engine, scope: Scope, kind: str, field: str, value: object, until: int) -> set[str]:
    """The things of a kind that told a field before `until`: the value, or (None) any."""
    # Bodies are compared as they are written, in `keep`: reading each would take most of an evaluation's time.
    words = json.dumps({field: value}, ensure_ascii=False)[1:-1] if value is not None else f"{json.dumps(field)}: "
    for sign in "!%_":
        words = words.replace(sign, f"!{sign}")
    rows = engine.rows(
        """SELECT DISTINCT subject FROM snapshot
           WHERE scope = :scope AND kind = :kind AND +at < :until AND body LIKE :words ESCAPE '!'""",
        {"scope": scopes.found(engine, scope), "kind": kind, "until": until, "words": f"%{words}%"},
    )
    return {subject for (subject,) in rows}


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
