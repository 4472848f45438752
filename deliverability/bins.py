"""How a fresh answer of GetSendStatistics joins the bins already remembered, so that history never shrinks.

The rules are pure; `store/statistics.py` applies their outcome in one transaction.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from deliverability.metrics import QUARTER

ENOUGH_TO_REPLACE: Final = 0.99
"""Part of the stored attempts that a poll with another alignment must bring before it may replace them."""

COUNTS: Final = ("attempts", "bounces", "complaints", "rejects")


@dataclass(frozen=True, slots=True, order=True)
class Bin:
    """A quarter of an hour of sending from `at` (epoch seconds, UTC): attempts, hard bounces, complaints, rejects.

    `cut` marks a bin whose end is counted by a neighbour of another alignment too; sums leave it out.
    """

    at: int
    attempts: int
    bounces: int
    complaints: int
    rejects: int
    cut: bool = False

    def counts(self) -> tuple[int, int, int, int]:
        """The four counts, in the order of COUNTS."""
        return self.attempts, self.bounces, self.complaints, self.rejects

    def larger(self, other: "Bin") -> "Bin":
        """This bin with each count raised to the other's."""
        attempts, bounces, complaints, rejects = map(max, self.counts(), other.counts())
        return Bin(self.at, attempts, bounces, complaints, rejects, self.cut)


@dataclass(frozen=True, slots=True)
class Lower:
    """AWS told less than before about a bin; the larger value was kept."""

    at: int
    count: str
    kept: int
    seen: int


@dataclass(frozen=True, slots=True)
class SetAside:
    """A poll with another alignment that brought too little to replace what is stored; none of it was applied."""

    since: int
    until: int
    stored_attempts: int
    polled_attempts: int


@dataclass(frozen=True, slots=True)
class Merge:
    """What a poll changes: bins to write, times to remove, times to mark as cut, and what was doubted."""

    written: tuple[Bin, ...] = ()
    removed: tuple[int, ...] = ()
    cut: tuple[int, ...] = ()
    lower: tuple[Lower, ...] = ()
    set_aside: SetAside | None = None


def merge(stored: Iterable[Bin], polled: Iterable[Bin]) -> Merge:
    """Join a poll with the stored bins around it.

    `stored` must hold every bin that overlaps the poll's own first to last bin; more does no harm. A count never
    falls. Bins of another alignment are replaced only between the poll's first and last bin, and only by a poll that
    brings at least ENOUGH_TO_REPLACE of their attempts; a bin cut by those edges stays and is marked. An empty poll
    changes nothing. Amazon documents neither order nor alignment of the points, so none is assumed.
    """
    fresh = _largest(polled)
    if not fresh:
        return Merge()
    since, until = min(fresh), max(fresh) + QUARTER
    around = {b.at: b for b in stored if since - QUARTER < b.at < until}
    if not around:
        return Merge(written=tuple(fresh[at] for at in sorted(fresh)))
    foreign = _overlapped(around, fresh)
    inside = [at for at in foreign if since <= at <= until - QUARTER]
    if inside and (doubt := _too_little(around, fresh, since, until)):
        return Merge(set_aside=doubt)
    return Merge(
        written=_changed(around, fresh),
        removed=tuple(inside),
        cut=tuple(at for at in foreign if at not in inside and not around[at].cut),
        lower=_lower(around, fresh),
    )


def total(bins: Iterable[Bin], at: int = 0) -> Bin:
    """Sum of bins, without the cut ones, under the time `at`."""
    whole = [b for b in bins if not b.cut]
    return Bin(
        at,
        sum(b.attempts for b in whole),
        sum(b.bounces for b in whole),
        sum(b.complaints for b in whole),
        sum(b.rejects for b in whole),
    )


def _largest(polled: Iterable[Bin]) -> dict[int, Bin]:
    fresh: dict[int, Bin] = {}
    for b in polled:
        fresh[b.at] = fresh[b.at].larger(b) if b.at in fresh else _whole(b)
    return fresh


def _whole(b: Bin) -> Bin:
    return replace(b, cut=False) if b.cut else b


def _overlapped(around: Mapping[int, Bin], fresh: Mapping[int, Bin]) -> list[int]:
    """Stored times that the poll does not name but counts, wholly or in part, under another time."""
    times = sorted(fresh)
    return [at for at in sorted(around) if at not in fresh and _overlaps(at, times)]


def _overlaps(at: int, times: Sequence[int]) -> bool:
    i = bisect_left(times, at)
    return (i < len(times) and times[i] - at < QUARTER) or (i > 0 and at - times[i - 1] < QUARTER)


def _too_little(around: Mapping[int, Bin], fresh: Mapping[int, Bin], since: int, until: int) -> SetAside | None:
    kept = sum(b.attempts for b in around.values() if since <= b.at <= until - QUARTER)
    brought = sum(b.attempts for b in fresh.values())
    return SetAside(since, until, kept, brought) if brought < kept * ENOUGH_TO_REPLACE else None


def _changed(around: Mapping[int, Bin], fresh: Mapping[int, Bin]) -> tuple[Bin, ...]:
    joined = (around[at].larger(fresh[at]) if at in around else fresh[at] for at in sorted(fresh))
    return tuple(b for b in joined if b != around.get(b.at))


def _lower(around: Mapping[int, Bin], fresh: Mapping[int, Bin]) -> tuple[Lower, ...]:
    return tuple(
        Lower(at, count, kept, seen)
        for at in sorted(fresh)
        if at in around
        for count, kept, seen in zip(COUNTS, around[at].counts(), fresh[at].counts(), strict=True)
        if seen < kept
    )
