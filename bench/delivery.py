"""How fast letters leave the outbox: through apprise to an HTTP sink of this process, one a message and in groups.

The ceiling is the same requests posted bare by the library that apprise uses, in the same run.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import requests

from bench.measure import Measure
from collector.notify import courier
from collector.notify.channels import lines
from collector.notify.courier import Courier, Manner
from deliverability.model import Scope, text
from deliverability.rules.rule import Message, Severity
from store import outbox
from store.open import open_store
from store.outbox import Letter

LETTERS: Final = 200
MESSAGE: Final = Message(
    text("Bounce rate over the review line"),
    (text("{rate:percent} of {mails:number} mails in 24 h", rate=0.061, mails=4100),),
    text("AWS reviews at 5 %."),
    (text("Stop the stream that caused it."), text("Clean the list.")),
    "deliverability",
)


def measure() -> list[Measure]:
    """Letters a second, alone and in groups, beside bare requests."""
    with _sink() as url:
        bare = LETTERS / _timed(
            lambda: [requests.post(url, json={"message": "x" * 500}, timeout=5) for _ in range(LETTERS)]
        )
        alone = _drained(url, 1)
        grouped = _drained(url, courier.MOST_AT_ONCE)
    return [
        Measure("letters delivered, one a message", alone, 20, "higher", "/s"),
        Measure("letters delivered, grouped as they are", grouped, 20, "higher", "/s"),
        Measure("one a message, as part of bare requests", alone / bare, None, "higher"),
    ]


def _drained(url: str, at_once: int) -> float:
    (line,), _ = lines(url.replace("http:", "json:"))
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{Path(folder) / 'ses.db'}")
        most, courier.MOST_AT_ONCE = courier.MOST_AT_ONCE, at_once  # type: ignore[misc] # the same code, in groups or not
        try:
            outbox.add(store, [_letter(number) for number in range(LETTERS)])
            worker = Courier(store, line, (), Manner("ko"), lambda: 1)
            seconds = _timed(lambda: _until_idle(worker))
            if outbox.counts(store):
                raise RuntimeError("letters were left")
        finally:
            courier.MOST_AT_ONCE = most  # type: ignore[misc]
            store.close()
    return LETTERS / seconds


def _until_idle(worker: Courier) -> None:
    while worker.round():
        pass


def _letter(number: int) -> Letter:
    return Letter(
        key=f"rule|1|us-east-1|#{number}#firing#critical#1#json",
        channel="json",
        scope=Scope("123456789012", "us-east-1"),
        kind="firing",
        severity=Severity.CRITICAL,
        message=MESSAGE,
        created_at=1,
        began=1,
    )


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


@contextmanager
def _sink() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    """Takes everything."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""
