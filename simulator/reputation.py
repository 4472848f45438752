"""AWS's own bounce and complaint figure: feedback over the last N eligible mails, whatever time they took.

Amazon tells what counts, not how much is looked back on; N is the scenario's `representative_volume`.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simulator.draws import Floats
from simulator.ledger import Grid, Ledger, Pick
from simulator.volume import COMPLAINT, HARD, QUARTER


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the two figures: the kind of feedback it counts, and the providers whose mail is eligible."""

    kind: int
    providers: tuple[int, ...]


def bounce_figure(ledger: Ledger) -> Figure:
    """Hard bounces over mail to domains that are not the account's own."""
    return Figure(HARD, tuple(i for i, p in enumerate(ledger.scenario.providers) if not p.own))


def complaint_figure(ledger: Ledger) -> Figure:
    """Complaints over mail to providers that tell SES of them."""
    return Figure(COMPLAINT, tuple(i for i, p in enumerate(ledger.scenario.providers) if p.feedback and not p.own))


@lru_cache(maxsize=64)
def figures(ledger: Ledger, figure: Figure, configuration_set: str | None, last: int) -> tuple[Grid, Floats]:
    """The figure at the end of each quarter from the account's first day to quarter `last`; NaN before eligible mail.

    Feedback counts from its arrival, so the figure moves only with mail and feedback and then stays.
    """
    grid = Grid(ledger.opened, QUARTER, max(last - ledger.opened // QUARTER, 0))
    pick = ledger.pick(configuration_set, figure.providers)
    if not grid.count or not pick.streams or not pick.providers:
        return grid, np.full(grid.count, np.nan)
    sent = _upto(ledger.mails(grid, pick, grid.end))
    told = _upto(ledger.feedback(grid, pick, {figure.kind}, "arrives", grid.end))
    back = np.searchsorted(sent, sent - ledger.scenario.representative_volume, side="left")
    back = np.minimum(back, np.arange(len(sent)))
    with np.errstate(invalid="ignore", divide="ignore"):
        return grid, ((told - told[back]) / (sent - sent[back]))[1:]


def with_mail(ledger: Ledger, grid: Grid, pick: Pick) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Which quarters of the grid saw mail."""
    return ledger.mails(grid, pick, grid.end) > 0


def _upto(counts: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    return np.concatenate(([0], np.cumsum(counts)))
