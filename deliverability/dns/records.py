"""The records that SES and receivers want of a domain, as a table to copy and as a snippet of a zone file.

How DNS panels want them entered is in `panels.py`; whether they are there, in `judgement.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from deliverability.dns import dmarc_checks, spf_checks
from deliverability.dns.look import Setup
from deliverability.dns.setup import dkim_names, mail_exchanger
from deliverability.model import N_, Text, text


@dataclass(frozen=True, slots=True)
class Record:
    """A record to add: its whole name without a dot at its end, its value as a zone file has it, and what it is for."""

    type: str
    name: str
    value: str
    why: Text


def records(setup: Setup) -> tuple[Record, ...]:
    """In the order of their weight: DKIM, DMARC, MAIL FROM. A MAIL FROM that is not set yet is told as mail.<domain>."""
    mail_from = setup.mail_from or f"mail.{setup.domain}"
    exchanger = f"{spf_checks.PREFERENCE} {mail_exchanger(setup.region)}"
    return (
        *(
            Record("CNAME", name, target, text(N_("proves that the mail is yours (DKIM)")))
            for name, target in dkim_names(setup).items()
            if target
        ),
        Record(
            "TXT",
            f"_dmarc.{setup.domain}",
            dmarc_checks.suggested(setup.domain),
            text(N_("tells receivers what to do with forged mail (DMARC)")),
        ),
        Record("MX", mail_from, exchanger, text(N_("takes the bounces (MAIL FROM)"))),
        Record("TXT", mail_from, spf_checks.SPF_RECORD, text(N_("lets SES send for it (MAIL FROM, SPF)"))),
    )


def zone_file(wanted: Iterable[Record]) -> str:
    """The records as lines of a zone file (RFC 1035), every name whole and with its dot."""
    rows = [(f"{record.name}.", record.type, _whole(record)) for record in wanted]
    width = max((len(name) for name, _, _ in rows), default=0)
    return "".join(f"{name:<{width}} 3600 IN {kind:<5} {value}\n" for name, kind, value in rows)


def _whole(record: Record) -> str:
    return record.value if record.type == "TXT" else f"{record.value}."
