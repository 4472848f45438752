"""A collector of nothing but alerts, to be killed: twelve of them come and go, and what is written is delivered.

`python -m tests.collector.alarming DATABASE SINK EPOCH [drain]`: with `drain` nothing new is judged, and the process
ends when the outbox is empty. Its clock runs a hundred times as fast, so that leases and waits are over within seconds.
"""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from collector.evaluation import evaluate
from collector.notify import worker
from collector.notify.channels import lines
from collector.notify.courier import Manner
from collector.notify.worker import delivering
from deliverability.evidence import Evidence
from deliverability.model import Scope, text
from deliverability.rules.rule import Finding, Message, Rule, Severity
from deliverability.thresholds import DEFAULT, Thresholds
from store.open import open_store

SCOPE: Final = Scope("123456789012", "us-east-1")
BEGAN: Final = 1_795_000_000
SPEED: Final = 100
PERIOD: Final = 60
"""Seconds of that clock; each subject comes or goes after its own number of them."""


def judged(known: Evidence, _lines: Thresholds) -> Iterator[Finding]:
    for number in range(12):
        on = (known.now - BEGAN) // (PERIOD * (number + 2)) % 2 == 0
        told = Message(text("It is on")) if on else None
        yield Finding(f"set-{number}", known.now, int(on), Severity.WARN, message=told)


def main(database: str, sink: str, epoch: str, drain: str = "") -> None:
    def now() -> int:
        return BEGAN + int((time.time() - float(epoch)) * SPEED)

    worker._now = now
    worker.PAUSE_SECONDS = 0.01
    store = open_store(f"sqlite:///{database}")
    found, _ = lines(sink)
    with delivering(store, found, Manner("en")) as delivery:
        print("ready", flush=True)
        while not drain:
            at = datetime.fromtimestamp(now(), UTC)
            channels = [line.channel for line in found]
            evaluate(store, SCOPE, at, DEFAULT, channels, [Rule("on-and-off", "On and off", judged)])
            time.sleep(0.02)
        sys.exit(delivery.drain(60))


if __name__ == "__main__":
    main(*sys.argv[1:])
