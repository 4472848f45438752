"""How many more bounces or complaints an account and its configuration sets can take, and when a line will be met.

AWS judges a volume of mail that it does not tell. Which stands in for it, and why, is said with every budget. The
arithmetic is in `deliverability/budget.py`, the days to a line in `deliverability/trend.py`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from deliverability.budget import Budget, OutOfReach, budget, counted_by_aws, tightest, usual_day
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, Reason, Text, Unknown, text
from deliverability.rates import Rate, judge
from deliverability.representative import Window
from deliverability.standing import Enforcement, Measure
from deliverability.trend import BLOCK, DaysTo, days_to, trend
from report.facts import AWS_METRIC, MOSTLY, Facts, Figure, OwnRate, in_part
from report.look_back import LookBack
from report.set_budgets import SetBudget, set_budgets
from store import samples, statistics
from store.engines.engine import Engine

USUAL_OVER: Final = 28 * DAY
"""The usual day is the median of the days with mail in this time."""


class Basis(StrEnum):
    """The mail that stands for AWS's representative volume."""

    AWS = "aws"
    """Estimated from the course of AWS's own figure."""
    WEEK = "7d"
    MONTH = "30d"
    """Our own last days, assumed."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What is left up to both lines over `window`, in which at least AWS's own figure is counted where it is known.

    `look_back` is AWS's estimated window, `why_assumed` why there is none. `about_a_day`: the mails looked ahead are
    those of a usual day. `at_most`: a lower bound was counted with, so the true budget can only be smaller.
    """

    basis: Basis
    window: Rate
    review: Budget | OutOfReach
    pause: Budget | OutOfReach
    look_back: Window | None
    why_assumed: Unknown | None
    about_a_day: bool
    at_most: bool


@dataclass(frozen=True, slots=True)
class Withheld:
    """Why no budget is offered, and what to do instead."""

    why: Text
    instead: Text | None = None


@dataclass(frozen=True, slots=True)
class Budgets:
    """The budget of a measure at `now` (epoch seconds): the account's, the days to its next line, the sets' own.

    `read_at` is when the older of the readings it rests on was last read.
    """

    measure: Measure
    now: int
    account: Allowance | Withheld | Unknown
    figure: Figure | Unknown
    days_to: DaysTo | None
    sets: tuple[SetBudget, ...]
    read_at: int | None


STOP: Final = text(N_("Stop the mail that caused it; keep only mail that people wait for."))
WITHHELD: Final = {
    Enforcement.PROBATION: Withheld(
        text(
            N_("AWS has this account under review: no budget is offered, each further bounce or complaint weighs now.")
        ),
        STOP,
    ),
    Enforcement.SHUTDOWN: Withheld(text(N_("AWS has paused sending: there is no budget to spend.")), STOP),
}


def budgets(store: Engine, back: LookBack) -> Budgets:
    """The budgets of a measure at the moment of `back`."""
    known, measure = back.known, back.measure
    figure = known.reputation[measure]
    held = _withheld(known)
    if held is not None:
        return Budgets(measure, known.now, held, figure, None, (), None)
    return Budgets(
        measure=measure,
        now=known.now,
        account=_account(store, back),
        figure=figure,
        days_to=_days_to(store, back),
        sets=set_budgets(store, known, measure),
        read_at=_read_at(known, "statistics", *(["metrics"] if isinstance(figure, Figure) else [])),
    )


def _read_at(known: Facts, *readings: str) -> int | None:
    read = [known.freshness[name].last_success for name in readings if name in known.freshness]
    return min((at for at in read if at is not None), default=None)


def _withheld(known: Facts) -> Withheld | Unknown | None:
    """A budget is offered only to an account that AWS calls healthy and that sends."""
    status, sending = known.field("enforcement_status"), known.field("sending_enabled")
    if isinstance(status, Unknown):
        return status
    if status in WITHHELD:
        return WITHHELD[Enforcement(status)]
    if status != Enforcement.HEALTHY:
        return Withheld(text(N_("AWS calls the account {status}: no budget is offered."), status=str(status)))
    if sending is False:
        find = text(N_("Find the cause first, then switch sending on in the SES console, Account dashboard."))
        return Withheld(text(N_("Sending is switched off: there is no budget to spend.")), find)
    return sending if isinstance(sending, Unknown) else None


