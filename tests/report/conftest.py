"""A store filled by hand: a small account whose every figure is known."""

import json
from datetime import UTC, datetime

import pytest

from deliverability.bins import Bin
from deliverability.metrics import BOUNCE_RATE, COMPLAINT_RATE, DAY, QUARTER
from deliverability.model import Scope
from store import coverage, meta, runs, samples, snapshots, statistics
from store.engines.engine import Engine
from store.open import open_store
from store.samples import Point

SCOPE = Scope("123456789012", "ap-northeast-2")
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
READINGS = {"account": 300, "statistics": 300, "metrics": 900, "identities": 3600}


def declare(store: Engine, **fields: object) -> None:
    """What the collector writes about itself at its start."""
    entries = [
        {"name": name, "actions": [f"ses:{name}"], "interval_seconds": seconds, "price_usd_per_call": 0.0}
        for name, seconds in READINGS.items()
    ]
    meta.put(store, "effective", json.dumps({"readings": entries, "regions": [SCOPE.region]} | fields))


def ran(store: Engine, job: str, at: int = AT - 60, outcome: str = "ok", **fields: object) -> None:
    """One run of a job that ended at `at`."""
    known = {"error": None, "missing_action": "", "api_calls": 1, "cost_usd": 0.0} | fields
    runs.record(store, runs.Run(0, job, SCOPE.account_id, SCOPE.region, at - 2, at, outcome, **known))


def healthy_body(**fields: object) -> dict[str, object]:
    """GetAccount as a healthy production account tells it."""
    return {
        "enforcement_status": "HEALTHY",
        "sending_enabled": True,
        "production_access": True,
        "max_24_hour_send": 50_000,
        "max_send_rate": 14,
        "plan": "ESSENTIALS",
    } | fields


def counts_by_vdm(store: Engine, monkeypatch: pytest.MonkeyPatch, known_days: int = 31) -> None:
    """Virtual Deliverability Manager is on, and was read for so many days up to now."""
    monkeypatch.setitem(READINGS, "vdm", 3600)
    declare(store)
    snapshots.keep(store, SCOPE, "account", "", healthy_body(vdm="ENABLED"), AT - 30)
    ran(store, "vdm")
    coverage.extend(store, SCOPE, coverage.VDM, coverage.Span(AT - known_days * DAY, AT))


@pytest.fixture
def empty(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'ses.db'}")
    yield store
    store.close()


@pytest.fixture
def store(empty):
    """Fourteen days at 100 mails a quarter, 2 hard bounces each, one complaint a day; AWS says 2 % and 0.01 %."""
    declare(empty)
    first = AT - 14 * DAY
    bins = [Bin(at, 100, 2, int((at - first) % DAY == 0), 0) for at in range(first, AT, QUARTER)]
    statistics.keep(empty, SCOPE, bins, AT)
    hours = range(AT - 40 * DAY, AT, 3600)
    for metric, value in ((BOUNCE_RATE, 0.02), (COMPLAINT_RATE, 0.0001)):
        samples.keep(empty, SCOPE, metric, "", 3600, [Point(at, value) for at in hours])
    samples.keep(empty, SCOPE, "Send", "", 3600, [Point(at, 400) for at in hours])
    samples.keep(empty, SCOPE, "SentLast24Hours", "", 300, [Point(AT - 60, 9600)])
    snapshots.keep(empty, SCOPE, "account", "", healthy_body(), AT - 20 * DAY)
    coverage.extend(empty, SCOPE, "cloudwatch", coverage.Span(AT - 40 * DAY, AT))
    for job in READINGS:
        ran(empty, job)
    return empty
