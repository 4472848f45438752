"""One question to a name server, over real sockets: oddities that are told from an absence."""

import socket
import threading

import pytest

from collector.probes import resolver
from deliverability.dns.look import Question, Status
from simulator.dns import answering
from tests.collector import stage

DOMAIN = "example.com"


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(resolver, "TRY_SECONDS", 0.3)
    monkeypatch.setattr(resolver, "LIFETIME_SECONDS", 0.5)


@pytest.fixture
def server(world):
    with answering(world) as port:
        yield ("127.0.0.1", port)


@pytest.mark.parametrize("name", ["a..b", "x" * 64 + ".example", "한국..example"])
def test_what_is_no_name_is_not_there(server, name):
    assert resolver.asker([server]).ask(Question(name, "TXT")).status is Status.NO_NAME


def test_a_system_without_name_servers_knows_nothing(monkeypatch):
    def none(*_, **__):
        raise resolver.dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(resolver.dns.resolver, "Resolver", none)
    asking = resolver.asker(())
    assert asking.ask(Question(DOMAIN, "TXT")).status is Status.TIME_OUT
    assert (asking.heard, asking.nameservers) == (False, "–")


def test_a_zone_of_somebody_elses_making_is_cut_to_a_size(world, server):
    world.region(stage.REGION)
    world.zone().put("big.example", "TXT", *(f"{number} " + "x" * 9000 for number in range(5)))
    answer = resolver.asker([server]).ask(Question("big.example", "TXT"))
    assert answer.status is Status.FOUND
    assert {len(value) for value in answer.values} == {resolver.MOST_CHARACTERS}


def test_garbage_in_place_of_an_answer_is_a_failure_not_an_absence():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as odd:
        odd.bind(("127.0.0.1", 0))

        def babble():
            for _ in range(2):
                _, back = odd.recvfrom(512)
                odd.sendto(b"\xff" * 40, back)

        threading.Thread(target=babble, daemon=True).start()
        status = resolver.asker([odd.getsockname()]).ask(Question(DOMAIN, "TXT")).status
    assert status in {Status.TIME_OUT, Status.FAILURE}
