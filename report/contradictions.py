"""What AWS told that did not fit what it had told before, in plain words; no figure was changed by it.

The rules that raise such doubts are in `deliverability/bins.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from deliverability.metrics import DAY
from deliverability.model import N_, Scope, Text, text
from store import doubts
from store.doubts import Doubt
from store.engines.engine import Engine

LOOK_BACK: Final = 30 * DAY
MOST: Final = 5

LOWER: Final = {
    "attempts": N_(
        "AWS told {seen:number} delivery attempts where it had told {kept:number}. The higher number stays."
    ),
    "bounces": N_("AWS told {seen:number} bounces where it had told {kept:number}. The higher number stays."),
    "complaints": N_("AWS told {seen:number} complaints where it had told {kept:number}. The higher number stays."),
    "rejects": N_("AWS told {seen:number} rejects where it had told {kept:number}. The higher number stays."),
}
SET_ASIDE: Final = N_(
    "A reading told {polled:number} delivery attempts where {stored:number} are stored for the same time. "
    "It was set aside; what is stored stays."
)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One of them: the time it is about, when AWS last said so (epoch seconds), how often, and in words."""

    at: int
    seen_at: int
    times: int
    what: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Contradictions:
    """The newest of the last 30 days, and how many there were."""

    newest: tuple[Contradiction, ...]
    in_all: int


def contradictions(store: Engine, scope: Scope, now: int) -> Contradictions:
    """What AWS contradicted itself in lately."""
    since = now - LOOK_BACK
    listed = doubts.listed(store, scope, since, MOST)
    told = tuple(Contradiction(doubt.at, doubt.seen_at, doubt.times, tuple(_words(doubt))) for doubt in listed)
    return Contradictions(told, sum(doubts.counted(store, scope, since).values()))


def _words(doubt: Doubt) -> Iterator[Text]:
    if doubt.what == doubts.SET_ASIDE:
        yield text(SET_ASIDE, polled=doubt.detail["polled_attempts"], stored=doubt.detail["stored_attempts"])
        return
    for count, told in doubt.detail.items():
        yield text(LOWER[count], seen=told["seen"], kept=told["kept"])
