"""The lines at which alerts are raised, as variables in percent, and the days on which no mail is expected.

What is judged against them lives in `deliverability/rules/`; their defaults in `deliverability/thresholds.py`.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, InstanceOf

from deliverability.model import N_, Text, text
from deliverability.thresholds import BOUNCE, COMPLAINT, Ladder
from settings.regions import split
from settings.variable import Variable

MOST_DAYS: Final = 366
"""Of one stretch of holidays: a year that was mistyped would silence an account for centuries."""


def _ladder(value: object) -> object:
    """Four percentages in rising order as fractions; anything else as it is."""
    parts = split(value)
    if not isinstance(parts, tuple):
        return value
    lines = [float(part.rstrip("%")) / 100 for part in parts]
    if len(lines) != 4 or not 0 < lines[0] < lines[1] < lines[2] < lines[3] <= 1:
        raise ValueError("not four rising percentages")
    # What 0.08 / 100 leaves in the last place would put a figure that is on the line beside it.
    return Ladder(*(round(line, 9) for line in lines))


def _share(percent: float | None) -> float | None:
    return None if percent is None else percent / 100


def _days(value: object) -> object:
    """Dates, and stretches of them from the first to the last one, each included; anything else as it is."""
    parts = split(value)
    if not isinstance(parts, tuple):
        return value
    return frozenset(day for part in parts for day in _stretch(part))


def _stretch(part: str) -> Iterator[date]:
    first, _, last = part.partition("..")
    since, until = date.fromisoformat(first), date.fromisoformat(last or first)
    if not 0 <= (until - since).days < MOST_DAYS:
        raise ValueError("not a stretch of days")
    for ahead in range((until - since).days + 1):
        yield since + timedelta(days=ahead)


_FOUR: Final = N_("It must be four percentages in rising order: watch, review, nearing the pause, pause.")

BounceLines = Annotated[
    InstanceOf[Ladder] | None,
    BeforeValidator(_ladder),
    Variable(
        "BOUNCE_ALERT_PERCENT",
        N_(
            "Bounce rates that raise an alert: watch, review, nearing the pause, pause. Unset: AWS's lines, 80 % of them."
        ),
        _FOUR,
        "4,5,8,10",
    ),
]
ComplaintLines = Annotated[
    InstanceOf[Ladder] | None,
    BeforeValidator(_ladder),
    Variable(
        "COMPLAINT_ALERT_PERCENT",
        N_("Complaint rates that raise an alert, in the same order."),
        _FOUR,
        "0.08,0.1,0.3,0.5",
    ),
]
QuotaLine = Annotated[
    float | None,
    Field(ge=1, le=100),
    AfterValidator(_share),
    Variable(
        "QUOTA_ALERT_PERCENT",
        N_("Part of the sending quota, in percent, from which on an alert is raised. Unset: 80."),
        N_("It must be a number from 1 to 100."),
        "80",
    ),
]
Holidays = Annotated[
    frozenset[date],
    BeforeValidator(_days),
    Variable(
        "HOLIDAYS",
        N_("Days without mail, which raise no alert: dates, or first..last, separated by commas."),
        N_("It must be dates such as 2026-12-25, or two of them with .. between, separated by commas."),
        "2026-12-25,2027-02-06..2027-02-09",
    ),
]


def looser(bounce: Ladder | None, complaint: Ladder | None) -> Iterator[Text]:
    """A warning for lines that come after AWS has acted; None where none were chosen."""
    for name, chosen, own in (
        ("BOUNCE_ALERT_PERCENT", bounce, BOUNCE),
        ("COMPLAINT_ALERT_PERCENT", complaint, COMPLAINT),
    ):
        if chosen is not None and (chosen.review > own.review or chosen.pause > own.pause):
            yield text(
                N_(
                    "{name} is looser than AWS: it reviews from {review:percent} on and may pause sending from "
                    "{pause:percent}. The alert may come after that."
                ),
                name=name,
                review=own.review,
                pause=own.pause,
            )
