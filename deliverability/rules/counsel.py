"""What the rules over rates have in common: the count of lines met, when a value is clear, and what to do about a rate.

The rules themselves are in `reputation.py` and `counts.py`.
"""

from collections.abc import Iterable
from typing import Final

from deliverability.advice import NO_DILUTION, SUPPORT
from deliverability.model import N_, Text, text
from deliverability.standing import Measure

CLEAR: Final = 0.9
"""Part of the first line below which a value is clear of it, so that one trembling on it is told once."""

AWS_ACTS: Final = N_("AWS reviews an account from {review:percent} on, and may pause its sending from {pause:percent}.")

_STOP: Final = {
    Measure.BOUNCE: text(N_("Stop mailing the list that bounces; remove every address that bounced hard.")),
    Measure.COMPLAINT: text(N_("Stop the mail people complain about; make leaving the list one click.")),
}


def reached(value: float, lines: Iterable[float]) -> int:
    """How many of the lines a value has met, each inclusive."""
    return sum(value >= line for line in lines)


def clear_of(line: float) -> float:
    """From where on a value is not clear of the line yet."""
    return round(CLEAR * line, 9)


def steps(measure: Measure, *, support: bool) -> tuple[Text, ...]:
    """What to do about a rate; `support`: AWS may have written already."""
    return (_STOP[measure], SUPPORT, NO_DILUTION) if support else (_STOP[measure], NO_DILUTION)


def page(measure: Measure) -> str:
    """Where the dashboard shows the rate."""
    return f"deliverability?measure={measure.value}"


def of_subject(configuration_set: str, headline: Text) -> Text:
    """The headline, for a configuration set with its name."""
    if not configuration_set:
        return headline
    return text(N_("Configuration set {subject}: {what}"), subject=configuration_set, what=headline)
