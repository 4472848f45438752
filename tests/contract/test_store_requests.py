"""Requests: asked by a page, taken once by the collector, answered once."""

import pytest

from store import requests
from store.open import open_store
from store.requests import LEASE_SECONDS, WANTED_SECONDS, Request

NOW = 1_000
BODY = {"channel": "slack", "why": "시험"}


def take(store, now=NOW, kind="test-alert"):
    return [request.id for request in requests.take(store, kind, now)]


def test_a_request_reaches_its_taker_and_the_answer_the_asker(store, seen):
    number = requests.ask(store, "test-alert", BODY, NOW)
    assert requests.get(seen, number) == Request(number, "test-alert", BODY, NOW, None, None)
    assert requests.take(store, "test-alert", NOW) == [Request(number, "test-alert", BODY, NOW, None, None)]
    requests.answer(store, number, {"results": ["좋음"]}, NOW + 3)
    known = requests.get(seen, str(number))
    assert known == Request(number, "test-alert", BODY, NOW, {"results": ["좋음"]}, NOW + 3)


def test_nobody_asked_for_what_is_not_there(store, seen):
    assert take(store) == []
    assert requests.get(seen, 1) is None


def test_requests_are_taken_by_kind_in_the_order_they_were_asked(store):
    asked = [requests.ask(store, kind, {}, NOW) for kind in ("test-alert", "recheck", "test-alert")]
    assert take(store) == [asked[0], asked[2]]
    assert take(store, kind="recheck") == [asked[1]]


def test_a_request_is_taken_once_and_again_only_when_its_taker_died(store):
    number = requests.ask(store, "test-alert", BODY, NOW)
    assert take(store) == [number]
    assert take(store, NOW + LEASE_SECONDS - 1) == []
    assert take(store, NOW + LEASE_SECONDS) == [number]


def test_an_answered_request_is_not_taken_again_and_keeps_its_answer(store, seen):
    number = requests.ask(store, "test-alert", BODY, NOW)
    requests.answer(store, number, {"ok": True}, NOW + 1)
    requests.answer(store, number, {"ok": False}, NOW + 2)
    assert take(store, NOW + LEASE_SECONDS) == []
    known = requests.get(seen, number)
    assert known is not None
    assert (known.answer, known.answered_at) == ({"ok": True}, NOW + 1)


@pytest.mark.parametrize(("age", "taken"), [(WANTED_SECONDS - 1, True), (WANTED_SECONDS, False)])
def test_a_request_nobody_waits_for_any_more_is_left(store, age, taken):
    requests.ask(store, "test-alert", BODY, NOW)
    assert bool(take(store, NOW + age)) is taken


def test_a_request_read_by_two_is_taken_by_one(store, monkeypatch):
    number = requests.ask(store, "test-alert", BODY, NOW)
    read = type(store).rows
    other = open_store(store.url_shown)

    def beaten(self, sql, params=()):
        found = read(self, sql, params)
        monkeypatch.undo()
        assert take(other) == [number]
        return found

    monkeypatch.setattr(type(store), "rows", beaten)
    assert take(store) == []
    other.close()


def test_who_asks_while_another_waits_joins_that_one(store):
    first, joined = requests.join(store, requests.TEST, {"channel": "slack"}, 1000)
    assert not joined
    assert requests.join(store, requests.TEST, {"channel": "*"}, 1001) == (first, True)
    assert requests.join(store, "another", {}, 1001) == (first + 1, False)
    requests.take(store, requests.TEST, 1002)
    assert requests.join(store, requests.TEST, {"channel": "*"}, 1003) == (first, True), "it is on its way"
    requests.answer(store, first, {"results": []}, 1004)
    assert requests.join(store, requests.TEST, {"channel": "*"}, 1005) == (first + 2, False)
    late = 1005 + requests.WANTED_SECONDS
    assert requests.join(store, requests.TEST, {"channel": "*"}, late) == (first + 3, False), "nobody waits any more"