def _account(store: Engine, back: LookBack) -> Allowance | Unknown:
    known, measure, window = back.known, back.measure, back.window
    figure, usual = known.reputation[measure], _usual_day(store, known, measure)
    if isinstance(window, Window) and isinstance(figure, Figure):
        ends = [counted_by_aws(figure.value, mails, window.scale) for mails in (window.mails_low, window.mails_high)]
        chosen = tightest([end for end in ends if end.denominator], measure.lines.review, usual)
        return _allowance(Basis.AWS, chosen, measure, usual, window)
    own = _own(known, measure)
    if isinstance(own, Unknown):
        return own
    basis = Basis(own.window)
    return _allowance(basis, _at_least_awss(own, figure), measure, usual, window)


def _own(known: Facts, measure: Measure) -> OwnRate | Unknown:
    """Our week where it holds mail enough to tell, else our month, else why not; never one known in part only."""
    _, week, month = known.own[measure]
    for own in (week, month):
        if isinstance(own.rate, Unknown):
            return own.rate
        if own.known_share < MOSTLY:
            return Unknown(Reason.NOT_ENOUGH_MAIL) if own is month else in_part(own.window_seconds)
        level = judge(own.rate, measure.lines)
        if not isinstance(level, Unknown) or level.reason is not Reason.NOT_ENOUGH_MAIL:
            return own
    return Unknown(Reason.NOT_ENOUGH_MAIL)


def _at_least_awss(own: OwnRate, figure: Figure | Unknown) -> Rate:
    """Our count, or what AWS's figure would be of our mail where that is more."""
    rate = own.rate if isinstance(own.rate, Rate) else Rate(0, 0)
    if isinstance(figure, Unknown):
        return rate
    told = counted_by_aws(figure.value, rate.denominator, 1.0).numerator
    return Rate(max(rate.numerator, told), rate.denominator, rate.lower_bound)


def _allowance(basis: Basis, window: Rate, measure: Measure, usual: int, look_back: Window | Unknown) -> Allowance:
    ahead = max(usual, 1)
    review, pause = (budget(window, line, ahead) for line in (measure.lines.review, measure.lines.pause))
    return Allowance(
        basis=basis,
        window=window,
        review=review,
        pause=pause,
        look_back=look_back if isinstance(look_back, Window) else None,
        why_assumed=look_back if isinstance(look_back, Unknown) else None,
        about_a_day=review.next_mails == usual,
        at_most=window.lower_bound,
    )


def _usual_day(store: Engine, known: Facts, measure: Measure) -> int:
    """Mails of a usual day, or of the last 24 hours while no whole day with mail is known."""
    midnight = known.now - known.now % DAY
    days = statistics.buckets(store, known.scope, midnight - USUAL_OVER, midnight, DAY)
    day = known.own[measure][0].rate
    return usual_day([b.attempts for b in days]) or (day.denominator if isinstance(day, Rate) else 0)


def _days_to(store: Engine, back: LookBack) -> DaysTo | None:
    """To the review line, or past it to the pause line."""
    known, measure = back.known, back.measure
    figure, day = known.reputation[measure], known.own[measure][0]
    if isinstance(figure, Unknown) or isinstance(day.rate, Unknown) or day.known_share < MOSTLY:
        return None
    since = known.now - DAY - BLOCK - HOUR
    hours = samples.buckets(store, known.scope, AWS_METRIC[measure], "", since, known.now, HOUR)
    found = trend([(min(b.at + HOUR, known.now), b.mean) for b in hours], known.now)
    line = measure.lines.review if figure.value < measure.lines.review else measure.lines.pause
    return days_to(found, line, _counted_as_awss(day.rate, back.window))


def _counted_as_awss(day: Rate, window: Window | Unknown) -> Rate:
    """Our day over the mail that AWS would count of it, where that is known."""
    if isinstance(window, Unknown):
        return day
    return Rate(day.numerator, int(day.denominator / max(1.0, window.scale)))
