"""How the mail of a month was counted, region by region, and in words what of it is missing.

Where a day's count comes from is in `usage.py`.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from deliverability.cost.model import Usage
from deliverability.metrics import DAY
from deliverability.model import N_, NN_, Text, Unknown, text
from report.uses import Region

MIXED: Final = "mixed"

_UNSEEN: Final = NN_(
    "{n} day of the month was not looked at, {first:date}: what was sent then is missing, so it is at least so much.",
    "{n} days of the month were not looked at, from {first:date} to {last:date}: what was sent then is missing, so it is "
    "at least so much.",
)
_PARTLY: Final = NN_(
    "{n} day of the month was looked at in part only, {first:date}: it is at least so much.",
    "{n} days of the month were looked at in part only, from {first:date} to {last:date}: it is at least so much.",
)


@dataclass(frozen=True, slots=True)
class RegionCount:
    """How a region's mail of the month was counted, days as the epoch seconds of their midnights in order.

    `unseen` are days up to now that nobody looked at: what was sent then is missing. `partly` are days before the
    present one that were looked at in part: their mail is a lower bound. `ratio` is how many recipients an attempt
    stands for, where attempts are all there is: None where no day needed it, unknown where one was taken.
    """

    region: str
    recipients: int
    unseen: tuple[int, ...]
    partly: tuple[int, ...]
    ratio: float | Unknown | None


@dataclass(frozen=True, slots=True)
class Counting:
    """How the month's mail was counted: calendar days by their basis ("mixed" where regions differ), and by region."""

    recipients: int
    days: Mapping[str, int]
    regions: tuple[RegionCount, ...]

    @property
    def unseen(self) -> tuple[int, ...]:
        """Days on which some region was not looked at, in order."""
        return tuple(sorted({day for each in self.regions for day in each.unseen}))

    @property
    def partly(self) -> tuple[int, ...]:
        """Days before the present one on which some region was looked at in part only, in order."""
        return tuple(sorted({day for each in self.regions for day in each.partly}))

    @property
    def at_least(self) -> bool:
        """Whether the month cost at least what is told, and maybe more."""
        return bool(self.unseen or self.partly)


def counting(shown: Sequence[Region], since: int, until: int) -> Counting:
    """Of the month [`since`, `until`) in some regions, or all."""
    ways: dict[int, set[str]] = defaultdict(set)
    for each in shown:
        for day in each.use(since, until).days:
            if not isinstance(day.recipients, Unknown):
                ways[day.day].add(day.basis)
    days: dict[str, int] = defaultdict(int)
    for found in ways.values():
        days[found.pop() if len(found) == 1 else MIXED] += 1
    regions = tuple(_region(each, since, until) for each in shown)
    return Counting(sum(each.recipients for each in regions), dict(days), regions)


def _region(region: Region, since: int, until: int) -> RegionCount:
    days = region.use(since, until).days
    known = [day.recipients for day in days if not isinstance(day.recipients, Unknown)]
    over = [day for day in days if day.day + DAY <= region.now]
    by_attempts = any(day.basis == "attempts" and day.recipients for day in days if _is_known(day))
    return RegionCount(
        region=region.scope.region,
        recipients=sum(known),
        unseen=tuple(day.day for day in over if not _is_known(day)),
        partly=tuple(day.day for day in over if _is_known(day) and not day.whole),
        ratio=region.mail.ratio if by_attempts else None,
    )


def _is_known(day: Usage) -> bool:
    return not isinstance(day.recipients, Unknown)


def unwatched(regions: Sequence[Region]) -> Iterator[Text]:
    """In words, the regions whose mail is not counted any more."""
    if names := [each.scope.region for each in regions if not each.watched]:
        sentence = N_("What is sent in {regions} is no longer looked at, and not in these sums.")
        yield text(sentence, regions=", ".join(names))


def gaps(found: Counting) -> Iterator[Text]:
    """In words, the days that are missing or known in part."""
    for sentence, days in ((_UNSEEN, found.unseen), (_PARTLY, found.partly)):
        if days:
            first, last = (datetime.fromtimestamp(at, UTC) for at in (days[0], days[-1]))
            yield text(sentence, n=len(days), first=first, last=last)
