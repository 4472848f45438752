"""Why AWS's figure and ours differ: what each leaves out, and the difference as terms that add up to it.

What is stored to tell it from is read in `report/reconciliation.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

from deliverability.model import N_, Reason, Unknown, text
from deliverability.rates import Rate
from deliverability.representative import Window
from deliverability.standing import Measure


class Source(StrEnum):
    """Who counted a rate."""

    AWS = "aws"
    STATISTICS = "statistics"
    CLOUDWATCH = "cloudwatch"
    VDM = "vdm"


class Kind(StrEnum):
    """Mail or feedback that one source counts and another leaves out."""

    SOFT = "soft"
    SUPPRESSED = "suppressed"
    SIMULATOR = "simulator"
    OWN_DOMAINS = "own-domains"
    SEVERAL_RECIPIENTS = "several-recipients"
    SILENT_PROVIDERS = "silent-providers"


class Treatment(StrEnum):
    """What a source does with it; NOT_TOLD where AWS does not say."""

    LEFT_OUT = "left-out"
    COUNTED = "counted"
    NOT_TOLD = "not-told"


_OUT, _IN, _OPEN = Treatment.LEFT_OUT, Treatment.COUNTED, Treatment.NOT_TOLD

_ORDER: Final = {
    Measure.BOUNCE: (Kind.SOFT, Kind.OWN_DOMAINS, Kind.SUPPRESSED, Kind.SIMULATOR, Kind.SEVERAL_RECIPIENTS),
    Measure.COMPLAINT: (
        Kind.SILENT_PROVIDERS,
        Kind.OWN_DOMAINS,
        Kind.SUPPRESSED,
        Kind.SIMULATOR,
        Kind.SEVERAL_RECIPIENTS,
    ),
}
_RULES: Final[Mapping[Source, Mapping[Kind, Treatment]]] = {
    Source.AWS: {
        Kind.SOFT: _OUT,
        Kind.SUPPRESSED: _OUT,
        Kind.SIMULATOR: _OUT,
        Kind.OWN_DOMAINS: _OUT,
        Kind.SEVERAL_RECIPIENTS: _OPEN,
        Kind.SILENT_PROVIDERS: _OUT,
    },
    Source.STATISTICS: {
        Kind.SOFT: _OUT,
        Kind.SUPPRESSED: _OPEN,
        Kind.SIMULATOR: _OPEN,
        Kind.OWN_DOMAINS: _IN,
        Kind.SEVERAL_RECIPIENTS: _OPEN,
        Kind.SILENT_PROVIDERS: _IN,
    },
    Source.CLOUDWATCH: {
        Kind.SOFT: _IN,
        Kind.SUPPRESSED: _IN,
        Kind.SIMULATOR: _OPEN,
        Kind.OWN_DOMAINS: _IN,
        Kind.SEVERAL_RECIPIENTS: _OPEN,
        Kind.SILENT_PROVIDERS: _IN,
    },
    Source.VDM: {
        Kind.SOFT: _OUT,
        Kind.SUPPRESSED: _OUT,
        Kind.SIMULATOR: _OUT,
        Kind.OWN_DOMAINS: _OPEN,
        Kind.SEVERAL_RECIPIENTS: _OUT,
        Kind.SILENT_PROVIDERS: _OUT,
    },
}
"""Source: Amazon SES developer guide, "Amazon SES sending review process FAQs" and "Retrieving event data from
CloudWatch"; SES API reference, GetSendStatistics and BatchGetMetricData. Soft bounces that CloudWatch counts are those
SES has given up on."""


def rules(source: Source, measure: Measure) -> dict[Kind, Treatment]:
    """What a source does with each kind that matters to a measure, in the order to read it."""
    return {kind: _RULES[source][kind] for kind in _ORDER[measure]}


class Term(StrEnum):
    """A reason for the difference."""

    WINDOW = "window"
    """AWS looks back on another stretch of mail than 24 hours."""
    COUNTING = "counting"
    """AWS counts other mail on that stretch, steadily so."""
    UNEXPLAINED = "unexplained"
    """What nothing that can be read explains."""


@dataclass(frozen=True, slots=True)
class Split:
    """AWS's figure less ours of 24 h, exactly, as terms that add up to it. An unknown term is part of UNEXPLAINED."""

    aws: Fraction
    ours: Fraction
    terms: Mapping[Term, Fraction | Unknown]

    def rounded(self, digits: int) -> "Split":
        """Rounded to `digits` decimals of a fraction so that what is shown still adds up."""
        aws, ours = round(self.aws, digits), round(self.ours, digits)
        told = {term: value for term, value in self.terms.items() if term is not Term.UNEXPLAINED}
        return _split(aws, ours, {term: _rounded(value, digits) for term, value in told.items()})


def reconcile(aws: float, day: Rate, over_window: Rate | None, window: Window | Unknown) -> Split | Unknown:
    """The difference of AWS's figure and ours of the last 24 hours, split; unknown when nothing was sent in them.

    `over_window` is ours over the mail AWS looks back on. What AWS counts otherwise there is read from how steadily its
    figure stands at the window's scale to ours; whatever is left stays unexplained.
    """
    if not day.denominator:
        return Unknown(Reason.NOT_ENOUGH_MAIL, text(N_("Nothing was sent in the last 24 hours to compare with.")))
    ours = Fraction(day.numerator, day.denominator)
    if isinstance(window, Unknown) or over_window is None or not over_window.denominator:
        why = window if isinstance(window, Unknown) else Unknown(Reason.NOT_ENOUGH_MAIL)
        return _split(Fraction(aws), ours, {Term.WINDOW: why, Term.COUNTING: why})
    far = Fraction(over_window.numerator, over_window.denominator)
    counting = (Fraction(window.scale) - 1) * far
    return _split(Fraction(aws), ours, {Term.WINDOW: far - ours, Term.COUNTING: counting})


def _split(aws: Fraction, ours: Fraction, told: Mapping[Term, Fraction | Unknown]) -> Split:
    known = sum((value for value in told.values() if isinstance(value, Fraction)), Fraction(0))
    return Split(aws, ours, {**told, Term.UNEXPLAINED: aws - ours - known})


def _rounded(value: Fraction | Unknown, digits: int) -> Fraction | Unknown:
    return value if isinstance(value, Unknown) else round(value, digits)
