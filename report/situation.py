"""What a visitor meets: nothing connected yet, a first collection under way, a silent collector, a denial, or figures.

The sentences of each state are drawn by `ui/parts`; the figures themselves live in `report/overview.py`.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from deliverability.model import Scope, Text
from report.charts import known_since
from report.freshness import declared, effective
from store import runs
from store.engines.engine import Engine
from store.runs import Run

SILENT_AFTER_INTERVALS: Final = 2
"""A collector without any run for two of its shortest intervals is told to be silent."""


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
    """The situation, when the collector last ran (epoch seconds), and what went wrong where something did."""

    situation: Situation
    last_run_at: int | None = None
    problems: tuple[Text, ...] = ()
    missing_actions: tuple[str, ...] = ()


def state(store: Engine, scope: Scope | None, now: datetime) -> State:
    """The situation of a scope, or of the whole store while no scope is known yet."""
    if not effective(store):
        return State(Situation.NOT_CONNECTED)
    last = runs.last(store, scope) if scope else runs.last(store)
    if not last:
        return State(Situation.COLLECTING)
    last_run_at = max(run.ended_at for run in last.values())
    bad = [run for run in last.values() if run.outcome in {"failed", "denied", "partial"}]
    problems = tuple(dict.fromkeys(run.error for run in (*_at_the_door(store, last_run_at), *bad) if run.error))
    actions = tuple(dict.fromkeys(run.missing_action for run in bad if run.missing_action))
    found = _situation(store, last, last_run_at, int(now.timestamp()))
    if found in {Situation.DENIED, Situation.UNREACHABLE} and scope and known_since(store, scope) is not None:
        found = Situation.READY  # what is remembered is still shown, the trouble above it
    return State(found, last_run_at, problems, actions)


def _at_the_door(store: Engine, last_run_at: int) -> list[Run]:
    """A start of the collector that came after every run, and failed before it knew the account."""
    found = [run for run in runs.last(store, None).values() if not run.account_id]
    return [run for run in found if run.ended_at >= last_run_at]


def _situation(store: Engine, last: dict[str, Run], last_run_at: int, now: int) -> Situation:
    shortest = min((reading.interval_seconds for reading in declared(store).values()), default=300)
    if now - last_run_at > SILENT_AFTER_INTERVALS * shortest:
        return Situation.SILENT
    outcomes = {run.outcome for run in last.values()}
    if not outcomes & {"ok", "partial"}:
        return Situation.DENIED if "denied" in outcomes else Situation.UNREACHABLE
    return Situation.READY
