"""Past and present episodes of alerts: how long each lasted, how far it went, what was sent where and when.

What stands now is in `report/alerts.py`.
"""

from dataclasses import dataclass
from typing import Final

from deliverability.metrics import DAY
from deliverability.model import Scope, Text, text
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.rule import Severity
from store import alerts
from store.alerts import Episode
from store.engines.engine import Engine

HISTORY_SECONDS: Final = 90 * DAY
DELIVERED: Final = "delivered"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message of an episode: through which channel, why (`firing`, `escalated` …), whether it arrived, and when."""

    channel: str
    kind: str
    state: str
    at: int | None

    @property
    def arrived(self) -> bool:
        """Whether the channel took it."""
        return self.state == DELIVERED


@dataclass(frozen=True, slots=True)
class Past:
    """An episode: its condition began, it fired, it was over (epoch seconds; None: not yet); the worst it came to.

    Unless `witnessed`, it was so at first sight already, and `began` is that. `unit` tells how `peak` and `threshold` are
    written.
    """

    scope: Scope
    name: str
    subject: str
    episode: int
    title: Text
    unit: str
    severity: Severity
    began: int
    fired_at: int
    ended: int | None
    peak: float | None
    threshold: float | None
    sent: tuple[Sent, ...]
    witnessed: bool = True

    @property
    def arrived(self) -> tuple[Sent, ...]:
        """The messages that arrived, the latest last."""
        return tuple(sorted((sent for sent in self.sent if sent.arrived), key=lambda sent: sent.at or 0))


def history(store: Engine, scope: Scope | None, since: int, until: int) -> tuple[Past, ...]:
    """Every episode of a scope (None: of all) that was on in [since, until), the latest first."""
    found = [_past(episode) for episode in alerts.episodes(store, scope, since, until)]
    return tuple(sorted(found, key=lambda past: (-past.fired_at, past.name, past.subject)))


def title(name: str) -> Text:
    """A rule's title; of one that this version does not know, its name."""
    rule = BY_NAME.get(name)
    return text(rule.title if rule else name)


def _past(episode: Episode) -> Past:
    rule = BY_NAME.get(episode.rule)
    return Past(
        scope=episode.scope,
        name=episode.rule,
        subject=episode.subject,
        episode=episode.episode,
        title=title(episode.rule),
        unit=rule.unit if rule else "number",
        severity=episode.severity,
        began=episode.began,
        fired_at=episode.fired_at,
        ended=episode.ended,
        peak=episode.peak,
        threshold=episode.threshold,
        sent=tuple(Sent(*message) for message in episode.messages),
        witnessed=episode.witnessed,
    )
