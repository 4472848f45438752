"""Every reading there is, found by looking into each file of this folder, in the order a round asks them.

How a reading is declared lives in `reading.py`.
"""

import importlib
import pkgutil
from collections.abc import Collection
from typing import Final

import collector.aws
from collector.aws.reading import Reading


def _found() -> tuple[Reading, ...]:
    modules = (importlib.import_module(f"collector.aws.{m.name}") for m in pkgutil.iter_modules(collector.aws.__path__))
    readings = [value for module in modules for value in vars(module).values() if isinstance(value, Reading)]
    return tuple(sorted(readings, key=lambda r: (r.order, r.name)))


EVERY: Final = _found()
"""All readings; the account comes first, so that no other failure can mute "sending paused"."""


def switched_on(opted_in: Collection[str]) -> tuple[Reading, ...]:
    """The readings that are asked, in their order, when these variables switch some of them on."""
    return tuple(reading for reading in EVERY if not reading.opt_in or reading.opt_in in opted_in)


READINGS: Final = switched_on(())
"""Those that are asked of everybody."""

BY_NAME: Final = {reading.name: reading for reading in EVERY}
