"""The alerts of a scope as they stand: firing, about to fire, getting better, silenced; and what was told of each.

Past ones are in `report/alert_history.py`, the rules and their lines in `report/alert_rules.py`, who is told in
`report/alert_channels.py`. How states come about: `deliverability/alerting.py`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from deliverability.alerting import AlertState, Status, fires_at, held_back_by
from deliverability.metrics import DAY
from deliverability.model import N_, Scope, Text, text
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.rule import SEVERITIES, Finding, Rule, Severity
from report.alert_history import HISTORY_SECONDS, Past, history
from store import alerts as kept
from store import runs, silences
from store.engines.engine import Engine
from store.silences import Silence

OUT_OF_DATE_SECONDS: Final = 1800
LATELY: Final = DAY
"""What is over for no longer than this is told as recovered lately."""


class Phase(StrEnum):
    """Where an alert stands for a reader, the one that wants most attention first."""

    FIRING = "firing"
    PENDING = "pending"
    RECOVERING = "recovering"
    SILENCED = "silenced"
    HELD_BACK = "held-back"


PHASES: Final = tuple(Phase)


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert that is not over.

    `since` is when its condition began (epoch seconds, of the data); unless `witnessed`, it was so at first sight already.
    `fires_in` are the seconds of data that a pending one must still hold; `silence` is what keeps it silent and
    `held_back_by` the rule that does, each None where nothing does. `told` is its episode with the messages sent.
    `still_so`: a silence keeps it quiet while its condition holds for long enough to be told.
    """

    rule: Rule
    subject: str
    phase: Phase
    finding: Finding
    since: int
    fires_in: int | None
    silence: Silence | None
    held_back_by: Rule | None
    told: Past | None
    still_so: bool
    witnessed: bool = True

    @property
    def severity(self) -> Severity:
        """How soon a person should look."""
        return self.finding.severity


@dataclass(frozen=True, slots=True)
class Alerts:
    """Every alert of a scope at `now` that is not over, the episodes of the last months, and the silences in force.

    `judged_at` is when the rules were last judged (None: never), `trouble` what went wrong then.
    """

    scope: Scope
    now: int
    judged_at: int | None
    trouble: Text | None
    current: tuple[Alert, ...]
    past: tuple[Past, ...]
    silences: tuple[Silence, ...]

    def of(self, *phases: Phase) -> tuple[Alert, ...]:
        """Those in one of the phases, the most urgent first."""
        return tuple(alert for alert in self.current if alert.phase in phases)

    @property
    def still_so(self) -> tuple[Alert, ...]:
        """Those that would fire but for a silence, the most urgent first."""
        return tuple(alert for alert in self.current if alert.still_so)

    @property
    def out_of_date(self) -> bool:
        """Whether the rules were judged too long ago for this to be the present."""
        return self.judged_at is not None and self.now - self.judged_at > OUT_OF_DATE_SECONDS

    @property
    def recovered(self) -> tuple[Past, ...]:
        """What was over within the last day."""
        return tuple(past for past in self.past if past.ended is not None and past.ended >= self.now - LATELY)


def alerts(store: Engine, scope: Scope, now: datetime) -> Alerts:
    """The alerts of a scope, with the episodes of the last months."""
    at = int(now.timestamp())
    past = history(store, scope, at - HISTORY_SECONDS, at + 1)
    quiet = tuple(silences.listed(store, at))
    last = runs.last(store, scope).get(runs.JUDGING)
    return Alerts(
        scope=scope,
        now=at,
        judged_at=runs.last_ok(store, scope).get(runs.JUDGING),
        trouble=last.error if last else None,
        current=_current(store, scope, at, past, quiet),
        past=past,
        silences=quiet,
    )


def pressing(store: Engine, scope: Scope, now: datetime) -> tuple[Alert, ...]:
    """What fires, and after it what would but for a silence, the most urgent first: what must be seen on any page."""
    at = int(now.timestamp())
    current = _current(store, scope, at, (), silences.listed(store, at))
    return tuple(alert for alert in current if alert.phase is Phase.FIRING or alert.still_so)


def doubts(store: Engine, scope: Scope, now: datetime) -> tuple[Text, ...]:
    """Why what is said of alerts may not be the present; nothing while it is, or before anything was judged."""
    at, judged_at = int(now.timestamp()), runs.last_ok(store, scope).get(runs.JUDGING)
    last = runs.last(store, scope).get(runs.JUDGING)
    if last is not None and last.error is not None:
        return text(N_("The alerts may be out of date: the rules were not all judged the last time.")), last.error
    if judged_at is not None and at - judged_at > OUT_OF_DATE_SECONDS:
        age = at - judged_at
        return (text(N_("The alerts are out of date: the rules were last judged {age:duration} ago."), age=age),)
    return ()


def _current(
    store: Engine, scope: Scope, now: int, past: Iterable[Past], quiet: Iterable[Silence]
) -> tuple[Alert, ...]:
    states, quiet = kept.states(store, scope), tuple(quiet)
    episodes = {(each.name, each.subject, each.episode): each for each in past}
    found: list[Alert] = []
    for (name, subject), state in states.items():
        rule = BY_NAME.get(name)
        # A rule of another version of the product left a state that nothing moves any more.
        if rule is None or state.finding is None or state.status is Status.OK:
            continue
        silence = silences.silenced(name, scope, subject, now, quiet)
        held_by = held_back_by(rule, subject, states, state.finding)
        holding = BY_NAME.get(held_by) if held_by else None
        found.append(
            Alert(
                rule=rule,
                subject=subject,
                phase=_phase(state, silence, holding),
                finding=state.finding,
                since=state.began if state.is_open else state.since,
                fires_in=None if (at := fires_at(state, rule)) is None else max(0, at - state.seen),
                silence=silence,
                held_back_by=holding,
                told=episodes.get((name, subject, state.episode)),
                still_so=silence is not None and state.status is Status.FIRING,
                witnessed=state.witnessed,
            )
        )
    return tuple(sorted(found, key=_urgency))


def _urgency(alert: Alert) -> tuple[float, int, int, int, str]:
    # What is silenced while it goes on comes before what does not go on yet, or no longer.
    place = 0.5 if alert.still_so else PHASES.index(alert.phase)
    return place, -SEVERITIES.index(alert.severity), -alert.rule.urgency, -alert.since, alert.subject


def _phase(state: AlertState, silence: Silence | None, holding: Rule | None) -> Phase:
    if silence is not None:
        return Phase.SILENCED
    return Phase.HELD_BACK if holding is not None else Phase(state.status.value)
