"""Of the records that SES and receivers want of a domain those that DNS lacks: what is there already, nobody adds again.

Which records are wanted is in `records.py`; a DMARC record of one's own stands, however strict, whatever one begins with.
"""

from typing import Final

from deliverability.dns import dmarc, spf_checks
from deliverability.dns.look import Look, Setup, Standing
from deliverability.dns.records import Record, records

_OF_MAIL_FROM: Final = {
    "MX": (spf_checks.mail_exchangers, frozenset({Standing.PASS})),
    "TXT": (spf_checks.of_mail_from, frozenset({Standing.PASS, Standing.ATTENTION})),
}
"""How the records of the MAIL FROM domain are judged, and what they come to where they are there."""


def lacking(setup: Setup, look: Look | None) -> tuple[Record, ...]:
    """In the order of their weight; all of them where the domain was not looked at yet as it is set up now."""
    wanted = records(setup)
    if look is None or look.setup != setup:
        return wanted
    return tuple(record for record in wanted if not _is_there(record, look))


def _is_there(record: Record, look: Look) -> bool:
    if record.type == "CNAME":
        return look.answer(record.name, record.type).values == (record.value,)
    if record.name.startswith("_dmarc."):
        found = dmarc.found(look.setup.domain, look.answers)
        return found.record is not None or bool(found.several)
    check, there = _OF_MAIL_FROM[record.type]
    return check(look).standing in there
