"""A scope as it was known at a moment, present or past: up to when each source had been looked at by then.

What is made of it: `report/evidence.py`. A past moment is one that the collector has read beyond: nothing later counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from deliverability.coverage import Span
from deliverability.metrics import HOUR, QUARTER
from deliverability.model import Scope
from report.freshness import Freshness, freshness
from store import coverage
from store.engines.engine import Engine

SLACK_SECONDS: Final = 60
"""A run may be noted this much later than the moment at which its fruits are looked at."""

ACCOUNT: Final = "account"


@dataclass(frozen=True, slots=True)
class AsOf:
    """A scope at `now` (epoch seconds); `past` where the collector knows more by today."""

    store: Engine
    scope: Scope
    now: int
    past: bool
    fresh: Mapping[str, Freshness]

    @property
    def points_until(self) -> int:
        """Before when a point must begin (epoch seconds): in the past its whole period of up to an hour is over."""
        return self.now - HOUR + 1 if self.past else self.now + 1

    @property
    def snapshots_until(self) -> int | None:
        """Before when a snapshot must begin; None for all: a clock may have been set back since the last one."""
        return self.now + 1 if self.past else None

    def covered(self, what: str, back: int) -> list[Span]:
        """What a source had looked at, from `back` seconds ago until now."""
        # In the past a bin that had begun then tells of the quarter of an hour that followed.
        until = self.now - self.now % QUARTER if self.past and what == coverage.STATISTICS else self.now
        return coverage.covered(self.store, self.scope, what, Span(self.now - back, until))

    def read_at(self, reading: str) -> int | None:
        """When a reading had last brought something; None where it had not, or too long ago to be the present."""
        known = self.fresh.get(reading)
        if known is None:
            return None
        if self.past:
            seen = self.covered(coverage.COLLECTOR, known.patience_seconds)
            return seen[-1].until if seen else None
        return None if known.is_stale(self.now) or known.last_success is None else min(known.last_success, self.now)


def as_of(store: Engine, scope: Scope, now: int) -> AsOf:
    """The scope at a moment."""
    fresh = freshness(store, scope)
    account = fresh.get(ACCOUNT)
    last = account.last_success if account else None
    return AsOf(store, scope, now, last is not None and last > now + SLACK_SECONDS, fresh)


def recent(covered: list[Span], now: int, patience_seconds: int) -> int | None:
    """The end of what was looked at, unless that is longer ago than a value of it counts as the present."""
    return covered[-1].until if covered and now - covered[-1].until <= patience_seconds else None
