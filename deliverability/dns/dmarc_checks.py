"""Whether a DMARC record is in force for a domain, what it asks for, where reports go, and what of our mail aligns.

How the record is found and taken apart lives in `dmarc.py`.
"""

from typing import Final

from deliverability.dns import dmarc
from deliverability.dns.look import Judged, Look, Standing, Status, together
from deliverability.dns.words import add, silent, told
from deliverability.model import N_, Text, text

_STRICTER: Final = N_(
    "Once the reports show that all of your own mail passes, ask for p=quarantine: change the record of {name}."
)


def policy(look: Look) -> Judged:
    """What receivers are asked to do with mail that fails."""
    found = dmarc.found(look.setup.domain, look.answers)
    if found.record is None:
        return _no_record(look, found)
    record, name = found.record, dmarc.question(found.record.at).name
    asked = record.policy_for(look.setup.domain)
    seen = [_shown(record)]
    if record.at != look.setup.domain:
        above = N_("{domain} has no record of its own: that of {place} counts.")
        seen.append(text(above, domain=look.setup.domain, place=record.at))
    if asked in {"quarantine", "reject"}:
        if record.tags.get("t", "").lower() != "y":
            return Judged(Standing.PASS, tuple(seen))
        seen.append(text(N_("t=y: receivers do one step less than the record asks for.")))
        return Judged(Standing.ATTENTION, tuple(seen), (text(N_("Take t=y out of the record of {name}."), name=name),))
    if asked == "none":
        seen.append(text(N_("p=none: forged mail in your name is reported, not held back.")))
        return Judged(Standing.ATTENTION, tuple(seen), (text(_STRICTER, name=name),))
    return _no_policy(record, name, asked, seen)


def reports(look: Look) -> Judged:
    """Whether anybody is sent the receivers' summaries."""
    found = dmarc.found(look.setup.domain, look.answers)
    if found.record is None:
        return _no_record(look, found) if found.silent else _not_before()
    record, name = found.record, dmarc.question(found.record.at).name
    places = record.reports_to()
    wanted = N_("Add rua=mailto:… with a mailbox that is read to the record of {name}.")
    if not any(place.lower().startswith("mailto:") for place in places):
        nobody = text(N_("Nobody is sent the receivers' reports: the record names no mailbox under rua."))
        return Judged(Standing.ATTENTION, (_shown(record), nobody), (text(wanted, name=name),))
    seen = Judged(Standing.PASS, (text(N_("Reports go to {places}."), places=", ".join(places)),))
    return together(seen, *(_permitted(look, record, domain) for domain in dmarc.report_domains(record)))


def alignment(look: Look) -> Judged:
    """Which of DKIM and SPF speaks for the domain that a reader sees; one of them must."""
    setup = look.setup
    found = dmarc.found(setup.domain, look.answers)
    strict = found.record is not None and found.record.tags.get("aspf", "r").lower() == "s"
    by_dkim, by_spf = bool(setup.tokens), bool(setup.mail_from) and (not strict or setup.mail_from == setup.domain)
    seen = (_of_dkim(look, by_dkim), _of_spf(look, by_spf, strict=strict))
    if by_dkim and not (strict and setup.mail_from and not by_spf):
        return Judged(Standing.PASS, seen)
    if by_dkim:
        cure = N_("Take aspf=s out of the DMARC record: with it a MAIL FROM on a subdomain never aligns.")
        return Judged(Standing.ATTENTION, seen, (text(cure),))
    switch = text(N_("Switch on Easy DKIM for {domain} in the SES console and add its records."), domain=setup.domain)
    return Judged(Standing.ATTENTION if by_spf else Standing.FAIL, seen, (switch,))


def suggested(domain: str) -> str:
    """The record with which to begin."""
    return f'"v=DMARC1; p=none; rua=mailto:dmarc@{domain}"'


def _no_record(look: Look, found: dmarc.Found) -> Judged:
    domain = look.setup.domain
    name = dmarc.question(domain).name
    if found.silent:
        return silent(found.silent, "TXT", look.answer(found.silent, "TXT"))
    if found.several:
        seen = text(N_("{name} TXT → {values}"), name=name, values=" · ".join(found.several))
        one = N_("Receivers accept one DMARC record and none of several. Keep one at {name}.")
        return Judged(Standing.FAIL, (seen,), (text(one, name=name),))
    missing = N_("Gmail, Yahoo and Microsoft demand a DMARC record from senders of much mail.")
    return Judged(
        Standing.FAIL,
        (told(name, "TXT", look.answer(name, "TXT")) if not _has_other(look, name) else _other(look, name),),
        (text(missing), add("TXT", name, suggested(domain))),
    )


def _has_other(look: Look, name: str) -> bool:
    return look.answer(name, "TXT").status is Status.FOUND


def _other(look: Look, name: str) -> Text:
    values = " · ".join(look.answer(name, "TXT").values)
    return text(N_("{name} TXT → {values} (no DMARC record: it must begin with v=DMARC1)"), name=name, values=values)


def _no_policy(record: dmarc.Record, name: str, asked: str, seen: list[Text]) -> Judged:
    """A record without a policy that can be read; it counts as p=none as long as it says where reports go (RFC 9989)."""
    if asked:
        seen.append(text(N_("p={policy} is no policy: it must be none, quarantine or reject."), policy=asked))
    else:
        seen.append(text(N_("The record has no p: receivers take that for p=none, older ones for no record.")))
    cure = text(N_("Begin the record of {name} with v=DMARC1; p=none"), name=name)
    counts = not asked or bool(record.reports_to())
    return Judged(Standing.ATTENTION if counts else Standing.FAIL, tuple(seen), (cure,))


def _not_before() -> Judged:
    return Judged(Standing.NOT_APPLICABLE, (text(N_("There is no DMARC record yet.")),))


def _permitted(look: Look, record: dmarc.Record, domain: str) -> Judged:
    question = dmarc.permission(record, domain)
    answer = look.answer(question.name, "TXT")
    if not answer.is_known:
        return silent(question.name, "TXT", answer)
    if any(value.startswith("v=DMARC1") for value in answer.values):
        return Judged(Standing.PASS, (told(question.name, "TXT", answer),))
    refused = N_("{domain} does not say that it takes reports about {place}: receivers send none.")
    cure = N_('Whoever runs {domain} must add this record: {name} TXT "v=DMARC1"')
    return Judged(
        Standing.ATTENTION,
        (text(refused, domain=domain, place=record.at),),
        (text(cure, domain=domain, name=question.name),),
    )


def _shown(record: dmarc.Record) -> Text:
    return text(N_("{name} TXT → {values}"), name=dmarc.question(record.at).name, values=record.raw)


def _of_dkim(look: Look, aligned: bool) -> Text:  # noqa: FBT001 - named where it is given
    if aligned:
        return text(N_("DKIM: SES signs as {domain}, which aligns."), domain=look.setup.domain)
    return text(N_("DKIM: SES does not sign as {domain}."), domain=look.setup.domain)


def _of_spf(look: Look, aligned: bool, *, strict: bool) -> Text:  # noqa: FBT001 - named where it is given
    if aligned:
        return text(N_("SPF: MAIL FROM is {mail_from}, which aligns."), mail_from=look.setup.mail_from)
    if strict and look.setup.mail_from:
        return text(
            N_("SPF: MAIL FROM is {mail_from}, which aspf=s keeps from aligning."), mail_from=look.setup.mail_from
        )
    return text(N_("SPF: MAIL FROM is amazonses.com, which never aligns."))
