"""Receivers on this machine: an HTTP sink that answers as it is told, and a mail server; both remember what came."""

import json
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller


@dataclass
class Hook:
    """What came by HTTP, in order. `answers` are given one after the other, 200 when there are none left."""

    port: int = 0
    bodies: list[dict] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: deque[int] = field(default_factory=deque)
    decide: Callable[[], int] | None = None
    released: threading.Event = field(default_factory=threading.Event)
    hangs: bool = False

    @property
    def url(self) -> str:
        """Its address for ALERT_URLS."""
        return f"json://127.0.0.1:{self.port}/hook"

    @property
    def keys(self) -> list[str]:
        """The keys of the letters that were taken or refused, message by message."""
        return [headers.get("X-Deliverability-Key", "") for headers in self.headers]


@contextmanager
def hook(**more) -> Iterator[Hook]:
    """An HTTP sink while the block lasts."""
    state = Hook(**more)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if state.hangs:
                state.released.wait(30)
            state.bodies.append(json.loads(body))
            state.headers.append(dict(self.headers))
            code = state.decide() if state.decide else state.answers.popleft() if state.answers else 200
            self.send_response(code)
            self.end_headers()

        def do_GET(self) -> None:
            state.headers.append(dict(self.headers))
            state.bodies.append({"path": self.path})
            self.send_response(state.answers.popleft() if state.answers else 200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        state.port = server.server_port
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield state
        finally:
            state.released.set()
            server.shutdown()


class Mails:
    """Takes every mail, or refuses each with `refusal`."""

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.port = 0
        self.refusal: str | None = None

    @property
    def url(self) -> str:
        """Its address for ALERT_URLS."""
        return f"mailto://127.0.0.1:{self.port}?from=ses@example.com&to=ops@example.com"

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        if self.refusal:
            return self.refusal
        self.got.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@contextmanager
def mail_server() -> Iterator[Mails]:
    """A mail server while the block lasts."""
    mails = Mails()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        mails.port = probe.getsockname()[1]
    controller = Controller(mails, hostname="127.0.0.1", port=mails.port)
    controller.start()
    try:
        yield mails
    finally:
        controller.stop()
