"""A month's mail and hours, cut by day, region and plan, with what the free allowance takes of each part. No money yet.

What the parts cost is added up in `month`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from deliverability.cost.allowance import applies
from deliverability.cost.calendar import until_of
from deliverability.cost.model import Allowance, Plan, Terms, Use
from deliverability.cost.plans import Held, held
from deliverability.metrics import DAY
from deliverability.model import N_, Text, Unknown, text

_SPLIT: Final = text(N_("The plan changed that day; its mail is taken to be spread evenly over the day."))


@dataclass(frozen=True, slots=True)
class Part:
    """What a day had in a region under one plan: hours begun, recipients, and how many of these were free."""

    day: int
    use: int
    plan: Plan
    hours: int
    recipients: int
    free: int
    assumed: tuple[Text, ...]


def parts(uses: Sequence[Use], since: int, at: int, terms: Terms) -> list[Part]:
    """The parts of the month from `since` up to `at` (epoch seconds), sorted by day; `Part.use` is the index in `uses`.

    Mail of the same day is in the order of `uses`: what of the allowance is left goes to the first.
    """
    end = min(at, until_of(since))
    mail = [_mail(use) for use in uses]
    found = (
        part
        for day in range(since, end, DAY)
        for i, use in enumerate(uses)
        for part in _of_day(i, day, mail[i].get(day, 0), held(use.spans, day, end, terms))
    )
    return list(found if terms.allowance is None else _freed(found, terms.allowance))


def _mail(use: Use) -> Mapping[int, int]:
    return {each.day: each.recipients for each in use.days if not isinstance(each.recipients, Unknown)}


def _of_day(use: int, day: int, recipients: int, plans: Sequence[Held]) -> Iterator[Part]:
    """A day cut at its changes of plan: whole recipients by hours, what is left over to the last plan."""
    hours, gone = sum(each.hours for each in plans), 0
    for each in plans[:-1]:
        share = recipients * each.hours // hours
        gone += share
        yield Part(day, use, each.plan, each.hours, share, 0, (*each.assumed, _SPLIT))
    for last in plans[-1:]:
        why = last.assumed if len(plans) == 1 else (*last.assumed, _SPLIT)
        yield Part(day, use, last.plan, last.hours, recipients - gone, 0, why)


def _freed(found: Iterator[Part], allowance: Allowance) -> Iterator[Part]:
    """The month's first mail is the free one."""
    left = allowance.messages
    for part in found:
        free = min(part.recipients, left) if applies(allowance, part.plan, part.day) else 0
        left -= free
        yield replace(part, free=free) if free else part
