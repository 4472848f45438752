"""Which part of the mail the trouble comes from: parts ranked by their share of it, and the one that stands out.

Where the counts come from lives in `report/breakdown.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from deliverability.rates import FEWEST_EVENTS

MOST_OF_IT: Final = 0.5
MORE_THAN_ITS_SHARE: Final = 1.2
"""A part stands out only when its share of the trouble is so many times its share of the mail."""


@dataclass(frozen=True, slots=True)
class Part:
    """A named part of the mail, and how much of it went wrong."""

    name: str
    events: int
    mails: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part with its share of all events and of all mail, 0..1; None where there are none at all.

    `stands_out`: it has more than half of the events, and a larger share of them than of the mail.
    """

    part: Part
    of_events: float | None
    of_mails: float | None
    stands_out: bool


def ranked(parts: Iterable[Part]) -> list[Share]:
    """The parts, the one with most events first; equals by their mail, then by name."""
    several = sorted(parts, key=lambda part: (-part.events, -part.mails, part.name))
    events, mails = sum(part.events for part in several), sum(part.mails for part in several)
    return [_share(part, events, mails, several) for part in several]


def _share(part: Part, events: int, mails: int, several: Sequence[Part]) -> Share:
    of_events = part.events / events if events else None
    of_mails = part.mails / mails if mails else None
    told = len(several) > 1 and part.events >= FEWEST_EVENTS and of_events is not None
    least = max(MOST_OF_IT, min(MORE_THAN_ITS_SHARE * (of_mails or 0.0), 1.0))
    return Share(part, of_events, of_mails, told and (of_events or 0.0) > least)


def remainder(whole: Part, parts: Iterable[Part]) -> Part | None:
    """What of the whole no part names; None where that is less than a hundredth of the mail.

    Parts are counted some minutes apart, so that they never add up exactly.
    """
    several = list(parts)
    mails = whole.mails - sum(part.mails for part in several)
    events = whole.events - sum(part.events for part in several)
    if mails * 100 <= whole.mails:
        return None
    return Part(whole.name, min(max(events, 0), mails), mails)
