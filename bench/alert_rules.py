"""How fast the alert rules judge: two hundred rules x scopes, and one scope from the store to its findings."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from bench.measure import Measure
from collector import effective, rounds
from collector.aws.clients import Access, Connection
from collector.rounds import Watch
from deliverability.alerting import AlertState, advance
from deliverability.evidence import Evidence
from deliverability.model import Scope
from deliverability.rules.catalogue import RULES
from deliverability.thresholds import DEFAULT
from report.evidence import evidence
from simulator import Clock, World, inprocess
from simulator.world import ACCOUNT_ID
from store.open import open_store

NOW: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
REGION: Final = "us-east-1"
PAIRS: Final = 200
BOUND_MS: Final = 100.0


def measure() -> Iterator[Measure]:
    """Milliseconds of an evaluation, over an account in trouble: there the rules have something to say."""
    with TemporaryDirectory() as folder:
        known, gathered = _evidence(Path(folder))
    scopes = -(-PAIRS // len(RULES))
    many = [replace(known, scope=Scope(ACCOUNT_ID, f"region-{number}")) for number in range(scopes)]
    judged = min(_seconds(many) for _ in range(5))
    yield Measure(f"{scopes * len(RULES)} rules x scopes judged and advanced", judged * 1e3, BOUND_MS, "lower", "ms")
    yield Measure("evidence of one scope gathered from the store", gathered * 1e3, None, "lower", "ms")


def _seconds(many: list[Evidence]) -> float:
    began = time.perf_counter()
    for known in many:
        for rule in RULES:
            for finding in rule.judge(known, DEFAULT):
                advance(AlertState(), finding, rule, known.now, muted=False)
    return time.perf_counter() - began


def _evidence(folder: Path) -> tuple[Evidence, float]:
    """What is known of the demo's account after one pass, and the seconds it took to gather."""
    world = World(scenario="complaint-incident", clock=Clock(NOW, running=False))
    store = open_store("sqlite:///ses.db", root=folder)
    with inprocess(world):
        watch = Watch(
            store, ACCOUNT_ID, [Connection(Access("bench", "bench")).region(REGION, 0)], clock=world.clock.moment
        )
        scope = watch.scope(watch.regions[0])
        effective.write(store, (REGION,), int(NOW.timestamp()))
        rounds.once(watch)
    times = []
    for _ in range(5):
        began = time.perf_counter()
        known = evidence(store, scope, NOW)
        times.append(time.perf_counter() - began)
    store.close()
    return known, min(times)
