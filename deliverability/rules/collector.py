"""Rules over ourselves: readings that grow old or lose their permission, messages that reach nobody, a clock that is off.

A collector that is silent altogether cannot tell: the dashboard does, and whoever waits for the heartbeat.
"""

from collections.abc import Iterator
from typing import Final

from deliverability.evidence import Asked, Evidence
from deliverability.metrics import DAY
from deliverability.model import N_, NN_, Text, text
from deliverability.rules.rule import Finding, Message, Severity, rule
from deliverability.thresholds import Thresholds

DENIED: Final = "denied"
BROUGHT: Final = frozenset({"ok", "partial"})
ONE_FOR_ALL: Final = ""
"""The subject under which it is told that no reading works."""

CONFIRMED_AFTER: Final = 240
"""A policy that is being edited denies for a moment: the second denial is told."""


ALONE_AFTER: Final = 600
"""By then every reading that failed was asked again: an outage is not told piece by piece, neither is its end."""


@rule(N_("A reading has grown old"), about_us=True, for_seconds=ALONE_AFTER, unit="duration")
def reading_stale(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """A reading has brought nothing for three of its intervals. What is denied is told by `permission-lost`."""
    asked = [each for each in known.readings if each.outcome and each.outcome != DENIED]
    old = [each for each in asked if _age(each, known.now) > each.patience_seconds]
    shortest = min((each.patience_seconds for each in asked), default=0)
    # What is denied may be so for ever, and what is asked seldom is not old yet: neither says that AWS is reached.
    none_works = len(asked) > 1 and all(_age(each, known.now) > shortest for each in asked)
    yield _nothing_read(known.now, asked) if none_works else Finding(ONE_FOR_ALL, known.now, 0)
    for each in asked:
        step = int(each in old and not none_works)
        keeps = each in old and none_works
        yield Finding(
            subject=each.name,
            at=known.now,
            step=step,
            severity=Severity.WARN,
            keeps=keeps,
            value=_age(each, known.now),
            threshold=each.patience_seconds,
            message=_stale(each, known.now) if step or keeps else None,
        )


def _age(each: Asked, now: int) -> int:
    """Seconds since it brought something, or since it was first asked to."""
    since = each.first_asked if each.last_success is None else each.last_success
    return max(0, now - (each.at if since is None else since))


def _stale(each: Asked, now: int) -> Message:
    aged = text(N_("Its last success is {age:duration} old."), age=_age(each, now))
    return Message(
        text(N_("{reading}: nothing new is known."), reading=each.title),
        figures=(aged, *([each.error] if each.error else [])),
        aws=text(N_("What AWS does meanwhile is not seen here; alerts that rest on it stay as they are.")),
        steps=(_LOOK,),
        page="health",
    )


_LOOK: Final = text(N_("Look at Health for the call that fails, and what cures it."))


def _nothing_read(now: int, asked: list[Asked]) -> Finding:
    ages = [_age(each, now) for each in asked]
    latest = max(asked, key=lambda each: each.at)
    message = Message(
        text(N_("Nothing of AWS can be read.")),
        figures=(
            text(N_("The last success of any reading is {age:duration} old."), age=min(ages)),
            *([latest.error] if latest.error else []),
        ),
        aws=text(N_("What AWS does meanwhile is not seen here; alerts that rest on it stay as they are.")),
        steps=(_LOOK, text(N_("Look whether the collector's machine reaches AWS, and whether its key still works."))),
        page="health",
    )
    threshold, since = min(each.patience_seconds for each in asked), now - min(ages)
    return Finding(
        ONE_FOR_ALL,
        now,
        1,
        Severity.CRITICAL,
        value=min(ages),
        threshold=threshold,
        held_since=since,
        message=message,
    )


@rule(N_("A permission was lost"), about_us=True, for_seconds=CONFIRMED_AFTER)
def permission_lost(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """A reading that once worked is denied. What never worked was never allowed, and is no alert."""
    for each in known.readings:
        if each.outcome == DENIED and each.worked_before:
            yield Finding(each.name, each.at, 1, Severity.WARN, message=_denied(each))
        elif each.outcome in BROUGHT:
            yield Finding(each.name, each.at, 0)


def _denied(each: Asked) -> Message:
    return Message(
        text(N_("{reading}: AWS denies it, and has allowed it before."), reading=each.title),
        figures=(
            text(N_("Denied: {actions}"), actions=each.missing_action or "–"),
            *([each.error] if each.error else []),
        ),
        steps=(text(N_("Allow it again: `python -m collector policy` prints the policy that is needed.")),),
        page="health",
    )


@rule(N_("Messages reach nobody"), about_us=True, for_seconds=DAY)
def dead_letters(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """A channel took none of the last messages, for a day by now: the first word of it went to the others at once."""
    for channel, count in (known.dead_letters or {}).items():
        message = _undelivered(channel, count) if count else None
        yield Finding(channel, known.now, int(count > 0), Severity.WARN, value=count, threshold=1, message=message)


def _undelivered(channel: str, count: int) -> Message:
    told = NN_(
        "{n:number} message was given up since the channel took one last.",
        "{n:number} messages were given up since the channel took one last.",
    )
    return Message(
        text(N_("Alerts do not get through to {channel}."), channel=channel),
        figures=(text(told, n=count),),
        steps=(text(N_("Correct its address in ALERT_URLS, then send a test from the page Alerts.")),),
        page="alerts",
    )


SKEW: Final = 120
SKEW_REFUSED: Final = 300
"""AWS refuses requests whose time is five minutes off."""


@rule(N_("The clock is wrong"), about_us=True, unit="duration")
def clock_skew(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """The collector's clock is minutes away from AWS's."""
    skew = known.clock_skew_seconds
    if skew is None:
        return
    off = abs(skew)
    step = int(off >= SKEW) + int(off >= SKEW_REFUSED)
    keeps = not step and off >= SKEW / 2
    yield Finding(
        subject="",
        at=known.now,
        step=step,
        severity=Severity.CRITICAL if step > 1 else Severity.WARN,
        keeps=keeps,
        value=off,
        threshold=SKEW_REFUSED if step > 1 else SKEW,
        message=_off_by(skew) if step or keeps else None,
    )


def _off_by(skew: float) -> Message:
    return Message(
        text(N_("The clock of the collector's machine is wrong.")),
        figures=(_direction(skew),),
        aws=text(N_("AWS refuses requests whose time is five minutes off; before that, alerts come at wrong times.")),
        steps=(text(N_("Let the machine take its time from a time server.")),),
        page="health",
    )


def _direction(skew: float) -> Text:
    ahead = N_("It is {off:duration} ahead of AWS's.")
    behind = N_("It is {off:duration} behind AWS's.")
    return text(ahead if skew > 0 else behind, off=abs(skew))
