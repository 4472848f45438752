"""How each checklist item came to stand as it does: the verdicts that were kept when they changed, and what people said.

The verdicts are kept by `collector/checklist.py`; how an item stands now is in `report/checklist.py`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from deliverability.checklist.item import Result
from deliverability.model import Scope
from store import snapshots
from store.engines.engine import Engine
from store.snapshots import VERDICT
from store.ticks import Kind, Tick

SEPARATOR: Final = "|"
FOR_EVER: Final = 2**53

Key = tuple[str, str]
"""An item's name and a subject."""


@dataclass(frozen=True, slots=True)
class Moment:
    """What happened to an item at `at` (epoch seconds): its result changed, or somebody said something.

    `result` is None for a word of a person, which is `kind`: done or accepted, or with `taken_back` the end of that.
    """

    at: int
    result: Result | None = None
    kind: Kind | None = None
    who: str = ""
    note: str = ""
    taken_back: bool = False


def key_of(item: str, subject: str) -> str:
    """The subject under which a verdict is kept."""
    return f"{item}{SEPARATOR}{subject}"


def histories(
    store: Engine, scope: Scope, said: Iterable[Tick], until: int = FOR_EVER
) -> dict[Key, tuple[Moment, ...]]:
    """Of each item and subject what happened before `until`, newest first."""
    found: dict[Key, list[Moment]] = defaultdict(list)
    for kept in snapshots.history(store, scope, 0, until, VERDICT):
        item, _, subject = kept.subject.partition(SEPARATOR)
        if kept.body is not None:
            found[item, subject].append(Moment(kept.at, Result(kept.body["result"])))
    for tick in said:
        found[tick.item, tick.subject].append(Moment(tick.made_at, None, tick.kind, tick.who, tick.note))
        if tick.ended_at is not None:
            found[tick.item, tick.subject].append(Moment(tick.ended_at, None, tick.kind, tick.who, taken_back=True))
    return {key: tuple(sorted(moments, key=lambda moment: -moment.at)) for key, moments in found.items()}


def since(history: Iterable[Moment], result: Result) -> int | None:
    """Since when the result is what it is; None where what was kept last is another."""
    last = next((moment for moment in history if moment.result is not None), None)
    return last.at if last is not None and last.result is result else None


def by_key(said: Iterable[Tick]) -> Mapping[Key, list[Tick]]:
    """What was said of each item and subject, the latest first."""
    found: dict[Key, list[Tick]] = defaultdict(list)
    for tick in said:
        found[tick.item, tick.subject].insert(0, tick)
    return found
