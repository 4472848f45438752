"""What of a look belongs into the drift log: the records as they stand, without what moves by itself.

How changes are worded lives in `deliverability/changes.py`.
"""

from collections.abc import Iterable, Mapping

from deliverability.dns import dmarc, spf
from deliverability.dns.look import Answer, Look
from deliverability.dns.setup import dkim_names

Body = Mapping[str, list[str]]


def body(look: Look, before: Body | None) -> dict[str, list[str]]:
    """The records of a domain by what they are for; where nothing was answered, as they were known `before`.

    What was never known, and what is not set up, is left out.
    """
    found = _records(look)
    known = {name: value for name, value in found.items() if value is not None}
    kept = {name: before[name] for name, value in found.items() if value is None and before and name in before}
    return {name: {**kept, **known}[name] for name in found if name in known or name in kept}


def _records(look: Look) -> dict[str, list[str] | None]:
    """Each record, None where it is not known."""
    setup = look.setup
    found: dict[str, list[str] | None] = {}
    if names := dkim_names(setup):
        asked = (look.answer(name, "CNAME" if target else "TXT") for name, target in names.items())
        found["dkim_records"] = _values(asked)
    if setup.mail_from:
        found["mail_from_mx"] = _values([look.answer(setup.mail_from, "MX")])
        found["mail_from_spf"] = _spf(look.answer(setup.mail_from, "TXT"))
    found["spf_record"] = _spf(look.answer(setup.domain, "TXT"))
    found["dmarc_record"] = _dmarc(look)
    return found


def _values(answers: Iterable[Answer]) -> list[str] | None:
    asked = list(answers)
    if not all(answer.is_known for answer in asked):
        return None
    return sorted(value for answer in asked for value in answer.values)


def _spf(answer: Answer) -> list[str] | None:
    return spf.records(answer) if answer.is_known else None


def _dmarc(look: Look) -> list[str] | None:
    found = dmarc.found(look.setup.domain, look.answers)
    if found.silent:
        return None
    return list(found.several) or ([found.record.raw] if found.record else [])
