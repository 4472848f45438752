"""Accounts in which nothing is wrong for a month, though much happens that could be mistaken for it.

Weekends, a holiday of four days, a newsletter of twenty times the daily mail once a month, a complaint now and then.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Final

from deliverability.thresholds import Thresholds
from simulator.scenarios import SCENARIOS
from simulator.story import Incident, Rates, Rhythm, Scenario, Step, Stream
from tests.collector.night_desk import DAWN

FIRST_DAY, LAST_DAY = -15, 15
HOLIDAY: Final = (-8.4, -4.4)
"""Four days in Korea, in days from dawn."""

COMPLAINT: Final = 1 / 1_500
TIMES: Final = 20


def _calm(scenario: Scenario, mails_a_day: float, **different: object) -> Scenario:
    """The same account with every stream complained about once in 1,500 mails, and the newsletter once a month."""
    steady = tuple(_complained(stream) for stream in scenario.streams)
    news = Stream("", TIMES * mails_a_day, Rhythm.CAMPAIGN, Rates(complaint=COMPLAINT), every_days=30)
    sets = {stream.configuration_set for stream in (*steady, news)}
    holiday = tuple(Incident(name, *HOLIDAY, Rates(complaint=COMPLAINT), volume=0.01) for name in sorted(sets))
    return replace(scenario, streams=(*steady, news), incidents=holiday, **different)


def _complained(stream: Stream) -> Stream:
    return replace(stream, rates=replace(stream.rates, complaint=COMPLAINT))


_BEGINNING: Final = replace(
    SCENARIOS["new-account"], streams=(Stream("", 100, since_days=-10),), age_days=-FIRST_DAY, identities=()
)

_LARGE: Final = replace(SCENARIOS["healthy"], representative_volume=600_000)
"""Who mails 400,000 in a day is judged by more mail than that: else AWS would read one mailing's complaints as two's."""

CALM: Final[Mapping[str, tuple[Scenario, int]]] = {
    "healthy": (_calm(_LARGE, 19_000, standing=(Step(max_24_hour_send=600_000, plan="ESSENTIALS"),)), 1),
    "plain": (_calm(SCENARIOS["plain"], 300), 4),
    "quiet": (_calm(SCENARIOS["quiet"], 30), 1),
    "new-account": (_calm(_BEGINNING, 100), 3),
}
"""By name, the account and a seed with which chance, too, keeps its figures under every line."""

HOLIDAYS: Final = Thresholds(
    holidays=frozenset((DAWN + timedelta(days=HOLIDAY[0] + 0.4 + day)).date() for day in range(4))
)
