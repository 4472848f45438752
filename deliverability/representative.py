"""AWS's representative volume, estimated: over how much of our latest mail its own figure looks back.

AWS tells its figure and not the volume. But its figure falls when bad mail drops out at the far end, so one volume
follows its course best. Where the counts come from is in `report/look_back.py`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

from deliverability.model import N_, Reason, Unknown, text

FEWEST_POINTS: Final = 24
"""Fewer figures of AWS than this show no course."""

MOST_POINTS: Final = 160
"""Figures that are compared; more, evenly thinned, would tell nothing new."""

FEWEST_EVENTS: Final = 10
"""Fewer bounces or complaints than this could follow a figure by chance."""

SEEN: Final = 0.25
"""Part of AWS's figures before which a volume must be known in full to be tried."""

GRID: Final = 64
CLOSER: Final = 16
"""Volumes tried, evenly in their logarithm: first over all, then twice between the neighbours of the best."""

AS_GOOD: Final = 3.0
"""A volume stays plausible up to this many times the best one's squared error.

Neighbouring figures share nearly all of their mail, so that a fortnight of them is worth few independent ones; what
is left at the best volume (feedback that came late, mail that AWS leaves out, the length of a step) is the only
measure of the doubt. Held by `tests/simulator/test_representative_truth.py`.
"""

LOOSEST: Final = 0.25
"""Part of the figure's movement that the best volume may leave unexplained."""

WIDEST: Final = 3.0
"""A range whose ends lie further apart than this, one over the other, helps nobody."""

FINEST: Final = 1.025
"""Each end lies at least this factor from the best: AWS changes the volume from time to time."""


@dataclass(frozen=True, slots=True)
class Step:
    """Mails of ours and their events in a stretch of time that ends at `at` and begins where the one before ended."""

    at: int
    mails: int
    events: int


@dataclass(frozen=True, slots=True)
class Window:
    """AWS's representative volume in OUR delivery attempts: best estimate and range (>= 80 % of cases inside).

    `scale`: AWS's figure over ours on that window (own verified domains, providers without complaint feedback make it
    greater than 1).
    """

    mails_low: int
    mails: int
    mails_high: int
    scale: float

    def rounded(self) -> "Window":
        """To three digits, the range outwards: more would claim what no estimate holds."""
        unit: int = 10 ** max(len(str(self.mails)) - 3, 0)
        low, high = self.mails_low // unit * unit, -(-self.mails_high // unit) * unit
        return Window(low, round(self.mails / unit) * unit, high, self.scale)


@dataclass(frozen=True, slots=True)
class _Look:
    """A figure of AWS, and our sums up to its moment."""

    mails: float
    events: float
    figure: float


@dataclass(frozen=True, slots=True)
class _Fit:
    """A volume that was tried: how AWS's figure compares on it, and the part of its movement left unexplained."""

    mails: float
    scale: float
    error: float


class _Sums:
    """Our counts summed from the end of the first step on."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.at = [step.at for step in steps]
        self.mails = list(accumulate((step.mails for step in steps[1:]), initial=0))
        self.events = list(accumulate((step.events for step in steps[1:]), initial=0))

    @property
    def in_a_step(self) -> float:
        """Mails of a shortest step, on average: nothing finer can be told."""
        shortest = min(after - before for before, after in pairwise(self.at))
        return self.mails[-1] * shortest / (self.at[-1] - self.at[0])

    def looks(self, points: Iterable[tuple[int, float]]) -> list[_Look]:
        """The figures of the time the counts are known of, at most MOST_POINTS, in order."""
        inside = sorted(p for p in points if self.at[0] < p[0] <= self.at[-1])
        thinned = inside[:: -(-len(inside) // MOST_POINTS) or 1]
        return [self._look(at, figure) for at, figure in thinned]

    def _look(self, at: int, figure: float) -> _Look:
        i, part = _place(self.at, at)
        return _Look(_between(self.mails, i, part), _between(self.events, i, part), figure)

    def events_before(self, mails: float) -> float:
        """Events of the first `mails` mails."""
        i, part = _place(self.mails, mails)
        return _between(self.events, i, part)


def estimate(steps: Sequence[Step], points: Iterable[tuple[int, float]]) -> Window | Unknown:
    """The volume of our latest mail on which our rate follows AWS's figure best, times a free scale.

    `steps` are ours in order, without a gap; `points` AWS's figures (time, fraction). The range holds every volume that
    follows nearly as well as the best.
    """
    if sum(step.events for step in steps[1:]) < FEWEST_EVENTS:
        return Unknown(
            Reason.NOT_ENOUGH_MAIL, text(N_("Too few bounces or complaints to tell how far AWS looks back."))
        )
    sums = _Sums(steps)
    looks = sums.looks(points)
    if len(looks) < FEWEST_POINTS:
        return Unknown(Reason.COLLECTING, text(N_("AWS's figure is known for too short a time beside our counts.")))
    step, highest = sums.in_a_step, looks[int(len(looks) * (1 - SEEN))].mails
    if not 2 * step < highest:
        return Unknown(Reason.COLLECTING, text(N_("Our counts reach back too short a time.")))
    return _judged(_tried(sums, looks, 2 * step, highest), margin=step)


def _tried(sums: _Sums, looks: Sequence[_Look], lowest: float, highest: float) -> list[_Fit]:
    """The volumes tried and how each follows, by their size; empty when AWS's figure rested."""
    fits = [fit for mails in _grid(lowest, highest, GRID) if (fit := _fit(sums, looks, mails))]
    for _ in range(2 if fits else 0):
        best = fits.index(min(fits, key=lambda fit: fit.error))
        low, high = fits[max(best - 1, 0)].mails, fits[min(best + 1, len(fits) - 1)].mails
        fits += [fit for mails in _grid(low, high, CLOSER)[1:-1] if (fit := _fit(sums, looks, mails))]
        fits.sort(key=lambda fit: fit.mails)
    return fits


