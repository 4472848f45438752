"""What collecting costs: our own CPU on top of boto3's, regions side by side, calls, dollars and memory.

The ceiling is the same calls made with bare boto3 clients in the same run, against the same simulated account in a
process of its own, so that its CPU is not counted. Figures of other rooms live beside.
"""

import json
import os
import resource
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Final

from botocore import xform_name

from bench.measure import Measure, table
from collector import rounds
from collector.aws.catalogue import READINGS
from collector.aws.clients import Access, Aws, Connection
from collector.aws.reading import Reading
from collector.plan import plan, steady_calls, usd_a_month
from collector.rounds import Watch
from deliverability.metrics import DAY, METRICS
from store import meta
from store.open import open_store

ROOT: Final = Path(__file__).parent.parent
REGIONS: Final = (
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
    "eu-west-1",
    "eu-central-1",
    "ap-northeast-1",
    "ap-northeast-2",
)
CYCLES: Final = 20
ANSWER_SECONDS: Final = 0.2
MEGABYTE: Final = 1024
"""In the kilobytes of ru_maxrss."""


@dataclass(frozen=True, slots=True)
class Account:
    """A simulated account in another process."""

    url: str

    def tell(self, what: str, method: str | None = None, **how: object) -> Any:
        """Steer it, or ask it, through its own routes."""
        body = json.dumps(how).encode() if how else None
        address, headers = f"{self.url}/simulator/{what}", {"content-type": "application/json"}
        request = urllib.request.Request(address, body, headers, method=method)  # noqa: S310 - our own loopback
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - our own loopback
            return json.load(answer)

    def now(self) -> datetime:
        """The time it is there."""
        return datetime.fromisoformat(self.tell("clock")["at"])


def measure() -> list[Measure]:
    """Everything about the collector, in the order of the table."""
    with TemporaryDirectory() as folder:
        return [*_planned(), *_own_cpu(Path(folder)), *_side_by_side(Path(folder)), *_memory(Path(folder))]


def _planned() -> Iterator[Measure]:
    yield Measure("calls of a steady cycle in one region", steady_calls(), 12, "lower")
    yield Measure("API calls of the default settings, a month", usd_a_month(plan()), 0.05, "lower", "USD")


def _own_cpu(folder: Path) -> Iterator[Measure]:
    """The steady cycle of one region, and the same calls bare; a quarter of an hour passes between cycles."""
    with _account() as account, _watch(folder / "cpu.db", account, REGIONS[:1]) as watch:
        steady = [reading for reading in READINGS if reading.interval_seconds < 3600]
        aws, connection = watch.regions[0], watch.regions[0].connection
        rounds.once(watch)
        clients = {name: connection.client(name, aws.region) for name in ("ses", "sesv2", "cloudwatch")}
        own, bare = [], []
        for _ in range(CYCLES):
            account.tell("clock", advance_seconds=900)
            before, now = len(account.tell("calls")), account.now()
            cycle = replace(watch, clock=partial(_standing, now))
            own.append(_cpu(partial(_cycle, cycle, aws, steady)))
            bare.append(_cpu(partial(_bare, clients, account.tell("calls")[before:])))
    share = (median(own) - median(bare)) / median(bare)
    yield Measure("CPU of boto3 in a steady cycle", median(bare) * 1000, None, "lower", "ms")
    yield Measure("our own CPU on top of it", share * 100, 25, "lower", "%")


def _standing(now: datetime) -> datetime:
    """A clock that costs nothing."""
    return now


def _cycle(watch: Watch, aws: Aws, readings: Sequence[Reading]) -> None:
    for reading in readings:
        rounds.one(watch, aws, reading)


def _bare(clients: dict[str, Any], asked: Sequence[dict[str, Any]]) -> None:
    for call in asked:
        params = {
            name: datetime.fromisoformat(value) if name in {"StartTime", "EndTime"} else value
            for name, value in call["params"].items()
        }
        getattr(clients[call["service"]], xform_name(call["operation"]))(**params)


def _cpu(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _side_by_side(folder: Path) -> Iterator[Measure]:
    with _account() as account:
        seconds = [_round(folder / f"{len(names)}.db", account, names) for names in (REGIONS[:1], REGIONS)]
    yield Measure(
        "8 regions, each answer after 200 ms, in rounds of one region", seconds[1] / seconds[0], 2, "lower", "×"
    )


def _round(database: Path, account: Account, regions: Sequence[str]) -> float:
    """Wall-clock seconds of a steady round; the first one, which makes the clients, is not counted."""
    with _watch(database, account, regions) as watch, ThreadPoolExecutor(len(regions)) as pool:
        rounds.once(watch)
        account.tell("faults", kind="slow", seconds=ANSWER_SECONDS)
        began = time.monotonic()
        list(pool.map(lambda aws: _cycle(watch, aws, READINGS), watch.regions))
        taken = time.monotonic() - began
        account.tell("faults", method="DELETE")
    return taken


def _memory(folder: Path) -> Iterator[Measure]:
    """The largest resident size of a process that reads eight regions from the start."""
    with _account("healthy") as account:
        environment = {
            **os.environ,
            "AWS_ENDPOINT_URL": account.url,
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_SES_REGION_NAME": ",".join(REGIONS),
            "DATABASE_URL": f"sqlite:///{folder}/memory.db",
            "DELIVERABILITY_DEMO": "1",
        }
        process = subprocess.Popen([sys.executable, "-m", "collector", "once"], cwd=ROOT, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError("the collection failed, so its memory says nothing")
    yield Measure("peak memory, first collection of 8 regions", _peak(usage), 250, "lower", "MB")


def _peak(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / MEGABYTE


@contextmanager
def _account(scenario: str = "plain") -> Iterator[Account]:
    command = [sys.executable, "-m", "simulator", "--port", "0", "--scenario", scenario]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            lines = iter(process.stdout.readline, "") if process.stdout else iter(())
            url = next(line.split("=", 1)[1].strip() for line in lines if "AWS_ENDPOINT_URL=" in line)
            yield Account(url)
        finally:
            process.terminate()


@contextmanager
def _watch(database: Path, account: Account, regions: Sequence[str]) -> Iterator[Watch]:
    """A collector of these regions that has read CloudWatch up to yesterday."""
    access = Access("testing", "testing", endpoint_url=account.url)
    with closing(open_store(f"sqlite:///{database}")) as store:
        connection = Connection(access)
        watch = Watch(store, "123456789012", [connection.region(name) for name in regions], clock=account.now)
        yesterday = str(int(account.now().timestamp()) - DAY)
        for aws in watch.regions:
            for metric in METRICS:
                meta.put(store, f"asked-until/{watch.scope(aws)}/{metric.name}/", yesterday)
        yield watch


if __name__ == "__main__":
    print(table(measure()))
