"""What the rules over rates have in common: the lines met, when a value is clear, what AWS does, what to do about a rate.

The rules themselves are in `reputation.py` and `counts.py`.
"""

from collections.abc import Iterable
from typing import Final

from deliverability.advice import NO_DILUTION, SUPPORT
from deliverability.evidence import Evidence
from deliverability.model import N_, Text, text
from deliverability.standing import Measure

CLEAR: Final = 0.9
"""Part of the first line below which a value is clear of it, so that one trembling on it is told once."""

_ACTS: Final = N_("AWS reviews an account from {review:percent} on, and may pause its sending from {pause:percent}.")
_ACTS_ON_ACCOUNTS: Final = N_(
    "AWS judges the account as a whole: it reviews one from {review:percent} on, and may pause its sending from "
    "{pause:percent}. A configuration set is paused by nobody but you, by hand or by an automation of yours."
)
_ACCOUNT: Final = {
    Measure.BOUNCE: N_("AWS's bounce rate of the whole account: {rate:percent}."),
    Measure.COMPLAINT: N_("AWS's complaint rate of the whole account: {rate:percent}."),
}

_STOP: Final = {
    Measure.BOUNCE: text(N_("Stop mailing the list that bounces; remove every address that bounced hard.")),
    Measure.COMPLAINT: text(N_("Stop the mail people complain about; make leaving the list one click.")),
}


_STOP_OF_SET: Final = {
    Measure.BOUNCE: N_("Stop the mail through {subject} that bounces; remove every address that bounced hard."),
    Measure.COMPLAINT: N_(
        "Stop the mail through {subject} that people complain about; make leaving the list one click."
    ),
}


def reached(value: float, lines: Iterable[float]) -> int:
    """How many of the lines a value has met, each inclusive."""
    return sum(value >= line for line in lines)


def clear_of(line: float) -> float:
    """From where on a value is not clear of the line yet."""
    return round(CLEAR * line, 9)


def acts(measure: Measure, configuration_set: str) -> Text:
    """What AWS does at which line: to an account, also where the rate is that of one of its sets."""
    told = _ACTS_ON_ACCOUNTS if configuration_set else _ACTS
    return text(told, review=measure.lines.review, pause=measure.lines.pause)


def of_account(known: Evidence, measure: Measure, configuration_set: str) -> tuple[Text, ...]:
    """Beside the rate of a configuration set AWS's figure of the account, on which AWS acts, where it is known."""
    figures = (each for each in known.reputation if each.measure is measure and not each.configuration_set)
    return tuple(text(_ACCOUNT[measure], rate=each.value) for each in figures) if configuration_set else ()


def steps(measure: Measure, configuration_set: str, *, support: bool) -> tuple[Text, ...]:
    """What to do about a rate; `support`: AWS may have written already, which it does of an account's only."""
    if configuration_set:
        switch_off = N_(
            "If that takes time, switch sending of {subject} off in the SES console, Configuration sets: mail of other "
            "sets goes on."
        )
        stop = text(_STOP_OF_SET[measure], subject=configuration_set)
        return (stop, text(switch_off, subject=configuration_set), NO_DILUTION)
    return (_STOP[measure], SUPPORT, NO_DILUTION) if support else (_STOP[measure], NO_DILUTION)


def page(measure: Measure) -> str:
    """Where the dashboard shows the rate."""
    return f"deliverability?measure={measure.value}"


def of_subject(configuration_set: str, headline: Text) -> Text:
    """The headline, for a configuration set with its name."""
    if not configuration_set:
        return headline
    return text(N_("Configuration set {subject}: {what}"), subject=configuration_set, what=headline)
