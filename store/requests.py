"""What a page asks of the collector, and the answer: the only way between the two but for what was collected.

What kinds there are, and who answers them, is in the collector (`notify/desk.py`, `rechecks.py`, `trials.py`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from store.engines.engine import Engine

TEST: Final = "test-alert"
"""A test message through the channel that the body names under `channel`, or through every one."""
EVERY: Final = "*"
CHECK: Final = "check-again"
"""The readings that the body names under `readings` asked at once, in its `account_id` and `region`."""

TRY: Final = "trial"
"""A test mail or a sign-up of the `kind` that the body names, in its `account_id` and `region`."""

LEASE_SECONDS: Final = 60
WANTED_SECONDS: Final = 600
"""Who asked has gone after this long: an older request is left unanswered."""

_COLUMNS: Final = ("id", "kind", "body", "asked_at", "due_at", "answer", "answered_at")
_FOR_EVER: Final = 2**53
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM request"


@dataclass(frozen=True, slots=True)
class Request:
    """Something asked at `asked_at` (epoch seconds); `answer` is None until there is one."""

    id: int
    kind: str
    body: dict[str, Any]
    asked_at: int
    answer: dict[str, Any] | None
    answered_at: int | None


def ask(engine: Engine, kind: str, body: Mapping[str, Any], now: int) -> int:
    """Leave a request and return the id it got."""
    with engine.transaction():
        number = int(engine.rows("SELECT COALESCE(MAX(id), 0) + 1 FROM request")[0][0])
        row = (number, kind, json.dumps(dict(body), ensure_ascii=False), now, now, None, None)
        engine.load("request", _COLUMNS, [row])
    return number


def join(engine: Engine, kind: str, body: Mapping[str, Any], now: int) -> tuple[int, bool]:
    """The request of a kind that still waits for its answer, else one left now; its id, and whether it was there."""
    with engine.transaction():
        rows = engine.rows(
            """SELECT id FROM request WHERE kind = :kind AND asked_at > :since AND answered_at IS NULL
               ORDER BY id DESC LIMIT 1""",
            {"kind": kind, "since": now - WANTED_SECONDS},
        )
        return (int(rows[0][0]), True) if rows else (ask(engine, kind, body, now), False)


def take(engine: Engine, kind: str, now: int) -> list[Request]:
    """Take the requests of a kind that nobody has taken, the oldest first; a taker who dies gives them back."""
    # A look alone, since this is done every second: most of the time there is nothing to write.
    rows = engine.rows(
        f"""{_SELECT} WHERE kind = :kind AND asked_at > :since AND answered_at IS NULL AND due_at <= :now
            ORDER BY id""",
        {"kind": kind, "since": now - WANTED_SECONDS, "now": now},
    )
    sql = "UPDATE request SET due_at = :until WHERE id = :id AND answered_at IS NULL AND due_at = :due_at"
    until = now + LEASE_SECONDS
    return [_request(row) for row in rows if engine.run(sql, {"id": row[0], "due_at": row[4], "until": until})]


def take_away(engine: Engine, kind: str, now: int) -> Request | None:
    """Take the oldest request of a kind for good: whatever becomes of the taker, nobody takes it again. None: no more.

    What it said stays with the taker alone, for it may be an address; that of one too old to be taken is forgotten too.
    """
    old = {"kind": kind, "taken": _FOR_EVER, "since": now - WANTED_SECONDS}
    # A look alone, since this is done every second.
    if not engine.rows("SELECT 1 FROM request WHERE kind = :kind AND due_at < :taken LIMIT 1", old):
        return None
    with engine.transaction():
        engine.run(
            """UPDATE request SET body = '{}', due_at = :taken
               WHERE kind = :kind AND due_at < :taken AND asked_at <= :since""",
            old,
        )
        rows = engine.rows(f"{_SELECT} WHERE kind = :kind AND due_at < :taken ORDER BY id LIMIT 1", old)
        for row in rows:
            engine.run("UPDATE request SET body = '{}', due_at = :taken WHERE id = :id", {**old, "id": row[0]})
    return _request(rows[0]) if rows else None


def answer(engine: Engine, number: int, body: Mapping[str, Any], now: int) -> None:
    """Answer a request; the first answer stays."""
    engine.run(
        "UPDATE request SET answer = :answer, answered_at = :now WHERE id = :id AND answered_at IS NULL",
        {"id": number, "answer": json.dumps(dict(body), ensure_ascii=False), "now": now},
    )


def get(engine: Engine, number: int | str) -> Request | None:
    """A request by its id, with its answer if it has one; None when there is none."""
    rows = engine.rows(f"{_SELECT} WHERE id = :id", {"id": int(number)})
    return _request(rows[0]) if rows else None


def forget(engine: Engine, before: int, most: int) -> int:
    """Forget requests asked before a time, answered or not, at most so many, and return how many went."""
    return engine.run(
        "DELETE FROM request WHERE id IN (SELECT id FROM request WHERE asked_at < :before ORDER BY id LIMIT :most)",
        {"before": before, "most": most},
    )


def _request(row: tuple[Any, ...]) -> Request:
    number, kind, body, asked_at, _, told, answered_at = row
    return Request(number, kind, json.loads(body), asked_at, json.loads(told) if told else None, answered_at)
