"""CloudWatch alarms on the account's two reputation metrics, held against what AWS advises.

AWS advises: at 5 % bounces and 0.1 % complaints or above, missing data ignored (Amazon SES developer guide, "Creating
reputation monitoring alarms using CloudWatch"); it names no period and no statistic. How the alarms are read is in
`collector/aws/alarms.py`, what the checklist makes of them in `deliverability/checklist/monitoring_alarms.py`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from deliverability.evidence import Body
from deliverability.model import N_, Text, text
from deliverability.standing import Measure

METRICS: Final = {Measure.BOUNCE: "Reputation.BounceRate", Measure.COMPLAINT: "Reputation.ComplaintRate"}
AT_OR_ABOVE: Final = "GreaterThanOrEqualToThreshold"
ABOVE: Final = "GreaterThanThreshold"
IGNORED: Final = "ignore"
BLIND: Final = frozenset({"Minimum", "Sum", "SampleCount"})
"""Statistics that say something else than the rate, or hide its peaks."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm by its name: `broken` is why it would not warn in time, `doubts` what else is not as AWS advises.

    A `computed` one rests on metric math or anomaly detection, which is not read: where it begins is not known.
    """

    name: str
    broken: tuple[Text, ...] = ()
    doubts: tuple[Text, ...] = ()
    computed: bool = False

    @property
    def warns(self) -> bool:
        """Whether it is known to tell somebody by AWS's line, whatever else could be better."""
        return not self.broken and not self.computed


def best(alarms: Mapping[str, Body], measure: Measure) -> Alarm | None:
    """Of the alarms on the account's own rate the one with the least against it; None where there is none."""
    of_it = {name: body for name, body in alarms.items() if body.get("metric") == METRICS[measure]}
    found = [_judged(name, body, measure) for name, body in of_it.items() if not body.get("dimensions")]
    return min(found, key=lambda one: (len(one.broken), one.computed, len(one.doubts), one.name), default=None)


def _judged(name: str, body: Body, measure: Measure) -> Alarm:
    unheard = tuple(deaf(body))
    if body.get("computed"):
        computed = text(N_("{name} rests on a calculation, which is not looked into here."), name=name)
        return Alarm(name, unheard, (computed,), computed=True)
    return Alarm(name, (*unheard, *_late(body, measure)), tuple(_doubts(body)))


def deaf(body: Body) -> Iterator[Text]:
    """Why nobody would hear of it."""
    if not body.get("actions"):
        yield text(N_("It tells nobody: it has no action for the state ALARM."))
    elif body.get("actions_enabled") is False:
        yield text(N_("It tells nobody: its actions are switched off."))


def _late(body: Body, measure: Measure) -> Iterator[Text]:
    """Why it would not begin where AWS reviews."""
    line, threshold, comparison = measure.lines.review, body.get("threshold"), body.get("comparison")
    if comparison not in {AT_OR_ABOVE, ABOVE}:
        yield text(
            N_("It does not warn of a rate that rises: it compares by {comparison}."), comparison=str(comparison)
        )
    elif not isinstance(threshold, int | float):
        yield text(N_("It has no fixed threshold."))
    elif threshold > 1 or threshold == round(line * 100, 6):
        percent = N_("Its threshold is {threshold}: the metric is a fraction, so {line:percent} is {value}.")
        yield text(percent, threshold=f"{threshold:g}", line=line, value=f"{line:g}")
    elif threshold > line or (threshold == line and comparison == ABOVE):
        above = N_("It warns above {threshold:percent} only; AWS reviews from {line:percent} on.")
        at = N_("It warns from {threshold:percent} on; AWS reviews from {line:percent} on.")
        yield text(above if comparison == ABOVE else at, threshold=float(threshold), line=line)


def _doubts(body: Body) -> Iterator[Text]:
    missing, statistic = body.get("missing_data", "missing"), body.get("statistic")
    if missing != IGNORED:
        told = N_("It treats missing data as {what}; AWS advises to ignore them, since the metric rests without mail.")
        yield text(told, what=str(missing))
    if statistic in BLIND:
        yield text(N_("It looks at the statistic {statistic}, which is not the rate."), statistic=str(statistic))
