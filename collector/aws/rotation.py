"""Whose turn it is: SES allows one request a second, so many things are asked some at a time, the oldest first.

What is asked of each lives in `identities.py` and `configuration_sets.py`.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from collector.aws.reading import Visit
from store import meta


def turns(visit: Visit, kind: str, names: Collection[str], urgent: Collection[str], most: int) -> Iterator[str]:
    """The names to ask now: the urgent ones, then on from where the last round ended; all of them in a full visit.

    Going round in the order of names, each comes again only after every other: the oldest answer is always next.
    """
    key = f"asked-last/{visit.scope}/{kind}"
    plan = planned(names, urgent, meta.get(visit.store, key) or "", len(names) if visit.full else most)
    for i, name in enumerate(plan):
        if visit.stopping():
            return
        yield name
        if name not in urgent:
            meta.put(visit.store, key, name)
        visit.progress(i + 1, len(plan))


def planned(names: Collection[str], urgent: Collection[str], last: str, most: int) -> Sequence[str]:
    """At most `most` of the names: the urgent first, then those after `last` in order, round and round."""
    first = sorted(set(urgent) & set(names))
    rest = sorted(set(names) - set(first))
    start = bisect_right(rest, last)
    return (first + rest[start:] + rest[:start])[:most]
