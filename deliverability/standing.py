"""Where an account stands: AWS's verdicts and the figures side by side, and the one level that sums them up.

The sentences for a person live in `advice`; how the figures are gathered lives in `report/facts.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from deliverability.model import LEVELS, Level, Reason, Unknown
from deliverability.rates import BOUNCE_LINES, COMPLAINT_LINES, QUOTA_WATCH, Lines, QuotaUse, Rate


class Measure(StrEnum):
    """The two rates AWS judges a sender by."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"

    @property
    def lines(self) -> Lines:
        """The lines at which AWS acts on it."""
        return BOUNCE_LINES if self is Measure.BOUNCE else COMPLAINT_LINES


class Enforcement(StrEnum):
    """GetAccount's EnforcementStatus; a value that AWS adds later is not forced into one of these."""

    HEALTHY = "HEALTHY"
    PROBATION = "PROBATION"
    SHUTDOWN = "SHUTDOWN"


@dataclass(frozen=True, slots=True)
class MeasureStanding:
    """One rate: AWS's figure and its level, ours of the last 24 h and its level, and which way AWS's moves.

    `falling` is None while there is no figure a day older; `crossed_at` is when AWS's figure last met the review
    line (epoch seconds) and has not left it long ago, None when it has not met it in the window looked at.
    """

    measure: Measure
    aws: float | Unknown
    aws_level: Level | Unknown
    day: Rate
    day_level: Level | Unknown
    crossed_at: int | None = None
    falling: bool | None = None

    @property
    def level(self) -> Level | Unknown:
        """AWS's level, since AWS acts on its own figure; ours where there is none; else why AWS's is not known."""
        if isinstance(self.aws_level, Level) or isinstance(self.day_level, Unknown):
            return self.aws_level
        return self.day_level

    @property
    def running_ahead(self) -> bool:
        """Our last 24 h stand over the review line and above AWS's level: its figure will follow."""
        if not isinstance(self.day_level, Level) or rank(self.day_level) < rank(Level.REVIEW):
            return False
        return not isinstance(self.aws_level, Level) or rank(self.day_level) > rank(self.aws_level)


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the sum-up of a scope rests on; `enforcement` is AWS's own word."""

    enforcement: str | Unknown
    sending_enabled: bool | Unknown
    production_access: bool | Unknown
    bounce: MeasureStanding
    complaint: MeasureStanding
    quota: QuotaUse | Unknown


LOUDEST_OF_OURS: Final = Level.REVIEW
"""Our 24 h rate alone never says `pause`: AWS acts on its own figure, which moves more slowly."""


def rank(level: Level) -> int:
    """0 for ok up to 3 for pause."""
    return LEVELS.index(level)


def worst(levels: Iterator[Level | Unknown]) -> Level | Unknown:
    """The worst known level; the first unknown where nothing worse than `ok` is known."""
    seen = list(levels)
    known = [level for level in seen if isinstance(level, Level)]
    unknown = [level for level in seen if isinstance(level, Unknown)]
    top = max(known, key=rank, default=None)
    if unknown and (top is None or top is Level.OK):
        return unknown[0]
    return top if top is not None else Unknown(Reason.COLLECTING)


def overall(standing: Standing) -> Level | Unknown:
    """The account in one level: AWS's verdicts first, then both rates, then the quota.

    `ok` needs AWS's word that the account is healthy and both rates known; the quota may be unknown.
    """
    return worst(_parts(standing))


def _parts(standing: Standing) -> Iterator[Level | Unknown]:
    yield enforcement_level(standing)
    for part in (standing.bounce, standing.complaint):
        yield part.level
        if part.running_ahead:
            yield LOUDEST_OF_OURS
    if isinstance(standing.quota, QuotaUse):
        yield quota_level(standing.quota)


def enforcement_level(standing: Standing) -> Level | Unknown:
    """What AWS itself, or the owner's switch, does to the account now."""
    if standing.enforcement == Enforcement.SHUTDOWN or standing.sending_enabled is False:
        return Level.PAUSE
    if standing.enforcement == Enforcement.PROBATION:
        return Level.REVIEW
    if standing.enforcement == Enforcement.HEALTHY:
        return Level.OK if standing.sending_enabled is True else _unknown(standing.sending_enabled)
    return _unknown(standing.enforcement)


def _unknown(value: object) -> Unknown:
    return value if isinstance(value, Unknown) else Unknown(Reason.FAILED)


def quota_level(use: QuotaUse) -> Level:
    """`watch` from 80 % of the rolling 24 h quota, `review` when it is used up, or none, and SES drops mail."""
    if use.unlimited:
        return Level.OK
    if use.share is None or use.share >= 1:
        return Level.REVIEW
    return Level.WATCH if use.share >= QUOTA_WATCH else Level.OK
