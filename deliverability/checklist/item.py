"""A checklist item: what it asks, why that matters, how it is mended, and the judgement that turns facts into verdicts.

The items are the other files of this folder, found by `catalogue`; what they look at is in `facts.py`. Ticks, acceptances
and history are not known here: `report/checklist.py` joins them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from deliverability.checklist.facts import Facts, Source
from deliverability.model import N_, Reason, Text, Unknown, text
from deliverability.rules.rule import Severity


class Result(StrEnum):
    """How an item stands for one subject. By hand: nothing we may look at can tell, so a person ticks it."""

    PASS = "pass"  # noqa: S105 - a result, no password
    FAIL = "fail"
    ATTENTION = "attention"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"
    BY_HAND = "by-hand"


class Section(StrEnum):
    """The parts of the checklist, in the order in which a newcomer works through them."""

    ACCOUNT = "account"
    IDENTITIES = "identities"
    DNS = "dns"
    CONFIGURATION = "configuration"
    TEST = "test"
    PRODUCTION = "production"
    MONITORING = "monitoring"
    GOOD_SENDING = "good-sending"


SECTIONS: Final = tuple(Section)

TITLES: Final = {
    Section.ACCOUNT: N_("Account and access"),
    Section.IDENTITIES: N_("Identities"),
    Section.DNS: N_("DNS records"),
    Section.CONFIGURATION: N_("The application's settings"),
    Section.TEST: N_("Test mail"),
    Section.PRODUCTION: N_("Production"),
    Section.MONITORING: N_("Monitoring"),
    Section.GOOD_SENDING: N_("Good sending"),
}
"""The sections in words."""


LOOKS: Final[Mapping[Section, tuple[str, ...]]] = {
    Section.ACCOUNT: ("account",),
    Section.IDENTITIES: ("identities",),
    Section.DNS: ("identities", "dns"),
    Section.TEST: ("statistics",),
    Section.PRODUCTION: ("account",),
    Section.MONITORING: ("account", "configuration_sets"),
    Section.GOOD_SENDING: ("metrics",),
}
"""By section the readings that its items rest on; what settings say is known since the collector's start."""

FROM_AWS: Final = ("account", "statistics", "metrics", "configuration_sets", "identities", "alarms", "iam")
"""All readings without which an item would be unknown."""


@dataclass(frozen=True, slots=True)
class Paste:
    """Text to copy as it is, with what it is; `language` is how it is coloured ("" for plain)."""

    label: Text
    code: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Cure:
    """What to do, in order, and what to paste for it, the user's own values filled in."""

    steps: tuple[Text, ...]
    pastes: tuple[Paste, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an item stands for one subject ("" for the account in its region), and on what evidence.

    `reason` is why it is unknown, `missing_permission` the IAM actions that would let it be known (None otherwise).
    `cures` are steps that only this verdict knows; they come before the item's own.
    """

    item: str
    subject: str
    result: Result
    evidence: tuple[Text, ...] = ()
    missing_permission: str | None = None
    reason: Reason | None = None
    cures: tuple[Text, ...] = ()


Judge = Callable[[Facts], Iterable[Verdict]]
Pasted = Callable[[Facts, str], Iterable[Paste]]


def nothing(_facts: Facts, _subject: str) -> tuple[Paste, ...]:
    """Nothing to paste."""
    return ()


@dataclass(frozen=True, slots=True)
class Item:
    """An item by its name. `title`, `why` and `cure` (steps) are marked sentences; `guide_step` is the guide's number.

    Placeholders of `cure` are those of `Facts.words`. `pastes` makes what to copy for a subject. One `of_account` is
    the same in all regions. A tick by hand is worth `every_days` (None: for ever). `rests_on` are the readings it rests
    on, where they are not its section's.
    """

    name: str
    title: str
    section: Section
    why: str
    cure: tuple[str, ...]
    severity: Severity
    guide_step: str
    judge: Judge
    pastes: Pasted = nothing
    of_account: bool = False
    every_days: int | None = None
    rests_on: tuple[str, ...] | None = None

    @property
    def is_by_hand(self) -> bool:
        """Whether only a person can tell."""
        return self.judge is _for_a_person

    @property
    def looks(self) -> tuple[str, ...]:
        """The readings to ask again to see whether it stands otherwise; none where nothing read would tell."""
        if self.is_by_hand:
            return ()
        return LOOKS.get(self.section, ()) if self.rests_on is None else self.rests_on

    def verdicts(self, facts: Facts) -> Iterator[Verdict]:
        """A verdict a subject; at least one."""
        for verdict in self.judge(facts):
            yield replace(verdict, item=self.name)

    def cured(self, facts: Facts, verdict: Verdict) -> Cure:
        """How what the verdict found is mended."""
        words = facts.words(verdict.subject)
        own = tuple(text(sentence, **words) for sentence in self.cure)
        return Cure((*verdict.cures, *own), tuple(self.pastes(facts, verdict.subject)))


def item(  # noqa: PLR0913 - an item is declared in one place, by name
    title: str,
    *,
    section: Section,
    why: str,
    cure: tuple[str, ...],
    severity: Severity = Severity.WARN,
    guide_step: str = "",
    pastes: Pasted = nothing,
    of_account: bool = False,
    every_days: int | None = None,
    rests_on: tuple[str, ...] | None = None,
) -> Callable[[Judge], Item]:
    """Declare the function as an item named after itself, underscores written as hyphens."""

    def declare(judge: Judge) -> Item:
        name = judge.__name__.replace("_", "-")
        return Item(
            name, title, section, why, cure, severity, guide_step, judge, pastes, of_account, every_days, rests_on
        )

    return declare


def by_hand(  # noqa: PLR0913 - as above
    name: str,
    title: str,
    *,
    section: Section,
    why: str,
    cure: tuple[str, ...],
    severity: Severity = Severity.WARN,
    guide_step: str = "",
    pastes: Pasted = nothing,
    of_account: bool = False,
    every_days: int | None = None,
) -> Item:
    """Declare an item that only a person can tick."""
    return Item(name, title, section, why, cure, severity, guide_step, _for_a_person, pastes, of_account, every_days)


def _for_a_person(_facts: Facts) -> tuple[Verdict, ...]:
    return (Verdict("", "", Result.BY_HAND),)


def passed(*evidence: Text, subject: str = "") -> Verdict:
    """It is done."""
    return Verdict("", subject, Result.PASS, evidence)


def failed(*evidence: Text, subject: str = "") -> Verdict:
    """It is not done, or broken."""
    return Verdict("", subject, Result.FAIL, evidence)


def attention(*evidence: Text, subject: str = "") -> Verdict:
    """It works, but not as it should; a person may accept it."""
    return Verdict("", subject, Result.ATTENTION, evidence)


def not_applicable(*evidence: Text, subject: str = "") -> Verdict:
    """It does not concern this account, or this subject."""
    return Verdict("", subject, Result.NOT_APPLICABLE, evidence)


def by_person(*evidence: Text, subject: str = "") -> Verdict:
    """What could be looked at was not given to us, so a person tells."""
    return Verdict("", subject, Result.BY_HAND, evidence)


def unknown(why: Unknown, missing: str | None = None, subject: str = "") -> Verdict:
    """It cannot be told, and why."""
    evidence = () if why.detail is None else (why.detail,)
    return Verdict("", subject, Result.UNKNOWN, evidence, missing or None, why.reason)


def untold(known: Facts, source: Source, why: Unknown, subject: str = "") -> Verdict:
    """It cannot be told for want of a source; names the permission that the source lacks, if it lacks one."""
    return unknown(why, known.missing.get(source), subject)
