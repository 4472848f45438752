"""What the product estimates is what the simulated account is charged: to the cent where it was asked at midnight."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest

from collector import effective, rounds
from collector.aws.catalogue import BY_NAME, EVERY
from collector.aws.clients import Access, Connection
from collector.rounds import Watch
from deliverability.cost.choices import Choices
from deliverability.cost.model import Kind
from report.costing import costs
from simulator import Clock, World, inprocess
from simulator.scenarios import SCENARIOS
from simulator.story import DedicatedIp, Step
from simulator.world import ACCOUNT_ID
from store.open import open_store

FIRST = datetime(2026, 10, 31, tzinfo=UTC)
REGIONS = ("us-east-1", "ap-northeast-2")
RENTED = (DedicatedIp("198.51.100.10", "shop"), DedicatedIp("198.51.100.11", "shop", since_days=4))


@pytest.mark.parametrize(("plan", "vdm"), [("ESSENTIALS", True), ("NONE", True), ("PRO", False)])
def test_an_account_asked_at_every_midnight_is_estimated_to_what_it_is_charged(tmp_path, plan, vdm):
    story = replace(
        SCENARIOS["healthy"], standing=(Step(plan=plan, max_24_hour_send=1e6),), vdm=vdm, dedicated_ips=RENTED
    )
    world = World(1, story, clock=Clock(FIRST, running=False))
    store = open_store("sqlite:///ses.db", root=tmp_path)
    effective.write(store, REGIONS, 0, EVERY, choices=Choices(cost_explorer=True))
    with inprocess(world):
        connection = Connection(Access("testing", "testing"))
        watch = Watch(store, ACCOUNT_ID, [connection.region(name, 0) for name in REGIONS], clock=world.clock.moment)
        for day in range(13):
            world.clock.set(FIRST + timedelta(days=day))
            for aws, name in product(watch.regions, ("account", "dedicated_ips")):
                assert rounds.one(watch, aws, BY_NAME[name]).outcome == "ok"
        for aws in watch.regions:
            assert rounds.one(watch, aws, BY_NAME["cost_explorer"]).outcome == "ok"
    found = costs(store, ACCOUNT_ID, None, world.clock.moment())
    assert sum(call.operation == "GetCostAndUsage" for call in world.calls) == 1, "for both regions, at $0.01"
    assert found.counting.days["recipients"] == 11
    by_kind = {each.kind: each for each in found.actual.by_kind}
    assert set(by_kind) == {Kind.OUTBOUND, Kind.IP} | ({Kind.VDM} if vdm else set()) | (
        {Kind.FEE} if plan == "PRO" else set()
    )
    for each in by_kind.values():
        assert abs(each.differences[0]) < Decimal("0.0001"), each
    assert found.actual.usd > 10
    store.close()
