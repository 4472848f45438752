"""What the collector does for the store between its rounds: note its size, forget runs that have grown old.

What is noted and what is kept lives in `store/sizes.py` and `store/runs.py`.
"""

import logging
from typing import Final

from store import runs, sizes
from store.engines.engine import Engine
from store.errors import StoreError

logger = logging.getLogger(__name__)

FORGOTTEN_AT_ONCE: Final = 500
"""A round of a minute adds a handful; so many at once catch up with years within a day and hold nobody up."""


def upkeep(store: Engine, now: int) -> None:
    """Keep the store in order; that it cannot be done now is no reason to end a round."""
    try:
        forgotten = runs.forget(store, runs.old_before(store, now), FORGOTTEN_AT_ONCE)
        noted = sizes.note(store, now)
    except StoreError as error:
        logger.warning("upkeep.failed", extra={"error": error.message})
        return
    if forgotten or noted:
        logger.info("upkeep.done", extra={"runs_forgotten": forgotten, "size_noted": noted})
