"""A round over a scope: what the rules find moves each of its alerts; and what an alert's moves make of its episode. Pure.

How one alert moves is in `alerting.py`. Rounds as time goes are kept and told by `collector/evaluation.py`, rounds over
the past are made by `report/replay.py`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from deliverability.alerting import AlertState, Notice, Status, advance, held_back_by, inhibitors_first
from deliverability.rules.rule import SEVERITIES, Finding, Rule, Severity

States = dict[tuple[str, str], AlertState]
"""Those of a scope, by rule and subject."""

Found = Mapping[str, Mapping[str, Finding]]
"""What rules see, by rule and subject; a rule that could not judge is left out."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An alert whose state is another after a round, and what is to be told of it."""

    rule: Rule
    subject: str
    before: AlertState
    after: AlertState
    notices: tuple[Notice, ...]

    @property
    def turned_from(self) -> Status | None:
        """The status before; None where it is the same."""
        return self.before.status if self.before.status is not self.after.status else None

    @property
    def of_an_episode(self) -> bool:
        """Whether it is a move of an episode, its end included."""
        return self.before.is_open or self.after.is_open


class Worst(NamedTuple):
    """What an episode came to: its highest severity, its worst value and the line of that, in the rule's own unit."""

    severity: Severity = Severity.INFO
    peak: float | None = None
    threshold: float | None = None

    def and_of(self, state: AlertState) -> "Worst":
        """The worst of this and of all that the alert's rule saw last. What is below the first step is none of it."""
        finding = state.finding
        if finding is None or not finding.step:
            return self
        severity = max(self.severity, finding.severity, key=SEVERITIES.index)
        value, threshold = finding.peak or (finding.value, finding.threshold)
        if self.peak is None or (value is not None and value > self.peak):
            return Worst(severity, value, threshold)
        return self._replace(severity=severity)


def moved(
    states: States, rules: Iterable[Rule], found: Found, now: int, quiet: Callable[[str, str], bool] | None = None
) -> Iterator[Moved]:
    """Every alert that a round at `now` (epoch seconds) changes; `states` go with it.

    `quiet` says of a rule's name and a subject that nobody is to be told of them.
    """
    for rule in inhibitors_first(rules):
        if rule.name not in found:
            continue
        kept = (subject for name, subject in states if name == rule.name)
        for subject in dict.fromkeys([*found[rule.name], *kept]):
            key, finding = (rule.name, subject), found[rule.name].get(subject)
            muted = held_back_by(rule, subject, states, finding) is not None
            muted = muted or (quiet is not None and quiet(rule.name, subject))
            before = states.get(key, AlertState())
            after, notices = advance(before, finding, rule, now, muted=muted)
            # Most subjects of most rules are clear and always were: there is nothing to remember of them.
            if after == before or (key not in states and after.finding is None):
                continue
            states[key] = after
            yield Moved(rule, subject, before, after, notices)
