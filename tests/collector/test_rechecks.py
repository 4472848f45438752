"""What a viewer wants looked at again: asked at once, judged, and answered."""

import threading
import time
from contextlib import nullcontext
from dataclasses import replace

import pytest

from collector import rechecks
from collector.aws.catalogue import READINGS
from collector.probes import dns
from collector.rechecks import answer
from deliverability.model import text
from simulator import Kind
from simulator.dns import answering
from store import dns as looks
from store import requests, runs
from store.errors import StoreError


@pytest.fixture
def scenario():
    return "healthy"


@pytest.fixture
def asked(watch, world):
    """Asks for readings and returns the answer that a page gets."""
    with answering(world) as port:
        whole = replace(watch, readings=(*READINGS, dns.reading([("127.0.0.1", port)])))

        def ask(*readings, **body):
            region = whole.regions[0].region
            told = {"account_id": whole.account_id, "region": region, "readings": list(readings), **body}
            number = requests.ask(whole.store, requests.CHECK, told, int(world.clock.now()))
            assert answer(whole, lambda _: nullcontext()) == 1
            return requests.get(whole.store, number).answer

        yield ask


def test_readings_are_asked_at_once_in_their_order_and_then_judged(asked, watch, world):
    told = asked("dns", "identities")
    assert told == {
        "results": [
            {"reading": "identities", "ok": True, "says": None},
            {"reading": "dns", "ok": True, "says": None},
        ],
        "says": None,
    }
    scope = watch.scope(watch.regions[0])
    assert "example.com" in looks.looks(watch.store, scope)
    assert "evaluate" in runs.last(watch.store, scope)


def test_dns_is_looked_up_again_though_it_was_just_looked_up(asked, world):
    asked("identities", "dns")
    world.looked_up.clear()
    asked("dns")
    assert ("example.com", "TXT") in world.looked_up


def test_what_goes_wrong_is_said(asked, world):
    world.faults.add(Kind.DENIED, operation="ListEmailIdentities")
    (result,) = asked("identities")["results"]
    assert (result["ok"], result["says"]["params"]["actions"]) == (False, "ses:ListEmailIdentities")


@pytest.mark.parametrize("body", [{"region": "us-west-1"}, {"account_id": "9" * 12}, {"region": 1}])
def test_another_account_or_region_is_not_asked(asked, world, body):
    told = asked("account", **body)
    assert told["results"] == []
    assert told["says"]["msgid"] == rechecks.NOT_HERE
    assert not list(world.calls)


@pytest.mark.parametrize("readings", [[], ["nothing"], "account", None, [[]]])
def test_what_the_collector_does_not_ask_is_said(asked, readings):
    assert asked(readings=readings)["says"]["msgid"] == rechecks.NOT_ASKED


def test_a_viewer_is_answered_while_the_schedule_runs_and_trouble_ends_nothing(watch, world, monkeypatch):
    """Both threads, with their lock; the first look at the requests meets a store that is busy, the second a fault."""
    troubles = [ValueError("x"), StoreError(text("It failed."))]
    real = requests.take

    def take(*args):
        if troubles:
            raise troubles.pop()
        return real(*args)

    monkeypatch.setattr(requests, "take", take)
    monkeypatch.setattr(rechecks, "PAUSE_SECONDS", 0.05)
    lock = threading.Lock()
    thread = threading.Thread(target=rechecks.serve, args=(watch, lambda _: lock))
    thread.start()
    body = {"account_id": watch.account_id, "region": watch.regions[0].region, "readings": ["account"]}
    with lock:
        number = requests.ask(watch.store, requests.CHECK, body, int(world.clock.now()))
        time.sleep(0.4)
        assert requests.get(watch.store, number).answer is None, "another round has the turn"
    deadline = time.monotonic() + 20
    while requests.get(watch.store, number).answer is None and time.monotonic() < deadline:
        time.sleep(0.05)
    watch.stop.set()
    thread.join(5)
    assert requests.get(watch.store, number).answer["results"][0]["ok"]
    assert not thread.is_alive()
