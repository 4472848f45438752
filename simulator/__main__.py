"""`python -m simulator`: the simulated account alone, on loopback, until it is told to stop.

What it serves lives in `world.py` and `server.py`.
"""

import signal
import sys
from datetime import datetime
from threading import Event
from typing import NoReturn

import click

from deliverability.model import N_, Param, text
from simulator.clock import Clock
from simulator.scenarios import SCENARIOS
from simulator.server import Server, serve
from simulator.world import World
from words.render import render

STARTED = N_("Simulated SES account {account}, scenario {scenario}, seed {seed}. Ctrl-C stops it.")
PORT_TAKEN = N_(
    "Port {port} or {dns_port} on 127.0.0.1 is in use. Give others with --port and --dns-port, or --port 0 for any free ones."
)
NOT_A_TIME = N_("--at is not an ISO time with its zone: {value}. Example: 2026-11-24T09:00:00+09:00")


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--seed", default=1, show_default=True, help="Which account: the same seed tells the same story.")
@click.option("--scenario", type=click.Choice(sorted(SCENARIOS)), default="bounce-incident", show_default=True)
@click.option("--port", default=4599, show_default=True, help="Port on 127.0.0.1; 0 takes a free one.")
@click.option("--dns-port", default=None, type=int, help="Port of its name server; the next one if left out.")
@click.option("--at", "start", default=None, help="ISO time at which its clock starts; the present if left out.")
@click.option("--language", envvar="LANGUAGE", default="en", hidden=True)
def main(*, seed: int, scenario: str, port: int, dns_port: int | None, start: str | None, language: str) -> None:
    """Serve a simulated SES account; print the shell lines that point AWS's tools at it."""
    dns_port = (port and port + 1) if dns_port is None else dns_port
    language = "ko" if language.startswith("ko") else "en"
    world = World(seed, scenario, clock=_clock(start, language))
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    try:
        with serve(world, port, dns_port) as server:
            _announce(server, language)
            stop.wait()
    except OSError:
        _refuse(language, PORT_TAKEN, port=str(port), dns_port=str(dns_port))


def _announce(server: Server, language: str) -> None:
    world = server.world
    told = text(STARTED, account=world.account_id, scenario=world.scenario.name, seed=str(world.seed))
    print(f"# {render(told, language)}")
    print("\n".join(f"export {name}={value}" for name, value in server.environment.items()), flush=True)


def _clock(start: str | None, language: str) -> Clock:
    if start is None:
        return Clock()
    try:
        at = datetime.fromisoformat(start)
        return Clock(at)
    except ValueError:
        _refuse(language, NOT_A_TIME, value=start)


def _refuse(language: str, sentence: str, **params: Param) -> NoReturn:
    print(render(text(sentence, **params), language), file=sys.stderr)
    raise SystemExit(2)


if __name__ == "__main__":
    main()
