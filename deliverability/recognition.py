"""Which troubles a text is that somebody pasted: an error of AWS, a reply of SMTP, a traceback, with words around it.

Nothing of the text is given back but a permission and a region, whose form leaves no room for a secret or an address.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from deliverability.troubles.catalogue import TROUBLES
from deliverability.troubles.trouble import Trouble, Weight

HEAD: Final = 8_000
TAIL: Final = 24_000
"""Characters that are read of the beginning and of the end of a text: a traceback names its error last."""

MOST: Final = 4
"""Candidates that are told."""

WORTH: Final = {Weight.SENTENCE: 100, Weight.NAME: 50, Weight.HINT: 10}

ACTION: Final = re.compile(r"not authorized to perform:? [`']?((?:ses|sns|sqs|cloudwatch|iam|sts):[a-z]{3,40})\b")
REGION: Final = re.compile(r"\b((?:af|ap|ca|eu|il|me|mx|sa|us)(?:-gov)?-(?:north|south|east|west|central){1,2}-\d)\b")
ACCESS_KEY: Final = re.compile(r"\b(?:akia|asia)[0-9a-z]{16}\b")
SECRET: Final = re.compile(r"(?:secret_?access_?key|aws_secret|password|passwd)[\"']?\s?[=:]\s?[\"']?\S{8}")

_COMPILED: Final[tuple[tuple[Trouble, tuple[tuple[int, re.Pattern[str]], ...]], ...]] = tuple(
    (
        trouble,
        tuple((WORTH[weight], re.compile(each)) for weight, all_of in trouble.patterns.items() for each in all_of),
    )
    for trouble in TROUBLES
)
"""Each trouble with what its patterns are worth."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A trouble that a text may be; `sure` where the text names it, and does not only hint at it."""

    trouble: Trouble
    sure: bool


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a text was taken for, likeliest first; none where it is not known.

    `action` is the IAM action that it says is missing, `region` the one it speaks of ("" for none). `holds_secret`: it
    seems to hold a key or a password. `cut`: only its beginning and its end were read.
    """

    candidates: tuple[Candidate, ...] = ()
    action: str = ""
    region: str = ""
    holds_secret: bool = False
    cut: bool = False


def recognised(pasted: str) -> Recognised:
    """What a text is, whatever it holds; takes time in proportion to what is read of it."""
    cut = len(pasted) > HEAD + TAIL
    read = f"{pasted[:HEAD]} {pasted[-TAIL:]}" if cut else pasted
    plain = " ".join(read.lower().split())
    ranked = sorted(_scored(plain), key=lambda scored: -scored[0])
    return Recognised(
        candidates=_worth_telling(ranked),
        action=_action(plain),
        region=_first(REGION, plain),
        holds_secret=bool(ACCESS_KEY.search(plain) or SECRET.search(plain)),
        cut=cut,
    )


def _scored(plain: str) -> Iterator[tuple[int, Trouble]]:
    """What a trouble's best pattern is worth, and a little for each other one."""
    for trouble, patterns in _COMPILED:
        worth = [points for points, pattern in patterns if pattern.search(plain)]
        if worth:
            yield max(worth) + len(worth) - 1, trouble


def _worth_telling(ranked: Sequence[tuple[int, Trouble]]) -> tuple[Candidate, ...]:
    """Of the best kind only: a sentence says more than the name of an error that has several, and that more than a hint."""
    best = max((worth for worth in WORTH.values() if ranked and ranked[0][0] >= worth), default=0)
    told = (Candidate(trouble, score >= WORTH[Weight.NAME]) for score, trouble in ranked if score >= best)
    return tuple(islice(told, MOST))


def _first(pattern: re.Pattern[str], plain: str) -> str:
    found = pattern.search(plain)
    return found[1] if found else ""


def _action(plain: str) -> str:
    """The action in the letters in which IAM writes it, as far as we know them."""
    service, _, name = _first(ACTION, plain).partition(":")
    return f"{service}:{WRITTEN.get(name, name)}" if name else ""


WRITTEN: Final = {
    name.lower(): name
    for name in (
        "SendEmail", "SendRawEmail", "SendTemplatedEmail", "SendBulkEmail", "SendBulkTemplatedEmail", "GetSendQuota",
        "GetSendStatistics", "GetAccount", "ListEmailIdentities", "GetEmailIdentity", "ListConfigurationSets",
        "GetConfigurationSet", "GetMetricData", "GetMetricStatistics", "VerifyEmailIdentity", "CreateEmailIdentity",
    )
}  # fmt: skip
"""IAM takes actions in any letters; people know them in these."""
