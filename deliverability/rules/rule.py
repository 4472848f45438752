"""A rule: what it is called, how patient it is, and the judgement that turns evidence into findings.

The rules are the other files of this folder, found by `catalogue`; what becomes of findings over time is in
`deliverability/alerting.py`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Final, NamedTuple

from deliverability.evidence import Evidence
from deliverability.metrics import DAY
from deliverability.model import Text
from deliverability.thresholds import Thresholds


class Severity(StrEnum):
    """How soon a person should look, in rising order: when convenient, today, now."""

    INFO = "info"
    WARN = "warn"
    CRITICAL = "critical"


SEVERITIES: Final = tuple(Severity)


class Urgency(IntEnum):
    """What of equal severity comes first, in rising order: what follows from the others is the least urgent."""

    FOLLOWS = 0
    REVIEWED = 1
    ABUSED = 2
    STOPPED = 3


@dataclass(frozen=True, slots=True)
class Message:
    """What a person is told: what happened, the figures it rests on, what AWS does at which line, what to do now.

    `figures` name each value with its denominator and window. `steps` are three at most. `page` is the dashboard's
    address of the page that shows it, without a leading slash ("" for the Overview).
    """

    headline: Text
    figures: tuple[Text, ...] = ()
    aws: Text | None = None
    steps: tuple[Text, ...] = ()
    page: str = ""


class Peak(NamedTuple):
    """A worst value and the line of that, both in the rule's own unit."""

    value: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule sees of one subject ("" for the scope itself) in data that reach up to `at` (epoch seconds).

    `step` counts how far it has gone: 0 is nothing, each higher one is worse and told anew; `severity` is the step's.
    `keeps` says that the value, though below the first step, is not clear of it yet. `value` and `threshold` (the line
    of the step reached, or of the first one) are in the rule's own unit. `held_since` is the data time from which
    history shows the first step to have held without a break; None where only this moment is known. Unless that was
    `witnessed` to begin, it was so at first sight already. `peak` is the worst of the time since then, None where that
    is `value`. There is a message whenever `step` is above 0 or `keeps`. `news` says that it is a change, which is news
    for a while and then simply no more: nobody who was told is told of its end. A rule that cannot tell yields no
    finding: absence resolves nothing.
    """

    subject: str
    at: int
    step: int
    severity: Severity = Severity.INFO
    keeps: bool = False
    value: float | None = None
    threshold: float | None = None
    held_since: int | None = None
    message: Message | None = None
    news: bool = False
    witnessed: bool = True
    peak: Peak | None = None


@dataclass(frozen=True, slots=True)
class Reminders:
    """When a firing alert is told again, in seconds: once after `first`, then every `again`; None for never.

    `worse_by` tells it at once when the value exceeds the one last told by this part of it. Nothing below the step
    `from_step` is told again after a time.
    """

    first: int | None = DAY
    again: int | None = None
    worse_by: float | None = None
    from_step: int = 1


Judge = Callable[[Evidence, Thresholds], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by its name. `for_seconds` must it hold before it fires, `keep_seconds` be clear before it is over.

    Both are counted on the time of the data. While a rule of `inhibited_by` fires for the scope itself or for the same
    subject, this one is no news and is kept back, whether that one was told or is silenced. While one of `covered_by`
    does that was told, up to the step `covered_to`: it told nothing of what is worse than that. One `about_us` judges
    the collector, not the account, and is left out of replays. One `at_once` rests on nothing but GetAccount, cannot
    wait, and is judged as soon as that was read. Of what is told together and equally severe the higher `urgency` comes
    first. `unit` tells how its value is written: "percent", "number" or "duration". `title` is a marked sentence without
    a full stop.
    """

    name: str
    title: str
    judge: Judge
    for_seconds: int = 0
    keep_seconds: int = 0
    reminders: Reminders = Reminders()
    inhibited_by: tuple[str, ...] = ()
    covered_by: tuple[str, ...] = ()
    covered_to: int = 0
    about_us: bool = False
    at_once: bool = False
    urgency: Urgency = Urgency.FOLLOWS
    unit: str = "number"

    def findings(self, known: Evidence, lines: Thresholds) -> dict[str, Finding]:
        """What it sees, by subject."""
        return {finding.subject: finding for finding in self.judge(known, lines)}


def rule(title: str, **more: object) -> Callable[[Judge], Rule]:
    """Declare the function as a rule named after itself, underscores written as hyphens."""

    def declare(judge: Judge) -> Rule:
        name = judge.__name__.replace("_", "-")
        return Rule(name, title, judge, **more)  # type: ignore[arg-type] # checked where it is written

    return declare
