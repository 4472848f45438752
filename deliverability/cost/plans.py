"""Which plan was in force when: what was read of it, made into hours of a day. What a plan costs is in `prices`."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from deliverability.cost.model import Overrides, Plan, PlanSpan, Terms
from deliverability.cost.price_list import midnight
from deliverability.cost.prices import PLANS_SINCE
from deliverability.metrics import DAY, HOUR
from deliverability.model import N_, Reason, Text, Unknown, text

_BEGIN: Final = midnight(PLANS_SINCE)


@dataclass(frozen=True, slots=True)
class Held:
    """So many hours of a day began under a plan; `assumed` says what of that nobody read."""

    plan: Plan
    hours: int
    assumed: tuple[Text, ...] = ()


def at(spans: Sequence[PlanSpan], moment: int, overrides: Overrides) -> Plan | Unknown:
    """The plan at a moment: what a person set, else what was read; before the first reading what that one told.

    Before plans came it is NONE, whatever is set. Unknown where none was read.
    """
    if moment < _BEGIN:
        return Plan.NONE
    if overrides.plan is not None:
        return overrides.plan
    if not spans:
        return Unknown(Reason.COLLECTING, text(N_("The price plan was not read yet.")))
    return spans[max(_index(spans, moment), 0)].plan


def unknown(spans: Sequence[PlanSpan], since: int, until: int, overrides: Overrides) -> bool:
    """Whether the plan is unknown at any moment of [since, until)."""
    moments = {since, *(span.since for span in spans if since < span.since < until), *({_BEGIN} - {since})}
    return any(isinstance(at(spans, moment, overrides), Unknown) for moment in moments if since <= moment < until)


def held(spans: Sequence[PlanSpan], day: int, until: int, terms: Terms) -> list[Held]:
    """Each plan of the hours that began in a day up to `until` (epoch seconds), in order; an hour is its beginning's.

    Where the plan is unknown, the one that `terms` assume is taken.
    """
    begun = max(-(-(min(until, day + DAY) - day) // HOUR), 0)
    firsts = {0, *(-(-(span.since - day) // HOUR) for span in spans if day < span.since < day + DAY)}
    starts = sorted(hour for hour in firsts if hour < begun)
    ends = [*starts[1:], begun][: len(starts)]
    found = [_told(spans, day + a * HOUR, b - a, terms) for a, b in zip(starts, ends, strict=True)]
    return found if len(found) < 2 else _merged(found)


def _merged(found: Sequence[Held]) -> list[Held]:
    """A plan that was in force twice in a day, told once."""
    by_plan: dict[Plan, Held] = {}
    for each in found:
        before = by_plan.get(each.plan, Held(each.plan, 0))
        assumed = (*before.assumed, *(why for why in each.assumed if why not in before.assumed))
        by_plan[each.plan] = Held(each.plan, before.hours + each.hours, assumed)
    return list(by_plan.values())


def _told(spans: Sequence[PlanSpan], moment: int, hours: int, terms: Terms) -> Held:
    plan = at(spans, moment, terms.overrides)
    if isinstance(plan, Unknown):
        why = text(N_("The price plan is not known; {plan} is taken."), plan=terms.assumed)
        return Held(terms.assumed, hours, (why,))
    read = moment < _BEGIN or terms.overrides.plan is not None or _index(spans, moment) >= 0
    return Held(
        plan, hours, () if read else (text(N_("Before the price plan was first read it is taken to be the same.")),)
    )


def _index(spans: Sequence[PlanSpan], moment: int) -> int:
    """Of the span that holds at a moment; -1 before the first."""
    return bisect_right(spans, moment, key=lambda span: span.since) - 1
