"""Everything that alert rules judge of a scope at a moment, gathered from the store; a past moment for a replay.

What its parts are: `deliverability/evidence.py`. Rates, volume and what things were are gathered in `judged_rates.py`,
`judged_volume.py` and `pasts.py`; how much a past moment knew is told by `as_of.py`.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Final

from deliverability.changes import changes
from deliverability.evidence import Asked, Body, Changed, Evidence, Thing
from deliverability.model import Reason, Scope, Unknown, text
from deliverability.thresholds import DEFAULT, Thresholds
from report import alert_channels, judged_rates, judged_volume
from report.as_of import ACCOUNT, AsOf, as_of
from report.freshness import effective
from report.pasts import CHANGES_BACK, Pasts, pasts, thing
from report.readings import TITLES
from report.spending import spending
from store import clock, outbox
from store.engines.engine import Engine

READ_BY: Final = {
    ACCOUNT: ACCOUNT,
    "identity": "identities",
    "configuration-set": "configuration_sets",
    "event-destination": "configuration_sets",
    "dns": "dns",
}
"""By the kind of a thing the reading that tells of it."""

SKEW_KNOWN_FOR: Final = 1800


def evidence(store: Engine, scope: Scope, now: datetime, lines: Thresholds = DEFAULT) -> Evidence:
    """What is known of a scope as of `now`, to be judged by `lines`.

    Of a past `now` nothing is told that was learnt later, and nothing of the collector's own state.
    """
    # One view of the data: what a round writes meanwhile is for the next evaluation.
    with store.view():
        return _gathered(as_of(store, scope, int(now.timestamp())), lines)


def urgent(store: Engine, scope: Scope, now: datetime) -> Evidence:
    """The account and the things alone: all that the rules look at which cannot wait (`Rule.at_once`)."""
    with store.view():
        seen = as_of(store, scope, int(now.timestamp()))
        history = pasts(seen)
        account, account_at = _account(seen, history)
        return Evidence(seen.scope, seen.now, account, account_at, things=tuple(_things(seen, history)))


def _gathered(seen: AsOf, lines: Thresholds) -> Evidence:
    history = pasts(seen)
    account, account_at = _account(seen, history)
    used = judged_volume.use(seen, account)
    mail = judged_volume.volume(seen)
    ended = _ended_unseen(seen, history)
    figures = judged_rates.reputation(seen, lines)
    return Evidence(
        scope=seen.scope,
        now=seen.now,
        account=account,
        account_at=account_at,
        changes=tuple(sorted(_changes(seen, history), key=lambda change: change.at)),
        reputation=tuple(each for each in figures if each.configuration_set not in ended),
        counted=tuple(judged_rates.counted(seen)),
        quota=used,
        outlook=judged_volume.outlook(used, mail),
        volume=mail,
        things=tuple(_things(seen, history)),
        readings=() if seen.past else tuple(asked(seen)),
        clock_skew_seconds=None if seen.past else _skew(seen),
        dead_letters=None if seen.past else _dead_letters(seen),
        spending=None if seen.past else spending(seen.store, seen.scope, seen.now),
    )


def _account(seen: AsOf, history: Pasts) -> tuple[Body | Unknown, int | None]:
    held, read_at = history.get((ACCOUNT, "")), seen.read_at(ACCOUNT)
    body = held[-1].body if held else None
    if body is not None and read_at is not None:
        return body, read_at
    known = seen.fresh.get(ACCOUNT)
    return known.reason(seen.now) if known and not seen.past else Unknown(Reason.COLLECTING), None


def _changes(seen: AsOf, history: Pasts) -> Iterator[Changed]:
    """Each field that changed lately; a first sight is no change."""
    for (kind, subject), bodies in history.items():
        for before, after in pairwise(bodies):
            if after.at > seen.now - CHANGES_BACK:
                for change in changes(kind, subject, before.body, after.body):
                    yield Changed(after.at, kind, subject, change.field, change.before, change.after)


def _things(seen: AsOf, history: Pasts) -> Iterator[Thing]:
    """Those that are there, and those that ever went, while the reading that tells of them is fresh.

    However long ago one went: an alert of it may be open still, as nobody may have looked when it went.
    """
    read_at = {reading: seen.read_at(reading) for reading in set(READ_BY.values())}
    for (kind, _), bodies in sorted(history.items()):
        at = read_at[READ_BY[kind]] if kind in READ_BY else None
        if at is not None:
            yield thing(bodies, max(at, bodies[-1].at))


def _ended_unseen(seen: AsOf, history: Pasts) -> set[str]:
    """The sets that published no more when they were last looked at, while it cannot be told that they still do not."""
    if seen.read_at(READ_BY["configuration-set"]) is not None:
        return set()
    sets = (bodies for (kind, _), bodies in history.items() if kind == "configuration-set")
    return {bodies[-1].subject for bodies in sets if thing(bodies, seen.now).publishes_no_more}


def asked(seen: AsOf) -> Iterator[Asked]:
    """Every declared reading of a scope, as it went last."""
    started_at = effective(seen.store).get("started_at")
    for name, known in seen.fresh.items():
        run = known.last_run
        yield Asked(
            name=name,
            last_success=known.last_success,
            patience_seconds=known.patience_seconds,
            outcome=run.outcome if run else "",
            at=run.ended_at if run else seen.now,
            error=run.error if run else None,
            missing_action=run.missing_action if run else "",
            worked_before=known.last_success is not None,
            first_asked=started_at,
            title=text(TITLES[name]) if name in TITLES else text(name),
        )


def _skew(seen: AsOf) -> float | None:
    found = clock.latest(seen.store, seen.scope)
    return None if found is None or seen.now - found.at > SKEW_KNOWN_FOR else found.seconds


def _dead_letters(seen: AsOf) -> dict[str, int]:
    """By channel what was given up since something got through it last, the word of such letters itself left out.

    A channel that is gone has none: nobody waits for it.
    """
    found = dict.fromkeys([*outbox.channels(seen.store), *alert_channels.in_force(seen.store)], 0)
    for letter in alert_channels.unheard(seen.store):
        found[letter.channel] += letter.scope == seen.scope and letter.kind != outbox.DEAD_LETTER
    return found


def thresholds_in_force(store: Engine) -> Thresholds:
    """The lines the collector judges by, as it told them at its start; the defaults before that."""
    told = effective(store).get("thresholds")
    return DEFAULT if told is None else Thresholds.from_plain(told)
