"""What Virtual Deliverability Manager counted, a day at a time: per configuration set, identity, mailbox provider.

How it is asked lives in `collector/aws/vdm.py`; what its counts leave out, and so why their sums are not the account's,
is said in `ui/explain/breakdown.py`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from deliverability.coverage import Span
from deliverability.metrics import DAY
from deliverability.model import Scope
from store import scopes
from store.engines.engine import Engine

ACCOUNT: Final = "account"
"""The whole account, under the name ""."""
CONFIGURATION_SET: Final = "configuration-set"
IDENTITY: Final = "identity"
ISP: Final = "isp"

_COUNTS: Final = ("sent", "delivered", "hard_bounces", "soft_bounces", "complaints", "complaint_base")
_KEY: Final = ("scope", "dimension", "name", "at")
_LARGER: Final = f"""ON CONFLICT ({", ".join(_KEY)}) DO UPDATE SET {
    ", ".join(f"{c} = CASE WHEN excluded.{c} > vdm_day.{c} THEN excluded.{c} ELSE vdm_day.{c} END" for c in _COUNTS)
} WHERE {" OR ".join(f"excluded.{c} > vdm_day.{c}" for c in _COUNTS)}"""
_SUMS: Final = ", ".join(f"CAST(SUM({name}) AS BIGINT)" for name in _COUNTS)


@dataclass(frozen=True, slots=True)
class Day:
    """Counts of one UTC day from `at` (epoch seconds, midnight), or of several from the first one's.

    `complaint_base` is the mail delivered to providers that tell AWS of complaints: what complaints are a part of.
    """

    at: int
    sent: int
    delivered: int
    hard_bounces: int
    soft_bounces: int
    complaints: int
    complaint_base: int


def keep(engine: Engine, scope: Scope, dimension: str, name: str, days: Sequence[Day]) -> int:
    """Keep days, each named once; of two values for a count the larger stays. How many days were new or grew."""
    with engine.transaction():
        number = scopes.ensured(engine, scope)
        rows = [(number, dimension, name, d.at, *(getattr(d, count) for count in _COUNTS)) for d in days]
        return engine.load("vdm_day", (*_KEY, *_COUNTS), rows, _LARGER)


def names(engine: Engine, scope: Scope, dimension: str, since: int, until: int) -> list[str]:
    """The names of a dimension that have a day which starts in [since, until), in order."""
    return sorted(totals(engine, scope, dimension, since, until))


def totals(engine: Engine, scope: Scope, dimension: str, since: int, until: int) -> dict[str, Day]:
    """The sum of the days that start in [since, until), by name, in order; `at` is the first day of each."""
    rows = engine.rows(
        f"""SELECT name, MIN(at), {_SUMS} FROM vdm_day
            WHERE scope = :scope AND dimension = :dimension AND at >= :since AND at < :until GROUP BY name""",
        {"scope": scopes.found(engine, scope), "dimension": dimension, "since": since, "until": until},
    )
    return {name: Day(*counts) for name, *counts in sorted(rows)}


def days(engine: Engine, scope: Scope, dimension: str, name: str, since: int, until: int) -> list[Day]:
    """The days of one name that start in [since, until), in order; a day that nobody told of is left out."""
    rows = engine.rows(
        f"""SELECT at, {", ".join(_COUNTS)} FROM vdm_day
            WHERE scope = :scope AND dimension = :dimension AND name = :name AND at >= :since AND at < :until
            ORDER BY at""",
        {"scope": scopes.found(engine, scope), "dimension": dimension, "name": name, "since": since, "until": until},
    )
    return [Day(*row) for row in rows]


def span(engine: Engine, scope: Scope) -> Span | None:
    """From the first day on which VDM counted mail of the account to the end of the last; None when there is none."""
    ((first, last),) = engine.rows(
        "SELECT MIN(at), MAX(at) FROM vdm_day WHERE scope = :scope AND dimension = :dimension AND sent > 0",
        {"scope": scopes.found(engine, scope), "dimension": ACCOUNT},
    )
    return None if first is None else Span(first, last + DAY)
