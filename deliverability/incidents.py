"""The latest days of bad mail, and how long AWS's figure will still carry them.

Over how much mail AWS looks back is estimated in `representative.py`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from deliverability.coverage import Span, joined
from deliverability.metrics import DAY
from deliverability.rates import CONFIDENCE, FEWEST_EVENTS, Lines, Rate, at_least
from deliverability.representative import Step, Window

PRESENT: Final = 7 * DAY
"""The present volume is the mean of this long."""

RESTING: Final = 2 * DAY
"""An account that has sent nothing for this long rests, whatever it sent before."""

LULL: Final = DAY
"""Bad days with no more than this between them are one incident."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Bad days whose mail AWS's figure still carries: what they brought, and when the last of it drops out.

    `share` is their part of all events in the window now. `earliest` and `latest` are seconds from the end of the
    counts, by the low and the high end of the window; None where nothing is sent now, since then nothing drops out.
    `goes_on` where it may not have ended: then they count from its end.
    """

    incident: Span
    rate: Rate
    share: float
    earliest: int | None
    latest: int | None
    goes_on: bool = False


def weight(steps: Sequence[Step], window: Window, lines: Lines) -> Weight | None:
    """How long the latest incident still weighs at the present volume; None when the window may hold none."""
    held = last(steps, window.mails_high)
    found = latest_incident(steps, lines)
    if not held or found is None or found.until < held[0].at:
        return None
    since_then = _total(step for step in held if step.at > found.until).denominator
    rests = not _total(step for step in steps if step.at > steps[-1].at - RESTING).denominator
    present = 0 if rests else _total(step for step in steps if step.at > steps[-1].at - PRESENT).denominator
    inside = last(steps, window.mails)
    carried = _total(_within(inside, found)).numerator
    return Weight(
        found,
        _total(_within(steps, found)),
        carried / max(_total(inside).numerator, 1),
        _seconds(window.mails_low - since_then, present),
        _seconds(window.mails_high - since_then, present),
        goes_on=found.until > steps[-1].at - LULL,
    )


def latest_incident(steps: Sequence[Step], lines: Lines) -> Span | None:
    """The last run of days (UTC) that each stand over the review line, and clearly over the rest of the days.

    A day counts when its events would hardly come at the watch line, nor at the rate of the rest. The run begins and
    ends with the steps that carry it over the line.
    """
    days = _days(steps)
    over = {at: rate for at, rate in days.items() if _clearly_over(rate, lines)}
    usual = _sum(rate for at, rate in days.items() if at not in over).fraction or 0.0
    bad = [Span(at, at + DAY) for at, rate in over.items() if _hardly(rate, usual)]
    runs = joined(bad, within_seconds=LULL)
    return _trimmed(list(_within(steps, runs[-1])), runs[-1], lines) if runs else None


def _trimmed(steps: Sequence[Step], run: Span, lines: Lines) -> Span:
    """A run without what of its last day follows, and of its first day precedes, the mail over the line."""
    ending = list(_within(steps, Span(run.until - DAY, run.until)))
    over = list(accumulate(_excess(step, lines) for step in ending))
    until = ending[over.index(max(over))].at
    opening = list(_within(steps, Span(run.since, min(run.since + DAY, until))))
    over = list(accumulate(_excess(step, lines) for step in reversed(opening)))
    first = len(opening) - 1 - over.index(max(over))
    return Span(opening[first - 1].at if first else run.since, until)


def _excess(step: Step, lines: Lines) -> float:
    """Events more than the review line allows."""
    return step.events - lines.review * step.mails


def last(steps: Sequence[Step], mails: int) -> list[Step]:
    """The latest steps that together hold at least `mails`, or all."""
    held, first = 0, len(steps)
    while first and held < mails:
        first -= 1
        held += steps[first].mails
    return list(steps[first:])


def _clearly_over(rate: Rate, lines: Lines) -> bool:
    enough = rate.numerator >= FEWEST_EVENTS and (rate.fraction or 0.0) >= lines.review
    return enough and _hardly(rate, lines.watch)


def _hardly(rate: Rate, usual: float) -> bool:
    """So many events would hardly come by chance at the usual rate."""
    events = min(rate.numerator, rate.denominator)
    return at_least(events, rate.denominator, usual) <= 1 - CONFIDENCE


def _seconds(mails: int, present: int) -> int | None:
    return None if not present else round(max(mails, 0) * PRESENT / present)


def _days(steps: Iterable[Step]) -> dict[int, Rate]:
    """Our rate of each day, by its start."""
    days: dict[int, Rate] = {}
    for step in steps:
        at = (step.at - 1) // DAY * DAY
        days[at] = days.get(at, Rate(0, 0)) + Rate(step.events, step.mails)
    return days


def _within(steps: Iterable[Step], span: Span) -> Iterable[Step]:
    return (step for step in steps if span.since < step.at <= span.until)


def _total(steps: Iterable[Step]) -> Rate:
    return _sum(Rate(step.events, step.mails) for step in steps)


def _sum(rates: Iterable[Rate]) -> Rate:
    return sum(rates, Rate(0, 0))
