"""Rules over our own counts: the rate of 24 hours, and the fast burn of two windows. They see a rise days before AWS's.

AWS's own figures are judged in `reputation.py`. What chance alone may do fires nothing: the exact binomial test says so.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from deliverability.evidence import Counted, Evidence
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, Text, text
from deliverability.rates import FEWEST_EVENTS, Rate, at_least
from deliverability.rules.counsel import acts, clear_of, of_account, of_subject, page, steps
from deliverability.rules.rule import Finding, Message, Reminders, Severity, rule
from deliverability.standing import Measure
from deliverability.thresholds import Thresholds

CHANCE: Final = 0.01
"""A rate stands over a line when mail right on it would bring so many events less often than this."""

CHANCES: Final = {Measure.BOUNCE: CHANCE, Measure.COMPLAINT: CHANCE / 10}
"""Healthy complaints lie near their line, and a set may see three in a day: of many days and sets one fires too often."""

WATCH: Final = 1
TOO_NEAR: Final = frozenset({Measure.COMPLAINT})
"""Of these the watch line tells nothing: with one complaint in 1,500 mails, as is usual, some day meets it by chance."""

FAST: Final = (HOUR, 6 * HOUR, 2)
SLOW: Final = (6 * HOUR, 3 * DAY, 1)
"""Short window, long window, and how many times the review line both must stand on.

