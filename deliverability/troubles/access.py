"""Troubles of permission: the key is known, but may not do what it was asked to do."""

from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Paste
from deliverability.model import N_, text
from deliverability.rules.rule import Severity
from deliverability.troubles.trouble import Family, Trouble, Weight


def _whose(_known: Facts, _subject: str) -> tuple[Paste, ...]:
    return (
        Paste(text(N_("Whose key the application has; run it where the application runs")), _CALLER, "bash"),
        Paste(text(N_("The policies of that user")), _POLICIES, "bash"),
    )


_CALLER: Final = "aws sts get-caller-identity"
_POLICIES: Final = """aws iam list-attached-user-policies --user-name USER
aws iam list-user-policies --user-name USER"""

ACCESS_DENIED: Final = Trouble(
    "access-denied",
    N_("AccessDenied: the key lacks a permission"),
    Family.ACCESS,
    shows=(
        (
            "An error occurred (AccessDenied) when calling the SendRawEmail operation: User: arn:aws:iam::…:user/… is not "
            "authorized to perform: ses:SendRawEmail on resource: arn:aws:ses:…:identity/…"
        ),
        "AccessDeniedException",
        "554 Access denied: User … is not authorized to perform `ses:SendRawEmail'",
    ),
    patterns={
        Weight.SENTENCE: (r"not authorized to perform:? [`']?[a-z0-9-]+:[a-z]+",),
        Weight.NAME: (
            r"\baccess ?denied(exception)?\b(?!, sending domain)",
            r"\bunauthorizedoperation\b",
            r"\bauthorizationerror\b",
        ),
        Weight.HINT: (r"권한|접근.{0,4}거부", r"\bpolicy\b", r"\b403\b"),
    },
    why=N_("The policy of the IAM user does not allow the action, or not for this sender, or not in this region."),
    confirm=(
        N_("Read the message: it names the user, the action and often the identity that the policy leaves out."),
        N_("See whose key the application really has: it may be another one than you think."),
    ),
    cure=(
        N_(
            "Add the action that the message names to the policy of that user; to send, ses:SendRawEmail and ses:SendEmail."
        ),
        N_(
            "If the message ends with an identity, widen the policy's Resource to it. In the sandbox SES also asks it for the recipient's."
        ),
        N_("Start the application again: it keeps the key it was started with."),
    ),
    items=("permissions", "application-permissions", "application-user", "credentials"),
    severity=Severity.CRITICAL,
    pastes=_whose,
    in_guide=True,
)

DENIED_BY_ORGANISATION: Final = Trouble(
    "denied-by-organisation",
    N_("An explicit deny forbids it"),
    Family.ACCESS,
    shows=(
        "… with an explicit deny in a service control policy",
        "… with an explicit deny in an identity-based policy",
    ),
    patterns={
        Weight.SENTENCE: (
            r"not authorized to perform:? .{0,400}explicit deny",
            r"explicit deny in (a|an) [a-z-]+( control)? policy",
        ),
        Weight.NAME: (r"\bservice control polic", r"\bpermissions boundary\b"),
        Weight.HINT: (r"\bexplicit deny\b",),
    },
    why=N_(
        "A deny stands above every permission. It comes from the organisation, a boundary, or a policy of the user."
    ),
    confirm=(N_("The message names the kind of policy that denies."),),
    cure=(
        N_("Ask whoever administers the organisation to allow the action; no policy of your own can lift a deny."),
        N_("If the deny is in a policy of the user, take it out there."),
    ),
    items=("permissions",),
    severity=Severity.CRITICAL,
)
