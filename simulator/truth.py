"""What really happened in the simulated account, straight from the model and past every answer.

Times are epoch seconds; `as_of` is when one looks (feedback that arrived later is not known yet), by default now.
"""

from collections.abc import Callable

import numpy as np

from simulator.clock import Clock
from simulator.ledger import Grid
from simulator.messages import Message, messages
from simulator.metrics import Series, points
from simulator.region import Region
from simulator.statistics import Quarter, quarters
from simulator.vdm import Asked, daily
from simulator.volume import DAY, QUARTER


class Truth:
    def __init__(self, region: Callable[[str], Region], clock: Clock) -> None:
        self._region = region
        self._clock = clock

    def bins(self, region: str, since: int, until: int, as_of: int | None = None) -> list[Quarter]:
        """Quarters with mail that begin in [since, until), on the alignment AWS tells at `as_of`."""
        seen, place = self._seen(as_of), self._region(region)
        return quarters(place.ledger, place.alignment(seen), since, until, seen)

    def totals(self, region: str, since: int, until: int, as_of: int | None = None) -> Quarter:
        """Sum of the quarters of `bins`, under the time `since`."""
        found = self.bins(region, since, until, as_of)
        columns = ([q.attempts, q.bounces, q.complaints, q.rejects] for q in found)
        return Quarter(since, *(sum(column) for column in zip([0] * 4, *columns, strict=True)))

    def metric(
        self,
        region: str,
        name: str,
        since: int,
        until: int,
        period: int,
        configuration_set: str = "",
        as_of: int | None = None,
    ) -> dict[int, float]:
        """Sum (counts) or mean (Reputation.*) of each bucket that has a point, by its start; no retention applies."""
        start = since // period * period
        grid = Grid(start, period, max(-(-(until - start) // period), 0))
        if not grid.count:
            return {}
        found = points(self._region(region).ledger, Series(name, configuration_set), grid, self._seen(as_of))
        return {int(at): float(v) for at, v in zip(grid.edges()[:-1], found, strict=True) if not np.isnan(v)}

    def vdm(
        self,
        region: str,
        metric: str,
        since: int,
        until: int,
        configuration_set: str | None = None,
        identity: str | None = None,
        as_of: int | None = None,
    ) -> dict[int, int]:
        """VDM's count of each UTC day that [since, until) touches and that has any."""
        asked = Asked(metric, configuration_set, identity)
        return daily(self._region(region).ledger, asked, since, until, self._seen(as_of))

    def reputation(self, region: str, name: str, configuration_set: str = "", as_of: int | None = None) -> float | None:
        """AWS's latest figure, a fraction; None when there is none within two weeks."""
        seen = self._seen(as_of)
        found = self.metric(region, name, seen - 14 * DAY, seen + 1, QUARTER, configuration_set, seen)
        return found[max(found)] if found else None

    def sent_last_24_hours(self, region: str, as_of: int | None = None) -> int:
        """Recipients of the last 24 hours."""
        seen = self._seen(as_of)
        return self._region(region).recipients(seen - DAY, seen)

    def messages(self, region: str, quarter_at: int) -> list[Message]:
        """The mails of the quarter-hour that begins at `quarter_at` (a multiple of 900), and what became of each."""
        return messages(self._region(region).ledger, quarter_at)

    def _seen(self, as_of: int | None) -> int:
        return self._clock.now() if as_of is None else as_of
