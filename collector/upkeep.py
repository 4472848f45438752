"""What the collector does for the store between its rounds: note its size, forget what has grown old.

What is noted and what is kept lives in `store/sizes.py`, `store/runs.py` and its neighbours.
"""

import logging
from typing import Final

from deliverability.metrics import DAY
from store import outbox, requests, runs, silences, sizes, trials
from store.engines.engine import Engine
from store.errors import StoreError

logger = logging.getLogger(__name__)

FORGOTTEN_AT_ONCE: Final = 500
"""A round of a minute adds a handful; so many at once catch up with years within a day and hold nobody up."""


REQUESTS_KEPT: Final = 30 * DAY


def upkeep(store: Engine, now: int) -> None:
    """Keep the store in order; that it cannot be done now is no reason to end a round."""
    try:
        old = runs.old_before(store, now)
        forgotten = runs.forget(store, old, FORGOTTEN_AT_ONCE)
        letters = outbox.forget(store, old, FORGOTTEN_AT_ONCE)
        asked = requests.forget(store, now - REQUESTS_KEPT, FORGOTTEN_AT_ONCE)
        tried = trials.forget(store, old, FORGOTTEN_AT_ONCE)
        quiet = silences.forget(store, old, FORGOTTEN_AT_ONCE)
        noted = sizes.note(store, now)
    except StoreError as error:
        logger.warning("upkeep.failed", extra={"error": error.message})
        return
    if forgotten or letters or asked or tried or quiet or noted:
        told = {
            "runs_forgotten": forgotten,
            "letters_forgotten": letters,
            "requests_forgotten": asked,
            "trials_forgotten": tried,
            "silences_forgotten": quiet,
            "size_noted": noted,
        }
        logger.info("upkeep.done", extra=told)
