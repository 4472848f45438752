"""Rules over AWS's own reputation figures: the numbers on which AWS acts, of the account and of its configuration sets.

Our own counts, which move sooner, are judged in `counts.py`.
"""

from collections.abc import Iterator
from typing import Final

from deliverability.evidence import Evidence, Reputation
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, NN_, Text, text
from deliverability.rules.counsel import AWS_ACTS, clear_of, of_subject, page, reached, steps
from deliverability.rules.rule import Finding, Message, Reminders, Severity, rule
from deliverability.standing import Measure
from deliverability.thresholds import Thresholds

FEWEST_TO_WATCH: Final = {Measure.BOUNCE: 5, Measure.COMPLAINT: 3}
"""Fewer events of 30 days than these make a figure jump past the watch line by themselves."""

WATCH: Final = 1
REMINDERS: Final = Reminders(first=DAY, worse_by=0.2)


@rule(
    N_("AWS's bounce rate"),
    keep_seconds=HOUR,
    reminders=REMINDERS,
    inhibited_by=("sending-paused",),
    unit="percent",
)
def aws_bounce_rate(known: Evidence, lines: Thresholds) -> Iterator[Finding]:
    """AWS's bounce rate has met one of the four lines."""
    return _judged(known, lines, Measure.BOUNCE)


@rule(
    N_("AWS's complaint rate"),
    keep_seconds=HOUR,
    reminders=REMINDERS,
    inhibited_by=("sending-paused",),
    unit="percent",
)
def aws_complaint_rate(known: Evidence, lines: Thresholds) -> Iterator[Finding]:
    """AWS's complaint rate has met one of the four lines."""
    return _judged(known, lines, Measure.COMPLAINT)


def _judged(known: Evidence, lines: Thresholds, measure: Measure) -> Iterator[Finding]:
    own = lines.ladders[measure].steps
    over = {each.subject: each.seen for each in known.of("configuration-set") if each.publishes_no_more}
    for figure in known.reputation:
        name = figure.configuration_set
        if figure.measure is measure:
            yield Finding(name, over[name], 0, threshold=own[0]) if name in over else _finding(figure, own)


def _finding(figure: Reputation, lines: tuple[float, ...]) -> Finding:
    enough = figure.events is not None and figure.events >= FEWEST_TO_WATCH[figure.measure]
    step = reached(figure.value, lines)
    if step == WATCH and not enough:
        step = 0
    keeps = step == 0 and figure.value >= clear_of(lines[0])
    return Finding(
        subject=figure.configuration_set,
        at=figure.at,
        step=step,
        severity=Severity.WARN if step <= WATCH else Severity.CRITICAL,
        keeps=keeps,
        value=figure.value,
        threshold=lines[max(step, WATCH) - 1],
        held_since=_held_since(figure, lines[0] if enough else lines[WATCH]) if step else None,
        message=_message(figure, step) if step or keeps else None,
    )


def _held_since(figure: Reputation, line: float) -> int | None:
    """From when on every point we know of has stood on the line or over it."""
    since = None
    for at, value in reversed(figure.points):
        if value < line:
            break
        since = at
    return since


_HEADLINES: Final = {
    Measure.BOUNCE: (
        N_("AWS's bounce rate comes near the review line."),
        N_("AWS's bounce rate comes near the review line."),
        N_("AWS's bounce rate stands over the review line."),
        N_("AWS's bounce rate is on its way to the pause line."),
        N_("AWS's bounce rate stands over the pause line."),
    ),
    Measure.COMPLAINT: (
        N_("AWS's complaint rate comes near the review line."),
        N_("AWS's complaint rate comes near the review line."),
        N_("AWS's complaint rate stands over the review line."),
        N_("AWS's complaint rate is on its way to the pause line."),
        N_("AWS's complaint rate stands over the pause line."),
    ),
}
"""By step; 0 is a figure that fires no more and is not clear yet."""

_COUNTS: Final = {
    Measure.BOUNCE: NN_(
        "{rate:percent}: {n:number} bounce we know of in the last 30 days.",
        "{rate:percent}: {n:number} bounces we know of in the last 30 days.",
    ),
    Measure.COMPLAINT: NN_(
        "{rate:percent}: {n:number} complaint we know of in the last 30 days.",
        "{rate:percent}: {n:number} complaints we know of in the last 30 days.",
    ),
}


def _message(figure: Reputation, step: int) -> Message:
    measure = figure.measure
    return Message(
        headline=of_subject(figure.configuration_set, text(_HEADLINES[measure][step])),
        figures=(
            _count(figure),
            text(
                N_("AWS measures it over the last mails of a usual volume, which it does not tell; hard bounces only.")
            )
            if measure is Measure.BOUNCE
            else text(N_("AWS measures it over the last mails to providers that report complaints.")),
        ),
        aws=text(AWS_ACTS, review=measure.lines.review, pause=measure.lines.pause),
        steps=steps(measure, support=step > WATCH),
        page=page(measure),
    )


def _count(figure: Reputation) -> Text:
    if figure.events is None:
        return text(N_("{rate:percent}; how many mails that is, nobody counts for us."), rate=figure.value)
    return text(_COUNTS[figure.measure], rate=figure.value, n=figure.events)
