"""What a person does not want to be told for a while: of which rule, scope and subject, until when and why.

What a silence does to an alert is in `deliverability/alerting.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from deliverability.model import Scope
from store.engines.engine import Engine

ANY: Final = "*"
"""Stands for every rule, or for every subject."""

LONGEST_WHY: Final = 200
"""Letters of a reason that are kept: what a browser sends may be longer than its field allows."""

_COLUMNS: Final = ("id", "rule", "account_id", "region", "subject", "until", "made_at", "why")


@dataclass(frozen=True, slots=True)
class Silence:
    """A silence made at `made_at` that ends at `until` (epoch seconds). `scope` None is every scope."""

    id: int
    rule: str
    scope: Scope | None
    subject: str
    until: int
    made_at: int
    why: str


def add(engine: Engine, rule: str, scope: Scope | None, subject: str, until: int, now: int, why: str) -> int:
    """Begin a silence and return the id it got."""
    where = scope or Scope("", "")
    with engine.transaction():
        number = int(engine.rows("SELECT COALESCE(MAX(id), 0) + 1 FROM silence")[0][0])
        row = (number, rule, where.account_id, where.region, subject, until, now, why[:LONGEST_WHY])
        engine.load("silence", _COLUMNS, [row])
    return number


def end(engine: Engine, number: int | str, now: int) -> None:
    """End a silence now; one that is over stays as it was."""
    engine.run("UPDATE silence SET until = :now WHERE id = :id AND until > :now", {"id": int(number), "now": now})


def forget(engine: Engine, before: int, most: int) -> int:
    """Forget silences that ended before a time, at most so many, and return how many went."""
    return engine.run(
        "DELETE FROM silence WHERE id IN (SELECT id FROM silence WHERE until < :before ORDER BY id LIMIT :most)",
        {"before": before, "most": most},
    )


def listed(engine: Engine, now: int) -> list[Silence]:
    """The silences in force, the one that ends first at the head."""
    sql = f"SELECT {', '.join(_COLUMNS)} FROM silence WHERE until > :now ORDER BY until, id"
    return [
        Silence(number, rule, Scope(account_id, region) if account_id else None, subject, until, made_at, why)
        for number, rule, account_id, region, subject, until, made_at, why in engine.rows(sql, {"now": now})
    ]


def silenced(rule: str, scope: Scope, subject: str, now: int, among: Iterable[Silence]) -> Silence | None:
    """The silence that keeps an alert quiet, the longest of several; None when none does."""
    covering = (
        silence
        for silence in among
        if silence.until > now
        and silence.rule in {ANY, rule}
        and silence.scope in {None, scope}
        and silence.subject in {ANY, subject}
    )
    return max(covering, key=lambda silence: silence.until, default=None)
