"""How much mail is to be expected in a quarter of an hour, and how much of it goes wrong, before any chance.

The draws around these expectations live in `traffic.py`.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from simulator.draws import Floats, Ints
from simulator.story import Rates, Rhythm, Scenario, Stream

QUARTER: Final = 900
DAY: Final = 86_400
KST: Final = 9 * 3600
"""Korean Standard Time is UTC+9 without daylight saving."""

KINDS: Final = ("hard", "soft", "complaint", "reject")
HARD, SOFT, COMPLAINT, REJECT = range(4)

_HOURS: Final[Mapping[Rhythm, Sequence[float]]] = {
    Rhythm.FLAT: [1.0] * 24,
    Rhythm.SERVICE: [3, 2, 1, 1, 1, 2, 4, 8, 14, 20, 22, 21, 18, 20, 21, 20, 20, 19, 17, 15, 14, 12, 9, 6],
    Rhythm.CAMPAIGN: [0.2] * 9 + [6, 30, 24, 5, 4, 4, 4, 4, 8, 22, 14, 4, 1, 0.2, 0.2],
}
_WEEK: Final[Mapping[Rhythm, Sequence[float]]] = {
    Rhythm.FLAT: [1.0] * 7,
    Rhythm.SERVICE: [1.08, 1.1, 1.1, 1.09, 1.05, 0.8, 0.78],
    Rhythm.CAMPAIGN: [1.1, 1.3, 1.1, 1.3, 1.1, 0.6, 0.5],
}


def _table(rhythm: Rhythm) -> Floats:
    """Weights of [weekday from Monday, quarter of the day] with a mean of 1 a week."""
    hours = np.array([*_HOURS[rhythm], _HOURS[rhythm][0]], dtype=np.float64)
    quarters = np.interp(np.arange(96) / 4, np.arange(25), hours)
    week = np.outer(np.array(_WEEK[rhythm], dtype=np.float64), quarters)
    return np.asarray(week / week.mean())


_TABLES: Final = {rhythm: _table(rhythm) for rhythm in Rhythm}


def expected(scenario: Scenario, origin: int, bins: Ints) -> Floats:
    """Mails expected in each quarter, [stream, bin]; `bins` are quarters since the epoch, `origin` the story's day."""
    days = (bins * QUARTER - origin) / DAY
    alive = days >= -scenario.age_days
    grown = (1 + scenario.growth_a_year) ** (days / 365)
    rows = [_stream(scenario, stream, origin, bins, days) * alive * grown for stream in scenario.streams]
    return np.array(rows, dtype=np.float64).reshape(len(scenario.streams), len(bins))


def _stream(scenario: Scenario, stream: Stream, origin: int, bins: Ints, days: Floats) -> Floats:
    local = bins + KST // QUARTER
    # The epoch's first day was a Thursday.
    weights = _TABLES[stream.rhythm][(local // 96 + 3) % 7, local % 96]
    volume = stream.mails_a_day / 96 * weights * (days >= stream.since_days) * (days < stream.until_days)
    if stream.every_days > 1:
        volume = volume * ((local // 96 - _local_day(origin)) % stream.every_days == 0)
    for incident in scenario.incidents:
        if incident.configuration_set == stream.configuration_set:
            during = (days >= incident.since_days) & (days < incident.until_days)
            volume = volume * np.where(during, incident.volume, 1.0)
    return np.asarray(volume)


def _local_day(at: int) -> int:
    return (at + KST) // DAY


def risks(scenario: Scenario, origin: int, bins: Ints) -> Floats:
    """Probability of each kind of trouble for a mail, [kind, stream, provider, bin]."""
    days = (bins * QUARTER - origin) / DAY
    result = np.empty((len(KINDS), len(scenario.streams), len(scenario.providers), len(bins)))
    for s, stream in enumerate(scenario.streams):
        result[:, s] = _by_provider(scenario, stream.rates)[:, :, None]
        for incident in scenario.incidents:
            if incident.configuration_set == stream.configuration_set:
                during = (days >= incident.since_days) & (days < incident.until_days)
                result[:, s][:, :, during] = _by_provider(scenario, incident.rates)[:, :, None]
    return result


def _by_provider(scenario: Scenario, rates: Rates) -> Floats:
    rows = [
        (
            rates.hard * (0.1 if p.own else p.dead),
            rates.soft,
            rates.complaint if p.feedback and not p.own else 0.0,
            rates.reject,
        )
        for p in scenario.providers
    ]
    return np.array(rows, dtype=np.float64).T
