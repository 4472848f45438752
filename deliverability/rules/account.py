"""Rules over what AWS, or somebody with access, does to the account as a whole: sending, enforcement, production access.

What is only worth knowing once is in `account_changes.py`.
"""

from collections.abc import Iterator
from typing import Final

from deliverability.advice import ANSWER, NO_DILUTION, STOP_STREAM, SUPPORT
from deliverability.evidence import Evidence
from deliverability.metrics import HOUR
from deliverability.model import N_, Unknown, text
from deliverability.rules.rule import Finding, Message, Reminders, Severity, rule
from deliverability.standing import Enforcement
from deliverability.thresholds import Thresholds

SWITCHED_OFF: Final = 1
SHUT_DOWN: Final = 2

_SHUTDOWN: Final = Message(
    text(N_("AWS has paused sending for this account.")),
    figures=(text(N_("The enforcement status is {status}."), status="SHUTDOWN"),),
    aws=text(N_("SES refuses all mail of this region until AWS lifts the pause.")),
    steps=(SUPPORT, STOP_STREAM, ANSWER),
    page="review",
)


@rule(N_("Sending is paused"), reminders=Reminders(first=4 * HOUR, again=4 * HOUR, from_step=SHUT_DOWN))
def sending_paused(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """Nothing is sent: AWS has shut the account down, or somebody has switched sending off."""
    if isinstance(known.account, Unknown) or known.account_at is None:
        return
    enforcement, sends = known.account.get("enforcement_status"), known.account.get("sending_enabled")
    at, critical = known.account_at, Severity.CRITICAL
    if enforcement == Enforcement.SHUTDOWN:
        since = _since(known, "enforcement_status")
        yield Finding("", at, SHUT_DOWN, critical, held_since=since, message=_SHUTDOWN)
    elif sends is False:
        since, message = _since(known, "sending_enabled"), _switched_off(enforcement)
        yield Finding("", at, SWITCHED_OFF, critical, held_since=since, message=message)
    elif sends is True and enforcement is not None:
        yield Finding("", at, 0)


def _switched_off(enforcement: object) -> Message:
    somebody = text(N_("AWS calls the account healthy: somebody with access switched it off."))
    status = text(N_("The enforcement status is {status}."), status=str(enforcement))
    return Message(
        text(N_("Sending is switched off for this account.")),
        figures=(somebody if enforcement == Enforcement.HEALTHY else status,),
        aws=text(N_("SES refuses all mail of this region until sending is switched on again.")),
        steps=(text(N_("Find the cause first, then switch sending on in the SES console, Account dashboard.")),),
    )


@rule(N_("AWS reviews the account"))
def enforcement(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """AWS calls the account anything but healthy. That it is shut down is told by `sending-paused`, and keeps this."""
    if isinstance(known.account, Unknown) or known.account_at is None:
        return
    status = known.account.get("enforcement_status")
    if status is None:
        return
    step = int(status not in {Enforcement.HEALTHY, Enforcement.SHUTDOWN})
    shut_down = status == Enforcement.SHUTDOWN
    message = _SHUTDOWN if shut_down else _reviewed(str(status)) if step else None
    since = _since(known, "enforcement_status") if step else None
    yield Finding("", known.account_at, step, Severity.CRITICAL, keeps=shut_down, held_since=since, message=message)


def _reviewed(status: str) -> Message:
    headline = (
        text(N_("AWS has this account under review. You can still send."))
        if status == Enforcement.PROBATION
        else text(N_("AWS calls this account {status}."), status=status)
    )
    return Message(
        headline,
        figures=(text(N_("The enforcement status is {status}."), status=status),),
        aws=text(N_("AWS may pause sending if the cause is not removed by the time its notice names.")),
        steps=(SUPPORT, STOP_STREAM, NO_DILUTION),
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


@rule(N_("Production access is lost"))
def production_access(known: Evidence, _: Thresholds) -> Iterator[Finding]:
    """An account that had left the sandbox is in it again."""
    for account in known.of("account"):
        if account.value("production_access") is not None:
            lost = account.lost_since("production_access", good=True)
            message = None if lost is None else _SANDBOX
            step = int(lost is not None)
            yield Finding("", account.seen, step, Severity.CRITICAL, held_since=lost, message=message)


def _since(known: Evidence, name: str) -> int | None:
    return next((account.since(name) for account in known.of("account")), None)
