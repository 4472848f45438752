"""What must be asked of DNS to judge a domain: more is known to be needed with every answer, until nothing is.

Who asks is `collector/probes/dns.py`.
"""

from collections.abc import Iterator

from deliverability.dns import dmarc, spf
from deliverability.dns.look import UNASKED, Answers, Question, Setup, Status
from deliverability.dns.setup import dkim_names


def legacy(domain: str) -> Question:
    """The record by which SES verified domains before it did so by DKIM."""
    return Question(f"_amazonses.{domain}", "TXT")


def unanswered(setup: Setup, answers: Answers) -> list[Question]:
    """The questions still open, in order and each once."""
    return [question for question in dict.fromkeys(_all(setup, answers)) if question not in answers]


def _all(setup: Setup, answers: Answers) -> Iterator[Question]:
    for name, target in dkim_names(setup).items():
        yield from _dkim(name, target, setup.domain, answers)
    if setup.mail_from:
        yield Question(setup.mail_from, "MX")
        yield from spf.walk(setup.mail_from, answers).questions
    yield from spf.walk(setup.domain, answers).questions
    searched = dmarc.found(setup.domain, answers)
    yield from searched.questions
    if searched.record is not None:
        yield from (dmarc.permission(searched.record, domain) for domain in dmarc.report_domains(searched.record))
    yield legacy(setup.domain)


def _dkim(name: str, target: str, domain: str, answers: Answers) -> Iterator[Question]:
    """The CNAME and the key behind it; what else may stand there is asked only where the CNAME does not."""
    if not target:
        yield Question(name, "TXT")
        return
    yield Question(name, "CNAME")
    answer = answers.get(Question(name, "CNAME"), UNASKED)
    if answer.status is Status.FOUND:
        yield Question(name, "TXT")
    elif answer.is_known:
        yield Question(name, "TXT")
        yield Question(name, "A")
        yield Question(f"{name}.{domain}", "CNAME")
