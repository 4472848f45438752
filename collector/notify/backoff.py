"""When a message that did not arrive is tried again. Pure: chance is an argument.

How often at most is the outbox's to say (`store/outbox.py`).
"""

from typing import Final

FIRST_SECONDS: Final = 15
LONGEST_SECONDS: Final = 3600
GROWTH: Final = 2.5
"""Eight tries reach from fifteen seconds to the hour, and last for an hour and a half."""
SPREAD: Final = 0.2
"""A part either way, so that what failed together is not tried together."""


def wait_seconds(tries: int, chance: float) -> int:
    """Seconds to wait after so many failed tries (at least 1), by `chance` 0..1."""
    wait = min(FIRST_SECONDS * GROWTH ** (tries - 1), LONGEST_SECONDS)
    return round(wait * (1 + SPREAD * (2 * chance - 1)))
