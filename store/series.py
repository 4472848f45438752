"""Which series of points there are: one per scope, metric, configuration set and period.

Their points are in `samples.py`.
"""

from dataclasses import dataclass

from deliverability.coverage import Span
from deliverability.metrics import BY_NAME, HOUR, Kind
from deliverability.model import Scope
from store import scopes
from store.engines.engine import Engine


@dataclass(frozen=True, slots=True)
class Series:
    """A metric at one period: the account's (`configuration_set` "") or a configuration set's.

    `first` and `last` are the times of its points (epoch seconds, start of the period).
    """

    metric: str
    configuration_set: str
    period_seconds: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """A series by its number in the store."""

    id: int
    period_seconds: int
    kind: Kind


def series(engine: Engine, scope: Scope) -> list[Series]:
    """Every series that has points, by metric, configuration set and period."""
    rows = engine.rows(
        """SELECT metric, configuration_set, period_seconds,
                  (SELECT MIN(at) FROM sample WHERE sample.series = s.id) AS first,
                  (SELECT MAX(at) FROM sample WHERE sample.series = s.id) AS last
           FROM series AS s WHERE scope = :scope""",
        {"scope": scopes.found(engine, scope)},
    )
    return sorted(
        (Series(*row) for row in rows if row[-1] is not None),
        key=lambda s: (s.metric, s.configuration_set, s.period_seconds),
    )


def span(engine: Engine, scope: Scope, metric_name: str | None = None, configuration_set: str = "") -> Span | None:
    """From the start of the first point to the end of the last, at any period, of one metric or of all (None).

    None when there are no points.
    """
    wanted = (metric_name, configuration_set)
    held = [s for s in series(engine, scope) if metric_name is None or (s.metric, s.configuration_set) == wanted]
    if not held:
        return None
    return Span(min(s.first for s in held), max(s.last + s.period_seconds for s in held))


def numbered(engine: Engine, scope: Scope, metric_name: str, configuration_set: str) -> list[Numbered]:
    """The metric's series of all periods, finest first."""
    rows = engine.rows(
        """SELECT id, period_seconds, kind FROM series
           WHERE scope = :scope AND metric = :metric AND configuration_set = :configuration_set
           ORDER BY period_seconds""",
        {"scope": scopes.found(engine, scope), "metric": metric_name, "configuration_set": configuration_set},
    )
    return [Numbered(number, period, Kind(kind)) for number, period, kind in rows]


def ensured(
    engine: Engine, scope: Scope, metric_name: str, configuration_set: str, period_seconds: int
) -> tuple[Numbered, list[Numbered]]:
    """The series of this period, made now if it is new, and the metric's series of other periods."""
    if period_seconds <= 0 or HOUR % period_seconds:
        message = f"a period divides the hour, which {period_seconds} s does not"
        raise ValueError(message)
    held = numbered(engine, scope, metric_name, configuration_set)
    own = next((s for s in held if s.period_seconds == period_seconds), None)
    if own is None:
        kind = BY_NAME[metric_name].kind
        number = int(engine.rows("SELECT COALESCE(MAX(id), 0) + 1 FROM series")[0][0])
        own = Numbered(number, period_seconds, kind)
        columns = ("id", "scope", "metric", "configuration_set", "period_seconds", "kind")
        row = (number, scopes.ensured(engine, scope), metric_name, configuration_set, period_seconds, kind.value)
        engine.load("series", columns, [row])
    return own, [s for s in held if s != own]
