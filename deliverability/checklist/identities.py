"""Items of the identities as SES tells of them. What their records look like in DNS is in `dns.py`."""

from collections.abc import Iterator, Mapping
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
    unknown,
    untold,
)
from deliverability.dns.records import Record, records, zone_file
from deliverability.dns.setup import setups
from deliverability.evidence import Body
from deliverability.model import N_, Reason, Text, Unknown, text
from deliverability.rules.rule import Severity

GOOD: Final = "SUCCESS"
NOT_TOLD: Final = Unknown(Reason.COLLECTING, text(N_("SES has not been asked for the details of this identity yet.")))
NO_DOMAIN: Final = text(N_("There is no domain identity."))
NO_IDENTITY: Final = text(N_("There is no identity in this region."))


def _details(known: Facts) -> Unknown:
    return known.details or NOT_TOLD


def wanted(known: Facts, subject: str, *kinds: str) -> tuple[Record, ...]:
    """The records of the given types that a domain identity wants; none where it is not known."""
    bodies = {} if isinstance(known.identities, Unknown) else known.identities
    found = setups(known.scope.region, {subject: bodies.get(subject)})
    return tuple(record for setup in found.values() for record in records(setup) if record.type in kinds)


def table(chosen: tuple[Record, ...]) -> tuple[Paste, ...]:
    """Records as a table to copy, and as lines of a zone file."""
    if not chosen:
        return ()
    rows = "\n".join(f"{record.type}\t{record.name}\t{record.value}" for record in chosen)
    return (
        Paste(text(N_("Type, name and value of each record")), rows),
        Paste(text(N_("The same as lines of a zone file")), zone_file(chosen)),
    )


def _dkim(known: Facts, subject: str) -> tuple[Paste, ...]:
    return table(wanted(known, subject, "CNAME"))


@item(
    N_("The identity is verified"),
    section=Section.IDENTITIES,
    why=N_("SES sends only from addresses and domains that you have proved to be yours, in each region anew."),
    cure=(
        N_(
            "An address: click the link in the mail that SES sent to it. It is good for 24 hours; the console sends it anew."
        ),
        N_("A domain: add its three DKIM records to DNS. SES looks for them for 72 hours."),
    ),
    severity=Severity.CRITICAL,
    guide_step="2.2",
    pastes=_dkim,
)
def identity(known: Facts) -> Iterator[Verdict]:
    """Each identity, by the word of SES."""
    if isinstance(known.identities, Unknown):
        yield untold(known, Source.IDENTITIES, known.identities)
        return
    if not known.identities:
        yield failed(NO_IDENTITY)
    for name, body in known.identities.items():
        status = body.get("verification_status")
        if status is None:
            yield untold(known, Source.IDENTITIES, NOT_TOLD, name)
        else:
            verdict = passed if status == GOOD else failed
            yield verdict(_status(N_("SES says: {status}."), status), *_why(body), subject=name)


def _status(sentence: str, status: object) -> Text:
    return text(sentence, status=str(status))


def _why(body: Body) -> tuple[Text, ...]:
    error = body.get("verification_error")
    return () if error is None else (_status(N_("What SES met in DNS: {status}."), error),)


def covering_identity(known: Mapping[str, Body], address: str) -> str | None:
    """The verified identity that lets an address send: itself, its domain, or a domain above that."""
    domain = address.rpartition("@")[2]
    labels = domain.split(".")
    names = [address, *(".".join(labels[start:]) for start in range(len(labels) - 1))]
    verified = {name.lower(): name for name, body in known.items() if body.get("verification_status") == GOOD}
    return next((verified[name] for name in names if name in verified), None)


@item(
    N_("The sender's address is covered by a verified identity"),
    section=Section.IDENTITIES,
    why=N_("SES refuses mail whose sender is not verified in the region it is sent from (MessageRejected)."),
    cure=(
        N_("Verify {domain} as a domain in the SES console of {region}, Identities, Create identity."),
        N_("Or set DEFAULT_FROM_EMAIL to an address of an identity that is verified."),
    ),
    severity=Severity.CRITICAL,
    guide_step="2.2",
)
def sender_identity(known: Facts) -> Iterator[Verdict]:
    """DEFAULT_FROM_EMAIL, against the identities of this region."""
    address = _sender(known)
    if isinstance(address, Unknown):
        yield unknown(address)
    elif isinstance(known.identities, Unknown):
        yield untold(known, Source.IDENTITIES, known.identities)
    elif (covering := covering_identity(known.identities, address)) is None:
        what = N_("No verified identity in {region} covers {address}.")
        yield failed(text(what, region=known.scope.region, address=address))
    else:
        yield passed(text(N_("{address} is covered by {identity}."), address=address, identity=covering))


