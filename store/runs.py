"""What the collector's jobs did: one row a job and scope, whether it succeeded or not, and the sums of each day.

What a job is, and when it runs, is in `collector`. Runs are a log and are forgotten in time; their daily sums stay,
and so does why they failed (`failures.py`).
"""

from dataclasses import dataclass
from typing import Any, Final

from deliverability.metrics import DAY
from deliverability.model import Scope, Text
from store import failures, texts
from store.engines.engine import Engine
from store.failures import Failure

_COLUMNS: Final = (
    "id", "job", "account_id", "region", "started_at", "ended_at", "outcome", "error", "missing_action", "api_calls",
    "cost_usd",
)  # fmt: skip
_SELECT: Final = f"SELECT {', '.join(f'run.{name}' for name in _COLUMNS)}"

JUDGING: Final = "evaluate"
"""The job that judges the rules and moves the alerts."""

CLOCK_WENT_BACK_SECONDS: Final = 3600
"""No run is recorded this late: one that ended so long before the last was timed by a clock since set right."""

_LATER: Final = (
    f"(excluded.ended_at >= run_last.ended_at OR excluded.ended_at < run_last.ended_at - {CLOCK_WENT_BACK_SECONDS})"
)
_NEWER: Final = f"""ON CONFLICT (job, account_id, region) DO UPDATE SET
    run = CASE WHEN {_LATER} THEN excluded.run ELSE run_last.run END,
    ended_at = CASE WHEN {_LATER} THEN excluded.ended_at ELSE run_last.ended_at END,
    ok_at = CASE WHEN excluded.ok_at IS NULL THEN run_last.ok_at
                 WHEN run_last.ok_at IS NULL OR excluded.ok_at >= run_last.ok_at
                      OR excluded.ok_at < run_last.ok_at - {CLOCK_WENT_BACK_SECONDS} THEN excluded.ok_at
                 ELSE run_last.ok_at END"""

_SUM_COLUMNS: Final = ("at", "job", "account_id", "region", "runs", "api_calls", "cost_usd")
_ADD: Final = """ON CONFLICT (at, job, account_id, region) DO UPDATE SET runs = run_day.runs + excluded.runs,
    api_calls = run_day.api_calls + excluded.api_calls, cost_usd = run_day.cost_usd + excluded.cost_usd"""

KEPT_DAYS: Final = 400
"""How long a run is remembered: a year and a month, so that each month can be held against the one a year before."""

BROUGHT: Final = frozenset({"ok", "partial"})
"""Outcomes of a run that brought something: one odd part must not make all the others look old."""


@dataclass(frozen=True, slots=True)
class Run:
    """One job for one scope: times in epoch seconds; `outcome` "ok", "failed", "denied" or "partial".

    `missing_action` names the IAM action that was denied ("" for none); `id` is 0 until the run is recorded.
    """

    id: int
    job: str
    account_id: str
    region: str
    started_at: int
    ended_at: int
    outcome: str
    error: Text | None
    missing_action: str
    api_calls: int
    cost_usd: float


@dataclass(frozen=True, slots=True)
class Troubled:
    """The runs of a job that ended in the same words: `last` is when the last of them ended (epoch seconds)."""

    job: str
    outcome: str
    error: Text
    missing_action: str
    last: int
    times: int


@dataclass(frozen=True, slots=True)
class DaySum:
    """What the runs of one job in one scope came to on the UTC day that begins at `at`."""

    at: int
    job: str
    account_id: str
    region: str
    runs: int
    api_calls: int
    cost_usd: float


def record(engine: Engine, run: Run) -> int:
    """Keep a run and return the id it got; the id it brings is not looked at."""
    error = None if run.error is None else texts.to_json(run.error)
    ok_at = run.ended_at if run.outcome in BROUGHT else None
    with engine.transaction():
        number = version(engine) + 1
        row = (
            number, run.job, run.account_id, run.region, run.started_at, run.ended_at, run.outcome, error,
            run.missing_action, run.api_calls, run.cost_usd,
        )  # fmt: skip
        engine.load("run", _COLUMNS, [row])
        engine.load(
            "run_last",
            ("job", "account_id", "region", "run", "ended_at", "ok_at"),
            [(run.job, run.account_id, run.region, number, run.ended_at, ok_at)],
            _NEWER,
        )
        day = run.started_at - run.started_at % DAY
        sums = (day, run.job, run.account_id, run.region, 1, run.api_calls, run.cost_usd)
        engine.load("run_day", _SUM_COLUMNS, [sums], _ADD)
        if run.outcome in failures.OUTCOMES:
            failure = Failure(run.started_at, run.outcome, run.missing_action)
            failures.keep(engine, Scope(run.account_id, run.region), run.job, failure)
    return number


