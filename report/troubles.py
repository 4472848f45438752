"""The way out of trouble: every trouble with what our figures say of it, and the errors that the collector really met.

What the troubles are is in `deliverability/troubles/`; which one a pasted text is, in `deliverability/recognition.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from deliverability.checklist.facts import Facts
from deliverability.checklist.item import Cure
from deliverability.metrics import DAY
from deliverability.model import Scope, Text
from deliverability.recognition import recognised
from deliverability.refusals import (
    EXPIRED,
    KEY_REFUSED,
    NO_CREDENTIALS,
    NOT_SWITCHED_ON,
    REGION_REFUSED,
    UNKNOWN_KEY,
    WRONG_SECRET,
)
from deliverability.troubles.catalogue import TROUBLES
from deliverability.troubles.confirmation import signs, standing
from deliverability.troubles.trouble import Sign, Speaks, Trouble
from report.checklist_facts import checklist_facts, nothing_known
from report.readings import START, title
from store import runs, texts
from store.engines.engine import Engine
from store.runs import Troubled

BACK: Final = 14 * DAY
MOST: Final = 8
"""Errors of the collector that are told, the last ones."""

OWN_WORDS: Final = {
    UNKNOWN_KEY: "unknown-key",
    WRONG_SECRET: "wrong-secret",
    EXPIRED: "expired-token",
    NO_CREDENTIALS: "no-credentials",
    NOT_SWITCHED_ON: "region-not-enabled",
}
"""The troubles behind what we have worded ourselves."""


@dataclass(frozen=True, slots=True)
class Case:
    """A trouble with its cure in the user's own values, and what speaks for and against it."""

    trouble: Trouble
    cure: Cure
    signs: tuple[Sign, ...]

    @property
    def standing(self) -> Speaks:
        """What the signs say together."""
        return standing(self.signs)


@dataclass(frozen=True, slots=True)
class Met:
    """An error that the collector met: in which readings, how often in the last 14 days, and when last (epoch seconds).

    `item` is the checklist item it belongs to, `trouble` the one it is ("" where none is known). `over`: each of the
    readings has succeeded since.
    """

    readings: tuple[Text, ...]
    error: Text
    times: int
    last: int
    item: str
    trouble: str
    over: bool


@dataclass(frozen=True, slots=True)
class Troubles:
    """Every trouble, and what the collector met, at `now`; `scope` is None while no account is known."""

    scope: Scope | None
    now: int
    cases: tuple[Case, ...]
    met: tuple[Met, ...] = ()


def troubles(store: Engine, scope: Scope | None, now: datetime) -> Troubles:
    """The troubles of a scope by what the store knows at `now`; without a scope, what went wrong before one was known."""
    known = nothing_known(now) if scope is None else checklist_facts(store, scope, now)
    return Troubles(scope, known.now, _cases(known), _met_in(store, scope or Scope("", ""), known.now))


def unconnected(now: datetime) -> Troubles:
    """The troubles where there is no store: all that a person can look at alone."""
    known = nothing_known(now)
    return Troubles(None, known.now, _cases(known))


def _cases(known: Facts) -> tuple[Case, ...]:
    return tuple(Case(trouble, trouble.cured(known), signs(trouble, known)) for trouble in TROUBLES)


def _met_in(store: Engine, scope: Scope, now: int) -> tuple[Met, ...]:
    """What was met, one for each sentence: a wrong key fails every reading in the same words."""
    succeeded = runs.last_ok(store, scope)
    by_sentence: dict[str, list[Troubled]] = {}
    for each in runs.troubled(store, scope, now - BACK):
        by_sentence.setdefault(texts.to_json(each.error), []).append(each)
    return tuple(_met(same, succeeded) for same in list(by_sentence.values())[:MOST])


def _met(same: Sequence[Troubled], succeeded: Mapping[str, int]) -> Met:
    return Met(
        readings=tuple(dict.fromkeys(title(each.job) for each in same)),
        error=same[0].error,
        times=sum(each.times for each in same),
        last=max(each.last for each in same),
        item=_item(same[0]),
        trouble=_trouble(same[0]),
        over=all(_is_over(each, succeeded) for each in same),
    )


def _is_over(each: Troubled, succeeded: Mapping[str, int]) -> bool:
    # A start that succeeds is written down nowhere: whatever was read since shows that it did.
    since = max(succeeded.values(), default=0) if each.job == START else succeeded.get(each.job, 0)
    return since > each.last


def _item(each: Troubled) -> str:
    """The checklist item that judges what such an error shows."""
    if each.outcome == "denied":
        return "permissions"
    if each.job == START or each.error.msgid in KEY_REFUSED:
        return "credentials"
    return "region" if each.error.msgid in REGION_REFUSED else "collector-fresh"


def _trouble(each: Troubled) -> str:
    """The trouble by what we said ourselves, else by AWS's own words as far as the sentence holds them."""
    if each.outcome == "denied":
        return "access-denied"
    if each.error.msgid in OWN_WORDS:
        return OWN_WORDS[each.error.msgid]
    found = recognised(" ".join(str(value) for value in each.error.params.values())).candidates
    return found[0].trouble.name if found and found[0].sure else ""
