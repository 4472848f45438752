"""One region of the account: its ledger, how its statistics are aligned, and how the account stands there.

What AWS's operations answer from it lives in `answers/`; what tests compare with in `truth.py`.
"""

from bisect import insort
from dataclasses import dataclass
from threading import Lock
from typing import Final

from simulator.draws import key
from simulator.ledger import Grid, Ledger
from simulator.story import Identity, Scenario, Step, current
from simulator.traffic import Dice
from simulator.volume import DAY, QUARTER

RECIPIENTS: Final = 0.04
"""Part of the mails that have a second recipient: quotas count recipients, statistics count mails."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A mail that was handed over in this region."""

    at: int
    sender: str
    recipients: tuple[str, ...]
    subject: str
    configuration_set: str


class Region:
    def __init__(self, scenario: Scenario, dice: Dice, origin: int) -> None:
        self.name = dice.region
        self.account_id = dice.account_id
        self.scenario = scenario
        self.origin = origin
        self.sent: list[Sent] = []
        self.ledger = Ledger(scenario, dice, origin)
        # Never on the quarter-hour itself, as in Amazon's own example answer.
        first = 60 * (1 + int(key(dice.seed, dice.account_id, dice.region, "alignment")) % 14)
        self._alignments = [(-1, first)]
        self._lock = Lock()

    def alignment(self, at: int) -> int:
        """Seconds after the quarter-hour at which the quarters of GetSendStatistics begin, as AWS told at `at`."""
        return [seconds for since, seconds in self._alignments if since <= at][-1]

    def shift_alignment(self, at: int, by_seconds: int) -> None:
        """From `at` on every answer has its whole window on another alignment."""
        with self._lock:
            insort(self._alignments, (at, (self.alignment(at) + by_seconds) % QUARTER))

    def days(self, at: int) -> float:
        return (at - self.origin) / DAY

    def identities(self, at: int) -> tuple[Identity, ...]:
        """Those that there are at a time."""
        days = self.days(at)
        return tuple(one for one in self.scenario.identities if one.since_days <= days < one.until_days)

    def standing(self, at: int) -> Step:
        return current(self.scenario.standing, self.days(at))

    def has_vdm(self, at: int) -> bool:
        """Whether Virtual Deliverability Manager is on."""
        switched = self.standing(at).vdm
        return self.scenario.vdm if switched is None else switched

    def take(self, mail: Sent) -> int:
        """Take a mail; its number."""
        with self._lock:
            self.sent.append(mail)
            return len(self.sent)

    def recipients(self, since: int, until: int) -> int:
        """Recipients mailed in [since, until)."""
        if not self.scenario.streams or until <= since:
            return 0
        grid, pick = Grid(since, until - since, 1), self.ledger.pick()
        mails = self.ledger.mails(grid, pick, until)
        return int(mails[0] + self.ledger.chosen(grid, pick, "second recipient", RECIPIENTS, until)[0])
