"""Rules over what AWS, or somebody with access, does to the account as a whole: sending, enforcement, production access.

What is only worth knowing once is in `account_changes.py`.
"""

from collections.abc import Iterator
from typing import Final

from deliverability.advice import ANSWER, NO_DILUTION, STOP_STREAM, SUPPORT
from deliverability.evidence import Evidence
from deliverability.metrics import HOUR
from deliverability.model import N_, Unknown, text
from deliverability.rules.rule import Finding, Message, Reminders, Severity, Urgency, rule
from deliverability.standing import Enforcement
from deliverability.thresholds import Thresholds

SWITCHED_OFF: Final = 1
OFF_IN_REVIEW: Final = 2
SHUT_DOWN: Final = 3

_STATUS: Final = N_("The enforcement status is {status}.")
_REFUSED: Final = text(N_("SES refuses all mail of this region until AWS lifts the pause."))


@rule(
    N_("Sending is paused"),
    reminders=Reminders(first=4 * HOUR, again=4 * HOUR, from_step=SHUT_DOWN),
    at_once=True,
    urgency=Urgency.STOPPED,
)
def sending_paused(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """Nothing is sent: AWS has shut the account down, or sending is switched off, be AWS content with the account or not."""
    if isinstance(known.account, Unknown) or known.account_at is None:
        return
    status, sends = known.account.get("enforcement_status"), known.account.get("sending_enabled")
    at, critical = known.account_at, Severity.CRITICAL
    if status == Enforcement.SHUTDOWN:
        since, witnessed = _since(known, "enforcement_status")
        yield Finding("", at, SHUT_DOWN, critical, held_since=since, witnessed=witnessed, message=_SHUTDOWN)
    elif sends is False:
        step = SWITCHED_OFF if status in {None, Enforcement.HEALTHY} else OFF_IN_REVIEW
        since, witnessed = _since(known, "sending_enabled")
        yield Finding("", at, step, critical, held_since=since, witnessed=witnessed, message=_switched_off(status))
    elif sends is True and status is not None:
        yield Finding("", at, 0)


_SHUTDOWN: Final = Message(
    text(N_("AWS has paused sending for this account.")),
    figures=(text(_STATUS, status="SHUTDOWN"),),
    aws=_REFUSED,
    steps=(SUPPORT, STOP_STREAM, ANSWER),
    page="review",
)


def _switched_off(status: str | None) -> Message:
    """AWS switches sending off too, in a review: only where it calls the account healthy was it somebody with access."""
    switch_on = text(N_("Find the cause first, then switch sending on in the SES console, Account dashboard."))
    refused = text(N_("SES refuses all mail of this region until sending is switched on again."))
    off = text(N_("Sending is switched off for this account."))
    if status is None:
        return Message(off, aws=refused, steps=(switch_on,))
    if status == Enforcement.HEALTHY:
        somebody = text(N_("AWS calls the account healthy: somebody with access switched it off."))
        return Message(off, (somebody,), refused, (switch_on,))
    return Message(
        text(N_("Sending is switched off for this account, which AWS does not call healthy.")),
        figures=(
            text(_STATUS, status=status),
            text(N_("AWS or somebody with access switched it off: AWS's notice tells whether AWS did.")),
        ),
        aws=refused,
        steps=(SUPPORT, STOP_STREAM, switch_on),
        page="review",
    )


@rule(N_("AWS reviews the account"), covered_by=("sending-paused",), at_once=True, urgency=Urgency.REVIEWED)
def enforcement(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """AWS calls the account anything but healthy. A shutdown, which is for `sending-paused` to tell, only keeps this."""
    if isinstance(known.account, Unknown) or known.account_at is None:
        return
    status = known.account.get("enforcement_status")
    if status is None:
        return
    shut_down = status == Enforcement.SHUTDOWN
    step = int(not shut_down and status != Enforcement.HEALTHY)
    since, witnessed = _since(known, "enforcement_status") if step else (None, True)
    yield Finding(
        subject="",
        at=known.account_at,
        step=step,
        severity=Severity.CRITICAL,
        keeps=shut_down,
        held_since=since,
        witnessed=witnessed,
        message=_reviewed(status, sends=known.account.get("sending_enabled")) if step or shut_down else None,
    )


def _reviewed(status: str, *, sends: object) -> Message:
    """Of a shutdown this is what the page shows beside the alert that tells it, and what is over when that is."""
    shut_down = status == Enforcement.SHUTDOWN
    if status == Enforcement.PROBATION and sends is True:
        headline = text(N_("AWS has this account under review. You can still send."))
    elif shut_down or status == Enforcement.PROBATION:
        headline = text(N_("AWS has this account under review."))
    else:
        headline = text(N_("AWS calls this account {status}."), status=status)
    may_pause = text(N_("AWS may pause sending if the cause is not removed by the time its notice names."))
    return Message(
        headline,
        figures=(text(_STATUS, status=status),),
        aws=_REFUSED if shut_down else may_pause,
        steps=(SUPPORT, STOP_STREAM, ANSWER if shut_down else NO_DILUTION),
        page="review",
    )


_SANDBOX: Final = Message(
    text(N_("This account has lost production access.")),
    aws=text(N_("In the sandbox SES delivers to verified addresses only, 200 mails a day.")),
    steps=(
        SUPPORT,
        text(N_("Request production access in the SES console, Account dashboard.")),
    ),
)


@rule(N_("Production access is lost"), at_once=True)
def production_access(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """An account that had left the sandbox is in it again."""
    for account in known.of("account"):
        if account.value("production_access") is not None:
            lost = account.lost_since("production_access")
            message = None if lost is None else _SANDBOX
            step = int(lost is not None)
            yield Finding("", account.seen, step, Severity.CRITICAL, held_since=lost, message=message)


def _since(known: Evidence, name: str) -> tuple[int | None, bool]:
    """Since when a field of the account is what it is, and whether it was seen to become so."""
    return next(((account.since(name), account.witnessed(name)) for account in known.of("account")), (None, True))
