"""Items of the records in DNS: each is one check of `deliverability/dns/judgement.py` over every domain identity.

What SES itself says of the same domains is in `identities.py`: its verdict follows DNS after hours or days.
"""

from collections.abc import Callable, Iterator
from typing import Final

from deliverability.checklist.facts import Facts, Source
from deliverability.checklist.identities import NO_DOMAIN, table, wanted
from deliverability.checklist.item import (
    Item,
    Judge,
    Paste,
    Pasted,
    Result,
    Section,
    Verdict,
    not_applicable,
    nothing,
    untold,
)
from deliverability.dns.judgement import CHECKS
from deliverability.dns.look import Judged, Look
from deliverability.model import N_, Reason, Unknown, text
from deliverability.rules.rule import Severity

NOT_LOOKED_UP: Final = Unknown(Reason.COLLECTING, text(N_("Its records have not been looked up in DNS yet.")))
SILENT: Final = Reason.FAILED
"""Why a look-up that DNS did not answer is unknown."""


def over_domains(check: Callable[[Look], Judged]) -> Judge:
    """A check of a domain's records, of every domain identity."""

    def judge(known: Facts) -> Iterator[Verdict]:
        if isinstance(known.dns, Unknown):
            yield untold(known, Source.DNS, known.dns)
            return
        if isinstance(known.identities, Unknown) and not known.dns:
            yield untold(known, Source.IDENTITIES, known.identities)
            return
        names = known.dns if isinstance(known.identities, Unknown) else known.domains()
        if not names:
            yield not_applicable(NO_DOMAIN)
        for name in names:
            look = known.dns.get(name.lower())
            if look is None:
                yield untold(known, Source.DNS, NOT_LOOKED_UP, name)
                continue
            found = check(look)
            result = Result(found.standing.value)
            reason = SILENT if result is Result.UNKNOWN else None
            yield Verdict("", name, result, found.evidence, None, reason, found.cures)

    return judge


def _pasted(*kinds: str, prefix: str | None = None) -> Pasted:
    """The records of the given types; with a prefix only those, "" for those that are no DMARC records."""

    def pastes(known: Facts, subject: str) -> tuple[Paste, ...]:
        chosen = wanted(known, subject, *kinds)
        if prefix is not None:
            chosen = tuple(record for record in chosen if record.name.startswith("_dmarc.") == bool(prefix))
        return table(chosen)

    return pastes


_DMARC: Final = _pasted("TXT", prefix="_dmarc")


def _item(
    name: str,
    title: str,
    why: str,
    cure: str,
    pastes: Pasted,
    *,
    severity: Severity = Severity.WARN,
    guide_step: str = "2.3",
) -> Item:
    return Item(name, title, Section.DNS, why, (cure,), severity, guide_step, over_domains(CHECKS[name]), pastes)


DKIM_RECORDS: Final = _item(
    "dkim-records",
    N_("The DKIM records are in DNS"),
    N_(
        "SES proves your domain by three CNAME records. When they rot, SES stops signing within 72 hours, without a word."
    ),
    N_("Enter the records as they stand below: without a proxy, and without the domain appended twice."),
    _pasted("CNAME"),
    severity=Severity.CRITICAL,
)
DKIM_KEY: Final = _item(
    "dkim-key",
    N_("The DKIM key can be had and is long enough"),
    N_("Receivers fetch the key to check the signature. One of 1024 bits is weak; Gmail advises 2048."),
    N_("Open {subject} in the SES console, Authentication, and choose a key of 2048 bits."),
    _pasted("CNAME"),
)
MAIL_FROM_MX: Final = _item(
    "mail-from-mx",
    N_("The MAIL FROM domain has exactly one MX, that of SES"),
    N_("Bounces come back to it. With another MX, or with none, SES takes the MAIL FROM domain away."),
    N_("Leave the MX record below as the only one of that name."),
    _pasted("MX"),
)
MAIL_FROM_SPF: Final = _item(
    "mail-from-spf",
    N_("The MAIL FROM domain lets SES send (SPF)"),
    N_("Receivers check SPF at the MAIL FROM domain, not at the address that people see."),
    N_("Add the TXT record below at the MAIL FROM name."),
    _pasted("TXT", prefix=""),
)
SPF: Final = _item(
    "spf",
    N_("The domain's own SPF record is sound"),
    N_("Two SPF records, or more than ten look-ups, make SPF fail for all of the domain's mail, not only for SES's."),
    N_("Keep one record that begins with v=spf1, and take out what no longer sends for {subject}."),
    nothing,
)
DMARC: Final = _item(
    "dmarc",
    N_("The domain has a DMARC policy"),
    N_("Gmail, Yahoo and Microsoft want one of everybody who sends in bulk; without it forged mail passes for yours."),
    N_("Begin with the record below, read the reports for some weeks, then move on to quarantine or reject."),
    _DMARC,
)
DMARC_REPORTS: Final = _item(
    "dmarc-reports",
    N_("Somebody gets the DMARC reports"),
    N_(
        "The reports tell who sends in your name and what fails. Without them nobody dares to make the policy stricter."
    ),
    N_("Put rua=mailto: with an address that you read into the DMARC record of {subject}."),
    _DMARC,
    severity=Severity.INFO,
)
DMARC_ALIGNMENT: Final = _item(
    "dmarc-alignment",
    N_("DKIM and SPF align with the sender's domain"),
    N_("DMARC passes only if the domain that signs, or the MAIL FROM domain, belongs to the one that people see."),
    N_("Sign with the domain itself (Easy DKIM) and use a MAIL FROM below it, such as mail.{subject}."),
    _DMARC,
)
LEGACY_RECORD: Final = _item(
    "legacy-record",
    N_("The old _amazonses record is not needed"),
    N_("The guide asks for _amazonses. SES proves domains by DKIM today, so its absence is no fault."),
    N_("Leave it out. If an old one is there, it may stay."),
    nothing,
    severity=Severity.INFO,
)
