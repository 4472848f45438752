"""The simulated account's clock: the machine's own, one that started elsewhere, or one that stands until it is moved.

What happens as it moves lives in `ledger.py` and `standing.py`.
"""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Real without arguments; from `at` on with it; standing still at `at` with `running=False`."""

    def __init__(self, at: datetime | None = None, *, running: bool = True) -> None:
        self._running = running
        self._base = 0.0
        self._since = 0.0
        self.set(at or datetime.now(UTC))

    def now(self) -> int:
        """Epoch seconds, UTC."""
        moved = time.monotonic() - self._since if self._running else 0.0
        return int(self._base + moved)

    def set(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError(f"a time needs its zone: {at.isoformat()}")
        self._base = at.timestamp()
        self._since = time.monotonic()

    def advance(self, by: timedelta) -> None:
        self._base += by.total_seconds()

    def moment(self) -> datetime:
        return moment(self.now())


def moment(at: int) -> datetime:
    """Epoch seconds as an aware UTC time."""
    return datetime.fromtimestamp(at, UTC)
