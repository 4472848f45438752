"""The simulated account as a whole: seed, scenario, clock, regions, and what tests steer and read.

How boto3 reaches it lives in `hooks.py` (in-process) and `server.py` (over a socket).
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from threading import Lock
from typing import Final

from simulator.calls import Calls
from simulator.clock import Clock
from simulator.faults import Faults
from simulator.region import Region
from simulator.scenarios import SCENARIOS
from simulator.steps import STEPS
from simulator.story import Scenario
from simulator.traffic import Dice
from simulator.truth import Truth
from simulator.volume import DAY
from simulator.zone import Place, Zone, zone_of

ACCOUNT_ID: Final = "123456789012"


class World:
    """One account. Every region has it, each with its own numbers.

    `origin` is the story's day: what a scenario tells in days counts from it. It defaults to the start of the clock's
    present UTC day, so that a story told twice on a day is the same story. `page_size` is the most items a page of a
    list holds.
    """

    def __init__(
        self,
        seed: int = 1,
        scenario: str | Scenario = "bounce-incident",
        account_id: str = ACCOUNT_ID,
        clock: Clock | None = None,
        *,
        origin: datetime | None = None,
        page_size: int = 100,
    ) -> None:
        self.seed = seed
        self.scenario = scenario if isinstance(scenario, Scenario) else SCENARIOS[scenario]
        self.account_id = account_id
        self.clock = clock or Clock()
        self.origin = int(origin.timestamp()) if origin else self.clock.now() // DAY * DAY
        self.page_size = page_size
        self.dns_faults: dict[str, tuple[str, ...]] = {}
        """By domain, in place of what the scenario says."""
        self.access = self.scenario.access
        """What is wrong with users, policies and keys, in the words of `access.py`."""
        self.alarms = self.scenario.alarms
        """What is wrong with the CloudWatch alarms, in the words of `rate_alarms.py`."""
        self.looked_up: list[tuple[str, str]] = []
        """Every name and type that its name server was asked for."""
        self.faults = Faults()
        self.calls = Calls()
        self._regions: dict[str, Region] = {}
        self._mailing: set[str] = set()
        self._lock = Lock()

    @property
    def truth(self) -> Truth:
        """What really happened, to be compared with what the product says."""
        return Truth(self.region, self.clock)

    def region(self, name: str) -> Region:
        with self._lock:
            if name not in self._regions:
                dice = Dice(self.seed, self.account_id, name)
                self._regions[name] = Region(self.scenario, dice, self.origin)
            return self._regions[name]

    def zone(self) -> Zone:
        """What DNS holds for the identities of the regions that were asked so far.

        IAM and the bill answer from one region for all: being asked there alone puts no identity into it.
        """
        regions = self.mailing()
        if not regions:
            with self._lock:
                regions = list(self._regions.values())
        found = ((region, one) for region in regions for one in region.identities(self.clock.now()))
        return zone_of(
            tuple(
                Place(region.account_id, region.name, replace(one, dns=self.dns_faults.get(one.name, one.dns)))
                for region, one in found
            )
        )

    def note_mailing(self, name: str) -> None:
        """SES was asked in this region: the bill, which is one for all regions, has it from now on."""
        with self._lock:
            self._mailing.add(name)

    def mailing(self) -> list[Region]:
        """The regions of the bill, in order."""
        with self._lock:
            names = sorted(self._mailing)
        return [self.region(name) for name in names]

    def do(self, steps: Sequence[str]) -> None:
        """What a person does in the console, in the words of `steps.py`; holds in every region. KeyError for others."""
        story = self.scenario
        for step in steps:
            story = STEPS[step](story)
        with self._lock:
            self.scenario = story
            for region in self._regions.values():
                region.scenario = story

    def shift_alignment(self, region: str, at: datetime, by_seconds: int) -> None:
        """From `at` on GetSendStatistics answers on another alignment, `by_seconds` later."""
        self.region(region).shift_alignment(int(at.timestamp()), by_seconds)
