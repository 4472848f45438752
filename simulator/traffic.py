"""Mail counted: for each quarter of an hour, stream and provider, how many mails, where in it they lie, how many fail.

What becomes of those that fail lives in `feedback.py`; sums over time in `ledger.py`.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.draws import PHASE_BITS, Floats, Ints, bits, keys, uniform
from simulator.story import Scenario
from simulator.volume import QUARTER, expected, risks


@dataclass(frozen=True, slots=True)
class Traffic:
    """Counts of the quarters `bins`, arrays of [stream, provider, bin].

    Mail k of `mails` is sent `(k + phase) / mails` of the way through its quarter, so that any second cuts a quarter
    exactly.
    """

    bins: Ints
    mails: Ints
    phase: Ints


@dataclass(frozen=True, slots=True)
class Trouble:
    """How many of those mails fail, [stream, provider, bin], and the risk of each kind, [kind, stream, provider, bin]."""

    failed: Ints
    risks: Floats


@dataclass(frozen=True, slots=True)
class Dice:
    """What makes one account and region differ from all others."""

    seed: int
    account_id: str
    region: str

    def keys(self, what: str, *fan: int) -> NDArray[np.uint64]:
        return keys(self.seed, self.account_id, self.region, what, fan=fan)


def draw(scenario: Scenario, dice: Dice, origin: int, bins: Ints) -> tuple[Traffic, Trouble]:
    """The mail of those quarters; each a pure function of scenario, dice, origin and its own bin."""
    streams, providers = len(scenario.streams), len(scenario.providers)
    mails = _split(scenario, dice, _totals(scenario, dice, origin, bins), bins)
    chances = risks(scenario, origin, bins)
    troubled = mails * chances.sum(axis=0)
    luck = uniform(dice.keys("problems", streams, providers), bins)
    failed = np.minimum(np.floor(troubled + luck).astype(np.int64), mails)
    phase = bits(dice.keys("phase", streams, providers), bins, PHASE_BITS)
    return Traffic(bins, mails, phase), Trouble(failed, chances)


def _totals(scenario: Scenario, dice: Dice, origin: int, bins: Ints) -> Ints:
    """Mails of each stream and quarter: the expectation, a good or bad day, a good or bad quarter, rounded by chance."""
    streams = len(scenario.streams)
    day = 0.92 + 0.16 * uniform(dice.keys("day", streams), bins // 96)
    quarter = 0.7 + 0.6 * uniform(dice.keys("quarter", streams), bins)
    rounding = uniform(dice.keys("rounding", streams), bins)
    return np.floor(expected(scenario, origin, bins) * day * quarter + rounding).astype(np.int64)


def _split(scenario: Scenario, dice: Dice, totals: Ints, bins: Ints) -> Ints:
    """Totals of [stream, bin] shared among providers, exactly: systematic sampling on their cumulated shares."""
    shares = np.array([p.share for p in scenario.providers], dtype=np.float64)
    upto = np.rint(np.concatenate(([0.0], np.cumsum(shares) / max(shares.sum(), 1e-9))) * 65536).astype(np.int64)
    luck = bits(dice.keys("provider", len(scenario.streams)), bins, 16)
    reached = (upto[None, :, None] * totals[:, None, :] + luck[:, None, :]) >> 16
    return np.asarray(np.diff(reached, axis=1))


def sent_before(traffic: Traffic, second: Ints) -> Ints:
    """Mails of each quarter sent before its own `second` (0..900), in the shape of `mails`."""
    one = 1 << PHASE_BITS
    reached = -((traffic.phase * QUARTER - second * traffic.mails * one) // (QUARTER * one))
    return np.asarray(np.clip(reached, 0, traffic.mails))
