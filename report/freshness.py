"""How fresh each reading is and, when a value is missing, why: never asked, denied, failed or grown old.

What a value means once it is there lives in `report/facts.py`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from deliverability.model import N_, Reason, Scope, Text, Unknown, text
from store import meta, runs
from store.engines.engine import Engine
from store.runs import Run

FOR_EVER: Final = "for_ever"
"""Among what the collector tells of itself: true where it is to run until somebody ends it."""

LATE_AFTER_INTERVALS: Final = 3
NO_FIGURE: Final = N_(
    "AWS publishes no figure yet. It may appear only after the first bounce or complaint, "
    "and mail to verified domains does not count."
)
LATE_AT_LEAST_SECONDS: Final = 1800
"""A reading is stale when its last success is older than three of its intervals and at least half an hour."""

RETRY_SECONDS: Final = 300
"""What failed is asked again after this, should its own interval be longer."""


def wait_seconds(interval_seconds: int, outcome: str) -> int:
    """Seconds from the start of a run that ended so until the next is due; a denial only a person can lift."""
    return min(interval_seconds, RETRY_SECONDS) if outcome in {"failed", "partial"} else interval_seconds


@dataclass(frozen=True, slots=True)
class Declared:
    """A reading as the collector declared it at its start; its list price is that of a call beyond the free ones.

    A `spare` one may be denied without harm to anything else.
    """

    name: str
    actions: tuple[str, ...]
    interval_seconds: int
    list_price_usd_per_call: float = 0.0
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Freshness:
    """A reading's last run and last success (epoch seconds), against its interval."""

    reading: Declared
    last_run: Run | None
    last_success: int | None

    def is_stale(self, now: int) -> bool:
        """Whether what the reading brought last is too old to be shown as the present."""
        return self.last_success is None or now - self.last_success > self.patience_seconds

    @property
    def patience_seconds(self) -> int:
        """Age up to which its values count as the present."""
        return max(LATE_AFTER_INTERVALS * self.reading.interval_seconds, LATE_AT_LEAST_SECONDS)

    @property
    def due_at(self) -> int | None:
        """When it is asked next (epoch seconds); None before it was asked for the first time."""
        run = self.last_run
        return None if run is None else run.started_at + wait_seconds(self.reading.interval_seconds, run.outcome)

    def reason(self, now: int) -> Unknown:
        """Why a value of this reading is missing, or too old to be shown."""
        run = self.last_run
        if run is None:
            return Unknown(Reason.COLLECTING, text(N_("It has not been asked for yet.")))
        if run.outcome == "denied":
            return Unknown(Reason.DENIED, run.error)
        if run.outcome == "failed":
            return Unknown(Reason.FAILED, run.error)
        if run.outcome == "partial":
            return Unknown(Reason.FAILED, run.error)
        if self.is_stale(now):
            return Unknown(Reason.STALE, _stale(self.last_success, now))
        return Unknown(Reason.NOT_ENOUGH_MAIL, text(NO_FIGURE))


def _stale(last_success: int | None, now: int) -> Text:
    if last_success is None:
        return text(N_("It has never been read."))
    return text(N_("It was last read {age:duration} ago. Is the collector running?"), age=now - last_success)


def effective(store: Engine) -> Mapping[str, Any]:
    """What the collector wrote about itself at its start; empty before its first start."""
    written = meta.get(store, "effective")
    return json.loads(written) if written else {}


def declared(store: Engine) -> dict[str, Declared]:
    """The readings the collector declared, by name, in the order they are asked."""
    return {
        entry["name"]: Declared(
            entry["name"],
            tuple(entry["actions"]),
            int(entry["interval_seconds"]),
            _beyond_free(entry),
            bool(entry.get("spare")),
        )
        for entry in effective(store).get("readings", ())
    }


def _beyond_free(entry: Mapping[str, Any]) -> float:
    """What a call costs once the free ones are used up; 0.0 where each is free, or each is paid for."""
    price = float(entry.get("list_price_usd_per_call", 0.0))
    return price if price > float(entry.get("price_usd_per_call", 0.0)) else 0.0


def freshness(store: Engine, scope: Scope) -> dict[str, Freshness]:
    """Every declared reading's freshness in a scope, by name."""
    last, succeeded = runs.last(store, scope), runs.last_ok(store, scope)
    return {name: Freshness(reading, last.get(name), succeeded.get(name)) for name, reading in declared(store).items()}
