"""The rows of a rate taken apart: a part's counts, its share of the trouble, AWS's own figure of it, its level.

Which part stands out is judged in `deliverability/breakdown.py`; where the counts come from is `report/breakdown.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from deliverability.breakdown import Part, ranked
from deliverability.model import Level, Reason, Unknown
from deliverability.outcomes import Outcome
from deliverability.rates import Rate, judge, level_of
from report.facts import MOSTLY, Figure


@dataclass(frozen=True, slots=True)
class Row:
    """A part: its rate where it was counted, AWS's own figure where there is one, and the level of the first of both.

    `name` is "" for mail of which no name is known. Shares are 0..1 of all that is counted; `stands_out` marks the part
    with most of the trouble. `level` is None for a kind without lines. `known_share` is how much of the time was looked
    at.
    """

    name: str
    rate: Rate | None
    level: Level | Unknown | None
    of_events: float | None = None
    of_mails: float | None = None
    stands_out: bool = False
    aws: Figure | None = None
    known_share: float = 1.0


def row(kind: Outcome, name: str, rate: Rate | None, aws: Figure | None, known_share: float) -> Row:
    """A part by itself; of a stretch that was looked at in part only no level is said."""
    return Row(name, rate, _level(kind, rate, aws, known_share), aws=aws, known_share=known_share)


def in_order(kind: Outcome, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows with their shares, the one with most of the trouble first, those that nobody counted last."""
    several = {row.name: row for row in rows}
    found = ranked(part_of(kind, row.name, row.rate) for row in several.values() if row.rate)
    counted = [
        replace(
            several[each.part.name],
            of_events=each.of_events,
            of_mails=each.of_mails,
            stands_out=each.stands_out,
        )
        for each in found
    ]
    rest = [row for row in several.values() if row.rate is None]
    return (*counted, *sorted(rest, key=lambda row: (-(row.aws.value if row.aws else -1.0), row.name)))


def part_of(kind: Outcome, name: str, rate: Rate) -> Part:
    """What went wrong of how much mail: for deliveries, what was not delivered."""
    undelivered = max(0, rate.denominator - rate.numerator)
    return Part(name, undelivered if kind is Outcome.DELIVERY else rate.numerator, rate.denominator)


def _level(kind: Outcome, rate: Rate | None, aws: Figure | None, known_share: float) -> Level | Unknown | None:
    if kind.measure is None:
        return None
    lines = kind.measure.lines
    if rate is not None:
        return judge(rate, lines) if known_share >= MOSTLY else Unknown(Reason.COLLECTING)
    return level_of(aws.value, lines) if aws else Unknown(Reason.COLLECTING)
