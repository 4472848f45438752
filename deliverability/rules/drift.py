"""Rules over the setup: identities that lose their proof, event destinations and configuration sets that are switched off.

Only what was once good can be lost: what was never set up is the checklist's business.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from deliverability.evidence import Evidence, Thing
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, Text, text
from deliverability.rules.rule import Finding, Message, Severity, rule
from deliverability.thresholds import Thresholds

PATIENCE: Final[Mapping[str, int]] = {"TEMPORARY_FAILURE": 6 * HOUR, "PENDING": DAY}
"""SES looks again by itself; a person who sets it up anew has a day for it."""

GONE_FOR: Final = DAY
"""So long it is news that a thing was removed."""

REMOVED: Final = 4
"""A step beyond all that can be lost of a thing, so that its removal is told also after that."""

_STATUSES: Final = ("mail_from_status", "dkim_status", "verification_status")
"""Of an identity, the worst to lose last: the number of the last one lost is the step."""


@rule(N_("An identity lost its verification"))
def identity(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """An identity, its DKIM or its MAIL FROM was verified and is not any more."""
    for thing in known.of("identity"):
        if thing.gone_since is not None:
            yield _gone(thing, _removed(thing, N_("Identity {subject} was removed.")))
        elif any(thing.value(name) is not None for name in _STATUSES):
            lost = {name: since for name in _STATUSES if (since := _lost_since(thing, name)) is not None}
            step = max((_STATUSES.index(name) + 1 for name in lost), default=0)
            yield Finding(
                subject=thing.subject,
                at=thing.seen,
                step=step,
                severity=Severity.CRITICAL if step > 1 else Severity.WARN,
                held_since=min(lost.values(), default=None),
                message=_of_identity(thing, list(lost)) if lost else None,
            )


def _lost_since(thing: Thing, name: str) -> int | None:
    """Since when a status is lost for longer than it may be; None while it is not."""
    if name == "mail_from_status" and not thing.value("mail_from_domain"):
        return None
    lost = thing.lost_since(name)
    patience = PATIENCE.get(str(thing.value(name)), 0)
    return None if lost is None or thing.seen - lost < patience else lost + patience


_LOST: Final[Mapping[str, str]] = {
    "mail_from_status": N_("The MAIL FROM domain of {subject} is no longer verified."),
    "dkim_status": N_("DKIM of {subject} is no longer verified."),
    "verification_status": N_("Identity {subject} is no longer verified."),
}
_NOW: Final[Mapping[str, str]] = {
    "mail_from_status": N_("MAIL FROM: {status}"),
    "dkim_status": N_("DKIM: {status}"),
    "verification_status": N_("Verification: {status}"),
}
_MEANS: Final[Mapping[str, str]] = {
    "mail_from_status": N_("SES sends with amazonses.com as MAIL FROM, or not at all, as the identity says."),
    "dkim_status": N_("SES sends without your DKIM signature: providers trust such mail less or refuse it."),
    "verification_status": N_("SES refuses mail from an identity that is not verified."),
}


def _of_identity(thing: Thing, lost: list[str]) -> Message:
    worst = lost[-1]
    return Message(
        text(_LOST[worst], subject=thing.subject),
        figures=tuple(text(_NOW[name], status=str(thing.value(name))) for name in lost),
        aws=text(_MEANS[worst]),
        steps=(
            text(
                N_("Compare the DNS records of {subject} with those the SES console shows for it."),
                subject=thing.subject,
            ),
            text(N_("Put back what is missing; SES looks again by itself within 72 hours.")),
        ),
    )


@rule(N_("An event destination is off"))
def event_destination(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """An event destination was switched off or removed. One that went with its configuration set is told there."""
    there = {thing.subject for thing in known.of("configuration-set") if thing.gone_since is None}
    for thing in known.of("event-destination"):
        if thing.gone_since is not None:
            told = thing.subject.rpartition("/")[0] in there
            yield _gone(thing, _removed(thing, N_("Event destination {subject} was removed.")), told=told)
        elif (finding := _switched_off(thing, "enabled", Severity.WARN, _OFF)) is not None:
            yield finding


@rule(N_("A configuration set is off"))
def configuration_set(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """A configuration set was paused or removed."""
    for thing in known.of("configuration-set"):
        if thing.gone_since is not None:
            yield _gone(thing, _removed(thing, N_("Configuration set {subject} was removed.")))
        elif (finding := _switched_off(thing, "sending_enabled", Severity.CRITICAL, _PAUSED)) is not None:
            yield finding


_OFF: Final = (
    N_("Event destination {subject} was switched off."),
    N_("SES publishes no events there: bounces and complaints no longer arrive."),
    N_("Switch it on again in the SES console, Configuration sets, unless you meant it."),
)
_PAUSED: Final = (
    N_("Configuration set {subject} was paused."),
    N_("SES refuses mail that is sent through it."),
    N_("Find the cause first, then switch its sending on in the SES console, Configuration sets."),
)


def _switched_off(thing: Thing, name: str, severity: Severity, words: tuple[str, str, str]) -> Finding | None:
    if thing.value(name) is None:
        return None
    lost = thing.lost_since(name)
    headline, means, step = (text(sentence, subject=thing.subject) for sentence in words)
    message = None if lost is None else Message(headline, aws=means, steps=(step,))
    return Finding(thing.subject, thing.seen, int(lost is not None), severity, held_since=lost, message=message)


def _gone(thing: Thing, message: Message, *, told: bool = True) -> Finding:
    """That a thing was removed, for a day; then whatever was told of it is over, and that is no news."""
    since = thing.gone_since
    step = REMOVED if told and since is not None and thing.seen - since < GONE_FOR else 0
    held, said = (since, message) if step else (None, None)
    return Finding(thing.subject, thing.seen, step, Severity.WARN, held_since=held, message=said, news=True)


def _removed(thing: Thing, headline: str) -> Message:
    return Message(
        text(headline, subject=thing.subject),
        aws=text(N_("SES refuses mail that names what is not there."))
        if thing.kind != "event-destination"
        else text(N_("SES publishes no events there: bounces and complaints no longer arrive.")),
        steps=(_if_not_meant(),),
    )


def _if_not_meant() -> Text:
    return text(N_("If nobody on your team did it, find out who has access to the account."))