def last(engine: Engine, scope: Scope | None = None) -> dict[str, Run]:
    """The run of each job that ended last, in one scope or (None) in any."""
    rows = engine.rows(
        f"""{_SELECT} FROM run_last JOIN run ON run.id = run_last.run
            WHERE :anywhere = 1 OR (run_last.account_id = :account_id AND run_last.region = :region)
            ORDER BY run_last.ended_at, run.id""",
        _where(scope),
    )
    return {run.job: run for run in map(_run, rows)}


def last_ok(engine: Engine, scope: Scope) -> dict[str, int]:
    """When each job last brought what it asks for in the scope, if only in part; jobs that never did are left out."""
    sql = "SELECT job, ok_at FROM run_last WHERE account_id = :account_id AND region = :region AND ok_at IS NOT NULL"
    return dict(engine.rows(sql, {"account_id": scope.account_id, "region": scope.region}))


def between(engine: Engine, since: int, until: int) -> list[Run]:
    """Every run that started in [since, until), in the order of their start."""
    sql = f"{_SELECT} FROM run WHERE started_at >= :since AND started_at < :until ORDER BY started_at, id"
    return [_run(row) for row in engine.rows(sql, {"since": since, "until": until})]


def troubled(engine: Engine, scope: Scope, since: int) -> list[Troubled]:
    """What went wrong since a time (epoch seconds) in a scope, or before any was known; newest first."""
    rows = engine.rows(
        """SELECT job, outcome, error, missing_action, MAX(ended_at) AS last, COUNT(*) FROM run
           WHERE started_at >= :since AND outcome IN ('denied', 'failed', 'partial') AND error IS NOT NULL
             AND ((account_id = :account_id AND region = :region) OR account_id = '')
           GROUP BY job, outcome, error, missing_action ORDER BY last DESC, job""",
        {"since": since, "account_id": scope.account_id, "region": scope.region},
    )
    return [Troubled(job, outcome, texts.from_json(error), *more) for job, outcome, error, *more in rows]


def day_sums(engine: Engine, since: int, until: int) -> list[DaySum]:
    """The sums of every UTC day that begins in [since, until), by day, job and scope, of forgotten runs too."""
    rows = engine.rows(
        f"""SELECT {", ".join(_SUM_COLUMNS)} FROM run_day
            WHERE at >= :since AND at < :until ORDER BY at, job, account_id, region""",
        {"since": since, "until": until},
    )
    return [DaySum(*row) for row in rows]


def old_before(engine: Engine, now: int) -> int:
    """Before when a run is old (epoch seconds): KEPT_DAYS ago, and only once so many days with runs have followed it.

    A clock that is wrong by years adds a day of its own, so that it takes no more than one of those that were kept.
    """
    found = engine.rows(
        "SELECT DISTINCT at FROM run_day ORDER BY at DESC LIMIT 1 OFFSET :kept", {"kept": KEPT_DAYS - 1}
    )
    return min(now - KEPT_DAYS * DAY, found[0][0]) if found else 0


def forget(engine: Engine, before: int, most: int) -> int:
    """Forget the oldest runs that started before a time, at most so many, and return how many went.

    The last run of each job stays however old it is, and so does the newest of all, whose number is the version.
    """
    return engine.run(
        """DELETE FROM run WHERE id IN (
               SELECT id FROM run
               WHERE started_at < :before AND id NOT IN (SELECT run FROM run_last) AND id < (SELECT MAX(id) FROM run)
               ORDER BY started_at LIMIT :most)""",
        {"before": before, "most": most},
    )


def version(engine: Engine) -> int:
    """A number that rises with every run recorded; 0 before the first."""
    return int(engine.rows("SELECT COALESCE(MAX(id), 0) FROM run")[0][0])


def _where(scope: Scope | None) -> dict[str, object]:
    at = scope or Scope("", "")
    return {"anywhere": int(scope is None), "account_id": at.account_id, "region": at.region}


def _run(row: tuple[Any, ...]) -> Run:
    values = dict(zip(_COLUMNS, row, strict=True))
    error = values.pop("error")
    return Run(**values, error=None if error is None else texts.from_json(error))
