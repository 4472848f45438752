"""How large the store is, noted once a day, so that its growth is measured and not guessed.

When it is noted is the collector's business (`collector/upkeep.py`); what it means is in `report/database.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from deliverability.metrics import DAY
from store.engines.engine import Engine

FILLED: Final = "bytes"
"""The name under which the bytes that the rows fill are noted; every other name is a topic's, and counts rows."""

TOPICS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "statistics": ("send_statistic", "send_statistic_hour", "send_statistic_day"),
        "metrics": ("series", "sample", "sample_hour", "sample_day"),
        "vdm": ("vdm_day",),
        "snapshots": ("snapshot", "snapshot_last"),
        "costs": ("cost_day", "cost_span", "free_tier_usage", "free_tier_read", "account_plan"),
        "runs": ("run", "run_last", "run_day", "failure_hour"),
        "alerts": ("alert", "alert_episode", "alert_transition", "outbox", "silence", "request"),
        "checklist": ("tick", "dns_look", "trial"),
        "bookkeeping": ("scope", "coverage", "doubt", "meta", "size_day"),
    }
)
"""Every table, under the topic it belongs to."""


@dataclass(frozen=True, slots=True)
class Size:
    """An amount, in bytes or rows, as noted at `at`."""

    at: int
    amount: int


def note(engine: Engine, at: int) -> bool:
    """Note the bytes and each topic's rows, once a UTC day; False when that day has its note already."""
    if engine.rows("SELECT 1 FROM size_day WHERE at >= :day AND at < :next LIMIT 1", _day(at)):
        return False
    found = {FILLED: engine.space().filled, **{topic: _rows(engine, topic) for topic in TOPICS}}
    engine.load("size_day", ("at", "what", "amount"), [(at, what, amount) for what, amount in found.items()])
    return True


def history(engine: Engine, what: str, since: int) -> list[Size]:
    """The notes of one amount at or after `since`, in order."""
    sql = "SELECT at, amount FROM size_day WHERE at >= :since AND what = :what ORDER BY at"
    return [Size(*row) for row in engine.rows(sql, {"since": since, "what": what})]


def first(engine: Engine) -> int | None:
    """When the first note was made; None before it."""
    return engine.rows("SELECT MIN(at) FROM size_day")[0][0]  # type: ignore[no-any-return]


def latest(engine: Engine) -> dict[str, Size]:
    """The newest note of each topic's rows, by topic; empty before the first."""
    rows = engine.rows(
        "SELECT what, at, amount FROM size_day WHERE at = (SELECT MAX(at) FROM size_day) AND what <> :filled",
        {"filled": FILLED},
    )
    return {what: Size(at, amount) for what, at, amount in rows}


def _day(at: int) -> dict[str, object]:
    return {"day": at - at % DAY, "next": at - at % DAY + DAY}


def _rows(engine: Engine, topic: str) -> int:
    return sum(int(engine.rows(f"SELECT COUNT(*) FROM {table}")[0][0]) for table in TOPICS[topic])
