"""Health in values: does the collector run, is every reading up to date, what does it cost, is what we know kept safe.

Each part has its own file beside this one; how it looks lives in `ui/sections/health.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from deliverability.model import N_, NN_, Level, Scope, Text, text
from deliverability.product import VERSION
from report.calls import Calls, calls, month_start, recent_sums
from report.contradictions import Contradictions, contradictions
from report.database import Backups, Database, backup_state, database
from report.freshness import declared, effective
from report.presence import Presence, presence
from report.readings import START, Condition, ReadingRow, rows
from report.situation import State, is_silent, state
from store import runs, scopes
from store.engines.engine import Engine

PRODUCT: Final = "product"


@dataclass(frozen=True, slots=True)
class Collector:
    """The collector as a process: when it started and last ran (epoch seconds; None: never), whether it is silent.

    `trouble` is why its last start failed, if it did; `versions` are those it runs with, by name.
    """

    started_at: int | None
    last_run_at: int | None
    silent: bool
    trouble: Text | None
    regions: tuple[str, ...]
    versions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Place:
    """An account in a region: what its readings are like; `watched` is whether the collector still asks there."""

    scope: Scope
    state: State
    watched: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person reads first: OK, WATCH where something needs attention, REVIEW where nothing runs."""

    level: Level
    headline: Text
    details: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Health:
    """Everything the page shows at `now` (epoch seconds); what belongs to a scope is None while none is known."""

    now: int
    verdict: Verdict
    collector: Collector
    places: tuple[Place, ...]
    calls: Calls
    database: Database
    backups: Backups
    readings: tuple[ReadingRow, ...]
    presence: Presence | None
    contradictions: Contradictions | None


def health(store: Engine, scope: Scope | None, now: datetime) -> Health:
    """The health of the whole, and of a scope's readings."""
    at = int(now.timestamp())
    sums = recent_sums(store, now)
    month = [day for day in sums if day.at >= month_start(now)]
    collector, places = _collector(store, at), _places(store, now)
    readings = rows(store, scope, at, month) if scope else ()
    kept, copies = database(store, at), backup_state(store, at)
    return Health(
        now=at,
        verdict=_verdict(
            collector,
            [*_troubles(collector, places, readings, scope), *_unjudged(store, places), *_worries(kept, copies)],
            at,
            _withheld(readings),
        ),
        collector=collector,
        places=places,
        calls=calls(sums, scope, now, declared(store)),
        database=kept,
        backups=copies,
        readings=readings,
        presence=presence(store, scope, at) if scope else None,
        contradictions=contradictions(store, scope, at) if scope else None,
    )


def _collector(store: Engine, now: int) -> Collector:
    told: Mapping[str, Any] = effective(store)
    last = runs.last(store)
    last_run_at = max((run.ended_at for run in last.values()), default=None)
    door = last.get(START)
    started_at = told.get("started_at")
    last_sign = last_run_at or started_at
    return Collector(
        started_at=started_at,
        last_run_at=last_run_at,
        silent=last_sign is None or is_silent(store, last_sign, now),
        trouble=door.error if door and door.ended_at == last_run_at else None,
        regions=tuple(told.get("regions", ())),
        versions=told.get("versions", {}),
    )


def _places(store: Engine, now: datetime) -> tuple[Place, ...]:
    regions = effective(store).get("regions")
    return tuple(
        Place(scope, state(store, scope, now), watched=regions is None or scope.region in regions)
        for scope in scopes.known(store)
    )


def _verdict(collector: Collector, details: Sequence[Text], now: int, withheld: Sequence[Text]) -> Verdict:
    if collector.last_run_at is None and collector.started_at is None:
        start = text(N_("Start it with `make run`."))
        return Verdict(Level.REVIEW, text(N_("No collector has run here yet.")), (start, *details))
    if collector.silent:
        ago = now - (collector.last_run_at or collector.started_at or now)
        headline = N_("The collector is not running: its last sign of life is {age:duration} old.")
        start = text(N_("Start it again with `make run`. Within 14 days it recovers what it missed."))
        return Verdict(Level.REVIEW, text(headline, age=ago), (start, *details))
    if details:
        return Verdict(
            Level.WATCH, text(N_("The collector runs, but something needs attention.")), (*details, *withheld)
        )
    return Verdict(Level.OK, text(N_("The collector runs, and every reading is up to date.")), tuple(withheld))


def _troubles(
    collector: Collector, places: Sequence[Place], readings: Sequence[ReadingRow], scope: Scope | None
) -> Iterator[Text]:
    """What is wrong with the asking."""
    if collector.trouble:
        yield collector.trouble
    if not collector.silent:
        yield from _silent_regions(places)
    if missing := dict.fromkeys(action for row in readings if not row.spare for action in row.missing):
        yield text(_DENIED, n=len(missing), actions=", ".join(f"`{action}`" for action in missing))
    yield from _elsewhere(places, scope)
    for condition, sentences in _SENTENCES.items():
        if n := sum(row.condition is condition for row in readings):
            yield text(sentences, n=n)
    if (theirs := collector.versions.get(PRODUCT)) and theirs != VERSION:
        yield text(_VERSIONS_DIFFER, theirs=theirs, ours=VERSION)


def _withheld(readings: Sequence[ReadingRow]) -> tuple[Text, ...]:
    """What may be denied for good and is: a choice, and no trouble."""
    actions = dict.fromkeys(action for row in readings if row.spare for action in row.missing)
    return (text(WITHHELD, actions=", ".join(f"`{action}`" for action in actions)),) if actions else ()


def _silent_regions(places: Sequence[Place]) -> Iterator[Text]:
    for place in places:
        if place.watched and place.state.silent:
            yield text(N_("{region}: nothing was read lately, though the collector runs."), region=place.scope.region)


def _elsewhere(places: Sequence[Place], scope: Scope | None) -> Iterator[Text]:
    """What is wrong where the viewer is not looking."""
    for place in places:
        if place.watched and place.scope != scope and place.state.problems:
            yield text(N_("{region}: not everything was answered there."), region=place.scope.region)


_DENIED: Final = NN_("The key lacks {n} permission: {actions}.", "The key lacks {n} permissions: {actions}.")
WITHHELD: Final = N_("Optional, and not given to the key: {actions}. Only what rests on it is not known.")
_SENTENCES: Final = {
    Condition.FAILED: NN_("{n} reading failed the last time.", "{n} readings failed the last time."),
    Condition.PARTIAL: NN_("{n} reading brought only a part.", "{n} readings brought only a part."),
    Condition.NEVER: NN_("{n} reading was not asked for yet.", "{n} readings were not asked for yet."),
    Condition.LATE: NN_("{n} reading is out of date.", "{n} readings are out of date."),
}

_VERSIONS_DIFFER: Final = N_(
    "The collector runs version {theirs}, the dashboard {ours}: stop `make run` and start it again, "
    "so that both are the same."
)


def _unjudged(store: Engine, places: Sequence[Place]) -> Iterator[Text]:
    """Why alerts could not be judged the last time, in whatever place."""
    for place in places:
        run = runs.last(store, place.scope).get(runs.JUDGING) if place.watched else None
        if run is not None and run.error is not None:
            yield run.error


def _worries(kept: Database, copies: Backups) -> Iterator[Text]:
    """What endangers the keeping."""
    if kept.tight:
        yield text(N_("The disk of the database has only {free:bytes} left. Free some space."), free=kept.free)
    if copies.failed:
        yield text(N_("The last backup, {name}, failed. Make one again."), name=copies.failed.name)
