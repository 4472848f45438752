"""What the collector does for the store between its rounds: note its size, forget runs and letters that have grown old.

What is noted and what is kept lives in `store/sizes.py`, `store/runs.py` and `store/outbox.py`.
"""

import logging
from typing import Final

from store import outbox, runs, sizes
from store.engines.engine import Engine
from store.errors import StoreError

logger = logging.getLogger(__name__)

FORGOTTEN_AT_ONCE: Final = 500
"""A round of a minute adds a handful; so many at once catch up with years within a day and hold nobody up."""


def upkeep(store: Engine, now: int) -> None:
    """Keep the store in order; that it cannot be done now is no reason to end a round."""
    try:
        old = runs.old_before(store, now)
        forgotten = runs.forget(store, old, FORGOTTEN_AT_ONCE)
        letters = outbox.forget(store, old, FORGOTTEN_AT_ONCE)
        noted = sizes.note(store, now)
    except StoreError as error:
        logger.warning("upkeep.failed", extra={"error": error.message})
        return
    if forgotten or letters or noted:
        told = {"runs_forgotten": forgotten, "letters_forgotten": letters, "size_noted": noted}
        logger.info("upkeep.done", extra=told)
