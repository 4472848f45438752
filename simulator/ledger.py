"""Sums over any stretch of time of one account and region: mail sent, mail picked, feedback sent or arrived.

Quarters are computed in chunks when first asked for and kept; what AWS would call a sum lives in `statistics.py`,
`metrics.py` and `reputation.py`.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, fields
from threading import Lock
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from simulator.draws import Ints, before, bits, key, uniform
from simulator.feedback import LATEST, Feedback, expand, joined
from simulator.story import Scenario
from simulator.traffic import Dice, Traffic, draw, sent_before
from simulator.volume import DAY, QUARTER

CHUNK: Final = 2048
"""Quarters computed at once: three weeks."""

KEPT: Final = 64
"""Chunks remembered: more than three years."""

_Before: TypeAlias = Callable[[Traffic, Ints], Ints]
"""Of a traffic's quarters, what came before each quarter's own second."""


@dataclass(frozen=True, slots=True)
class Grid:
    """`count` buckets of `step` seconds from `start` (epoch seconds)."""

    start: int
    step: int
    count: int

    def edges(self) -> Ints:
        return self.start + self.step * np.arange(self.count + 1, dtype=np.int64)

    @property
    def end(self) -> int:
        return self.start + self.step * self.count


@dataclass(frozen=True, slots=True)
class Pick:
    """Some streams and some providers of a scenario, by their number."""

    streams: tuple[int, ...]
    providers: tuple[int, ...]


@dataclass(slots=True)
class _Chunk:
    traffic: Traffic
    feedback: Feedback
    totals: dict[Pick, Ints] = field(default_factory=dict)

    def total(self, pick: Pick) -> Ints:
        if pick not in self.totals:
            self.totals[pick] = _picked(self.traffic.mails, pick).sum(axis=(0, 1))
        return self.totals[pick]


class Ledger:
    """Every figure is a function of scenario, dice and origin alone; asking in another order changes nothing."""

    def __init__(self, scenario: Scenario, dice: Dice, origin: int) -> None:
        self.scenario = scenario
        self.dice = dice
        self.origin = origin
        self.opened = (origin - scenario.age_days * DAY) // QUARTER * QUARTER
        """No mail was sent before this time."""
        self._chunks: dict[int, _Chunk] = {}
        self._lock = Lock()

    def pick(
        self,
        configuration_set: str | None = None,
        providers: Collection[int] | None = None,
        identity: str | None = None,
    ) -> Pick:
        """All streams or those of one set or identity, to all providers or some."""
        everyone = range(len(self.scenario.providers))
        return Pick(
            tuple(
                i
                for i, s in enumerate(self.scenario.streams)
                if configuration_set in {None, s.configuration_set} and identity in {None, s.identity}
            ),
            tuple(everyone if providers is None else sorted(providers)),
        )

    def mails(self, grid: Grid, pick: Pick, until: int) -> Ints:
        """Mails sent in each bucket, as far as sent before `until`."""
        edges = np.minimum(grid.edges(), max(until, grid.start))
        first, last = _quarters(edges)
        totals = np.concatenate([chunk.total(pick)[cut] for chunk, cut in self._cuts(first, last)])
        upto = np.concatenate(([0], np.cumsum(totals)))[edges // QUARTER - first]
        return np.asarray(np.diff(upto + self._partly(edges, pick, sent_before)))

    def chosen(self, grid: Grid, pick: Pick, what: str, rate: float, until: int) -> Ints:
        """Of the mails sent in each bucket, those that are among the `rate` of all mails marked as `what`."""
        edges = np.minimum(grid.edges(), max(until, grid.start))
        first, last = _quarters(edges)
        parts = [
            _picked(self._marked(_cut(chunk.traffic, cut), what, rate), pick).sum(axis=(0, 1))
            for chunk, cut in self._cuts(first, last)
        ]
        upto = np.concatenate(([0], np.cumsum(np.concatenate(parts))))[edges // QUARTER - first]

        def marked_before(traffic: Traffic, second: Ints) -> Ints:
            marked = self._marked(traffic, what, rate)
            return before(sent_before(traffic, second), traffic.mails, marked, traffic.phase)

        return np.asarray(np.diff(upto + self._partly(edges, pick, marked_before)))

    def feedback(
        self,
        grid: Grid,
        pick: Pick,
        kinds: Collection[int],
        by: Literal["sent", "arrives"],
        until: int,
        but: tuple[str, float] | None = None,
    ) -> Ints:
        """Feedback of these kinds that arrived before `until`, in the bucket its mail was sent or it arrived in.

        `but` leaves out feedback to a part of the mails, by the mark and the rate that `chosen` has for them.
        """
        events = self.events(grid.start - (LATEST if by == "arrives" else 0), grid.end)
        if but is not None:
            events = events.where(~self._among(events, *but))
        at = getattr(events, by)
        inside = (at >= grid.start) & (at < grid.end) & (events.arrives < until)
        inside &= np.isin(events.kind, list(kinds))
        if len(pick.streams) < len(self.scenario.streams):
            inside &= np.isin(events.stream, pick.streams)
        if len(pick.providers) < len(self.scenario.providers):
            inside &= np.isin(events.provider, pick.providers)
        return np.bincount((at[inside] - grid.start) // grid.step, minlength=grid.count).astype(np.int64)

    def events(self, since: int, until: int) -> Feedback:
        """All feedback to mail sent in the quarters that [since, until) touches."""
        first, last = since // QUARTER, -(-until // QUARTER)
        found = joined([self._chunk(number).feedback for number in _chunks(first, last)])
        return found.where((found.sent >= first * QUARTER) & (found.sent < last * QUARTER))

    def quarter(self, at: int) -> tuple[Traffic, Feedback]:
        """Traffic and feedback of the quarter that begins at `at`."""
        ((chunk, cut),) = self._cuts(at // QUARTER, at // QUARTER + 1)
        return _cut(chunk.traffic, cut), self.events(at, at + QUARTER)

    def _marked(self, traffic: Traffic, what: str, rate: float) -> Ints:
        luck = bits(self.dice.keys(what, *traffic.mails.shape[:2]), traffic.bins, 16)
        return np.asarray((round(rate * 65536) * traffic.mails + luck) >> 16)

    def _among(self, events: Feedback, what: str, rate: float) -> NDArray[np.bool_]:
        """Which of the events are about mails marked as `what`: drawn apart from `chosen`, whose places they share."""
        place = ((events.sent // QUARTER * 64 + events.stream) * 64 + events.provider) * 65536 + events.mail
        of = key(self.dice.seed, self.dice.account_id, self.dice.region, what, "failed")
        return np.asarray(uniform(of, place) < rate)

    def _partly(self, edges: Ints, pick: Pick, count: _Before) -> Ints:
        """For edges inside a quarter, what lies between the quarter's start and the edge; 0 for the others."""
        inside = np.flatnonzero(edges % QUARTER)
        result = np.zeros(len(edges), dtype=np.int64)
        if not len(inside):
            return result
        first, last = _quarters(edges)
        parts = [_cut(chunk.traffic, cut) for chunk, cut in self._cuts(first, last)]
        column = edges[inside] // QUARTER - first
        traffic = Traffic(
            *(np.concatenate([getattr(p, f.name) for p in parts], axis=-1)[..., column] for f in fields(Traffic))
        )
        result[inside] = _picked(count(traffic, edges[inside] % QUARTER), pick).sum(axis=(0, 1))
        return result

    def _cuts(self, first: int, last: int) -> Iterator[tuple[_Chunk, slice]]:
        """The chunks that hold the quarters [first, last), each with its part of them."""
        for number in _chunks(first, last):
            base = number * CHUNK
            yield self._chunk(number), slice(max(first - base, 0), min(last - base, CHUNK))

    def _chunk(self, number: int) -> _Chunk:
        with self._lock:
            if number not in self._chunks:
                if len(self._chunks) >= KEPT:
                    del self._chunks[next(iter(self._chunks))]
                bins = np.arange(number * CHUNK, (number + 1) * CHUNK, dtype=np.int64)
                traffic, trouble = draw(self.scenario, self.dice, self.origin, bins)
                self._chunks[number] = _Chunk(traffic, expand(traffic, trouble, self.dice))
            return self._chunks[number]


def _quarters(edges: Ints) -> tuple[int, int]:
    """First quarter touched, and the one after the last."""
    return int(edges[0]) // QUARTER, int(edges[-1]) // QUARTER + 1


def _chunks(first: int, last: int) -> range:
    return range(first // CHUNK, (last - 1) // CHUNK + 1)


def _cut(traffic: Traffic, cut: slice) -> Traffic:
    return Traffic(*(getattr(traffic, f.name)[..., cut] for f in fields(Traffic)))


def _picked(counts: Ints, pick: Pick) -> Ints:
    return counts[np.ix_(pick.streams, pick.providers)]
