"""DMARC: a record taken apart, and the domain whose record is in force found by walking up the tree (RFC 9989).

What the record is worth is judged in `dmarc_checks.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from deliverability.dns.look import UNASKED, Answer, Answers, Question

MOST_STEPS: Final = 8
"""A longer name is cut to seven labels after its own record was looked for."""
POLICIES: Final = ("none", "quarantine", "reject")


@dataclass(frozen=True, slots=True)
class Record:
    """A record by its tags, in lower case; `at` is the domain that publishes it."""

    at: str
    raw: str
    tags: dict[str, str]

    def reports_to(self) -> tuple[str, ...]:
        """The addresses to which summaries go."""
        places = (place.strip() for place in self.tags.get("rua", "").split(","))
        return tuple(place for place in places if place)

    def policy_for(self, domain: str) -> str:
        """What it asks for mail of a domain, "" when it does not say: `sp` rules below the domain that publishes it."""
        own = self.tags.get("p", "")
        return (own if domain == self.at else self.tags.get("sp", own)).lower()


@dataclass(frozen=True, slots=True)
class Found:
    """The record in force for a domain, or None; `several` are those of a domain that has more than one.

    `silent` is a name without whose answer it cannot be told.
    """

    record: Record | None = None
    several: tuple[str, ...] = ()
    silent: str = ""
    questions: tuple[Question, ...] = ()


def places(domain: str) -> Iterator[str]:
    """The domain and those above it whose records count, nearest first; a top-level domain alone has none of ours."""
    labels = domain.split(".")
    yield domain
    start = max(1, len(labels) - (MOST_STEPS - 1))
    for cut in range(start, len(labels) - 1):
        yield ".".join(labels[cut:])


def question(domain: str) -> Question:
    """What is asked for the record of a domain."""
    return Question(f"_dmarc.{domain}", "TXT")


def found(domain: str, answers: Answers) -> Found:
    """The record of the domain itself, else that of the organisation: the highest one, or the first that says psd=n.

    A place with two records has none that counts; of the domain itself that is told, since nothing else is looked for.
    """
    asked: list[Question] = []
    chosen: Record | None = None
    for place in places(domain):
        asked.append(question(place))
        answer = answers.get(asked[-1], UNASKED)
        if not answer.is_known:
            return Found(silent=asked[-1].name, questions=tuple(asked))
        records = _records(answer)
        if len(records) > 1 and place == domain:
            return Found(several=tuple(records), questions=tuple(asked))
        if len(records) == 1:
            chosen = Record(place, records[0], tags(records[0]))
            if place == domain or chosen.tags.get("psd", "").lower() == "n":
                break
    return Found(chosen, questions=tuple(asked))


def tags(record: str) -> dict[str, str]:
    """The tags of a record by their names; the first of a name counts."""
    result: dict[str, str] = {}
    for part in record.split(";"):
        name, equals, value = part.partition("=")
        if equals:
            result.setdefault(name.strip().lower(), value.strip())
    return result


def report_domains(record: Record) -> Iterator[str]:
    """The domains of other people to which reports go: each must say that it wants them."""
    for place in record.reports_to():
        address = place.lower().partition("!")[0]
        domain = address.rpartition("@")[2].rstrip(".")
        if address.startswith("mailto:") and domain and domain != record.at and not domain.endswith(f".{record.at}"):
            yield domain


def permission(record: Record, domain: str) -> Question:
    """What is asked to learn whether a domain wants the reports of another."""
    return Question(f"{record.at}._report._dmarc.{domain}", "TXT")


def _records(answer: Answer) -> list[str]:
    return [value for value in answer.values if re.match(r"v\s*=\s*DMARC1\s*(;|$)", value)]
