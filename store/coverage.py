"""What time each reading has looked at, so that a gap is a fact and not a guess.

How spans join and what a gap is: `deliverability/coverage.py`.
"""

from typing import Final

from deliverability.coverage import Span, joined
from deliverability.model import Scope
from store import scopes
from store.engines.engine import Engine

STATISTICS: Final = "statistics"
COLLECTOR: Final = "collector"
CLOUDWATCH: Final = "cloudwatch"
VDM: Final = "vdm"


def extend(engine: Engine, scope: Scope, what: str, span: Span, within_seconds: int = 0) -> None:
    """Add `span` to what is covered, joined with spans that touch it or lie at most `within_seconds` apart."""
    if not span.seconds:
        return
    with engine.transaction():
        key = {"scope": scopes.ensured(engine, scope), "what": what}
        reach = Span(span.since - within_seconds, span.until + within_seconds)
        near = _stored(engine, key, reach)
        for old in near:
            engine.run(
                "DELETE FROM coverage WHERE scope = :scope AND what = :what AND since = :since",
                {**key, "since": old.since},
            )
        rows = [(*key.values(), new.since, new.until) for new in joined([*near, span], within_seconds)]
        engine.load("coverage", ("scope", "what", "since", "until"), rows)


def covered(engine: Engine, scope: Scope, what: str, window: Span) -> list[Span]:
    """The covered parts of `window`, in order, cut to it."""
    number = scopes.found(engine, scope)
    if number is None:
        return []
    stored = _stored(engine, {"scope": number, "what": what}, window)
    return joined(Span(max(s.since, window.since), min(s.until, window.until)) for s in stored)


def _stored(engine: Engine, key: dict[str, object], window: Span) -> list[Span]:
    """Stored spans that overlap `window` or touch it."""
    rows = engine.rows(
        """SELECT since, until FROM coverage
           WHERE scope = :scope AND what = :what AND since <= :until AND until >= :since ORDER BY since""",
        {**key, "since": window.since, "until": window.until},
    )
    return [Span(since, until) for since, until in rows]
