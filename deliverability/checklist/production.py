"""Items of production: the sandbox and the way out of it, AWS's word on the account, and the room in its quota."""

from collections.abc import Iterator
from typing import Final

from deliverability.checklist.facts import Facts, Source
from deliverability.checklist.item import (
    Paste,
    Section,
    Verdict,
    attention,
    failed,
    item,
    not_applicable,
    passed,
    untold,
)
from deliverability.model import N_, Reason, Text, Unknown, text
from deliverability.rates import QUOTA_WATCH
from deliverability.rules.rule import Severity
from deliverability.standing import Enforcement


def _request(known: Facts, _subject: str) -> tuple[Paste, ...]:
    attempts = "" if isinstance(known.attempts, Unknown) else f" In the last 14 days we sent {known.attempts} mails."
    domains = ", ".join(known.domains()) or known.domain
    request = f"""We send mail from {domains} through Amazon SES in {known.scope.region}.{attempts}

What we send: [transactional mail such as sign-up and password mails / newsletters to subscribers]
Where the addresses come from: [people enter their own address and confirm it by a link]
How people stop it: [a link in every mail, honoured at once]
Bounces and complaints: [the account-level suppression list is on; addresses that bounce or complain get no more mail]
Mails a day we expect: [number], at most [number] a second.
"""
    return (
        Paste(text(N_("Text for the request; what stands in brackets only you know")), request),
        Paste(text(N_("Where to ask")), f"https://{known.scope.region}.console.aws.amazon.com/ses/home#/account"),
    )


@item(
    N_("The account is out of the sandbox"),
    section=Section.PRODUCTION,
    why=N_("In the sandbox SES delivers to verified addresses only, 200 mails a day and one a second."),
    cure=(
        N_("Request production access in the SES console of {region}, Account dashboard."),
        N_("Answer AWS's questions in Support Center; a first answer comes within 24 hours."),
    ),
    severity=Severity.CRITICAL,
    guide_step="5.1",
    pastes=_request,
)
def production_access(known: Facts) -> Iterator[Verdict]:
    """GetAccount's word, and how the request for it stands."""
    access, review = known.told("production_access"), known.told("production_review")
    if isinstance(access, Unknown):
        yield untold(known, Source.ACCOUNT, access)
    elif access:
        yield passed(text(N_("The account has production access.")))
    elif review == "PENDING":
        yield attention(text(N_("The account is in the sandbox; AWS is looking at the request.")))
    else:
        yield failed(text(N_("The account is in the sandbox.")), *_review(review))


def _review(review: object) -> tuple[Text, ...]:
    if isinstance(review, Unknown):
        return ()
    return (text(N_("AWS's word on the last request: {status}."), status=str(review)),)


@item(
    N_("Sending is switched on"),
    section=Section.PRODUCTION,
    why=N_("While it is off SES refuses all mail of the region, whoever switched it off."),
    cure=(
        N_("Find out who switched it off and why. AWS's own reason is in Support Center and the account's mailbox."),
        N_("Then switch it on in the SES console of {region}, Account dashboard."),
    ),
    severity=Severity.CRITICAL,
    guide_step="6.1",
)
def sending(known: Facts) -> Iterator[Verdict]:
    """GetAccount's SendingEnabled."""
    sends = known.told("sending_enabled")
    if isinstance(sends, Unknown):
        yield untold(known, Source.ACCOUNT, sends)
    elif sends:
        yield passed(text(N_("Sending is switched on in {region}."), region=known.scope.region))
    else:
        yield failed(text(N_("Sending is switched off in {region}."), region=known.scope.region))


@item(
    N_("AWS calls the account healthy"),
    section=Section.PRODUCTION,
    why=N_("An account under review is paused if its cause is not removed by the date that AWS's notice names."),
    cure=(
        N_("Look in Support Center and in the account's mailbox for AWS's notice, and answer it."),
        N_("Stop the stream of mail that caused it; more mail does not make it better."),
    ),
    severity=Severity.CRITICAL,
    guide_step="6.1",
)
def enforcement(known: Facts) -> Iterator[Verdict]:
    """GetAccount's EnforcementStatus. That it is HEALTHY does not prove that no case is open."""
    status = known.told("enforcement_status")
    if isinstance(status, Unknown):
        yield untold(known, Source.ACCOUNT, status)
        return
    evidence = text(N_("The enforcement status is {status}."), status=str(status))
    yield (passed if status == Enforcement.HEALTHY else failed)(evidence)


def _quota(known: Facts, _subject: str) -> tuple[Paste, ...]:
    region = known.scope.region
    console = f"https://{region}.console.aws.amazon.com/servicequotas/home?region={region}#!/services/ses/quotas"
    return (Paste(text(N_("Where to ask for more")), console),)


IN_SANDBOX: Final = text(N_("In the sandbox the quota is 200 mails a day; leaving the sandbox comes first."))


@item(
    N_("The quota leaves room"),
    section=Section.PRODUCTION,
    why=N_("What goes beyond the quota SES refuses; it counts recipients over the last 24 hours, not mails."),
    cure=(
        N_(
            "Ask for more at Service Quotas, Amazon SES, “Sending quota”, before it is needed: it takes a day or longer."
        ),
        N_("Until then spread mail that nobody waits for over the day."),
    ),
    guide_step="5.2",
    pastes=_quota,
)
def quota_headroom(known: Facts) -> Iterator[Verdict]:
    """The rolling 24 hours against the limit."""
    if known.told("production_access") is False:
        yield not_applicable(IN_SANDBOX)
    elif isinstance(known.quota, Unknown):
        yield untold(known, Source.ACCOUNT, known.quota)
    elif known.quota.unlimited:
        yield passed(text(N_("The quota has no limit.")))
    elif (share := known.quota.share) is None:
        yield untold(known, Source.ACCOUNT, Unknown(Reason.FAILED))
    else:
        used = N_("{used:number} of {limit:number} in 24 hours ({share:percent}).")
        evidence = text(used, used=known.quota.used, limit=known.quota.limit, share=share)
        yield (failed if share >= 1 else attention if share >= QUOTA_WATCH else passed)(evidence)
