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
from deliverability.metrics import DAY
from deliverability.model import Scope
from deliverability.rules.catalogue import RULES
from deliverability.thresholds import DEFAULT
from report.evidence import evidence
from simulator import Clock, World, inprocess
from simulator.world import ACCOUNT_ID
from store import snapshots
from store.engines.engine import Engine
from store.open import open_store

NOW: Final = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
REGION: Final = "us-east-1"
PAIRS: Final = 200
BOUND_MS: Final = 100.0
IDENTITIES: Final = 3_000
MONTHS: Final = 24
MONTH: Final = 30 * DAY
DRIFT_BOUND_MS: Final = 1_000.0


def measure() -> Iterator[Measure]:
    """Milliseconds of an evaluation, over an account in trouble: there the rules have something to say."""
    with TemporaryDirectory() as folder:
        known, gathered = _evidence(Path(folder))
    scopes = -(-PAIRS // len(RULES))
    many = [replace(known, scope=Scope(ACCOUNT_ID, f"region-{number}")) for number in range(scopes)]
    judged = min(_seconds(many) for _ in range(5))
    yield Measure(f"{scopes * len(RULES)} rules x scopes judged and advanced", judged * 1e3, BOUND_MS, "lower", "ms")
    yield Measure("evidence of one scope gathered from the store", gathered * 1e3, None, "lower", "ms")
    with TemporaryDirectory() as folder:
        drifted = _drifted(Path(folder))
    name = f"the same with {IDENTITIES} identities and {MONTHS * IDENTITIES} changes of them"
    yield Measure(name, drifted * 1e3, DRIFT_BOUND_MS, "lower", "ms")


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
    known, seconds = _gathered(store, scope)
    store.close()
    return known, seconds


def _drifted(folder: Path) -> float:
    """Seconds to gather what is known of identities that changed each month of two years; one in 24 is not well now."""
    store, at = open_store("sqlite:///ses.db", root=folder), int(NOW.timestamp())
    scope = Scope(ACCOUNT_ID, REGION)
    with store.transaction():
        for number in range(IDENTITIES):
            for month in range(MONTHS):
                status = "SUCCESS" if (number + month) % MONTHS else "FAILED"
                body = {"verification_status": "SUCCESS", "dkim_status": status, "dkim_tokens": [f"{month:032}"] * 3}
                then = at - (MONTHS - month) * MONTH + number
                snapshots.keep(store, scope, "identity", f"customer-{number}.example.com", body, then)
    seconds = _gathered(store, scope)[1]
    store.close()
    return seconds


def _gathered(store: Engine, scope: Scope) -> tuple[Evidence, float]:
    """What is known of a scope, and the seconds it took at best."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        known = evidence(store, scope, NOW)
        times.append(time.perf_counter() - began)
    return known, min(times)
