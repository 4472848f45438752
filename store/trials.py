"""What was tried from the dashboard, each trial written down before it is begun: one that is there is never begun again.

Recipients are kept masked. How it is asked for is in `requests.py`; what the states mean, in `deliverability/trials.py`.
"""

from typing import Any, Final

from deliverability.model import Scope
from deliverability.trials import Kind, Outcome, State, Trial
from store import texts
from store.engines.engine import Engine

_COLUMNS: Final = (
    "id", "request", "account_id", "region", "kind", "subject", "at", "state", "reference", "says", "missing", "settled_at",
)  # fmt: skip
_READ: Final = "id, kind, subject, at, state, reference, says, missing"


def begin(engine: Engine, scope: Scope, request: int, kind: Kind, subject: str, now: int) -> int:
    """Write down that a trial is under way, and return the id it got."""
    with engine.transaction():
        number = int(engine.rows("SELECT COALESCE(MAX(id), 0) + 1 FROM trial")[0][0])
        row = (number, request, scope.account_id, scope.region, kind.value, subject, now)
        engine.load("trial", _COLUMNS, [(*row, State.UNDER_WAY.value, "", None, "", None)])
    return number


def settle(engine: Engine, number: int, outcome: Outcome, now: int) -> None:
    """Write down what became of a trial; the first word of it stays."""
    engine.run(
        """UPDATE trial SET state = :state, reference = :reference, says = :says, missing = :missing, settled_at = :now
           WHERE id = :id AND settled_at IS NULL""",
        {
            "id": number,
            "state": outcome.state.value,
            "reference": outcome.reference,
            "says": texts.to_json(outcome.says),
            "missing": outcome.missing,
            "now": now,
        },
    )


def orphans(engine: Engine) -> list[tuple[int, int]]:
    """The trials that were begun and not settled, each with its request."""
    rows = engine.rows("SELECT id, request FROM trial WHERE settled_at IS NULL ORDER BY id")
    return [(int(number), int(request)) for number, request in rows]


def begun_since(engine: Engine, account_id: str, kind: Kind, since: int) -> int:
    """How many trials of a kind an account began after a time, in all of its regions."""
    rows = engine.rows(
        "SELECT COUNT(*) FROM trial WHERE account_id = :account_id AND kind = :kind AND at > :since",
        {"account_id": account_id, "kind": kind.value, "since": since},
    )
    return int(rows[0][0])


def last(engine: Engine, scope: Scope, most: int = 20) -> list[Trial]:
    """The last trials of a scope, the newest first."""
    rows = engine.rows(
        f"""SELECT {_READ} FROM trial WHERE account_id = :account_id AND region = :region
            ORDER BY id DESC LIMIT :most""",
        {"account_id": scope.account_id, "region": scope.region, "most": most},
    )
    return [_trial(row) for row in rows]


def newest(engine: Engine, scope: Scope) -> list[Trial]:
    """The last trial of each kind in a scope, the newest first."""
    rows = engine.rows(
        f"""SELECT {_READ} FROM trial WHERE id IN (
                SELECT MAX(id) FROM trial WHERE account_id = :account_id AND region = :region GROUP BY kind)
            ORDER BY id DESC""",
        {"account_id": scope.account_id, "region": scope.region},
    )
    return [_trial(row) for row in rows]


def forget(engine: Engine, before: int, most: int) -> int:
    """Forget trials begun before a time but the last of each kind in a scope, at most so many; how many went."""
    return engine.run(
        """DELETE FROM trial WHERE id IN (
               SELECT id FROM trial WHERE at < :before AND settled_at IS NOT NULL AND id NOT IN (
                   SELECT MAX(id) FROM trial GROUP BY account_id, region, kind)
               ORDER BY id LIMIT :most)""",
        {"before": before, "most": most},
    )


def _trial(row: tuple[Any, ...]) -> Trial:
    number, kind, subject, at, state, reference, says, missing = row
    told = texts.from_json(says) if says else None
    return Trial(int(number), Kind(kind), subject, int(at), State(state), reference, told, missing)
