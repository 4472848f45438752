"""Somebody at the other end of the alerts: a simulated account, read and judged round by round, its letters collected."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from collector import effective, rounds
from collector.aws.clients import Access, Connection
from collector.aws.reading import Reading
from collector.notify.channel import Channel, Form
from collector.rounds import Watch
from deliverability.cost.choices import Choices
from deliverability.model import Scope
from deliverability.thresholds import DEFAULT, Thresholds
from simulator import Clock, World, inprocess
from simulator.story import Scenario
from simulator.world import ACCOUNT_ID
from store import outbox
from store.open import open_store
from store.outbox import Letter
from tests.collector import stage

DAWN = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
"""The story's day, a Tuesday: 09:00 in Korea."""

DESK = Channel("desk", "JSON", Form.PLAIN)


@dataclass
class NightDesk:
    """The account's world, its watch, and every letter so far."""

    world: World
    watch: Watch
    letters: list[Letter] = field(default_factory=list)

    @property
    def scope(self) -> Scope:
        return self.watch.scope(self.watch.regions[0])

    def at(self, hours: float, *readings: str) -> list[Letter]:
        """One round so many hours after dawn, of all readings or of some; the letters it brought."""
        self.world.clock.set(DAWN + timedelta(hours=hours))
        if readings:
            for reading in self.watch.readings:
                if reading.name in readings:
                    rounds.one(self.watch, self.watch.regions[0], reading)
            self.watch.judged(self.watch.regions[0])
        else:
            rounds.once(self.watch)
        return self._collected()

    def told(self, rule: str) -> list[tuple[str, str]]:
        """Kind and subject of each letter of a rule, in order."""
        return [(letter.kind, letter.subject) for letter in self.letters if letter.rule == rule]

    def _collected(self) -> list[Letter]:
        store, now = self.watch.store, self.world.clock.now()
        found = outbox.claim(store, DESK.name, now, most=1_000)
        outbox.delivered(store, [letter.id for letter in found], now)
        self.letters += found
        return found


@contextmanager
def desk(
    scenario: str | Scenario,
    folder: Path,
    *,
    days_back: int = 65,
    thresholds: Thresholds = DEFAULT,
    readings: Sequence[Reading] = rounds.READINGS,
    seed: int = 1,
    choices: Choices | None = None,
) -> Iterator[NightDesk]:
    """An account whose story is told around dawn, its CloudWatch read from so many days before."""
    world = World(seed, scenario, origin=DAWN, clock=Clock(DAWN, running=False))
    store = open_store("sqlite:///ses.db", root=folder)
    with inprocess(world):
        region = Connection(Access("testing", "testing")).region(stage.REGION, 0)
        watch = Watch(
            store, ACCOUNT_ID, [region], readings, clock=world.clock.moment, thresholds=thresholds, channels=[DESK]
        )
        stage.caught_up(store, watch.scope(region), DAWN - timedelta(days=days_back))
        effective.write(store, (stage.REGION,), int(DAWN.timestamp()), choices=choices)
        yield NightDesk(world, watch)
    store.close()
