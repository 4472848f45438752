"""A month of an account, reckoned once under each likely plan, and asked for by region.

What it rests on is gathered in `uses.py`; the page's whole answer is put together in `costing.py`.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from deliverability.cost import month, outlook
from deliverability.cost.forecast import Ahead, ahead
from deliverability.cost.model import Charge, Month, Outlook, Use
from deliverability.cost.outlook import Foreseen
from deliverability.metrics import DAY, WEEK
from deliverability.model import Unknown
from report.uses import Gathered, Region

HISTORY: Final = 10 * WEEK
"""Of mail, from which the days to come are told."""


class Reckoned:
    """The month [`since`, `until`) of the account; `terms` has a pair for each bill that may be the true one."""

    def __init__(self, known: Gathered, since: int, until: int) -> None:
        self.known, self.since, self.until = known, since, until
        self.at = min(known.now, until)
        self.present = since <= known.now < until
        self.terms = known.terms(since, until)
        self.uses = known.uses(since, self.at)
        self.aheads: Mapping[str, Ahead | Unknown] = {
            each.scope.region: _ahead(each, known.now, until) for each in known.regions if self.present and each.watched
        }
        self._months = [month.reckon(self.uses, since, self.at, terms) for _, terms in self.terms]
        self._coming = [
            outlook.outlook(self.uses, self.aheads, since, known.now, terms) if self.present else None
            for _, terms in self.terms
        ]

    def month(self, i: int) -> Month:
        """The account's month under the i-th terms."""
        return self._months[i]

    def any_day(self, shown: Sequence[Region]) -> bool:
        """Whether a day of the month is known: a month that nobody looked at is not a month without mail."""
        days = (day for each in shown for day in each.use(self.since, self.until).days)
        return any(not isinstance(day.recipients, Unknown) for day in days)

    def coming(self, i: int) -> Sequence[Charge]:
        """The charges of the days to come under the i-th terms; none in a past month, or while nothing can be told."""
        found = self._coming[i]
        return found.charges if isinstance(found, Foreseen) else ()

    def outlook(self, names: Collection[str], i: int) -> Outlook | Unknown | None:
        """The month's end of one region, or of all; None in a past month."""
        found = self._coming[i]
        if not isinstance(found, Foreseen):
            return found
        if set(names) == {each.scope.region for each in self.known.regions}:
            return found.outlook
        (name,) = names
        return found.by_region.get(name)

    def whole(self) -> Sequence[Use] | Unknown:
        """The mail of the whole month: what was sent, and in the present month what is likely to come too."""
        found = self._coming[0]
        if isinstance(found, Unknown):
            return found
        return self.uses if found is None else found.uses

    def free(self) -> Mapping[str, int]:
        """The recipients of the whole month that the allowance covers in each region, under the first terms."""
        found = self._coming[0]
        return found.free if isinstance(found, Foreseen) else self._months[0].free


def _ahead(region: Region, now: int, until: int) -> Ahead | Unknown:
    return ahead(region.use(now - now % DAY - HISTORY, now).days, now, until)
