"""What each thing of a scope was, as far back as alert rules need it: the account wholly, others from a week ago on.

Further back only where a field's loss is in question, and only of those things that once told what would settle it. What
is made of it: `report/evidence.py`. An account may have thousands of identities, and years of their history.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from deliverability.evidence import Thing
from deliverability.metrics import DAY
from report.as_of import ACCOUNT, AsOf
from store import snapshots
from store.snapshots import Past, Snapshot

CHANGES_BACK: Final = 7 * DAY
FOR_EVER: Final = 2**53

Pasts = Mapping[tuple[str, str], Sequence[Snapshot]]
"""By kind and subject what a thing was, oldest first."""


def pasts(seen: AsOf) -> Pasts:
    """Of everything that ever was: every change of CHANGES_BACK, what was before these, and what settles a loss."""
    until, since = seen.snapshots_until or FOR_EVER, seen.now - CHANGES_BACK + 1
    recent = {_key(past): past for past in snapshots.pasts(seen.store, seen.scope, since, until)}
    further = {(ACCOUNT, "")} & recent.keys() | set(_unsettled(seen, recent.values(), since))
    whole = {key: snapshots.past(seen.store, seen.scope, *key, until) for key in further}
    return {key: past.snapshots for key, past in (recent | whole).items()}


def thing(bodies: Sequence[Snapshot], seen_at: int) -> Thing:
    """What a past says of a thing, which was looked at last at `seen_at`."""
    return Thing(bodies[-1].kind, bodies[-1].subject, seen_at, tuple((each.at, each.body) for each in bodies))


def _unsettled(seen: AsOf, recent: Iterable[Past], since: int) -> Iterator[tuple[str, str]]:
    """The things of which an older past changes an answer."""
    asked: dict[tuple[str, str, object], set[str]] = defaultdict(set)
    for past in recent:
        kind, subject = _key(past)
        if not past.whole:
            for field, value in thing(past.snapshots, 0).unsettled().items():
                asked[kind, field, value].add(subject)
    for (kind, field, value), subjects in asked.items():
        told = snapshots.once_told(seen.store, seen.scope, kind, field, value, since)
        yield from ((kind, subject) for subject in subjects & told)


def _key(past: Past) -> tuple[str, str]:
    return past.snapshots[0].kind, past.snapshots[0].subject
