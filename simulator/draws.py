"""Randomness with random access: a number is a pure function of a key and an index, whatever was asked before.

What is drawn lives in `traffic.py` and `feedback.py`.
"""

from hashlib import blake2b
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Key: TypeAlias = np.uint64

PHASE_BITS: Final = 20
"""Bits of a phase: the place of the first mail between two ticks of an even spread."""

_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


def key(*parts: object) -> Key:
    """One 64-bit key for a place in the model: seed, account, region, what is drawn."""
    digest = blake2b("\0".join(map(str, parts)).encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


def bits(of: Key | NDArray[np.uint64], index: Ints, count: int) -> Ints:
    """`count` random bits for each index, by splitmix64 (Steele, Lea & Flood, OOPSLA 2014)."""
    with np.errstate(over="ignore"):
        z = index.astype(np.uint64) * _STEP + of
        z = (z ^ (z >> np.uint64(30))) * _MIX[0]
        z = (z ^ (z >> np.uint64(27))) * _MIX[1]
    z ^= z >> np.uint64(31)
    return (z >> np.uint64(64 - count)).astype(np.int64)


def uniform(of: Key | NDArray[np.uint64], index: Ints) -> Floats:
    """A number in [0, 1) for each index."""
    return np.asarray(bits(of, index, 53) * 2.0**-53, dtype=np.float64)


def keys(*parts: object, fan: tuple[int, ...]) -> NDArray[np.uint64]:
    """An array of keys of the shape `fan`, one for each place in it, with an axis for the index behind."""
    places = np.ndindex(*fan)
    return np.array([key(*parts, *place) for place in places], dtype=np.uint64).reshape(*fan, 1)


def before(n: Ints, total: Ints, chosen: Ints, phase: Ints) -> Ints:
    """How many of the first `n` of `total` are among `chosen` ones spread evenly, the first moved by `phase`.

    Exact in integers: whatever a total is cut into, the parts add up to `chosen`.
    """
    one = 1 << PHASE_BITS
    reached = -((phase * total - n * chosen * one) // np.maximum(total * one, 1))
    return np.asarray(np.clip(reached, 0, chosen))
