"""The rows of `export checklist`: every item and subject of every scope, as it stands.

The columns of all other datasets are in `report/datasets.py`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from report.checklist import Row, checklist
from store import scopes
from store.engines.engine import Engine

COLUMNS: Final = (
    "item", "subject", "status", "evidence", "cure", "missing_permission", "checked_at", "guide_step",
    "account_id", "region", "section", "severity", "reason", "left", "since", "ticked_by", "ticked_at", "note",
)  # fmt: skip


def rows(store: Engine, _since: int | None, _until: int | None, now: datetime) -> Iterator[tuple[object, ...]]:
    """Every row of every scope, in the checklist's order; `cure` only of what is left."""
    for scope in scopes.known(store):
        found = checklist(store, scope, now)
        for row in found.rows:
            yield (
                row.item.name,
                row.verdict.subject,
                row.result.value,
                row.verdict.evidence,
                row.cure.steps if row.left else (),
                row.verdict.missing_permission,
                _time(found.judged_at),
                row.item.guide_step,
                scope.account_id,
                scope.region,
                row.item.section.value,
                row.item.severity.value,
                row.verdict.reason.value if row.verdict.reason else None,
                row.left,
                _time(row.since),
                *_word(row),
            )


def _word(row: Row) -> tuple[object, ...]:
    said = row.tick or row.accepted
    return (None, None, None) if said is None else (said.who, _time(said.made_at), said.note)


def _time(at: int | None) -> datetime | None:
    return None if at is None else datetime.fromtimestamp(at, UTC)