Source: Google, The Site Reliability Workbook, "Alerting on SLOs"; its 14.4 times of a budget of 0.1 % would be more
than all mail here, where 5 % is the budget.
"""

REVIEW: Final = WATCH + 1

_OF_A_RATE: Final[Mapping[str, object]] = {
    "keep_seconds": HOUR,
    "unit": "percent",
    "reminders": Reminders(worse_by=0.2),
}


@rule(
    N_("Our bounce rate of 24 hours"),
    inhibited_by=("sending-paused",),
    covered_by=("bounce-burn",),
    covered_to=REVIEW,
    **_OF_A_RATE,
)
def own_bounce_rate(known: Evidence, lines: Thresholds) -> Iterator[Finding]:
    """The bounces of the last 24 hours stand over the watch line, the review line, or the pause line."""
    return _days(known, lines, Measure.BOUNCE)


@rule(
    N_("Our complaint rate of 24 hours"),
    inhibited_by=("sending-paused",),
    covered_by=("complaint-burn",),
    covered_to=REVIEW,
    **_OF_A_RATE,
)
def own_complaint_rate(known: Evidence, lines: Thresholds) -> Iterator[Finding]:
    """The complaints of the last 24 hours stand over the watch line, the review line, or the pause line."""
    return _days(known, lines, Measure.COMPLAINT)


@rule(N_("Bounces of the last hours"), inhibited_by=("sending-paused",), **_OF_A_RATE)
def bounce_burn(known: Evidence, lines: Thresholds) -> Iterator[Finding]:
    """Bounces come so fast that both a short and a long window stand over the review line."""
    return _burns(known, lines, Measure.BOUNCE)


@rule(N_("Complaints of the last hours"), inhibited_by=("sending-paused",), **_OF_A_RATE)
def complaint_burn(known: Evidence, lines: Thresholds) -> Iterator[Finding]:
    """Complaints come so fast that both a short and a long window stand over the review line."""
    return _burns(known, lines, Measure.COMPLAINT)


def surely_over(rate: Rate, line: float, chance: float = CHANCE) -> bool:
    """Whether a rate stands on the line or over it, by more than chance and by more than a handful of events."""
    k, n = min(rate.numerator, rate.denominator), rate.denominator
    return _stands_on(rate, line) and k >= FEWEST_EVENTS and at_least(k, n, line) < chance


def _stands_on(rate: Rate, line: float) -> bool:
    return rate.fraction is not None and rate.fraction >= line


def _days(known: Evidence, lines: Thresholds, measure: Measure) -> Iterator[Finding]:
    for counted in known.counted:
        if counted.measure is measure and (window := _day(counted)) is not None:
            yield _of_day(known, counted, window, lines)


def _day(counted: Counted) -> int | None:
    """The shortest window that holds a day; configuration sets are counted by calendar days only."""
    return min((window for window in counted.windows if DAY <= window <= 2 * DAY), default=None)


def _of_day(known: Evidence, counted: Counted, window: int, lines: Thresholds) -> Finding:
    rate, ladder, chance = counted.windows[window], lines.ladders[counted.measure], CHANCES[counted.measure]
    met = [line for line in (ladder.watch, ladder.review, ladder.pause) if surely_over(rate, line, chance)]
    if len(met) == WATCH and counted.measure in TOO_NEAR:
        met = []
    keeps = not met and _stands_on(rate, clear_of(ladder.watch))
    headlines = _OF_SETS if counted.configuration_set else _OF_DAYS
    headline = headlines[counted.measure][max(len(met), WATCH) - 1]
    return Finding(
        subject=counted.configuration_set,
        at=counted.at,
        step=len(met),
        severity=Severity.CRITICAL if len(met) > WATCH else Severity.WARN,
        keeps=keeps,
        value=rate.fraction,
        threshold=met[-1] if met else ladder.review if counted.measure in TOO_NEAR else ladder.watch,
        message=_message(known, counted, (window,), headline) if met or keeps else None,
    )


def _burns(known: Evidence, lines: Thresholds, measure: Measure) -> Iterator[Finding]:
    for counted in known.counted:
        if counted.measure is measure and (finding := _burn(known, counted, lines)) is not None:
            yield finding


def _burn(known: Evidence, counted: Counted, lines: Thresholds) -> Finding | None:
    ladder, windows = lines.ladders[counted.measure], counted.windows
    review = ladder.review
    ways = [way for way in (SLOW, FAST) if way[0] in windows and way[1] in windows]
    if not ways:
        return None
    chance = CHANCES[counted.measure]
    met = [way for way in ways if _burning(windows, way, review, chance)]
    day = windows.get(DAY)
    # What the 24 hours tell already is not told a second time; and what was told here first stays until they are clear.
    told_by_day = day is not None and surely_over(day, review, chance)
    day_goes_on = day is not None and _stands_on(day, clear_of(ladder.watch))
    keeps = day_goes_on or _stands_on(windows[6 * HOUR], clear_of(review))
    step = 0 if told_by_day or not met else 2 if FAST in met else 1
    short, long, times = met[-1] if met else ways[0]
    return Finding(
        subject=counted.configuration_set,
        at=counted.at,
        step=step,
        severity=Severity.CRITICAL,
        keeps=keeps and not step,
        value=windows[short].fraction,
        threshold=times * review,
        message=_message(known, counted, (short, long), _COME_FAST[counted.measure]) if step or keeps else None,
    )


def _burning(windows: Mapping[int, Rate], way: tuple[int, int, int], review: float, chance: float) -> bool:
    short, long, times = way
    return _stands_on(windows[short], times * review) and surely_over(windows[long], times * review, chance)


_OF_DAYS: Final = {
    Measure.BOUNCE: (
        N_("Bounces of the last {window:duration} come near the review line."),
        N_("Bounces of the last {window:duration} run over the review line."),
        N_("Bounces of the last {window:duration} run over the pause line."),
    ),
    Measure.COMPLAINT: (
        N_("Complaints of the last {window:duration} come near the review line."),
        N_("Complaints of the last {window:duration} run over the review line."),
        N_("Complaints of the last {window:duration} run over the pause line."),
    ),
}
"""By step, from the first."""

_OF_SETS: Final = {
    Measure.BOUNCE: (
        N_("Bounces of the last {window:duration} come near the line from which AWS reviews an account."),
        N_("Bounces of the last {window:duration} run over the line from which AWS reviews an account."),
        N_("Bounces of the last {window:duration} run over the line from which AWS may pause an account."),
    ),
    Measure.COMPLAINT: (
        N_("Complaints of the last {window:duration} come near the line from which AWS reviews an account."),
        N_("Complaints of the last {window:duration} run over the line from which AWS reviews an account."),
        N_("Complaints of the last {window:duration} run over the line from which AWS may pause an account."),
    ),
}
"""The same of a configuration set, which AWS neither reviews nor pauses."""

_COME_FAST: Final = {
    Measure.BOUNCE: N_("Bounces come fast: the last {window:duration} run over the review line."),
    Measure.COMPLAINT: N_("Complaints come fast: the last {window:duration} run over the review line."),
}
_BOUNCED: Final = N_(
    "{rate:percent}: {count:number} of {mails:number} mails of the last {window:duration} bounced hard."
)
_COMPLAINED: Final = N_(
    "{rate:percent} at least: {count:number} complaints, {mails:number} mails in the last {window:duration}."
)
_OF_SET: Final = N_("{rate:percent}: {count:number} complaints, {mails:number} mails in the last {window:duration}.")


def _message(known: Evidence, counted: Counted, windows: tuple[int, ...], headline: str) -> Message:
    measure, name = counted.measure, counted.configuration_set
    will_follow = N_("AWS's own figure moves more slowly and will follow. {acts}")
    return Message(
        headline=of_subject(name, text(headline, window=windows[0])),
        figures=(*(_figure(counted, window) for window in windows), *of_account(known, measure, name)),
        aws=acts(measure, name) if name else text(will_follow, acts=acts(measure, name)),
        steps=steps(measure, name, support=False),
        page=page(measure),
    )


def _figure(counted: Counted, window: int) -> Text:
    rate = counted.windows[window]
    sentence = _BOUNCED if counted.measure is Measure.BOUNCE else _COMPLAINED if rate.lower_bound else _OF_SET
    return text(sentence, rate=rate.fraction, count=rate.numerator, mails=rate.denominator, window=window)
