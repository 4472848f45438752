"""How much of the sending quota the next 24 hours will take: what leaves the rolling day, and what is likely to come.

Where the hours come from, and the quota they are held against, is gathered in `report/quota.py`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate
from statistics import median
from typing import Final, TypeAlias

from deliverability.metrics import DAY, HOUR, WEEK
from deliverability.model import N_, Reason, Unknown, text

WEEKS: Final = 4
HOURS_AHEAD: Final = 24
HOURS_BACK: Final = 3
"""Hours whose rate stands for what comes, where there is no past week to go by."""

NO_CHANGE: Final = 0.1
"""Part of the coming day's mail that is taken to show no change against past weeks, so that a few mails scale nothing."""

AT_LEAST: Final = 0.15
"""The band reaches at least this part of the mail to come to each side: past weeks can agree by chance."""

Hours: TypeAlias = Mapping[int, float]
"""Mail of each clock hour by its start (epoch seconds). An hour that nobody looked at is left out; 0 is nothing sent."""


class Method(StrEnum):
    """How the coming hours are guessed."""

    SEASONAL = "seasonal"
    """The same hours of up to four past weeks, scaled by the last 24 h against theirs."""
    ROUGH = "rough"
    """The rate of the last three hours, going on."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the 24 hours that end at `at` will hold: best guess and band, in the unit of the hours given."""

    at: int
    used: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """The rolling day at each of the next 24 full hours."""

    method: Method
    ahead: tuple[Ahead, ...]


def forecast(hours: Hours, now: int) -> Forecast | Unknown:
    """The rolling day over the next 24 hours from the mail of past hours, that of the present one being part of it.

    At each full hour: what of the past 24 hours is still inside, and what is likely to have come by then. The same
    hours of past weeks tell that best, and need eight days; with less, the rate of the last hours does, roughly.
    """
    present = now - now % HOUR
    day = range(present - DAY, present, HOUR)
    if not all(at in hours for at in day):
        needs = text(N_("A forecast needs a whole day of statistics; eight days make a good one."))
        return Unknown(Reason.COLLECTING, needs)
    coming = _of_past_weeks(hours, present)
    method = Method.ROUGH if coming is None else Method.SEASONAL
    middle, low, high = coming or _of_last_hours(hours, now)
    rest = 1 - now % HOUR / HOUR
    used, least, most = (_rolled(hours, present, [path[0] * rest, *path[1:]]) for path in (middle, low, high))
    ahead = zip(range(present + HOUR, present + DAY + HOUR, HOUR), used, least, most, strict=True)
    return Forecast(method, tuple(Ahead(*at) for at in ahead))


def _rolled(hours: Hours, present: int, coming: Sequence[float]) -> list[float]:
    """The rolling day at the end of each coming hour, the first of which is the rest of the present one."""
    began = hours.get(present, 0.0)
    came = [began + sum_ for sum_ in accumulate(coming)]
    return [
        sum(hours[at] for at in range(present - DAY + (i + 1) * HOUR, present, HOUR)) + came[i]
        for i in range(len(coming))
    ]


_Paths: TypeAlias = tuple[Sequence[float], Sequence[float], Sequence[float]]
"""Mail of the present hour and those after it: best guess, least and most."""


def _of_past_weeks(hours: Hours, present: int) -> _Paths | None:
    """From the same hours of past weeks; None with fewer than eight days, or where those weeks were silent."""
    weeks = [week for week in range(1, WEEKS + 1) if _is_whole(hours, present - week * WEEK)]
    if 1 not in weeks:
        return None

    def usual(at: int) -> float:
        return median(hours[at - week * WEEK] for week in weeks)

    def of(week: int) -> Callable[[int], float]:
        return lambda at: hours[at - week * WEEK]

    middle = _scaled(hours, present, usual)
    paths = [path for week in weeks if (path := _scaled(hours, present, of(week))) is not None]
    return None if middle is None else _with_band(middle, paths)


def _with_band(middle: Sequence[float], paths: Sequence[Sequence[float]]) -> _Paths:
    columns = list(zip(middle, *paths, strict=True))
    low = [min(value * (1 - AT_LEAST), *column) for value, *column in columns]
    return middle, low, [max(value * (1 + AT_LEAST), *column) for value, *column in columns]


def _is_whole(hours: Hours, at: int) -> bool:
    return all(hour in hours for hour in range(at - DAY, at + DAY, HOUR))


def _scaled(hours: Hours, present: int, usual: Callable[[int], float]) -> list[float] | None:
    """The coming hours as they usually are, times how the last 24 h stand against their own usual."""
    coming = [usual(at) for at in range(present, present + DAY, HOUR)]
    day = range(present - DAY, present, HOUR)
    sent, past, prior = sum(hours[at] for at in day), sum(map(usual, day)), NO_CHANGE * sum(coming)
    if not past + prior:
        return coming if not sent else None
    scale = (sent + prior) / (past + prior)
    return [value * scale for value in coming]


def _of_last_hours(hours: Hours, now: int) -> _Paths:
    """From the rate of the last three hours; the band reaches to where the last 24 hours would come again."""
    present = now - now % HOUR
    sent = sum(hours[present - i * HOUR] for i in range(1, HOURS_BACK + 1)) + hours.get(present, 0.0)
    rate = sent / (HOURS_BACK + now % HOUR / HOUR)
    again = [hours[at] for at in range(present - DAY, present, HOUR)]
    return _with_band(
        [rate] * HOURS_AHEAD, [[value * (1 - AT_LEAST) for value in again], [value * (1 + AT_LEAST) for value in again]]
    )


def reached(ahead: Sequence[tuple[int, float]], limit: float) -> int | None:
    """When a figure, given as (time, value) from the present on, first meets the limit; None when it does not."""
    before: tuple[int, float] | None = None
    for at, value in ahead:
        if value >= limit:
            if before is None:
                return at
            return before[0] + round((at - before[0]) * (limit - before[1]) / (value - before[1]))
        before = at, value
    return None
