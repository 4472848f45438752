"""What becomes of mails that fail: which mail of the quarter it was, how it failed, and when SES heard of it.

How many fail is drawn in `traffic.py`.
"""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from simulator.draws import PHASE_BITS, Floats, Ints, key, uniform
from simulator.traffic import Dice, Traffic, Trouble
from simulator.volume import COMPLAINT, DAY, HARD, QUARTER, SOFT

LATEST: Final = 6 * DAY
"""No feedback comes later than this after its mail."""

LATE_HARD: Final = 0.15
"""Part of hard bounces that a remote server reports only hours later."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One entry for each mail that failed, parallel arrays: `mail` is its number within (stream, provider, bin)."""

    stream: Ints
    provider: Ints
    kind: Ints
    mail: Ints
    sent: Ints
    arrives: Ints

    def where(self, chosen: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> "Feedback":
        return Feedback(*(getattr(self, f.name)[chosen] for f in fields(self)))


def joined(parts: list[Feedback]) -> Feedback:
    return Feedback(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Feedback)))


def expand(traffic: Traffic, trouble: Trouble, dice: Dice) -> Feedback:
    """Every failed mail of these quarters."""
    stream, provider, column = np.nonzero(trouble.failed)
    counts = trouble.failed[stream, provider, column]
    row = np.repeat(np.arange(len(counts)), counts)
    number = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    stream, provider, column = stream[row], provider[row], column[row]
    mails, phase = traffic.mails[stream, provider, column], traffic.phase[stream, provider, column]
    one = 1 << PHASE_BITS
    mail = (number * one + phase) * mails // (np.maximum(counts[row], 1) * one)
    start = traffic.bins[column] * QUARTER
    sent = start + (mail * one + phase) * QUARTER // (np.maximum(mails, 1) * one)
    event = ((traffic.bins[column] * 64 + stream) * 64 + provider) * 65536 + number
    kind = _kinds(trouble.risks[:, stream, provider, column], _luck(dice, "kind", event))
    delay = _delays(kind, _luck(dice, "late", event), _luck(dice, "delay", event))
    return Feedback(stream, provider, kind, mail, sent, sent + delay)


def _luck(dice: Dice, what: str, event: Ints) -> Floats:
    return uniform(key(dice.seed, dice.account_id, dice.region, what), event)


def _kinds(risks: Floats, luck: Floats) -> Ints:
    """The kind of each failure, by the risks it had, [kind, event]."""
    upto = np.cumsum(risks, axis=0)
    return np.asarray((luck * upto[-1] >= upto[:-1]).sum(axis=0), dtype=np.int64)


def _delays(kind: Ints, late: Floats, luck: Floats) -> Ints:
    """Seconds until SES hears: rejects at once, most hard bounces in seconds, soft ones after hours of retrying."""
    exponential = -np.log1p(-luck)
    hard = np.where(late < LATE_HARD, 3 * 3600 * exponential, 20 * exponential)
    soft = 4 * 3600 + 10 * 3600 * luck
    complaint = 9 * 3600 * exponential
    delay = np.select([kind == HARD, kind == SOFT, kind == COMPLAINT], [hard, soft, complaint], 0.0)
    return np.asarray(1 + np.minimum(delay, LATEST - 2), dtype=np.int64)
