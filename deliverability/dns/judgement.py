"""Every check of a domain's records by its name; each takes a look and says how it stands, on what evidence, what to do.

The checks themselves are in `dkim_checks.py`, `spf_checks.py` and `dmarc_checks.py`.
"""

from collections.abc import Callable, Mapping
from typing import Final

from deliverability.dns import dkim_checks, dmarc_checks, spf_checks
from deliverability.dns.look import Judged, Look, Standing, Status
from deliverability.dns.questions import legacy
from deliverability.dns.words import silent, told
from deliverability.model import N_, text


def legacy_record(look: Look) -> Judged:
    """The `_amazonses` record of older guides, of which there need be none."""
    question = legacy(look.setup.domain)
    answer = look.answer(question.name, question.type)
    if not answer.is_known:
        return silent(question.name, question.type, answer)
    if answer.status is Status.FOUND:
        kept = N_("This is how SES verified domains before DKIM. It does no harm, and nothing needs it any more.")
        return Judged(Standing.PASS, (told(question.name, question.type, answer), text(kept)))
    older = N_("Older guides ask for {name}. SES verifies domains by their DKIM records now: add nothing.")
    return Judged(Standing.NOT_APPLICABLE, (text(older, name=question.name),))


CHECKS: Final[Mapping[str, Callable[[Look], Judged]]] = {
    "dkim-records": dkim_checks.records,
    "dkim-key": dkim_checks.key,
    "mail-from-mx": spf_checks.mail_exchangers,
    "mail-from-spf": spf_checks.of_mail_from,
    "spf": spf_checks.of_domain,
    "dmarc": dmarc_checks.policy,
    "dmarc-reports": dmarc_checks.reports,
    "dmarc-alignment": dmarc_checks.alignment,
    "legacy-record": legacy_record,
}
"""By name, in the order in which a person sets them up."""
