"""Each time an alert fired, until it was over: the worst it came to, and the letters that were written of it.

How it stands now is in `alerts.py`; the letters themselves are in `outbox.py`.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Final

from deliverability.alerting import AlertState
from deliverability.judging import Worst
from deliverability.model import Scope
from deliverability.rules.rule import Severity
from store.engines.engine import Engine

_COLUMNS: Final = (
    "scope", "rule", "subject", "episode", "severity", "began", "fired_at", "ended", "peak", "threshold", "witnessed",
)  # fmt: skip
_ANEW: Final = """ON CONFLICT (scope, rule, subject, episode) DO UPDATE SET severity = excluded.severity,
    began = excluded.began, ended = excluded.ended, peak = excluded.peak, threshold = excluded.threshold,
    witnessed = excluded.witnessed"""
_IN: Final = """(:anywhere = 1 OR (scope.account_id = :account_id AND scope.region = :region))
    AND alert_episode.began < :until AND (alert_episode.ended IS NULL OR alert_episode.ended >= :since)"""

Sent = tuple[str, str, str, int | None]
"""A letter: its channel, its kind, its state ("waiting", "delivered", "dead"), and when it got there or was given up."""


@dataclass(frozen=True, slots=True)
class Episode:
    """An alert from firing to its end. `severity` is the highest; `peak` the worst value, `threshold` its line.

    `began` and `ended` (None: it goes on) are those of the condition, in data time; `fired_at` is when it was judged
    to fire. All in epoch seconds. Unless `witnessed`, it was so at first sight already, and `began` is that. `messages` are in the order in which they were written.
    """

    rule: str
    subject: str
    scope: Scope
    episode: int
    severity: Severity
    began: int
    fired_at: int
    ended: int | None
    peak: float | None
    threshold: float | None
    messages: tuple[Sent, ...] = ()
    witnessed: bool = True


def episodes(engine: Engine, scope: Scope | None, since: int, until: int) -> list[Episode]:
    """The episodes of a scope (None: of all) that were on at any time of [since, until), by the time they fired."""
    where = scope or Scope("", "")
    params = {
        "anywhere": int(scope is None), "account_id": where.account_id, "region": where.region,
        "since": since, "until": until,
    }  # fmt: skip
    with engine.transaction():
        sent = _sent(engine, params)
        rows = engine.rows(
            f"""SELECT scope.account_id, scope.region, {", ".join(f"alert_episode.{name}" for name in _COLUMNS[1:])}
                FROM alert_episode JOIN scope ON scope.id = alert_episode.scope
                WHERE {_IN} ORDER BY alert_episode.fired_at""",
            params,
        )
    return [_episode(row, sent) for row in rows]


def note(engine: Engine, scope: int, rule: str, subject: str, state: AlertState, at: int) -> None:
    """Take down what a state, judged at `at`, adds to its episode; `scope` is its number."""
    found = engine.rows(
        """SELECT severity, peak, threshold, fired_at FROM alert_episode
           WHERE scope = :scope AND rule = :rule AND subject = :subject AND episode = :episode""",
        {"scope": scope, "rule": rule, "subject": subject, "episode": state.episode},
    )
    severity, *figures, fired_at = found[0] if found else (*Worst(), at)
    severity, *figures = Worst(Severity(severity), *figures).and_of(state)
    times = (state.began, fired_at, state.ended)
    row = (scope, rule, subject, state.episode, severity.value, *times, *figures, int(state.witnessed))
    engine.load("alert_episode", _COLUMNS, [row], _ANEW)


def _sent(engine: Engine, params: dict[str, object]) -> dict[tuple[Any, ...], list[Sent]]:
    found: dict[tuple[Any, ...], list[Sent]] = defaultdict(list)
    rows = engine.rows(
        f"""SELECT scope.account_id, scope.region, outbox.rule, outbox.subject, outbox.episode,
                   outbox.channel, outbox.kind, outbox.state, outbox.settled_at
            FROM alert_episode JOIN scope ON scope.id = alert_episode.scope
            JOIN outbox ON outbox.account_id = scope.account_id AND outbox.region = scope.region
                 AND outbox.rule = alert_episode.rule AND outbox.subject = alert_episode.subject
                 AND outbox.episode = alert_episode.episode
            WHERE {_IN} ORDER BY outbox.id""",
        params,
    )
    for account_id, region, rule, subject, episode, *letter in rows:
        found[account_id, region, rule, subject, episode].append(tuple(letter))
    return found


def _episode(row: tuple[Any, ...], sent: dict[tuple[Any, ...], list[Sent]]) -> Episode:
    account_id, region, *_ = row
    known = dict(zip(_COLUMNS[1:], row[2:], strict=True))
    known["severity"], known["witnessed"] = Severity(known["severity"]), bool(known["witnessed"])
    return Episode(**known, scope=Scope(account_id, region), messages=tuple(sent.get(row[:5], ())))
