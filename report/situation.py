"""What a visitor meets: nothing connected yet, a first collection under way, a silent collector, a denial, or figures.

The sentences of each state are drawn by `ui/parts`; the figures themselves live in `report/overview.py`.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from deliverability.model import N_, Scope, Text, text
from report.charts import known_since
from report.freshness import FOR_EVER, declared, effective
from store import runs
from store.engines.engine import Engine
from store.open import COLLECTOR
from store.runs import Run

SILENT_AFTER_INTERVALS: Final = 2
SEEN_WITHIN_SECONDS: Final = 60
"""A collector that did nothing is told so within two of its shortest intervals, a page's own age of a minute included."""

_BAD: Final = frozenset({"failed", "denied", "partial"})


class Situation(StrEnum):
    """The states of a newcomer's page."""

    NOT_CONNECTED = "not-connected"
    COLLECTING = "collecting"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    DENIED = "denied"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class State:
    """The situation, when the collector last ran (epoch seconds), and what went wrong where something did.

    `silent` also where nothing was ever read, so that the situation names what came before the silence. `ended`: it was to
    run for ever and runs no more, which is silence from that moment on.
    """

    situation: Situation
    last_run_at: int | None = None
    problems: tuple[Text, ...] = ()
    missing_actions: tuple[str, ...] = ()
    silent: bool = False
    ended: bool = False


def state(store: Engine, scope: Scope | None, now: datetime) -> State:
    """The situation of a scope, or of the whole store while no scope is known yet."""
    told = effective(store)
    if not told:
        return State(Situation.NOT_CONNECTED)
    at = int(now.timestamp())
    last = runs.last(store, scope) if scope else runs.last(store)
    if not last:
        return _before_the_first_run(store, told.get("started_at"), at)
    last_run_at = max(run.ended_at for run in last.values())
    # What nothing else rests on may be withheld for good: that is no trouble of these pages.
    spare = {name for name, reading in declared(store).items() if reading.spare}
    bad = [run for run in last.values() if run.outcome in _BAD and not (run.outcome == "denied" and run.job in spare)]
    problems = tuple(dict.fromkeys(run.error for run in (*_at_the_door(store, last_run_at), *bad) if run.error))
    actions = tuple(dict.fromkeys(run.missing_action for run in bad if run.missing_action))
    silent = is_silent(store, last_run_at, at)
    found = _situation(store, scope, last, silent=silent)
    return State(found, last_run_at, problems, actions, silent, has_ended(store))


def is_silent(store: Engine, last_sign_at: int, now: int) -> bool:
    """Whether a collector that gave its last sign of life then must be called silent now."""
    if has_ended(store):
        return True
    shortest = min((reading.interval_seconds for reading in declared(store).values()), default=300)
    return now - last_sign_at > SILENT_AFTER_INTERVALS * shortest - SEEN_WITHIN_SECONDS


def has_ended(store: Engine) -> bool:
    """Whether a collector that was to run for ever does not any more: it died, or somebody ended it."""
    return bool(effective(store).get(FOR_EVER)) and not store.is_held(COLLECTOR)


def _before_the_first_run(store: Engine, started_at: int | None, now: int) -> State:
    if started_at is None or not is_silent(store, started_at, now):
        return State(Situation.COLLECTING)
    ended = text(N_("It started {age:duration} ago and has read nothing since."), age=now - started_at)
    return State(Situation.UNREACHABLE, None, (ended,), silent=True, ended=has_ended(store))


def _at_the_door(store: Engine, last_run_at: int) -> list[Run]:
    """A start of the collector that came after every run, and failed before it knew the account."""
    found = [run for run in runs.last(store, None).values() if not run.account_id]
    return [run for run in found if run.ended_at >= last_run_at]


def _situation(store: Engine, scope: Scope | None, last: dict[str, Run], *, silent: bool) -> Situation:
    # A reading that found nothing to ask for says nothing of AWS.
    outcomes = {run.outcome for run in last.values() if run.api_calls or run.outcome != "ok"}
    brought = bool(outcomes & runs.BROUGHT)
    # What is remembered is still shown, the trouble above it.
    if brought or (scope and known_since(store, scope) is not None):
        return Situation.SILENT if silent else Situation.READY
    return Situation.DENIED if "denied" in outcomes else Situation.UNREACHABLE
