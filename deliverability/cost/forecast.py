"""How many recipients the rest of the month is likely to bring, day by day, with a range: weekdays of past weeks.

What they cost is in `outlook`. The rolling 24 hours of the sending quota are foreseen in `deliverability/forecast.py`.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, median
from typing import Final, TypeAlias

from deliverability.cost.model import DayAhead, Usage
from deliverability.metrics import DAY, WEEK
from deliverability.model import N_, Reason, Text, Unknown, text

WEEKS: Final = 4
"""Past weeks whose weekdays are gone by; that many more are looked at for how far weekdays differ."""

LEAST_DAYS: Final = 8
"""Whole days of mail below which a forecast is rough: no weekday has come twice yet."""

TELLING: Final = 0.1
"""Part of an average day below which a day says nothing of the level: a few mails more would double it."""

SPREAD: Final = 1.3
"""The range in standard deviations; `bench/cost_forecast.py` measures how often it holds the truth."""

DRIFT: Final = 0.02
"""Part of the coming mail by which the level is always open: growth, holidays."""

USUAL: Final = 0.06
PAIRS: Final = 4
"""How far the same weekdays of two weeks differ, where nobody knows; it counts as much as so many pairs of days seen."""

ROUGH: Final = 0.5
"""The part by which a rough forecast is open to each side: a week's first days say little of its weekend."""

Mail: TypeAlias = Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Ahead:
    """The days from the present one up to the month's end, and the range of their sum, in recipients.

    The sum's range is narrower than the sum of the days' ranges: what one day lacks another brings. `why` says what
    makes it rough.
    """

    days: tuple[DayAhead, ...]
    low: int
    likely: int
    high: int
    why: Text | None = None

    @property
    def rough(self) -> bool:
        """Whether too little was counted for more than a rough guess."""
        return self.why is not None


def ahead(days: Sequence[Usage], now: int, until: int) -> Ahead | Unknown:
    """What comes from `now` up to `until` (epoch seconds), by the whole days before the present one, in any order.

    The first day ahead is the rest of the present one. Unknown until one whole day was seen.
    """
    today = now - now % DAY
    begin = today - 2 * WEEKS * WEEK
    past = {u.day: u.recipients for u in days if u.whole and begin <= u.day < today and isinstance(u.recipients, int)}
    if not past:
        return Unknown(Reason.COLLECTING, text(N_("A forecast needs a whole day of mail; eight days make a good one.")))
    parts = {day: min((day + DAY - now) / DAY, 1.0) for day in range(today, until, DAY)}
    usual = {day: _same_weekdays(past, day) for day in parts}
    if (why := _too_little(past, usual)) is not None:
        each = fmean(past.values())
        coming = {day: each * part for day, part in parts.items()}
        return _told(coming, ROUGH, ROUGH * sum(coming.values()), why)
    level = _level(past, today)
    coming = {day: median(usual[day]) * level * part for day, part in parts.items()}
    noise = _noise(past)
    return _told(coming, SPREAD * sqrt(2 * noise**2 + DRIFT**2), SPREAD * _error(coming, usual, noise))


def _too_little(past: Mail, usual: Mapping[int, Sequence[int]]) -> Text | None:
    """Why a forecast is rough; None where it is not."""
    if len(past) < LEAST_DAYS:
        return text(N_("Less than eight days were counted."))
    if not all(usual.values()):
        return text(N_("A weekday that is still to come was not counted in any past week."))
    return None


def _same_weekdays(past: Mail, day: int) -> list[int]:
    """The mail of the same weekday in the last weeks that were looked at, from the week before the present one back."""
    return [past[at] for at in range(day - WEEK, min(past) - 1, -WEEK) if at in past][:WEEKS]


def _level(past: Mail, today: int) -> float:
    """How the last seven days stand against their usual: the median, which one mailing more or less does not move."""
    week = {day: past[day] for day in range(today - WEEK, today, DAY) if day in past}
    usual = {day: median(_same_weekdays(past, day + WEEK)) for day in week}
    least = TELLING * fmean(past.values())
    found = [week[day] / usual[day] for day in week if usual[day] > least]
    return median(found) if found else 1.0


def _noise(past: Mail) -> float:
    """By what part the same weekdays of two weeks differ (standard deviation of one of them), large days weighing most."""
    pairs = [(sent, past[day - WEEK]) for day, sent in past.items() if day - WEEK in past]
    off = sum((a - b) ** 2 / 2 for a, b in pairs)
    size = sum(((a + b) / 2) ** 2 for a, b in pairs)
    prior = PAIRS * (size / len(pairs) if size else 1.0)
    return sqrt((off + prior * USUAL**2) / (size + prior))


def _error(coming: Mapping[int, float], usual: Mapping[int, Sequence[int]], noise: float) -> float:
    """Standard deviation of the sum: the days' own luck, that of the past weekdays, and the level's."""
    own = sum(mail**2 for mail in coming.values())
    weekdays: dict[int, float] = defaultdict(float)
    for day, mail in coming.items():
        weekdays[day // DAY % 7] += mail / sqrt(len(usual[day]))
    level = (noise**2 / 7 + DRIFT**2) * sum(coming.values()) ** 2
    return sqrt(noise**2 * (own + sum(mail**2 for mail in weekdays.values())) + level)


def _told(coming: Mapping[int, float], part: float, error: float, why: Text | None = None) -> Ahead:
    """`part` is how far a day is open to each side, `error` how many recipients the sum is."""
    days = tuple(
        DayAhead(day, round(mail * max(1 - part, 0.0)), round(mail), round(mail * (1 + part)))
        for day, mail in coming.items()
    )
    likely = sum(day.likely for day in days)
    return Ahead(days, max(round(likely - error), 0), likely, round(likely + error), why)
