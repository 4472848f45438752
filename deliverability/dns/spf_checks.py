"""Whether SPF is right where SES needs it, at the MAIL FROM domain, and not broken where others need it, at the domain.

How a record is followed and counted lives in `spf.py`.
"""

from collections.abc import Sequence
from typing import Final

from deliverability.dns import spf
from deliverability.dns.look import Answer, Judged, Look, Standing, Status, together
from deliverability.dns.setup import mail_exchanger
from deliverability.dns.words import add, must, silent, told
from deliverability.model import N_, Text, text

INCLUDE: Final = "amazonses.com"
SPF_RECORD: Final = f'"v=spf1 include:{INCLUDE} ~all"'
PREFERENCE: Final = "10"


def of_domain(look: Look) -> Judged:
    """The record of the domain itself, which mail sent through SES is not measured by: only a broken one is told."""
    domain = look.setup.domain
    walked = spf.walk(domain, look.answers)
    if not walked.record and domain not in walked.silent:
        needless = N_("{domain} has no SPF record. SES needs none here: receivers look at the MAIL FROM domain.")
        return Judged(Standing.NOT_APPLICABLE, (text(needless, domain=domain),))
    return _walked(look, domain, walked)


def of_mail_from(look: Look) -> Judged:
    """The record of the custom MAIL FROM domain."""
    domain = look.setup.mail_from
    if not domain:
        return Judged(Standing.NOT_APPLICABLE, (text(N_("There is no custom MAIL FROM domain.")),))
    walked = spf.walk(domain, look.answers)
    if not walked.record and domain not in walked.silent:
        answer = look.answer(domain, "TXT")
        missing = text(N_("{domain} has no SPF record."), domain=domain)
        seen = (missing,) if answer.status is Status.FOUND else (told(domain, "TXT", answer),)
        return Judged(Standing.FAIL, seen, (add("TXT", domain, SPF_RECORD),))
    judged = _walked(look, domain, walked)
    if walked.record and not walked.silent and INCLUDE not in walked.includes:
        lacks = N_("The record of {domain} does not let SES send: it lacks include:amazonses.com.")
        part = Judged(Standing.FAIL, (text(lacks, domain=domain),), (must("TXT", domain, SPF_RECORD),))
        return together(judged, part)
    return judged


def mail_exchangers(look: Look) -> Judged:
    """The MX record of the custom MAIL FROM domain, of which there must be exactly one."""
    setup, domain = look.setup, look.setup.mail_from
    if not domain:
        return _no_mail_from(look)
    answer, wanted = look.answer(domain, "MX"), mail_exchanger(setup.region)
    if not answer.is_known:
        return silent(domain, "MX", answer)
    if answer.status is not Status.FOUND:
        record = add("MX", domain, f"{PREFERENCE} {wanted}")
        return Judged(Standing.FAIL, (told(domain, "MX", answer),), (record,))
    return _exchanger(domain, answer, wanted)


def _exchanger(domain: str, answer: Answer, wanted: str) -> Judged:
    seen, record = told(domain, "MX", answer), must("MX", domain, f"{PREFERENCE} {wanted}")
    if len(answer.values) > 1:
        several = N_("SES wants exactly one MX record at {domain}. Delete the others, or use a subdomain of its own.")
        return Judged(Standing.FAIL, (seen,), (text(several, domain=domain), record))
    preference, _, host = answer.values[0].partition(" ")
    if host == wanted:
        other = text(N_("Its preference is {preference} and not 10, which does no harm."), preference=preference)
        return Judged(Standing.PASS, (seen,) if preference == PREFERENCE else (seen, other))
    if host.startswith(f"{wanted}."):
        dotted = N_("Your DNS panel appended {domain} to the value. Write a dot at its end: {value}")
        appended = text(dotted, domain=host.removeprefix(f"{wanted}."), value=f"{PREFERENCE} {wanted}.")
        return Judged(Standing.FAIL, (seen,), (appended, record))
    if host.startswith("feedback-smtp."):
        region = N_("The record belongs to another region than the identity. SES takes bounces at {host} here.")
        return Judged(Standing.FAIL, (seen,), (text(region, host=wanted), record))
    return Judged(Standing.FAIL, (seen,), (record,))


def _no_mail_from(look: Look) -> Judged:
    domain = look.setup.domain
    alone = N_("{domain} has no custom MAIL FROM: SPF passes for amazonses.com, so DMARC rests on DKIM alone.")
    cure = N_(
        "In the SES console, identity {domain}, Custom MAIL FROM domain, set {mail_from}; then add its two records."
    )
    mail_from = f"mail.{domain}"
    return Judged(
        Standing.ATTENTION,
        (text(alone, domain=domain),),
        (
            text(cure, domain=domain, mail_from=mail_from),
            add("MX", mail_from, f"{PREFERENCE} {mail_exchanger(look.setup.region)}"),
            add("TXT", mail_from, SPF_RECORD),
        ),
    )


def _walked(look: Look, domain: str, walked: spf.Walk) -> Judged:
    """What following a record came to."""
    found = spf.records(look.answer(domain, "TXT"))
    counted = N_("{n:number} of 10 look-ups, {voids:number} of 2 that lead nowhere")
    seen = [text(N_("{name} TXT → {values}"), name=domain, values=" · ".join(found))] if found else []
    seen += [text(counted, n=walked.lookups, voids=len(walked.voids))] if found and not walked.silent else []
    quiet = [silent(name, "TXT", look.answer(name, "TXT")) for name in dict.fromkeys(walked.silent)]
    parts = [Judged(Standing.PASS, tuple(seen)), *quiet]
    if walked.doubts:
        parts.append(Judged(Standing.ATTENTION, tuple(walked.doubts), (text(_TIDY, domain=domain),)))
    if walked.faults:
        parts.append(Judged(Standing.FAIL, tuple(walked.faults), _cures(domain, found, walked)))
    return together(*parts)


_TIDY: Final = N_("Take what is not needed any more out of the SPF record of {domain}.")


def _cures(domain: str, found: Sequence[str], walked: spf.Walk) -> tuple[Text, ...]:
    if len(found) > 1:
        merged = N_("Keep one SPF record of {domain} that holds both, and delete the others: {record}")
        return (text(merged, domain=domain, record=f'"{_merged(found)}"'),)
    if walked.lookups > spf.MOST_LOOKUPS:
        fewer = N_(
            "Take services that you no longer use out of the SPF record of {domain}, or move some of the mail "
            "to a subdomain with a record of its own."
        )
        return (text(fewer, domain=domain),)
    return (text(_TIDY, domain=domain),)


def _merged(records: Sequence[str]) -> str:
    """One record with the mechanisms of all, in order, that ends as the strictest of them does."""
    words = [word for record in records for word in record.split()[1:]]
    ends = [word for word in words if word.lower().lstrip("+-~?") == "all"]
    middle = dict.fromkeys(word for word in words if word not in ends)
    end = next((kind for kind in ("-all", "~all", "?all") if kind in ends), "~all")
    return " ".join(["v=spf1", *middle, end])
