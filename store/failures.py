"""Why a job brought nothing over a stretch of time: the last of its runs there that failed.

What runs are is in `runs.py`; whether time was looked at is in `coverage.py`.
"""

from dataclasses import dataclass

from deliverability.coverage import Span
from deliverability.model import Scope, Text
from store import texts
from store.engines.engine import Engine


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that brought nothing: its outcome, its error, and the IAM action that was denied ("" for none)."""

    outcome: str
    error: Text | None
    missing_action: str


def last(engine: Engine, scope: Scope, job: str, span: Span) -> Failure | None:
    """The job's last run in a scope that started in `span` and brought nothing; None when none did."""
    rows = engine.rows(
        """SELECT outcome, error, missing_action FROM run
           WHERE started_at >= :since AND started_at < :until AND job = :job AND outcome IN ('denied', 'failed')
             AND account_id = :account_id AND region = :region
           ORDER BY started_at DESC LIMIT 1""",
        {
            "since": span.since,
            "until": span.until,
            "job": job,
            "account_id": scope.account_id,
            "region": scope.region,
        },
    )
    found = [Failure(outcome, error and texts.from_json(error), action) for outcome, error, action in rows]
    return found[0] if found else None
