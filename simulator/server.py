"""The simulated account on a loopback socket, for other processes and for tests over real HTTP.

What it answers is decided in `hooks.py`; the routes under /simulator/ are in `control.py`.
"""

import socket
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIEnvironment

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import make_server

from simulator.access import APPLICATION
from simulator.control import Control
from simulator.dns import answering
from simulator.hooks import CUT, WORLD, install
from simulator.world import World

HOST: Final = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Server:
    """A served world."""

    world: World
    url: str
    dns: str
    """Address and port of its name server."""

    @property
    def environment(self) -> dict[str, str]:
        """Variables that point AWS's tools and ours at it; the keys are dummies, no key is checked."""
        return {
            "APP_IAM_USER": APPLICATION,
            "AWS_ENDPOINT_URL": self.url,
            "AWS_ACCESS_KEY_ID": "AKIASIMULATED0000000",
            "AWS_SECRET_ACCESS_KEY": "simulated",
            "AWS_SES_REGION_NAME": "ap-northeast-2",
            "DNS_NAMESERVERS": self.dns,
        }


@contextmanager
def serve(world: World, port: int = 0, dns_port: int = 0) -> Iterator[Server]:
    """Serve `world` and its DNS until the block ends; port 0 takes a free one. OSError when a port is taken."""
    install()
    with answering(world, dns_port) as name_server, socket.create_server((HOST, port), backlog=128) as listener:
        taken = listener.getsockname()[1]
        # Handed over as a descriptor: werkzeug's own bind prints and exits the process when the port is taken.
        http = make_server(HOST, taken, _App(world), threaded=True, request_handler=_Handler, fd=listener.fileno())
        thread = Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, name="simulator", daemon=True)
        thread.start()
        try:
            yield Server(world, f"http://{HOST}:{taken}", f"{HOST}:{name_server}")
        finally:
            http.shutdown()
            thread.join()
            http.server_close()


class _Handler(MotoRequestHandler):
    def log_request(self, *_args: Any) -> None:
        """Say nothing: calls are recorded in the world."""


class _App:
    """moto's application with the control routes beside it and the world in every request."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._control = Control(world)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith("/simulator/"):
            return self._control(environ, start_response)
        environ[WORLD] = self._world
        answer: Iterable[bytes] = self._moto(environ, start_response)
        if CUT in environ:
            time.sleep(environ[CUT])
            # werkzeug keeps the connection open after an application that answers nothing, and says nothing on this error.
            environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            raise ConnectionResetError
        return answer