def _sender(known: Facts) -> str | Unknown:
    if isinstance(known.setup, Unknown):
        return known.setup
    if not known.setup.from_domain:
        return Unknown(Reason.COLLECTING, text(N_("DEFAULT_FROM_EMAIL is not set here, so nothing can be compared.")))
    return known.setup.address


@item(
    N_("The sender is proved by its domain, not by a single address"),
    section=Section.IDENTITIES,
    why=N_("An address that was verified by a link has no DKIM of its own: its mail fails DMARC and ends as spam."),
    cure=(
        N_("Verify {domain} as a domain in the SES console of {region}, Identities, Create identity."),
        N_("A domain of a mailbox provider (gmail.com, naver.com) cannot be verified: send from one of your own."),
    ),
    guide_step="2.3",
)
def sender_domain(known: Facts) -> Iterator[Verdict]:
    """Whether the sender's own domain, or one above it, is a verified identity."""
    address = _sender(known)
    if isinstance(known.identities, Unknown):
        yield untold(known, Source.IDENTITIES, known.identities)
        return
    domains = known.domains()
    if isinstance(address, Unknown):
        yield unknown(address)
    elif (covering := covering_identity(domains, address)) is None:
        yield attention(text(N_("No verified domain covers {address}."), address=address))
    else:
        yield passed(text(N_("{address} is covered by {identity}."), address=address, identity=covering))


def _each_domain(known: Facts, field: str) -> Iterator[tuple[str, Body] | Verdict]:
    """The domains of which a detail is told; for the others the verdict that it is not."""
    if isinstance(known.identities, Unknown):
        yield untold(known, Source.IDENTITIES, known.identities)
        return
    domains = known.domains()
    if not domains:
        yield not_applicable(NO_DOMAIN)
    for name, body in domains.items():
        if field in body:
            yield name, body
        else:
            yield untold(known, Source.IDENTITY_DETAILS, _details(known), name)


@item(
    N_("SES signs the domain's mail with DKIM"),
    section=Section.IDENTITIES,
    why=N_(
        "Without DKIM receivers cannot tell your mail from forged mail; Gmail, Yahoo and Microsoft refuse it in bulk."
    ),
    cure=(
        N_("Open {subject} in the SES console, Authentication, and switch DKIM signatures on (Easy DKIM, 2048 bits)."),
        N_("Add the three DKIM records below to DNS; SES looks for them for 72 hours."),
    ),
    severity=Severity.CRITICAL,
    guide_step="2.3",
    pastes=_dkim,
)
def dkim_status(known: Facts) -> Iterator[Verdict]:
    """Each domain, by the word of SES."""
    for told in _each_domain(known, "dkim_status"):
        if isinstance(told, Verdict):
            yield told
            continue
        name, body = told
        status = _status(N_("SES says of DKIM: {status}."), body["dkim_status"])
        if body["dkim_status"] != GOOD:
            yield failed(status, subject=name)
        elif body.get("dkim_signing") is False:
            yield failed(status, text(N_("Signing is switched off.")), subject=name)
        else:
            yield passed(status, subject=name)


def _mail_from(known: Facts, subject: str) -> tuple[Paste, ...]:
    own = wanted(known, subject, "MX", "TXT")
    return table(tuple(record for record in own if not record.name.startswith("_dmarc.")))


@item(
    N_("The domain has a MAIL FROM of its own"),
    section=Section.IDENTITIES,
    why=N_("With amazonses.com as MAIL FROM, SPF does not align: DMARC then rests on DKIM alone."),
    cure=(
        N_("Open {subject} in the SES console, Custom MAIL FROM domain, and enter mail.{subject}."),
        N_("Add the MX and the TXT record below; the MAIL FROM name must have no other MX."),
    ),
    guide_step="2.3",
    pastes=_mail_from,
)
def mail_from(known: Facts) -> Iterator[Verdict]:
    """Each domain, by the word of SES."""
    for told in _each_domain(known, "dkim_status"):
        if isinstance(told, Verdict):
            yield told
            continue
        name, body = told
        if not body.get("mail_from_domain"):
            yield attention(text(N_("No MAIL FROM domain is set: SES uses amazonses.com.")), subject=name)
            continue
        what = N_("SES says of the MAIL FROM domain {domain}: {status}.")
        status = body.get("mail_from_status")
        evidence = text(what, domain=str(body["mail_from_domain"]), status=None if status is None else str(status))
        if status is None:
            yield untold(known, Source.IDENTITY_DETAILS, _details(known), name)
        else:
            yield (passed if status == GOOD else failed)(evidence, subject=name)
