"""The alerts that stored history would have raised: the rules and the alert machine over past evidence, in memory.

Nothing is written and nobody is told. How it is printed is in `collector/commands/replay.py`; how alerts are judged as
time goes, in `collector/evaluation.py`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from deliverability.alerting import Notice
from deliverability.coverage import Span
from deliverability.judging import Moved, States, Worst, moved
from deliverability.metrics import QUARTER
from deliverability.model import Scope
from deliverability.rules.catalogue import RULES
from deliverability.rules.rule import Rule
from deliverability.thresholds import Thresholds
from report.evidence import evidence
from store.engines.engine import Engine

STEP: Final = QUARTER
"""The send statistics have nothing finer."""

NOTHING_YET: Final = Worst()

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Replayed:
    """An episode that would have been: its condition began, it fired, it was over (None: not by the end).

    Times are epoch seconds; `fired_at` is that of the round which would have seen it. Unless `witnessed`, it was so at
    first sight already. `told` is what each message would have told, in order.
    """

    scope: Scope
    rule: Rule
    subject: str
    began: int
    fired_at: int
    ended: int | None = None
    worst: Worst = NOTHING_YET
    told: tuple[Notice, ...] = ()
    witnessed: bool = True


def replayable(names: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules that history can be judged by, those of `names` where there are any."""
    return tuple(rule for rule in RULES if not rule.about_us and (not names or rule.name in names))


def replay(
    store: Engine,
    scope: Scope,
    span: Span,
    rules: Iterable[Rule],
    thresholds: Thresholds,
    progress: Progress = lambda _done, _of: None,
) -> list[Replayed]:
    """The episodes of a span, by the time they would have fired.

    What was on before the span shows as fired at its beginning. An inhibiting rule that is not among `rules` inhibits
    nothing.
    """
    chosen, states, episodes = tuple(rules), States(), dict[tuple[str, str, int], Replayed]()
    moments = range(span.since, span.until, STEP)
    for number, now in enumerate(moments):
        known = evidence(store, scope, datetime.fromtimestamp(now, UTC), thresholds)
        found = {rule.name: rule.findings(known, thresholds) for rule in chosen}
        for move in moved(states, chosen, found, now):
            key = (move.rule.name, move.subject, move.after.episode)
            if move.of_an_episode:
                after = move.after
                first = Replayed(scope, move.rule, move.subject, after.began, now, witnessed=after.witnessed)
                episodes[key] = _with(episodes.get(key, first), move)
        progress(number + 1, len(moments))
    return sorted(episodes.values(), key=lambda each: (each.fired_at, each.rule.name, each.subject))


def _with(episode: Replayed, move: Moved) -> Replayed:
    """The episode with what a round added to it."""
    told = (*episode.told, *move.notices)
    return replace(episode, ended=move.after.ended, worst=episode.worst.and_of(move.after), told=told)
