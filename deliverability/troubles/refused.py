"""Troubles of a mail that SES refuses for who sends it, through which set, and to whom."""

from collections.abc import Iterator
from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Paste
from deliverability.model import N_, Unknown, text
from deliverability.rules.rule import Severity
from deliverability.troubles.trouble import Family, Sign, Speaks, Trouble, Weight


def _identity(known: Facts, _subject: str) -> tuple[Paste, ...]:
    command = f"aws sesv2 list-email-identities --region {known.scope.region}"
    return (Paste(text(N_("The identities of a region, and which of them are verified")), command, "bash"),)


MESSAGE_REJECTED: Final = Trouble(
    "message-rejected",
    N_("MessageRejected: an address is not verified"),
    Family.REFUSED,
    shows=(
        "MessageRejected: Email address is not verified. The following identities failed the check in region …",
        "554 Message rejected: Email address is not verified.",
    ),
    patterns={
        Weight.SENTENCE: (r"(email )?address(es)? (is|are) not verified", r"identities failed the check in region"),
        Weight.NAME: (
            r"\bmessagerejected\b",
            r"\b554[ -]message rejected\b",
            r"\bfromemailaddressnotverified(exception)?\b",
        ),
        Weight.HINT: (r"\bnot verified\b", r"인증되지 않은"),
    },
    why=N_(
        "SES knows the sender in another region only, or not at all. In the sandbox the recipient must be verified too."
    ),
    confirm=(
        N_("The message names the address that failed: yours means the identity, the recipient's means the sandbox."),
        N_("It also names the region it was sent from; that must be the one whose identities you look at."),
    ),
    cure=(
        N_("Verify the sender's domain in the region the application sends from."),
        N_("Let AWS_SES_REGION_NAME and AWS_SES_REGION_ENDPOINT name that region, then start the application again."),
        N_("In the sandbox, verify the recipient for a test, and request production access for everybody else."),
    ),
    items=(
        "production-access",
        "sender-identity",
        "identity",
        "endpoint-setting",
        "sender-setting",
        "environment-sender",
    ),
    severity=Severity.CRITICAL,
    pastes=_identity,
    in_guide=True,
)

MAIL_FROM: Final = Trouble(
    "mail-from-not-verified",
    N_("The MAIL FROM domain is not verified"),
    Family.REFUSED,
    shows=("MailFromDomainNotVerifiedException", "MailFromDomainNotVerified: Mail From domain not verified"),
    patterns={
        Weight.SENTENCE: (r"mail[ -]?from domain (is )?not verified",),
        Weight.NAME: (r"\bmailfromdomainnotverified(exception)?\b",),
        Weight.HINT: (r"\bmail[ -]from\b",),
    },
    why=N_(
        "SES does not find the MX record of the MAIL FROM domain, and was told to refuse mail rather than use its own."
    ),
    cure=(
        N_("Put the MX and the SPF record of the MAIL FROM domain into DNS; it may have exactly one MX."),
        N_(
            "Until it is verified, let SES use its own: in the console, identity, Custom MAIL FROM domain, behaviour on MX failure."
        ),
    ),
    items=("mail-from", "mail-from-mx", "mail-from-spf", "identity"),
    severity=Severity.CRITICAL,
)


def _sets(known: Facts) -> Iterator[Sign]:
    """The sets that there are, by name: a person compares them with what the application names."""
    if isinstance(known.sets, Unknown):
        detail = () if known.sets.detail is None else (known.sets.detail,)
        yield Sign(Speaks.NOT_KNOWN, detail, reason=known.sets.reason)
    elif not known.sets:
        none = text(N_("There is no configuration set in {region}."), region=known.scope.region)
        yield Sign(Speaks.BY_HAND, (none,))
    else:
        told = N_("The configuration sets of {region} are: {names}.")
        names = ", ".join(sorted(known.sets)[:_MOST_SETS])
        yield Sign(Speaks.BY_HAND, (text(told, region=known.scope.region, names=names),))


_MOST_SETS: Final = 20

SET_MISSING: Final = Trouble(
    "set-missing",
    N_("The configuration set does not exist"),
    Family.REFUSED,
    shows=("ConfigurationSetDoesNotExist: Configuration set … does not exist", "554 Configuration set does not exist"),
    patterns={
        Weight.SENTENCE: (r"configuration set [^ ]{0,80} ?does not exist",),
        Weight.NAME: (r"\bconfigurationsetdoesnotexist(exception)?\b",),
        Weight.HINT: (r"\bconfiguration[ -]?set\b",),
    },
    why=N_("The mail names a set that is not in this region: it was renamed, deleted, or made in another region."),
    confirm=(N_("Compare the name that the application sends with (AWS_SES_CONFIGURATION_SET) with those below."),),
    cure=(
        N_("Make a set of that name in the region you send from, or correct the name in the application."),
        N_("If an identity names it as its default set, correct that under the identity."),
    ),
    severity=Severity.CRITICAL,
    looks=_sets,
)

NOT_FOUND: Final = Trouble(
    "not-found",
    N_("What was asked for is not in this region"),
    Family.REFUSED,
    shows=("NotFoundException: Email identity … does not exist", "TemplateDoesNotExist"),
    patterns={
        Weight.SENTENCE: (
            r"(email identity|template|contact list|dedicated ip pool) [^ ]{0,80} ?(does not exist|doesn't exist|not found)",
        ),
        Weight.NAME: (
            r"\bnotfoundexception\b",
            r"\b(email)?templatedoesnotexist(exception)?\b",
            r"\bresourcenotfoundexception\b",
        ),
    },
    why=N_("Identities, templates and sets are per region. A right name in the wrong region does not exist."),
    confirm=(N_("Compare the region of the application with that of the console in which you see it."),),
    cure=(N_("Correct the region or the name, or make it anew where the application looks."),),
    items=("endpoint-setting", "region"),
)

SUPPRESSED: Final = Trouble(
    "suppressed",
    N_("The recipient is on the suppression list"),
    Family.REFUSED,
    shows=(
        "Amazon SES did not send the message to this address because it is on the suppression list for your account",
        "Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address",
    ),
    patterns={
        Weight.SENTENCE: (
            r"on the suppression list for your account",
            r"suppressed sending to this address",
            r"\bonaccountsuppressionlist\b",
        ),
        Weight.NAME: (r"\bsuppressed\b.{0,60}\b(ses|bounce)", r"bouncesubtype\W{1,6}suppressed"),
        Weight.HINT: (r"suppression list", r"수신 거부 목록|억제 목록|금지 목록"),
    },
    why=N_(
        "The address bounced or complained before. SES takes such mail, counts it against the quota and does not send it."
    ),
    confirm=(N_("The command below tells why and since when an address is on the list."),),
    cure=(
        N_("Leave it on the list if the address is dead or its owner complained."),
        N_("If it works again and its owner wants the mail, take it off in the SES console, Suppression list."),
    ),
    items=("suppression-list",),
    pastes=lambda facts, _subject: (
        Paste(
            text(N_("Why an address is on the list")),
            f"aws sesv2 get-suppressed-destination --region {facts.scope.region} --email-address ADDRESS",
            "bash",
        ),
    ),
)
