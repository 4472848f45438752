"""The setup checklist as it stands: every item with its evidence, cure, ticks and history, and what is left to do.

What the items mean is in `deliverability/checklist/`, their facts are gathered in `checklist_facts.py`, and how they came
to stand as they do is read from the verdicts that the collector kept (`collector/checklist.py`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from deliverability.checklist.catalogue import ITEMS
from deliverability.checklist.facts import Facts
from deliverability.checklist.guide import BOXES, Box
from deliverability.checklist.item import SECTIONS, Cure, Item, Result, Section, Verdict
from deliverability.metrics import DAY
from deliverability.model import Scope
from report.checklist_facts import checklist_facts, nothing_known
from report.checklist_history import Key, Moment, by_key, histories, since
from store import runs, ticks
from store.engines.engine import Engine
from store.ticks import Kind, Tick

JOB: Final = "checklist"
"""The job under which the collector writes down that it judged the items."""

ORDER: Final = (Result.FAIL, Result.ATTENTION, Result.UNKNOWN, Result.BY_HAND, Result.PASS, Result.NOT_APPLICABLE)
"""The results, what wants most first."""


@dataclass(frozen=True, slots=True)
class Row:
    """An item for one subject.

    `tick` is the word that it is done, `accepted` the word that an attention may stay; each None where none holds. `since`
    is when the result came to be what it is (epoch seconds; None: not kept yet). `history` is newest first, `known` what
    the verdict rests on.
    """

    item: Item
    verdict: Verdict
    tick: Tick | None
    accepted: Tick | None
    since: int | None
    history: tuple[Moment, ...]
    known: Facts = field(repr=False, compare=False)

    @property
    def cure(self) -> Cure:
        """How it is mended; made when it is asked for, since of hundreds of rows few are opened."""
        return self.item.cured(self.known, self.verdict)

    @property
    def result(self) -> Result:
        """The verdict's own result, whatever a person says of it."""
        return self.verdict.result

    @property
    def applies(self) -> bool:
        """Whether it counts at all."""
        return self.result is not Result.NOT_APPLICABLE

    @property
    def done(self) -> bool:
        """Passed, ticked by hand, or accepted as it is."""
        return self.result is Result.PASS or self.tick is not None or self.accepted is not None

    @property
    def left(self) -> bool:
        """Whether there is something to do, or to find out."""
        return self.applies and not self.done


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of those that apply are done."""

    done: int
    of: int

    @property
    def complete(self) -> bool:
        """Whether nothing is left."""
        return self.done == self.of


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its rows, in the order of its items; within an item, what wants most first."""

    section: Section
    rows: tuple[Row, ...]

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return _progress(self.rows)

    @property
    def left(self) -> tuple[Row, ...]:
        """What is left of it."""
        return tuple(row for row in self.rows if row.left)


@dataclass(frozen=True, slots=True)
class Ticked:
    """A box of the guide: its rows, and how far they have come."""

    box: Box
    rows: tuple[Row, ...]

    @property
    def progress(self) -> Progress:
        """How far it has come."""
        return _progress(self.rows)


@dataclass(frozen=True, slots=True)
class Checklist:
    """The whole checklist of a scope at `now`. `judged_at` is when the collector judged it last (None: never)."""

    scope: Scope
    now: int
    judged_at: int | None
    parts: tuple[Part, ...]
    boxes: tuple[Ticked, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row, in the order of the sections."""
        return tuple(row for part in self.parts for row in part.rows)

    @property
    def left(self) -> tuple[Row, ...]:
        """What is left, in the order of the sections."""
        return tuple(row for row in self.rows if row.left)

    @property
    def progress(self) -> Progress:
        """How far the whole has come."""
        return _progress(self.rows)


def checklist(store: Engine, scope: Scope, now: datetime) -> Checklist:
    """The checklist of a scope, judged by what the store knows at `now`."""
    at, known = int(now.timestamp()), checklist_facts(store, scope, now)
    said = ticks.listed(store, scope)
    words, past = by_key(said), histories(store, scope, said, at + 1)
    rows = {item.name: _rows(item, known, words, past) for item in ITEMS}
    parts = tuple(
        Part(section, tuple(row for item in ITEMS if item.section is section for row in rows[item.name]))
        for section in SECTIONS
    )
    boxes = tuple(Ticked(box, tuple(row for name in box.items for row in rows[name])) for box in BOXES)
    return Checklist(scope, at, runs.last_ok(store, scope).get(JOB), parts, boxes)


def by_hand(now: datetime) -> tuple[Row, ...]:
    """What can be done before an account is connected: the items that only a person can tell, without ticks."""
    known = nothing_known(now)
    verdicts = ((item, verdict) for item in ITEMS if item.is_by_hand for verdict in item.verdicts(known))
    return tuple(Row(item, verdict, None, None, None, (), known) for item, verdict in verdicts)


def _rows(
    item: Item, known: Facts, words: Mapping[Key, list[Tick]], past: Mapping[Key, tuple[Moment, ...]]
) -> tuple[Row, ...]:
    rows = (_row(item, verdict, known, words, past) for verdict in item.verdicts(known))
    return tuple(sorted(rows, key=lambda row: (ORDER.index(row.result), row.verdict.subject)))


def _row(
    item: Item,
    verdict: Verdict,
    known: Facts,
    words: Mapping[Key, list[Tick]],
    past: Mapping[Key, tuple[Moment, ...]],
) -> Row:
    key = (item.name, verdict.subject)
    said, history = words.get(key, ()), past.get(key, ())
    return Row(
        item=item,
        verdict=verdict,
        tick=_done(item, said, known.now) if verdict.result is Result.BY_HAND else None,
        accepted=_accepted(said, known.now) if verdict.result is Result.ATTENTION else None,
        since=since(history, verdict.result),
        history=history,
        known=known,
    )


def _done(item: Item, said: Iterable[Tick], now: int) -> Tick | None:
    """The word that it is done, while it is not too old for the item."""
    for tick in said:
        fresh = item.every_days is None or now - tick.made_at < item.every_days * DAY
        if tick.kind is Kind.DONE and tick.holds(now) and fresh:
            return tick
    return None


def _accepted(said: Iterable[Tick], now: int) -> Tick | None:
    return next((tick for tick in said if tick.kind is Kind.ACCEPTED and tick.holds(now)), None)


def _progress(rows: Iterable[Row]) -> Progress:
    counted = [row for row in rows if row.applies]
    return Progress(sum(row.done for row in counted), len(counted))
