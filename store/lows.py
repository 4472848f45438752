"""When a figure stood below a line last.

The points themselves are in `samples.py`; what is made of it, in `deliverability/stretches.py`.
"""

from deliverability.model import Scope
from store.engines.engine import Engine
from store.series import numbered


def last_below(
    engine: Engine, scope: Scope, metric_name: str, configuration_set: str, line: float, since: int, until: int
) -> int | None:
    """The time of the newest point in [since, until), at whatever period, that is less than `line`; None: there is none."""
    found: list[int] = []
    for each in numbered(engine, scope, metric_name, configuration_set):
        rows = engine.rows(
            """SELECT at FROM sample WHERE series = :series AND at >= :since AND at < :until AND value < :line
               ORDER BY at DESC LIMIT 1""",
            {"series": each.id, "since": since, "until": until, "line": line},
        )
        found += (at for (at,) in rows)
    return max(found, default=None)
