"""The namespace AWS/SES as CloudWatch keeps it: which series exist, their points, and how long each period is kept.

How they are asked for lives in `answers/cloudwatch.py`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulator.draws import Floats, Ints
from simulator.ledger import Grid, Ledger, Pick
from simulator.reputation import bounce_figure, complaint_figure, figures, with_mail
from simulator.story import Scenario
from simulator.volume import COMPLAINT, DAY, HARD, QUARTER, REJECT, SOFT

NAMESPACE: Final = "AWS/SES"
DIMENSION: Final = "ses:configuration-set"

RETENTION: Final = ((3 * 3600, 1), (15 * DAY, 60), (63 * DAY, 300), (455 * DAY, 3600))
"""From which age of a query's start its period must be a multiple of what, in seconds.

Source: Amazon CloudWatch API reference, GetMetricStatistics.
"""

SENT: Final = "Send"
BOUNCE_RATE: Final = "Reputation.BounceRate"
COMPLAINT_RATE: Final = "Reputation.ComplaintRate"

_FEEDBACK: Final = {"Bounce": (HARD, SOFT), "Complaint": (COMPLAINT,), "Reject": (REJECT,)}
"""CloudWatch counts soft bounces that SES has given up on, too; GetSendStatistics does not."""

_ENGAGEMENT: Final = {"Open": 0.31, "Click": 0.04, "DeliveryDelay": 0.008, "RenderingFailure": 0.0001}
"""Event counts that exist only where event publishing does, as fractions of the mail."""

_EVENTS: Final = {
    "SEND": SENT,
    "DELIVERY": "Delivery",
    "BOUNCE": "Bounce",
    "COMPLAINT": "Complaint",
    "REJECT": "Reject",
}


@dataclass(frozen=True, slots=True, order=True)
class Series:
    """A metric of the account ("" for the set) or of one configuration set."""

    name: str
    configuration_set: str = ""

    @property
    def gauge(self) -> bool:
        return self.name.startswith("Reputation.")


def series(scenario: Scenario) -> list[Series]:
    """Every series the scenario can have, whether or not it has points yet."""
    counted = (SENT, "Delivery", *_FEEDBACK, *(_ENGAGEMENT if scenario.engagement else ()))
    found = [Series(name) for name in (*counted, BOUNCE_RATE, COMPLAINT_RATE)]
    for one in scenario.configuration_sets:
        if one.reputation_metrics:
            found += [Series(BOUNCE_RATE, one.name), Series(COMPLAINT_RATE, one.name)]
        published = {e for d in one.destinations if d.kind == "CloudWatchDestination" for e in d.events}
        found += [Series(name, one.name) for event, name in _EVENTS.items() if event in published]
    return found


def kept_since(period: int, since: int, as_of: int) -> int | None:
    """The first bucket CloudWatch answers; None when it answers nothing for this period at this age.

    The start is rounded down to the resolution kept at its age; buckets lie on multiples of the period.
    """
    age = as_of - since
    needed = next((step for limit, step in RETENTION if age <= limit), RETENTION[-1][1])
    start = max(since, as_of - RETENTION[-1][0]) // needed * needed
    return None if period % needed else -(-start // period) * period


def points(ledger: Ledger, which: Series, grid: Grid, as_of: int) -> Floats:
    """Sum (counts) or mean (gauges) of each bucket, NaN where there is no point; counts are booked at arrival."""
    if not ledger.scenario.streams or which not in series(ledger.scenario):
        return np.full(grid.count, np.nan)
    pick = ledger.pick(which.configuration_set or None)
    if which.gauge:
        return _means(ledger, which, pick, grid, as_of)
    counted = _counts(ledger, which.name, pick, grid, as_of)
    return np.where(counted > 0, counted, np.nan)


def _counts(ledger: Ledger, name: str, pick: Pick, grid: Grid, as_of: int) -> Ints:
    if name in _FEEDBACK:
        return ledger.feedback(grid, pick, _FEEDBACK[name], "arrives", as_of)
    if name in _ENGAGEMENT:
        return ledger.chosen(grid, pick, name, _ENGAGEMENT[name], as_of)
    mails = ledger.mails(grid, pick, as_of)
    if name == SENT:
        return mails
    undelivered = ledger.feedback(grid, pick, (HARD, SOFT, REJECT), "sent", as_of + DAY * 30)
    return np.asarray(np.maximum(mails - undelivered, 0))


def _means(ledger: Ledger, which: Series, pick: Pick, grid: Grid, as_of: int) -> Floats:
    chosen = bounce_figure(ledger) if which.name == BOUNCE_RATE else complaint_figure(ledger)
    quarters, values = figures(ledger, chosen, which.configuration_set or None, as_of // QUARTER)
    told = quarters.edges()[1:]
    known = ~np.isnan(values)
    if ledger.scenario.reputation_only_with_mail and quarters.count:
        known &= with_mail(ledger, quarters, pick)
    known &= (told >= grid.start) & (told < grid.end) & (told <= as_of)
    bucket = (told[known] - grid.start) // grid.step
    points = np.bincount(bucket, minlength=grid.count)
    sums = np.bincount(bucket, weights=values[known], minlength=grid.count)
    return np.where(points > 0, sums / np.maximum(points, 1), np.nan)