def _judged(fits: Sequence[_Fit], margin: float) -> Window | Unknown:
    """The range of the volumes that are as good as the best, or why it would help nobody."""
    if not fits:
        return Unknown(Reason.NOT_ENOUGH_MAIL, text(N_("AWS's figure has not moved, so nothing shows its volume.")))
    best = min(fits, key=lambda fit: fit.error)
    if best.error > LOOSEST:
        return Unknown(
            Reason.NOT_ENOUGH_MAIL, text(N_("AWS's figure moves too little, or too unlike ours, to show its volume."))
        )
    plausible = [i for i, fit in enumerate(fits) if fit.error <= best.error * AS_GOOD]
    if plausible[-1] == len(fits) - 1:
        return Unknown(Reason.COLLECTING, text(N_("AWS may look back further than our counts do.")))
    # One volume further on each side: the limit lies somewhere between it and the last plausible one.
    low = min(fits[max(plausible[0] - 1, 0)].mails, best.mails / FINEST, best.mails - margin)
    high = max(fits[plausible[-1] + 1].mails, best.mails * FINEST, best.mails + margin)
    if plausible[0] == 0 or high > low * WIDEST:
        sentence = N_("AWS's figure fits anything from {low:number} to {high:number} mails.")
        return Unknown(Reason.NOT_ENOUGH_MAIL, text(sentence, low=round(low), high=round(high)))
    return Window(round(low), round(best.mails), round(high), best.scale)


def _fit(sums: _Sums, looks: Sequence[_Look], mails: float) -> _Fit | None:
    """How AWS's figure follows our rate over the last `mails` mails: least squares through the origin.

    None where AWS's figure rests, or ours is nothing.
    """
    pairs = [
        (look.figure, (look.events - sums.events_before(look.mails - mails)) / mails)
        for look in looks
        if look.mails >= mails
    ]
    ours = sum(own * own for _, own in pairs)
    both = sum(figure * own for figure, own in pairs)
    mean = sum(figure for figure, _ in pairs) / len(pairs)
    movement = sum((figure - mean) ** 2 for figure, _ in pairs)
    if both <= 0 or movement <= 1e-9 * mean * mean * len(pairs):
        return None
    scale = both / ours
    return _Fit(mails, scale, sum((figure - scale * own) ** 2 for figure, own in pairs) / movement)


def _grid(lowest: float, highest: float, count: int) -> list[float]:
    """From `lowest` to `highest`, each the same factor from the next."""
    return [lowest * (highest / lowest) ** (i / (count - 1)) for i in range(count - 1)] + [highest]


def _place(ordered: Sequence[float], value: float) -> tuple[int, float]:
    """The step a value lies in, and how far through it (0..1)."""
    i = min(max(bisect_right(ordered, value) - 1, 0), len(ordered) - 2)
    return i, min(max((value - ordered[i]) / ((ordered[i + 1] - ordered[i]) or 1), 0.0), 1.0)


def _between(ordered: Sequence[float], i: int, part: float) -> float:
    return ordered[i] + part * (ordered[i + 1] - ordered[i])
