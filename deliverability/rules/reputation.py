"""Rules over AWS's own reputation figures: the numbers on which AWS acts, of the account and of its configuration sets.

Our own counts, which move sooner, are judged in `counts.py`.
"""

from collections.abc import Iterator
from typing import Final

from deliverability.evidence import Evidence, Reputation
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, NN_, Text, text
from deliverability.rules.counsel import acts, clear_of, of_account, page, reached, steps
from deliverability.rules.rule import Finding, Message, Peak, Reminders, Severity, rule
from deliverability.standing import Measure
from deliverability.stretches import Stretch, over
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
    ended = {each.subject: each.seen for each in known.of("configuration-set") if each.publishes_no_more}
    for figure in known.reputation:
        name = figure.configuration_set
        if figure.measure is measure:
            yield Finding(name, ended[name], 0, threshold=own[0]) if name in ended else _finding(known, figure, own)


def _finding(known: Evidence, figure: Reputation, lines: tuple[float, ...]) -> Finding:
    enough = figure.tally is not None and figure.tally.events >= FEWEST_TO_WATCH[figure.measure]
    step = reached(figure.value, lines)
    if step == WATCH and not enough:
        step = 0
    keeps = step == 0 and figure.value >= clear_of(lines[0])
    held = over(figure.stretches, lines[0] if enough else lines[WATCH]) if step else None
    return Finding(
        subject=figure.configuration_set,
        at=figure.at,
        step=step,
        severity=Severity.WARN if step <= WATCH else Severity.CRITICAL,
        keeps=keeps,
        value=figure.value,
        threshold=lines[max(step, WATCH) - 1],
        held_since=held.since if held else None,
        witnessed=held is None or held.witnessed,
        peak=_peak(held, lines) if held else None,
        message=_message(known, figure, step) if step or keeps else None,
    )


def _peak(held: Stretch, lines: tuple[float, ...]) -> Peak:
    return Peak(held.peak, lines[reached(held.peak, lines) - 1])


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

_OF_SETS: Final = {
    Measure.BOUNCE: (
        N_("The bounce rate of configuration set {subject} comes near the line from which AWS reviews an account."),
        N_("The bounce rate of configuration set {subject} comes near the line from which AWS reviews an account."),
        N_("The bounce rate of configuration set {subject} stands over the line from which AWS reviews an account."),
        N_(
            "The bounce rate of configuration set {subject} stands far over the line from which AWS reviews an account."
        ),
        N_("The bounce rate of configuration set {subject} stands over the line from which AWS may pause an account."),
    ),
    Measure.COMPLAINT: (
        N_("The complaint rate of configuration set {subject} comes near the line from which AWS reviews an account."),
        N_("The complaint rate of configuration set {subject} comes near the line from which AWS reviews an account."),
        N_("The complaint rate of configuration set {subject} stands over the line from which AWS reviews an account."),
        N_(
            "The complaint rate of configuration set {subject} stands far over the line from which AWS reviews an account."
        ),
        N_(
            "The complaint rate of configuration set {subject} stands over the line from which AWS may pause an account."
        ),
    ),
}
"""The same of a configuration set, on whose rate AWS does not act."""

_COUNTS: Final = {
    Measure.BOUNCE: NN_(
        "{rate:percent} by AWS's figure. In {mails:number} mails of the last {window:duration} we know of {n:number} bounce.",
        "{rate:percent} by AWS's figure. In {mails:number} mails of the last {window:duration} we know of {n:number} bounces.",
    ),
    Measure.COMPLAINT: NN_(
        "{rate:percent} by AWS's figure. In {mails:number} mails of the last {window:duration} we know of {n:number} complaint.",
        "{rate:percent} by AWS's figure. In {mails:number} mails of the last {window:duration} we know of {n:number} complaints.",
    ),
}


def _message(known: Evidence, figure: Reputation, step: int) -> Message:
    measure, name = figure.measure, figure.configuration_set
    return Message(
        headline=text(_OF_SETS[measure][step], subject=name) if name else text(_HEADLINES[measure][step]),
        figures=(
            _count(known.now, figure),
            text(
                N_("AWS measures it over the last mails of a usual volume, which it does not tell; hard bounces only.")
            )
            if measure is Measure.BOUNCE
            else text(N_("AWS measures it over the last mails to providers that report complaints.")),
            *of_account(known, measure, name),
        ),
        aws=acts(measure, name),
        steps=steps(measure, name, support=step > WATCH),
        page=page(measure),
    )


def _count(now: int, figure: Reputation) -> Text:
    tally = figure.tally
    if tally is None:
        return text(N_("{rate:percent}; how many mails that is, nobody counts for us."), rate=figure.value)
    window = now - tally.since
    return text(_COUNTS[figure.measure], rate=figure.value, n=tally.events, mails=tally.mails, window=window)
