"""A look at a domain in DNS: what was asked, what was answered, and what SES says the domain should look like.

What is to be asked is in `questions.py`, what the answers mean in `judgement.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from deliverability.model import Text


class Status(StrEnum):
    """How a question was answered. The last two are no answer: nothing is known, neither that a record is there nor not."""

    FOUND = "found"
    NO_DATA = "no-data"
    """The name is there, a record of this type is not."""
    NO_NAME = "no-name"
    TIME_OUT = "time-out"
    FAILURE = "failure"
    """SERVFAIL, REFUSED and the like, or an answer that is none."""


SILENT: Final = frozenset({Status.TIME_OUT, Status.FAILURE})


@dataclass(frozen=True, slots=True, order=True)
class Question:
    """A name (lower case, no dot at its end) and a type: TXT, CNAME, MX or A."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The values, in the order of the alphabet: TXT joined from its parts, MX as "10 host", names in lower case.

    `through` are the names that CNAMEs led to on the way.
    """

    status: Status
    values: tuple[str, ...] = ()
    through: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether anything was answered, be it that there is nothing."""
        return self.status not in SILENT


UNASKED: Final = Answer(Status.TIME_OUT)
"""What stands for an answer that nobody has."""

Answers = Mapping[Question, Answer]


@dataclass(frozen=True, slots=True)
class Setup:
    """What SES says of a domain that is an identity in `region`.

    `dkim_origin` is who made the key: "AWS_SES" (Easy DKIM), "EXTERNAL" (one's own) or "AWS_SES_<REGION>" (replicated);
    `tokens` are its selectors, `hosted_zone` where SES keeps their keys. `mail_from` is "" when there is none.
    """

    domain: str
    region: str
    tokens: tuple[str, ...] = ()
    hosted_zone: str = ""
    dkim_origin: str = ""
    mail_from: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """A domain as DNS answered at `at` (epoch seconds)."""

    setup: Setup
    at: int
    answers: Answers = field(default_factory=dict)

    def answer(self, name: str, kind: str) -> Answer:
        """The answer to a question; what was never asked is not known."""
        return self.answers.get(Question(name, kind), UNASKED)


class Standing(StrEnum):
    """What a check comes to."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    ATTENTION = "attention"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


_WORST_FIRST: Final = (Standing.FAIL, Standing.UNKNOWN, Standing.ATTENTION, Standing.PASS, Standing.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Judged:
    """What a check comes to, the records and counts that it rests on, and what to do, if anything."""

    standing: Standing
    evidence: tuple[Text, ...] = ()
    cures: tuple[Text, ...] = ()


def together(*parts: Judged) -> Judged:
    """Several judgements as one: what is known to be wrong fails, whatever else is not known."""
    worst = min((part.standing for part in parts), key=_WORST_FIRST.index, default=Standing.NOT_APPLICABLE)
    return Judged(
        worst,
        tuple(dict.fromkeys(sentence for part in parts for sentence in part.evidence)),
        tuple(dict.fromkeys(sentence for part in parts for sentence in part.cures)),
    )
