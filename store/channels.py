"""When each channel last took something: a letter, or a test that a person asked for.

The letters themselves are in `outbox.py`; what a channel is, in `collector/notify/`.
"""

from typing import Final

from store import meta, outbox
from store.engines.engine import Engine

_KEY: Final = "took/"


def took(engine: Engine, channel: str, now: int) -> None:
    """Write down that a channel took a test; its letters are known without."""
    meta.put(engine, f"{_KEY}{channel}", str(now))


def last_took(engine: Engine) -> dict[str, int]:
    """When each channel last took anything, by name; channels that never did are left out."""
    tests = engine.rows("SELECT key, value FROM meta WHERE key LIKE 'took/%'")
    found = outbox.last_delivered(engine)
    for key, at in tests:
        channel = key.removeprefix(_KEY)
        found[channel] = max(int(at), found.get(channel, 0))
    return found
