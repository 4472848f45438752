"""Quarters of an hour as GetSendStatistics counts them: off the quarter-hour, empty ones left out.

Feedback is booked in the quarter of its mail, from the moment it arrives; how it is answered lives in `answers/ses.py`.
"""

from dataclasses import dataclass

from simulator.ledger import Grid, Ledger
from simulator.volume import COMPLAINT, HARD, QUARTER, REJECT


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Mails sent in the 15 minutes from `at`, and what was known of them: hard bounces, complaints, rejects."""

    at: int
    attempts: int
    bounces: int
    complaints: int
    rejects: int


def quarters(ledger: Ledger, alignment: int, since: int, until: int, as_of: int) -> list[Quarter]:
    """Quarters with mail that begin in [since, until), as known at `as_of`. They begin `alignment` s off the hour's."""
    start = since + (alignment - since) % QUARTER
    count = -(-(min(until, as_of) - start) // QUARTER)
    if count <= 0 or not ledger.scenario.streams:
        return []
    grid, pick = Grid(start, QUARTER, count), ledger.pick()
    columns = [ledger.mails(grid, pick, as_of)]
    columns += [ledger.feedback(grid, pick, {kind}, "sent", as_of) for kind in (HARD, COMPLAINT, REJECT)]
    rows = zip(grid.edges()[:-1].tolist(), *(c.tolist() for c in columns), strict=True)
    return [Quarter(*row) for row in rows if row[1]]
