"""What people say of the setup checklist: done by hand, or accepted as it is. Nothing of it is ever overwritten.

Which items there are is in `deliverability/checklist/`; what a tick does to one, in `report/checklist.py`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from deliverability.model import Scope
from store.engines.engine import Engine

LONGEST_NOTE: Final = 500
LONGEST_NAME: Final = 100
"""Letters that are kept: what a browser sends may be longer than its field allows."""

_COLUMNS: Final = (
    "id", "account_id", "region", "item", "subject", "kind", "who", "note", "made_at", "until", "ended_at",
)  # fmt: skip


class Kind(StrEnum):
    """What a person says: that a by-hand item is done, or that an attention may stay."""

    DONE = "done"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Tick:
    """A word of `who` at `made_at` that holds until `until` (epoch seconds; None: for ever) or was taken back.

    `region` "" is every region of the account. `ended_at` is when it was taken back, None where it was not.
    """

    id: int
    item: str
    subject: str
    region: str
    kind: Kind
    who: str
    note: str
    made_at: int
    until: int | None
    ended_at: int | None

    def holds(self, now: int) -> bool:
        """Whether it counts at `now`."""
        return self.ended_at is None and (self.until is None or self.until > now)


def tick(engine: Engine, scope: Scope, item: str, subject: str, now: int, *, who: str = "", note: str = "") -> int:
    """Say that an item is done, and return the id it got; a scope of region "" says so for every region."""
    return _add(engine, scope, (item, subject, Kind.DONE.value, who, note), now, None)


def accept(
    engine: Engine, scope: Scope, item: str, subject: str, now: int, *, until: int, who: str = "", note: str
) -> int:
    """Say that an attention may stay until a time, with the reason, and return the id it got."""
    return _add(engine, scope, (item, subject, Kind.ACCEPTED.value, who, note), now, until)


def take_back(engine: Engine, number: int | str, now: int) -> None:
    """Take a word back; one that was taken back stays as it was."""
    engine.run("UPDATE tick SET ended_at = :now WHERE id = :id AND ended_at IS NULL", {"id": int(number), "now": now})


def listed(engine: Engine, scope: Scope) -> list[Tick]:
    """Every word ever said of a scope or of its whole account, the oldest first."""
    columns = ", ".join(name for name in _COLUMNS if name != "account_id")
    rows = engine.rows(
        f"SELECT {columns} FROM tick WHERE account_id = :account_id AND region IN (:region, '') ORDER BY id",
        {"account_id": scope.account_id, "region": scope.region},
    )
    return [
        Tick(number, item, subject, region, Kind(kind), who, note, made_at, until, ended_at)
        for number, region, item, subject, kind, who, note, made_at, until, ended_at in rows
    ]


def version(engine: Engine) -> str:
    """Changes whenever a word is said or taken back."""
    said, taken_back = engine.rows("SELECT COUNT(*), COUNT(ended_at) FROM tick")[0]
    return f"{said}-{taken_back}"


def _add(engine: Engine, scope: Scope, said: tuple[str, str, str, str, str], now: int, until: int | None) -> int:
    item, subject, kind, who, note = said
    with engine.transaction():
        number = int(engine.rows("SELECT COALESCE(MAX(id), 0) + 1 FROM tick")[0][0])
        who, note = who[:LONGEST_NAME], note[:LONGEST_NOTE]
        row = (number, scope.account_id, scope.region, item, subject, kind, who, note, now, until, None)
        engine.load("tick", _COLUMNS, [row])
    return number
