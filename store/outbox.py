"""Letters about alerts on their way to people: written once, taken with a lease, delivered at least once or given up.

Who writes them is `collector/evaluation.py`; who takes them, and how long a letter that failed waits, is in
`collector/notify/`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from typing import Any, Final

from deliverability.metrics import HOUR
from deliverability.model import Scope, Text
from deliverability.rules.rule import Message, Severity
from store import findings, texts
from store.engines.engine import Engine

WAITING: Final = "waiting"
DELIVERED: Final = "delivered"
DEAD: Final = "dead"

DEAD_LETTER: Final = "dead-letter"
"""The kind of a letter that tells of dead ones."""

AGAIN: Final = "#again"
"""What the key of a letter ends with that tells once more what one that was given up told."""

LONGEST_WAIT_SECONDS: Final = 2 * HOUR
"""No letter waits this long: one that should was put off by a clock since set right, and is due at once."""

_COLUMNS: Final = (
    "id", "key", "channel", "account_id", "region", "rule", "subject", "episode", "kind", "severity", "message",
    "began", "ended", "created_at", "state", "due_at", "tries", "error", "settled_at", "witnessed",
)  # fmt: skip
_SELECT: Final = f"SELECT {', '.join(_COLUMNS)} FROM outbox"
_DUE: Final = "state = 'waiting' AND (due_at <= :now OR due_at > :far)"
_LIVE: Final = """EXISTS (
        SELECT 1 FROM alert_episode AS live JOIN scope ON scope.id = live.scope
        WHERE scope.account_id = lost.account_id AND scope.region = lost.region AND live.rule = lost.rule
        AND live.subject = lost.subject AND live.episode = lost.episode AND live.ended IS NULL)"""
_SAME: Final = """other.account_id = lost.account_id AND other.region = lost.region AND other.rule = lost.rule
        AND other.subject = lost.subject AND other.episode = lost.episode"""
_LOST: Final = f"""{_SELECT} AS lost
    WHERE state = 'dead' AND channel = :channel AND kind IN ('firing', 'escalated') AND key NOT LIKE '%{AGAIN}'
    AND {_LIVE}
    AND NOT EXISTS (
        SELECT 1 FROM outbox AS other WHERE other.id > lost.id AND other.channel = lost.channel AND {_SAME}
        AND (other.state <> 'dead' OR other.kind IN ('firing', 'escalated')))
    ORDER BY id"""
_UNHEARD: Final = f"""{_SELECT} AS lost
    WHERE state = 'dead' AND kind IN ('firing', 'escalated') AND {_LIVE}
    AND NOT EXISTS (
        SELECT 1 FROM outbox AS other WHERE {_SAME}
        AND (other.state <> 'dead' OR (other.id > lost.id AND other.kind IN ('firing', 'escalated'))))
    ORDER BY id"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What is told through one channel; `key` is the same however often it arrives. Times are epoch seconds.

    `kind` is why it is told: "firing", "escalated", "reminder", "resolved", "digest" or "dead-letter". `began` and
    `ended` are those of the condition it tells of, which unless `witnessed` was so at first sight already. `id` is 0 until it is in the outbox; `tries` counts the times it was
    taken, `error` is why the last one failed, and `settled_at` when it was delivered or given up.
    """

    key: str
    channel: str
    scope: Scope
    kind: str
    severity: Severity
    message: Message
    created_at: int
    rule: str = ""
    subject: str = ""
    episode: int = 0
    began: int | None = None
    ended: int | None = None
    id: int = 0
    tries: int = 0
    state: str = WAITING
    error: Text | None = None
    settled_at: int | None = None
    witnessed: bool = True


@dataclass(frozen=True, slots=True)
class Counts:
    """How many letters of a channel are still to be delivered, and how many were given up."""

    waiting: int = 0
    dead: int = 0


def add(engine: Engine, letters: Iterable[Letter]) -> int:
    """Put letters in, due at once, and return how many; one whose key is there already is not put in again."""
    with engine.transaction():
        first = int(engine.rows("SELECT COALESCE(MAX(id), 0) + 1 FROM outbox")[0][0])
        rows = [_row(letter, first + place) for place, letter in enumerate(letters)]
        return engine.load("outbox", _COLUMNS, rows, "ON CONFLICT (key) DO NOTHING")


def claim(engine: Engine, channel: str, now: int, lease_seconds: int = 60, most: int = 20) -> list[Letter]:
    """Take letters of a channel that are due, the oldest first, at most so many.

    Nobody else gets them until the lease is over; then whoever took them is taken for dead, and they are due again.
    """
    rows = engine.rows(
        f"{_SELECT} WHERE {_DUE} AND channel = :channel ORDER BY id LIMIT :most",
        {**_when(now), "channel": channel, "most": most},
    )
    until = now + lease_seconds
    with engine.transaction() if rows else nullcontext():
        return [
            replace(letter, tries=letter.tries + 1) for letter in map(_letter, rows) if _take(engine, letter, until)
        ]


def hold(engine: Engine, ids: Iterable[int], until: int) -> None:
    """Keep letters that were taken until a later time than their lease."""
    with engine.transaction():
        for number in ids:
            engine.run(
                "UPDATE outbox SET due_at = :until WHERE id = :id AND state = 'waiting'", {"id": number, "until": until}
            )


def delivered(engine: Engine, ids: Iterable[int], now: int) -> None:
    """Write down that letters arrived, also one that was given up or taken by another in the meantime."""
    with engine.transaction():
        for number in ids:
            engine.run(
                """UPDATE outbox SET state = 'delivered', settled_at = :now, error = NULL
                   WHERE id = :id AND state <> 'delivered'""",
                {"id": number, "now": now},
            )


def failed(engine: Engine, ids: Iterable[int], now: int, error: Text, retry_at: int | None) -> None:
    """Write down that letters could not be delivered: due again at `retry_at`, or (None) given up.

    One that another got delivered in the meantime stays delivered.
    """
    outcome = {
        "state": WAITING if retry_at is not None else DEAD,
        "due_at": now if retry_at is None else retry_at,
        "settled_at": now if retry_at is None else None,
        "error": texts.to_json(error),
    }
    with engine.transaction():
        for number in ids:
            engine.run(
                """UPDATE outbox SET state = :state, due_at = :due_at, settled_at = :settled_at, error = :error
                   WHERE id = :id AND state = 'waiting'""",
                {**outcome, "id": number},
            )


def channels_due(engine: Engine, now: int) -> list[str]:
    """The channels that have letters due."""
    return _names(engine, f"SELECT DISTINCT channel FROM outbox WHERE {_DUE}", _when(now))


def channels(engine: Engine) -> list[str]:
    """Every channel that letters were ever written to, as far as they are remembered."""
    return _names(engine, "SELECT DISTINCT channel FROM outbox", {})


def counts(engine: Engine) -> dict[str, Counts]:
    """What waits and what was given up, by channel; channels that have neither are left out."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    sql = """SELECT channel, state, COUNT(*) FROM outbox WHERE state IN ('waiting', 'dead') GROUP BY channel, state"""
    for channel, state, count in engine.rows(sql):
        found[channel][state] = count
    return {channel: Counts(**by_state) for channel, by_state in found.items()}


def dead(engine: Engine) -> list[Letter]:
    """The letters that were given up, the oldest first."""
    return [_letter(row) for row in engine.rows(f"{_SELECT} WHERE state = 'dead' ORDER BY id")]


def lost(engine: Engine, channel: str) -> list[Letter]:
    """What the channel was never told of alerts that go on: of each the last letter that was given up, if none followed.

    One that was written again already is not among them.
    """
    return [_letter(row) for row in engine.rows(_LOST, {"channel": channel})]


def unheard(engine: Engine) -> list[Letter]:
    """Of each alert that goes on and nobody was told of, through any channel, the last letter that was given up."""
    return [_letter(row) for row in engine.rows(_UNHEARD)]


def last_delivered(engine: Engine) -> dict[str, int]:
    """When something last arrived, by channel."""
    return dict(engine.rows("SELECT channel, MAX(settled_at) FROM outbox WHERE state = 'delivered' GROUP BY channel"))


def forget(engine: Engine, before: int, most: int) -> int:
    """Forget letters delivered or given up before a time, at most so many, and return how many went."""
    return engine.run(
        """DELETE FROM outbox WHERE id IN (
               SELECT id FROM outbox WHERE state IN ('delivered', 'dead') AND settled_at < :before
               ORDER BY id LIMIT :most)""",
        {"before": before, "most": most},
    )


def _take(engine: Engine, letter: Letter, until: int) -> bool:
    """Whether nobody else took the letter since it was read: each taking adds a try."""
    sql = "UPDATE outbox SET due_at = :until, tries = tries + 1 WHERE id = :id AND state = 'waiting' AND tries = :tries"
    return bool(engine.run(sql, {"until": until, "id": letter.id, "tries": letter.tries}))


def _names(engine: Engine, sql: str, params: Mapping[str, object]) -> list[str]:
    return sorted(name for (name,) in engine.rows(sql, params))


def _when(now: int) -> dict[str, object]:
    return {"now": now, "far": now + LONGEST_WAIT_SECONDS}


def _row(letter: Letter, number: int) -> tuple[object, ...]:
    return (
        number, letter.key, letter.channel, letter.scope.account_id, letter.scope.region, letter.rule, letter.subject,
        letter.episode, str(letter.kind), letter.severity.value, findings.message_to_json(letter.message),
        letter.began, letter.ended, letter.created_at, WAITING, letter.created_at, 0, None, None, int(letter.witnessed),
    )  # fmt: skip


def _letter(row: tuple[Any, ...]) -> Letter:
    known = dict(zip(_COLUMNS, row, strict=True))
    account_id, region, error = known.pop("account_id"), known.pop("region"), known.pop("error")
    del known["due_at"]
    known["severity"], known["witnessed"] = Severity(known["severity"]), bool(known["witnessed"])
    known["message"] = findings.message_from_json(known["message"])
    return Letter(**known, scope=Scope(account_id, region), error=None if error is None else texts.from_json(error))
