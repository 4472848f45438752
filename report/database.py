"""The database: its size, how fast that grows, what fills it, whether its disk has room; and its last backup.

Sizes are noted once a day by the collector (`store/sizes.py`); the arithmetic is in `deliverability/growth.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from deliverability.growth import MONTH, a_month, is_tight
from deliverability.metrics import DAY
from deliverability.model import N_, Text, text
from store import backups, sizes
from store.backups import Backup
from store.engines.engine import Engine

BACKUP_OLD_AFTER: Final = 7 * DAY

TITLES: Final[Mapping[str, str]] = {
    "statistics": N_("Send statistics"),
    "metrics": N_("CloudWatch metrics"),
    "vdm": N_("Figures of Virtual Deliverability Manager"),
    "costs": N_("What AWS told of costs"),
    "snapshots": N_("Changes of the account"),
    "runs": N_("Log of the collector"),
    "alerts": N_("Alerts and their messages"),
    "checklist": N_("Setup checklist"),
    "bookkeeping": N_("Everything else"),
}
"""The topics of `store/sizes.py` in words; a test holds one against the other."""


@dataclass(frozen=True, slots=True)
class Database:
    """Bytes on disk, bytes a month it grows (None: not known yet), bytes free (None: not known), rows by topic.

    The rows are as noted at `noted_at` (epoch seconds).
    """

    taken: int
    growth: float | None
    free: int | None
    tight: bool
    topics: tuple[tuple[Text, int], ...]
    noted_at: int | None


@dataclass(frozen=True, slots=True)
class Backups:
    """The last backup known, and the last that failed if it came after; `old` when it is time for another."""

    made: Backup | None
    failed: Backup | None
    old: bool


def database(store: Engine, now: int) -> Database:
    """The database as it is now."""
    space, noted = store.space(), sizes.latest(store)
    growth = _growth(store, now)
    return Database(
        taken=space.taken,
        growth=growth,
        free=space.free,
        tight=space.free is not None and is_tight(space.free, growth),
        topics=tuple((text(title), noted[topic].amount) for topic, title in TITLES.items() if topic in noted),
        noted_at=max((size.at for size in noted.values()), default=None),
    )


def _growth(store: Engine, now: int) -> float | None:
    """Over the last month; the first day of all is left out, since it brings in years of the past."""
    first = sizes.first(store)
    found = sizes.history(store, sizes.FILLED, now - MONTH)
    return a_month([(size.at, size.amount) for size in found if size.at != first])


def backup_state(store: Engine, now: int) -> Backups:
    """What is known of backups."""
    made, failed = backups.last_made(store), backups.last_failed(store)
    newer = failed if failed and (made is None or failed.at > made.at) else None
    return Backups(made, newer, old=made is None or now - made.at > BACKUP_OLD_AFTER)
