"""That a job brought nothing, and why: the last of its runs in each hour that failed, kept for ever.

All that ran, with its error, is in `runs.py`, which forgets; whether time was looked at is in `coverage.py`.
"""

from dataclasses import dataclass
from typing import Final

from deliverability.coverage import Span
from deliverability.metrics import HOUR
from deliverability.model import Scope
from store.engines.engine import Engine

OUTCOMES: Final = frozenset({"denied", "failed"})
"""Outcomes of a run that brought nothing."""

_COLUMNS: Final = ("job", "account_id", "region", "hour", "at", "outcome", "missing_action")
_LATER: Final = """ON CONFLICT (job, account_id, region, hour) DO UPDATE SET
    at = excluded.at, outcome = excluded.outcome, missing_action = excluded.missing_action
    WHERE excluded.at >= failure_hour.at"""


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that began at `at` (epoch seconds) and brought nothing; `missing_action` is what was denied, "" for none."""

    at: int
    outcome: str
    missing_action: str


def keep(engine: Engine, scope: Scope, job: str, failure: Failure) -> None:
    """Keep a failure in place of any earlier one of the job in that hour.

    An hour's last is enough: whatever stretch is longer than an hour holds the end of one.
    """
    hour = failure.at - failure.at % HOUR
    row = (job, scope.account_id, scope.region, hour, failure.at, failure.outcome, failure.missing_action)
    engine.load("failure_hour", _COLUMNS, [row], _LATER)


def between(engine: Engine, scope: Scope, job: str, span: Span) -> list[Failure]:
    """The failures of a job in a scope that began in [since, until) and are kept, in order."""
    rows = engine.rows(
        """SELECT at, outcome, missing_action FROM failure_hour
           WHERE job = :job AND account_id = :account_id AND region = :region
             AND hour >= :hour AND hour < :until AND at >= :since AND at < :until
           ORDER BY hour""",
        {
            "hour": span.since - span.since % HOUR,
            "since": span.since,
            "until": span.until,
            "job": job,
            "account_id": scope.account_id,
            "region": scope.region,
        },
    )
    return [Failure(*row) for row in rows]
