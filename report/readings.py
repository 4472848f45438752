"""Each declared reading in one row: its name in words, its condition, when it ran and is due, what its calls came to.

How old a value may be before it is no longer the present lives in `report/freshness.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from deliverability.model import N_, Scope, Text, text
from report.freshness import Freshness, freshness
from store.engines.engine import Engine
from store.runs import DaySum

START: Final = "account_id"
"""The job under which a start is written down that failed before it knew the account."""

TITLES: Final[Mapping[str, str]] = {
    "account": N_("Account state and quota"),
    "statistics": N_("Send statistics"),
    "metrics": N_("Reputation and volume"),
    "metrics_more": N_("Other metrics, and each set's"),
    "configuration_sets": N_("Configuration sets, event destinations"),
    "identities": N_("Identities, DKIM and MAIL FROM"),
    "dns": N_("Records in DNS"),
    "env_file": N_("The application's environment file"),
    "dedicated_ips": N_("Dedicated IP addresses"),
    "vdm": N_("Virtual Deliverability Manager"),
    "alarms": N_("CloudWatch alarms"),
    "iam": N_("IAM policies and access keys"),
    "free_tier": N_("Free tier and account plan"),
    "cost_explorer": N_("Actual cost"),
    START: N_("Whose key it is"),
}
"""The names of the readings in words; a test holds them against what the collector declares."""


class Condition(StrEnum):
    """How a reading is; idle where it found nothing to ask for, such as the figures of what is switched off."""

    FRESH = "fresh"
    IDLE = "idle"
    LATE = "late"
    PARTIAL = "partial"
    FAILED = "failed"
    DENIED = "denied"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """A reading in a scope: times in epoch seconds, its length in seconds, calls and dollars of the month in the scope.

    Nothing else rests on a `spare` one: it may be denied for good.
    """

    name: str
    title: Text
    condition: Condition
    last_run_at: int | None
    last_success_at: int | None
    due_at: int | None
    seconds: int | None
    error: Text | None
    missing: tuple[str, ...]
    calls: int
    usd: float
    spare: bool = False


def title(name: str) -> Text:
    """A reading's name in words; one that nobody put into words, as it is called."""
    return text(TITLES.get(name, name))


def rows(store: Engine, scope: Scope, now: int, month: Iterable[DaySum]) -> tuple[ReadingRow, ...]:
    """Every declared reading of a scope, in the order they are asked; `month` are the sums of the month so far."""
    own = [day for day in month if (day.account_id, day.region) == (scope.account_id, scope.region)]
    return tuple(
        _row(known, now, [day for day in own if day.job == name]) for name, known in freshness(store, scope).items()
    )


def _row(known: Freshness, now: int, month: list[DaySum]) -> ReadingRow:
    run = known.last_run
    return ReadingRow(
        name=known.reading.name,
        title=title(known.reading.name),
        condition=_condition(known, now),
        last_run_at=run.ended_at if run else None,
        last_success_at=known.last_success,
        due_at=known.due_at,
        seconds=run.ended_at - run.started_at if run else None,
        error=run.error if run else None,
        missing=tuple(run.missing_action.split(", ")) if run and run.missing_action else (),
        calls=sum(day.api_calls for day in month),
        usd=sum(day.cost_usd for day in month),
        spare=known.reading.spare,
    )


def _condition(known: Freshness, now: int) -> Condition:
    if known.last_run is None:
        return Condition.NEVER
    if known.last_run.outcome != "ok":
        return Condition(known.last_run.outcome)
    if known.is_stale(now):
        return Condition.LATE
    return Condition.FRESH if known.last_run.api_calls or not known.reading.actions else Condition.IDLE
