"""The backups that were made of the store, as far as it knows: the last good one, and the last that failed.

How a copy is made is in `engines/copies.py`. Of its place only the file's name is kept: the store shows itself to
people who need not know the machine.
"""

import json
from dataclasses import asdict, dataclass
from typing import Final

from store import meta
from store.engines.engine import Engine

_MADE: Final = "backup"
_FAILED: Final = "backup-failed"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: when it was made or tried (epoch seconds), its file's name, and its bytes; None when it failed."""

    at: int
    name: str
    size: int | None


def note(engine: Engine, backup: Backup) -> None:
    """Keep what is known of a backup, in place of the one before of its kind."""
    meta.put(engine, _FAILED if backup.size is None else _MADE, json.dumps(asdict(backup), ensure_ascii=False))


def last_made(engine: Engine) -> Backup | None:
    """The last good one; None when none was made, or none that was noted."""
    return _read(engine, _MADE)


def last_failed(engine: Engine) -> Backup | None:
    """The last one that could not be made; None when all could."""
    return _read(engine, _FAILED)


def _read(engine: Engine, key: str) -> Backup | None:
    written = meta.get(engine, key)
    return Backup(**json.loads(written)) if written else None
