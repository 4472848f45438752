"""How far the collector's clock is from AWS's, as last seen in a scope."""

import json
from dataclasses import dataclass

from deliverability.model import Scope
from store import meta
from store.engines.engine import Engine


@dataclass(frozen=True, slots=True)
class Skew:
    """Seconds by which our clock is ahead of AWS's (behind: negative), seen at `at` (epoch seconds, ours)."""

    seconds: float
    at: int


def keep(engine: Engine, scope: Scope, skew: Skew) -> None:
    """Keep what was seen last, in place of what was seen before."""
    meta.put(engine, _key(scope), json.dumps({"seconds": skew.seconds, "at": skew.at}))


def latest(engine: Engine, scope: Scope) -> Skew | None:
    """What was seen last; None where AWS never told the time."""
    told = meta.get(engine, _key(scope))
    return Skew(**json.loads(told)) if told else None


def _key(scope: Scope) -> str:
    return f"clock-skew/{scope}"
