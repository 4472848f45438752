"""Troubles of an account or a configuration set that may not send: switched off by you, or by AWS."""

from collections.abc import Iterator
from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Paste
from deliverability.model import N_, Unknown, text
from deliverability.rules.rule import Severity
from deliverability.troubles.trouble import Family, Sign, Speaks, Trouble, Weight


def _account(known: Facts, _subject: str) -> tuple[Paste, ...]:
    command = f"aws sesv2 get-account --region {known.scope.region} --query '[SendingEnabled,EnforcementStatus]'"
    return (Paste(text(N_("What SES says of the account at this moment")), command, "bash"),)


SENDING_PAUSED: Final = Trouble(
    "sending-paused",
    N_("Sending is paused for the account"),
    Family.PAUSED,
    shows=(
        "AccountSendingPausedException: Email sending is disabled for account …",
        "SendingPausedException",
        "554 Message rejected: Sending paused for this account.",
    ),
    patterns={
        Weight.SENTENCE: (r"(email )?sending (is )?(paused|disabled) for (this |your )?account",),
        Weight.NAME: (r"\b(account)?sendingpaused(exception)?\b",),
        Weight.HINT: (r"발송.{0,8}(중지|일시)", r"\bpaused\b"),
    },
    why=N_(
        "Somebody switched sending off, or AWS paused the account for bounces, complaints or what it found in the mail."
    ),
    confirm=(
        N_(
            "Enforcement status SHUTDOWN means AWS; HEALTHY with sending switched off means one of you, or an alarm's function."
        ),
        N_("The sentences AWS wrote to the account's mailbox are also in Support Center."),
    ),
    cure=(
        N_("If it was you: find out why, mend that, then switch sending on in the SES console, Account dashboard."),
        N_("If it was AWS: mend the cause first, then answer the case; the page “Review by AWS” prepares the answer."),
        N_("Do not go on from another account: AWS may pause that one too."),
    ),
    items=("sending", "enforcement", "bounce-rate", "complaint-rate", "root-mailbox"),
    severity=Severity.CRITICAL,
    pastes=_account,
)


def _paused_sets(known: Facts) -> Iterator[Sign]:
    if isinstance(known.sets, Unknown):
        detail = () if known.sets.detail is None else (known.sets.detail,)
        yield Sign(Speaks.NOT_KNOWN, detail, reason=known.sets.reason)
        return
    paused = sorted(name for name, body in known.sets.items() if body.get("sending_enabled") is False)
    if paused:
        told = N_("Sending is switched off for the configuration set {names}.")
        yield Sign(Speaks.FOR, (text(told, names=", ".join(paused)),))
    elif all("sending_enabled" in body for body in known.sets.values()):
        yield Sign(Speaks.AGAINST, (text(N_("No configuration set is switched off.")),))


SET_PAUSED: Final = Trouble(
    "set-paused",
    N_("Sending is paused for the configuration set"),
    Family.PAUSED,
    shows=("ConfigurationSetSendingPausedException: Email sending is disabled for configuration set …",),
    patterns={
        Weight.SENTENCE: (r"(email )?sending (is )?(paused|disabled) for (the )?configuration set",),
        Weight.NAME: (r"\bconfigurationsetsendingpaused(exception)?\b",),
    },
    why=N_("Only mail that names this set is refused; other mail of the account goes on."),
    cure=(
        N_("Find out who switched it off: a person, or an alarm that guards the account's reputation."),
        N_(
            "Mend the stream of mail behind it, then switch the set on. That begins the count of its reputation anew, not the account's."
        ),
    ),
    severity=Severity.CRITICAL,
    looks=_paused_sets,
)

SUSPENDED: Final = Trouble(
    "account-suspended",
    N_("AWS has closed the account for sending"),
    Family.PAUSED,
    shows=("AccountSuspendedException: … permanently restricted",),
    patterns={
        Weight.SENTENCE: (r"permanently restricted", r"sending suspended for this account"),
        Weight.NAME: (r"\baccountsuspended(exception)?\b", r"\baccount (is|has been) suspended\b"),
        Weight.HINT: (r"계정.{0,8}정지",),
    },
    why=N_("AWS decided that the account may send no more. Only AWS can take that back."),
    confirm=(N_("Look into Support Center and into the mailbox of the account for AWS's reason."),),
    cure=(
        N_("Answer AWS's case with what was wrong, what you have changed, and what keeps it from coming again."),
        N_("See that the account's bill is paid: an unpaid one is closed too."),
    ),
    items=("enforcement", "root-mailbox", "payment-card"),
    severity=Severity.CRITICAL,
)
