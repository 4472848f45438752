"""A whole collector on stage: a served or in-process account, a database, and the command line as a person runs it."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from collector import effective
from collector.aws.metrics_more import OF_A_SET
from collector.notify.channel import Channel
from collector.rounds import Watch
from deliverability.metrics import METRICS
from deliverability.model import Scope
from simulator.world import ACCOUNT_ID
from store import meta
from store.engines.engine import Engine
from store.open import open_store

ROOT = Path(__file__).parent.parent.parent
REGION = "us-east-1"
SETS = ("transactional", "newsletter", "internal", "marketing-import")


def caught_up(store: Engine, scope: Scope, until: datetime) -> None:
    """Remember that CloudWatch was asked up to a time: fifteen months are read by the tests that are about them."""
    of_sets = [f"{metric.name}/{name}" for metric in OF_A_SET for name in SETS]
    for key in [*(f"{metric.name}/" for metric in METRICS), *of_sets]:
        meta.put(store, f"asked-until/{scope}/{key}", str(int(until.timestamp())))


def environment(database: Path, url: str, **more: str) -> dict[str, str]:
    """What a collector's process needs to reach a served account."""
    return {
        **os.environ,
        "AWS_ENDPOINT_URL": url,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_SES_REGION_NAME": REGION,
        "DATABASE_URL": f"sqlite:///{database}",
        "DELIVERABILITY_DEMO": "1",
        **more,
    }


def collector(arguments: Sequence[str], env: Mapping[str, str]) -> subprocess.CompletedProcess:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "collector", *arguments],
        cwd=ROOT, env=dict(env), capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip


def begun(arguments: Sequence[str], env: Mapping[str, str]) -> subprocess.Popen:
    """Start a command and leave it running."""
    return subprocess.Popen(
        [sys.executable, "-m", "collector", *arguments],
        cwd=ROOT, env=dict(env), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


def prepared(database: Path, until: datetime, *regions: str) -> Engine:
    """A database that has caught up with CloudWatch already."""
    store = open_store(f"sqlite:///{database}")
    for region in regions or (REGION,):
        caught_up(store, Scope(ACCOUNT_ID, region), until)
    return store


def alerting(watch: Watch, *channels: Channel) -> Watch:
    """The collector, as it is when alerts go through these channels."""
    store, regions = watch.store, [aws.region for aws in watch.regions]
    effective.write(store, regions, int(watch.clock().timestamp()), channels=channels)
    return replace(watch, channels=channels)
