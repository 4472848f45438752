"""Which plan and which extras were in force when: what was read of them, made into hours of a day.

What they cost is in `prices`.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from deliverability.cost.model import Extras, ExtrasSpan, Overrides, Plan, PlanSpan, Terms, Use
from deliverability.cost.price_list import midnight
from deliverability.cost.prices import PLANS_SINCE
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, Reason, Text, Unknown, text

Span = TypeVar("Span", PlanSpan, ExtrasSpan)

_BEGIN: Final = midnight(PLANS_SINCE)


NOTHING: Final = Extras()
"""Nothing is paid for beside mail."""


@dataclass(frozen=True, slots=True)
class Held:
    """So many hours of a day began under a plan and with these extras; `assumed` says what of the plan nobody read.

    `guessed` marks extras of a time before they were first read: they are taken to be those that were read then.
    """

    plan: Plan
    hours: int
    assumed: tuple[Text, ...] = ()
    extras: Extras = NOTHING
    guessed: bool = False


def at(spans: Sequence[PlanSpan], moment: int, overrides: Overrides) -> Plan | Unknown:
    """The plan at a moment: what a person set, else what was read; before the first reading what that one told.

    Before plans came, and where they end, it is NONE, whatever is set. Unknown where none was read.
    """
    last = span_at(spans, moment)
    if moment < _BEGIN or (last is not None and last.ends):
        return Plan.NONE
    if overrides.plan is not None:
        return overrides.plan
    if not spans:
        return Unknown(Reason.COLLECTING, text(N_("The price plan was not read yet.")))
    return spans[max(_index(spans, moment), 0)].plan


def span_at(spans: Sequence[PlanSpan], moment: int) -> PlanSpan | None:
    """What was read of the plan by a moment: the span that holds then; None before the first."""
    found = _index(spans, moment)
    return None if found < 0 else spans[found]


def unknown(spans: Sequence[PlanSpan], since: int, until: int, overrides: Overrides) -> bool:
    """Whether the plan is unknown at any moment of [since, until)."""
    moments = {since, *(span.since for span in spans if since < span.since < until), *({_BEGIN} - {since})}
    return any(isinstance(at(spans, moment, overrides), Unknown) for moment in moments if since <= moment < until)


def held(use: Use, day: int, until: int, terms: Terms) -> list[Held]:
    """Each plan, with its extras, of the hours that began in a day up to `until` (epoch seconds), in order.

    An hour is its beginning's. Where the plan is unknown, the one that `terms` assume is taken.
    """
    begun = max(-(-(min(until, day + DAY) - day) // HOUR), 0)
    firsts = {0, *_changes(use.spans, day), *_changes(use.extras, day)}
    starts = sorted(hour for hour in firsts if hour < begun)
    ends = [*starts[1:], begun][: len(starts)]
    found = [_told(use, day + a * HOUR, b - a, terms) for a, b in zip(starts, ends, strict=True)]
    return found if len(found) < 2 else _merged(found)


def _merged(found: Sequence[Held]) -> list[Held]:
    """What was in force twice in a day, told once."""
    once: dict[tuple[Plan, Extras, bool], Held] = {}
    for each in found:
        key = each.plan, each.extras, each.guessed
        before = once.get(key, replace(each, hours=0, assumed=()))
        assumed = (*before.assumed, *(why for why in each.assumed if why not in before.assumed))
        once[key] = replace(before, hours=before.hours + each.hours, assumed=assumed)
    return list(once.values())


def _told(use: Use, moment: int, hours: int, terms: Terms) -> Held:
    plan = at(use.spans, moment, terms.overrides)
    known = _index(use.extras, moment)
    extras = use.extras[max(known, 0)].extras if use.extras else NOTHING
    guessed = known < 0 and bool(use.extras)
    if isinstance(plan, Unknown):
        why = text(N_("The price plan is not known; {plan} is taken."), plan=terms.assumed)
        return Held(terms.assumed, hours, (why,), extras, guessed)
    why_not = unread(use.spans, moment, terms.overrides)
    return Held(plan, hours, () if why_not is None else (why_not,), extras, guessed)


def unread(spans: Sequence[PlanSpan], moment: int, overrides: Overrides) -> Text | None:
    """Why a plan that is known is not what was read at a moment; None where it is."""
    if moment < _BEGIN:
        return None
    if overrides.plan is not None:
        return text(N_("The price plan is the one in your settings."))
    span = span_at(spans, moment)
    return (
        text(N_("Before the price plan was first read it is taken to be the same.")) if span is None else span.assumed
    )


def _changes(spans: Sequence[Span], day: int) -> Iterator[int]:
    """The hours of a day from which on another span holds."""
    for at in range(_index(spans, day) + 1, len(spans)):
        if spans[at].since >= day + DAY:
            return
        yield -(-(spans[at].since - day) // HOUR)


def _index(spans: Sequence[Span], moment: int) -> int:
    """Of the span that holds at a moment; -1 before the first."""
    return bisect_right(spans, moment, key=lambda span: span.since) - 1
