"""What Virtual Deliverability Manager counts: mail to one recipient only, by the day on which it was sent.

Whole calendar days are this simulator's choice: Amazon does not say what its timestamps stand for, nor for how long it
remembers. How they are asked for lives in `answers/vdm.py`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulator.draws import Ints
from simulator.ledger import Grid, Ledger
from simulator.region import RECIPIENTS
from simulator.reputation import complaint_figure
from simulator.volume import COMPLAINT, DAY, HARD, REJECT, SOFT

FEEDBACK: Final = {"COMPLAINT": COMPLAINT, "PERMANENT_BOUNCE": HARD, "TRANSIENT_BOUNCE": SOFT}
METRICS: Final = ("SEND", "DELIVERY", "DELIVERY_COMPLAINT", *FEEDBACK)
SEVERAL: Final = ("second recipient", RECIPIENTS)
"""The mark of mail addressed to more than one, which VDM leaves out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A metric of the account, of one configuration set, of one identity, or of both; "" for a set is mail without."""

    metric: str
    configuration_set: str | None = None
    identity: str | None = None


def daily(ledger: Ledger, asked: Asked, since: int, until: int, as_of: int) -> dict[int, int]:
    """The count of each UTC day that [since, until) touches, as known at `as_of`; days without any are left out."""
    start = max(since, ledger.opened) // DAY * DAY
    days = -(-(min(until, as_of) - start) // DAY)
    if days <= 0 or not ledger.scenario.streams:
        return {}
    grid = Grid(start, DAY, days)
    counts = zip(grid.edges()[:-1].tolist(), _counts(ledger, asked, grid, as_of).tolist(), strict=True)
    return {at: count for at, count in counts if count}


def _counts(ledger: Ledger, asked: Asked, grid: Grid, as_of: int) -> Ints:
    told_of = complaint_figure(ledger).providers if asked.metric == "DELIVERY_COMPLAINT" else None
    pick = ledger.pick(asked.configuration_set, told_of, asked.identity)
    if asked.metric in FEEDBACK:
        return ledger.feedback(grid, pick, {FEEDBACK[asked.metric]}, "sent", as_of, but=SEVERAL)
    sent = ledger.mails(grid, pick, as_of) - ledger.chosen(grid, pick, *SEVERAL, as_of)
    if asked.metric == "SEND":
        return np.asarray(sent)
    undelivered = ledger.feedback(grid, pick, (HARD, SOFT, REJECT), "sent", as_of + 30 * DAY, but=SEVERAL)
    # Mail of the present day that will bounce may not be among those sent yet.
    return np.asarray(np.maximum(sent - undelivered, 0))
