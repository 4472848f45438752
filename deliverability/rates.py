"""Rates, their uncertainty and their levels against the lines at which AWS acts.

Everything is a fraction 0..1 here. Which windows are looked at lives in `report/rates.py`.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

from deliverability.model import Level, Reason, Unknown

CONFIDENCE: Final = 0.95
"""One-sided confidence of each bound."""

_DEVIATIONS: Final = NormalDist().inv_cdf(CONFIDENCE)
"""Standard deviations of the normal distribution that leave out what CONFIDENCE leaves out."""

FEWEST_EVENTS: Final = 3
"""Fewer bounces or complaints than this never raise a level, however little mail they are a part of."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Where AWS acts on a rate, both inclusive; `watch` is ours, at 80 % of the review line.

    Source: Amazon SES developer guide, "Amazon SES sending review process FAQs" (5 %/10 % bounces, 0.1 %/0.5 %
    complaints). Another page of the guide puts the review at the pause line; the FAQ is the stricter.
    """

    review: float
    pause: float

    @property
    def watch(self) -> float:
        """80 % of the review line."""
        return round(self.review * 0.8, 6)


BOUNCE_LINES: Final = Lines(review=0.05, pause=0.10)
COMPLAINT_LINES: Final = Lines(review=0.001, pause=0.005)


@dataclass(frozen=True, slots=True)
class Rate:
    """`numerator` of `denominator`, as counted. `lower_bound` marks a figure that can only be too low."""

    numerator: int
    denominator: int
    lower_bound: bool = False

    def __post_init__(self) -> None:
        if self.numerator < 0 or self.denominator < 0:
            raise ValueError(f"counts cannot be negative: {self.numerator}/{self.denominator}")

    @property
    def fraction(self) -> float | None:
        """0..1 (more when late bounces outnumber a quiet window's mail); None when nothing was sent."""
        return self.numerator / self.denominator if self.denominator else None

    def __add__(self, other: "Rate") -> "Rate":
        return Rate(
            self.numerator + other.numerator,
            self.denominator + other.denominator,
            self.lower_bound or other.lower_bound,
        )


def level_of(figure: float, lines: Lines) -> Level:
    """Level of a figure taken as it is, as AWS takes its own reputation figure."""
    if figure >= lines.pause:
        return Level.PAUSE
    if figure >= lines.review:
        return Level.REVIEW
    if figure >= lines.watch:
        return Level.WATCH
    return Level.OK


def judge(rate: Rate, lines: Lines) -> Level | Unknown:
    """Level of a rate of ours, or why there is none.

    There is enough mail when the exact bounds of the true rate do not reach from below the watch line to the review
    line; then the level is that of the rate itself, but for a handful of events, which raise none. A lower bound can
    raise a level but never say `ok`.
    """
    fraction = rate.fraction
    if fraction is None:
        return Unknown(Reason.NOT_ENOUGH_MAIL)
    if _reaches_across(rate, lines):
        return Unknown(Reason.NOT_ENOUGH_MAIL)
    level = level_of(fraction, lines)
    if level is not Level.OK and rate.numerator < FEWEST_EVENTS:
        return Unknown(Reason.NOT_ENOUGH_MAIL)
    if rate.lower_bound and level is Level.OK:
        return Unknown(Reason.LOWER_BOUND)
    return level


def _reaches_across(rate: Rate, lines: Lines) -> bool:
    """Whether `bounds` lie below the watch line and at or over the review line; told without looking for them."""
    k, n, tail = min(rate.numerator, rate.denominator), rate.denominator, 1 - CONFIDENCE
    low_is_below = k == 0 or at_least(k, n, lines.watch) >= tail
    return low_is_below and (k == n or at_least(k + 1, n, lines.review) < CONFIDENCE)


def bounds(numerator: int, denominator: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Exact lower and upper bound of the true rate, each one-sided at `confidence`.

    (0.0, 1.0) when nothing was sent. Late bounces can outnumber a window's mail: then the window is read as all
    bounced. Source: Clopper & Pearson, Biometrika 26 (1934), by bisection on the binomial distribution.
    """
    k, n = min(numerator, denominator), denominator
    if n == 0:
        return 0.0, 1.0
    tail = 1 - confidence
    low = 0.0 if k == 0 else _bisect(lambda p: at_least(k, n, p) >= tail)
    high = 1.0 if k == n else _bisect(lambda p: at_least(k + 1, n, p) >= 1 - tail)
    return low, high


def score_bounds(numerator: int, denominator: int) -> tuple[float, float]:
    """What `bounds` tells, in closed form and a thousand times as fast: for curves, where a level hangs on no point.

    Source: Wilson's score interval (Journal of the American Statistical Association 22, 1927), each bound one-sided.
    """
    k, n = min(numerator, denominator), denominator
    if n == 0:
        return 0.0, 1.0
    squared = _DEVIATIONS**2
    middle = (k + squared / 2) / (n + squared)
    half = _DEVIATIONS / (n + squared) * math.sqrt(k * (n - k) / n + squared / 4)
    low = 0.0 if k == 0 else max(0.0, middle - half)
    return low, 1.0 if k == n else min(1.0, middle + half)


def told_apart(one: Rate, other: Rate) -> bool:
    """Whether two rates differ by more than chance does, at CONFIDENCE in either direction; never where one is none.

    Source: Newcombe's interval for the difference of two proportions (Statistics in Medicine 17, 1998, method 10).
    """
    if not one.denominator or not other.denominator:
        return False
    less, greater = sorted((one, other), key=_part)
    low, _ = score_bounds(greater.numerator, greater.denominator)
    _, high = score_bounds(less.numerator, less.denominator)
    return _part(greater) - _part(less) > math.hypot(_part(greater) - low, high - _part(less))


def _part(rate: Rate) -> float:
    """The rate, late bounces that outnumber the mail read as all of it."""
    return min(1.0, rate.numerator / rate.denominator)


def at_least(k: int, n: int, p: float) -> float:
    """Probability that `n` mails bring `k` or more events when each does with probability `p`."""
    if k <= 0:
        return 1.0
    if k > n or p <= 0:
        return 0.0
    if p >= 1:
        return 1.0
    if k > n * p:
        return min(1.0, _tail(k, n, p, step=1))
    return max(0.0, 1.0 - _tail(k - 1, n, p, step=-1))


def _tail(start: int, n: int, p: float, step: int) -> float:
    """Sum of binomial terms from `start` away from the mean, until they no longer count."""
    log_odds = math.log(p) - math.log1p(-p)
    log_term = (
        math.lgamma(n + 1)
        - math.lgamma(start + 1)
        - math.lgamma(n - start + 1)
        + start * math.log(p)
        + (n - start) * math.log1p(-p)
    )
    odds, term, total, i = math.exp(log_odds), math.exp(log_term), 0.0, start
    while 0 <= i <= n and term > total * 1e-15:
        total += term
        term *= (n - i) / (i + 1) * odds if step > 0 else i / ((n - i + 1) * odds)
        i += step
    return total


def _bisect(reached: Callable[[float], bool]) -> float:
    """Smallest p at which a rising condition holds, to double precision."""
    low, high = 0.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return (low + high) / 2


@dataclass(frozen=True, slots=True)
class QuotaUse:
    """Recipients sent to in the rolling 24 h against the account's limit."""

    used: float
    limit: float

    @property
    def unlimited(self) -> bool:
        """AWS writes -1 for "no limit"."""
        return self.limit < 0

    @property
    def share(self) -> float | None:
        """Used part of the limit, 0..1 and beyond; None without a limit."""
        return None if self.unlimited or self.limit == 0 else self.used / self.limit


QUOTA_WATCH: Final = 0.8
"""Share of the quota from which a person is told: at the limit SES drops mail."""
