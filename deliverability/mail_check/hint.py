"""A hint about a mail: what was looked at, how it stands, on what evidence, and what could be done."""

from dataclasses import dataclass
from enum import StrEnum

from deliverability.model import Text


class Standing(StrEnum):
    """How a mail stands in one respect. A hint never says that something failed: only the receiver decides that."""

    PASS = "pass"  # noqa: S105 - a standing, no password
    ATTENTION = "attention"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Hint:
    """`title` is a marked sentence that would be true of a good mail; `advice` is empty where nothing is to be done."""

    name: str
    title: str
    standing: Standing
    evidence: tuple[Text, ...]
    advice: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """How one look ended, before it has a name."""

    standing: Standing
    evidence: tuple[Text, ...]
    advice: tuple[Text, ...] = ()

    def hint(self, name: str, title: str) -> Hint:
        """The same as a hint."""
        return Hint(name, title, self.standing, self.evidence, self.advice)


def fine(*evidence: Text) -> Found:
    """Nothing to be said against it."""
    return Found(Standing.PASS, evidence)


def doubtful(*evidence: Text, advice: tuple[Text, ...] = ()) -> Found:
    """Something that receivers or the law may mind."""
    return Found(Standing.ATTENTION, evidence, advice)


def untold(*evidence: Text, advice: tuple[Text, ...] = ()) -> Found:
    """This file does not tell."""
    return Found(Standing.UNKNOWN, evidence, advice)
