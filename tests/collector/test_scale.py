"""An account with 200 identities: read within SES's one request a second, and looked up in DNS within a bound."""

import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from collector.aws.catalogue import READINGS
from collector.aws.clients import Access, Aws, Connection, Pace
from collector.aws.identities import MOST_A_VISIT
from collector.probes import dns
from collector.rounds import Watch, once, one
from simulator import Clock, World, inprocess
from simulator.dns import answering
from simulator.scenarios import SCENARIOS
from simulator.story import Identity
from simulator.world import ACCOUNT_ID
from store import dns as looks
from store import snapshots
from tests.collector import stage

MANY = 200
STORY = replace(
    SCENARIOS["plain"],
    identities=tuple(Identity(f"d{n:03}.example", mail_from="SUCCESS") for n in range(MANY)),
)
SES = [reading for reading in READINGS if reading.name in {"account", "statistics", "configuration_sets", "identities"}]
IDENTITIES = next(reading for reading in SES if reading.name == "identities")


@pytest.fixture
def world(now):
    return World(scenario=STORY, clock=Clock(now, running=False))


@pytest.fixture
def paced(world, store):
    """A collector whose seconds are the simulated account's: waiting moves its clock and nothing else does."""
    with inprocess(world):
        clock = world.clock
        pace = Pace(1.0, lambda: clock.moment().timestamp(), lambda seconds: clock.advance(timedelta(seconds=seconds)))
        aws = Aws(Connection(Access("testing", "testing")), stage.REGION, pace)
        yield Watch(store, ACCOUNT_ID, [aws], SES, clock=clock.moment)


def seconds_of(world):
    """Of each second in which SES was asked, how often."""
    return Counter(call.at for call in world.calls if call.service in {"ses", "sesv2"})


def known(watch):
    found = snapshots.latest(watch.store, watch.scope(watch.regions[0]), "identity")
    return sum("dkim_status" in each.body for each in found.values())


def test_a_whole_pass_reads_every_identity_and_never_asks_twice_in_a_second(paced, world):
    begun = world.clock.moment()
    once(paced)
    asked = seconds_of(world)
    assert known(paced) == MANY
    assert max(asked.values()) == 1
    took = (world.clock.moment() - begun).total_seconds()
    assert MANY < sum(asked.values()) <= took + 1 < MANY + 20


def test_rounds_read_some_at_a_time_and_all_of_them_in_turn(paced, world):
    rounds = -(-MANY // MOST_A_VISIT)
    for _ in range(rounds):
        world.calls.clear()
        one(paced, paced.regions[0], IDENTITIES)
        assert sum(seconds_of(world).values()) <= MOST_A_VISIT + MANY // world.page_size
        assert max(seconds_of(world).values()) == 1
    assert known(paced) == MANY


def test_200_domains_are_looked_up_at_once_within_the_bound_of_a_visit(paced, world):
    one(paced, paced.regions[0], IDENTITIES, full=True)
    with answering(world) as port:
        begun = time.monotonic()
        one(paced, paced.regions[0], dns.reading([("127.0.0.1", port)]))
        took = time.monotonic() - begun
    assert len(looks.looks(paced.store, paced.scope(paced.regions[0]))) == MANY
    assert took < dns.LONGEST_SECONDS
    assert len(world.looked_up) <= MANY * dns.MOST_QUESTIONS
