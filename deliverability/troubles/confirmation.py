"""What we have collected says of a trouble: the verdicts of the checklist items that bear on it, and its own looks.

How the items come to their verdicts is theirs to tell (`deliverability/checklist/`).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Result, Verdict
from deliverability.troubles.trouble import Sign, Speaks, Trouble

SAYS: Final = {
    Result.FAIL: Speaks.FOR,
    Result.ATTENTION: Speaks.FOR,
    Result.PASS: Speaks.AGAINST,
    Result.UNKNOWN: Speaks.NOT_KNOWN,
    Result.BY_HAND: Speaks.BY_HAND,
}
"""What a verdict says of the troubles that its item bears on; one that does not apply says nothing."""

ORDER: Final = (Speaks.FOR, Speaks.NOT_KNOWN, Speaks.AGAINST, Speaks.BY_HAND)
"""What is to be read first, and what all signs say together: what only a person can see says nothing against the rest."""

MOST: Final = 5
"""Subjects of an item that are told one by one."""


def signs(trouble: Trouble, facts: Facts) -> tuple[Sign, ...]:
    """Everything collected that bears on a trouble, what speaks for it first."""
    found = [*trouble.looks(facts), *(sign for name in trouble.items for sign in _of_item(name, facts))]
    return tuple(sorted(found, key=lambda sign: ORDER.index(sign.speaks)))


def standing(found: Iterable[Sign]) -> Speaks:
    """What the signs say together: for it, if any does; against it only if all of them are known."""
    said = {sign.speaks for sign in found}
    return next((speaks for speaks in ORDER if speaks in said), Speaks.BY_HAND)


def _of_item(name: str, facts: Facts) -> Iterator[Sign]:
    """One sign a subject that speaks for it; the other subjects of an item together as one a kind."""
    by_kind: dict[Speaks, list[Verdict]] = {}
    for verdict in BY_NAME[name].verdicts(facts):
        if verdict.result in SAYS:
            by_kind.setdefault(SAYS[verdict.result], []).append(verdict)
    for speaks, verdicts in by_kind.items():
        told = verdicts[: MOST if speaks is Speaks.FOR else 1]
        for verdict in told:
            more = len(verdicts) - len(told) if verdict is told[-1] else 0
            yield Sign(speaks, verdict.evidence, name, verdict.subject, verdict.reason, more)
