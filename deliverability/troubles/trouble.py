"""A trouble: how it shows, why it happens, how to make sure of it, how it is mended.

The troubles are the other files of this folder, found by `catalogue`; what our own figures say of one, by `confirmation`.
Which of them a text is, is told by `deliverability/recognition.py`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Cure, Pasted, nothing
from deliverability.model import N_, Reason, Text, text
from deliverability.rules.rule import Severity


class Family(StrEnum):
    """What kind of trouble it is, in the order in which a mail meets them on its way."""

    APPLICATION = "application"
    CONNECTION = "connection"
    KEYS = "keys"
    ACCESS = "access"
    REFUSED = "refused"
    RATE = "rate"
    PAUSED = "paused"
    DELIVERY = "delivery"


TITLES: Final = {
    Family.APPLICATION: N_("The application does not get as far as SES"),
    Family.CONNECTION: N_("No connection"),
    Family.KEYS: N_("The key is not accepted"),
    Family.ACCESS: N_("Permission is missing"),
    Family.REFUSED: N_("SES refuses the mail"),
    Family.RATE: N_("Too much, too fast"),
    Family.PAUSED: N_("Sending is stopped"),
    Family.DELIVERY: N_("Sent, but not where it should be"),
}
"""The families in words."""


class Weight(StrEnum):
    """How much a pattern says: a sentence that nothing else says, the name of the error, a word that goes with it."""

    SENTENCE = "sentence"
    NAME = "name"
    HINT = "hint"


Patterns = Mapping[Weight, tuple[str, ...]]
"""Regular expressions over a text in lower case whose white space is single blanks."""


class Speaks(StrEnum):
    """What something we collected says of a trouble. By hand: only a person can look."""

    FOR = "for"
    AGAINST = "against"
    NOT_KNOWN = "not-known"
    BY_HAND = "by-hand"


@dataclass(frozen=True, slots=True)
class Sign:
    """What was found, and what it says. `item` is the checklist item it comes from ("" for none) for a `subject`.

    `reason` is why it is not known (None otherwise), `more` how many further subjects say the same.
    """

    speaks: Speaks
    evidence: tuple[Text, ...]
    item: str = ""
    subject: str = ""
    reason: Reason | None = None
    more: int = 0


Looked = Callable[[Facts], Iterable[Sign]]


def nothing_more(_facts: Facts) -> tuple[Sign, ...]:
    """No signs but those of the items."""
    return ()


@dataclass(frozen=True, slots=True)
class Trouble:
    """A trouble by its name. `title`, `why`, `confirm` and `cure` (steps) are marked sentences without placeholders.

    `shows` are the words in which it is met, as they stand in logs. `items` are the checklist items that bear on it,
    `looks` what else of the facts does. `in_guide` is one of the setup guide's four.
    """

    name: str
    title: str
    family: Family
    shows: tuple[str, ...]
    patterns: Patterns
    why: str
    cure: tuple[str, ...]
    confirm: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    severity: Severity = Severity.WARN
    pastes: Pasted = nothing
    looks: Looked = nothing_more
    in_guide: bool = False

    def cured(self, facts: Facts) -> Cure:
        """How it is mended; what is to be pasted holds the user's own values."""
        return Cure(tuple(map(text, self.cure)), tuple(self.pastes(facts, "")))
