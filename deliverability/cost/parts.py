"""A month's mail and hours, cut by day, region and plan, with what the free allowance takes of each part. No money yet.

What the parts cost is added up in `month`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from deliverability.cost.allowance import applies
from deliverability.cost.calendar import until_of
from deliverability.cost.model import Allowance, Extras, Plan, Terms, Usage, Use
from deliverability.cost.plans import Held, held
from deliverability.metrics import DAY
from deliverability.model import N_, Text, Unknown, text

_SPLIT: Final = text(N_("What is charged changed that day; its mail is taken to be spread evenly over the day."))


@dataclass(frozen=True, slots=True)
class Part:
    """What a day had in a region under one plan and with its extras: hours begun, recipients, and those that were free.

    `assumed` is of the plan, `of_mail` of the recipients; `guessed` says that nobody read the extras.
    """

    day: int
    use: int
    plan: Plan
    hours: int
    recipients: int
    free: int
    extras: Extras
    guessed: bool
    assumed: tuple[Text, ...]
    of_mail: tuple[Text, ...]


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
        for part in _of_day(i, mail[i].get(day) or Usage(day, 0, "recipients"), held(use, day, end, terms))
    )
    return list(found if terms.allowance is None else _freed(found, terms.allowance))


def elsewhere(uses: Sequence[Use], since: int, terms: Terms) -> int:
    """How many messages of AWS's own count of the free tier are no mail of `uses`: received, or sent where none looks.

    Mail of the whole day on which AWS told its count is taken to be in it: where AWS is late, too little is found here,
    and never our own mail of that day a second time.
    """
    known = terms.allowance
    if known is None or known.used is None or known.used_at is None:
        return 0
    cut = parts(uses, since, known.used_at, terms)
    return max(known.used - sum(part.recipients for part in cut if applies(known, part.plan, part.day)), 0)


def _mail(use: Use) -> Mapping[int, Usage]:
    return {each.day: each for each in use.days if not isinstance(each.recipients, Unknown)}


def _of_day(use: int, mail: Usage, plans: Sequence[Held]) -> Iterator[Part]:
    """A day cut at its changes of plan and extras: whole recipients by hours, what is left over to the last stretch."""
    hours, begun, given = sum(each.hours for each in plans), 0, 0
    recipients = 0 if isinstance(mail.recipients, Unknown) else mail.recipients
    why = mail.assumed if len(plans) < 2 else (*mail.assumed, _SPLIT)
    for each in plans:
        begun += each.hours
        share = recipients * begun // hours - given
        given += share
        yield Part(mail.day, use, each.plan, each.hours, share, 0, each.extras, each.guessed, each.assumed, why)


def _freed(found: Iterator[Part], allowance: Allowance) -> Iterator[Part]:
    """The month's first mail is the free one, of what other use has left."""
    left = max(allowance.messages - allowance.elsewhere, 0)
    for part in found:
        free = min(part.recipients, left) if applies(allowance, part.plan, part.day) else 0
        left -= free
        yield replace(part, free=free) if free else part
