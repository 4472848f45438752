"""The threads together: a channel that hangs delays nobody, what is asked for is answered, the heart beats when all is well."""

import time
from dataclasses import replace

import pytest

from collector.notify import worker
from collector.notify.courier import Manner
from collector.notify.heartbeat import Heartbeat, well_since
from collector.notify.worker import delivering
from deliverability.metrics import DAY
from deliverability.model import Scope
from store import outbox, requests, runs, texts
from store.runs import Run
from tests.collector.letters import SCOPE, letter, line
from tests.collector.sinks import hook
from words.render import render

MANNER = Manner("en", "https://ses.example.com")


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(worker, "PAUSE_SECONDS", 0.02)
    monkeypatch.setattr(worker, "BEAT_SECONDS", 0.02)
    monkeypatch.setattr(worker, "FAREWELL_SECONDS", 0.5)


@pytest.fixture
def sink():
    with hook() as found:
        yield found


def within(seconds, holds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := holds():
            return found
        time.sleep(0.02)
    return holds()


def named(name, found):
    return replace(found, channel=replace(found.channel, name=name))


def ran(store, job, at, outcome="ok", scope=SCOPE):
    runs.record(store, Run(0, job, scope.account_id, scope.region, at, at, outcome, None, "", 1, 0.0))


def test_a_channel_that_hangs_delays_neither_the_others_nor_the_end(store, sink):
    with hook(hangs=True) as stuck:
        channels = [named("stuck", line(f"{stuck.url}?rto=60")), named("json", line(sink.url))]
        outbox.add(store, [letter(1, "stuck"), letter(2, "json")])
        with delivering(store, channels, MANNER):
            assert within(5, lambda: sink.bodies)
            began = time.monotonic()
        assert time.monotonic() - began < 2
        assert outbox.counts(store)["stuck"].waiting == 1


def test_draining_ends_as_soon_as_nothing_is_left_and_says_what_is(store, sink):
    outbox.add(store, [letter(1)])
    with delivering(store, [line(sink.url)], MANNER) as delivery:
        assert delivery.drain(10) == 0
        sink.decide = lambda: 500
        outbox.add(store, [letter(2)])
        assert delivery.drain(0.5) == 1


def test_a_letter_written_while_it_works_is_sent_within_seconds(store, sink):
    with delivering(store, [line(sink.url)], MANNER):
        outbox.add(store, [letter()])
        assert within(5, lambda: sink.bodies)


def test_one_fault_does_not_end_a_thread(store, sink, monkeypatch):
    real, broken = outbox.channels_due, iter([True, True])
    monkeypatch.setattr(outbox, "channels_due", lambda *a: 1 / 0 if next(broken, False) else real(*a))
    outbox.add(store, [letter()])
    with delivering(store, [line(sink.url)], MANNER):
        assert within(5, lambda: sink.bodies)


@pytest.mark.parametrize("asked", ["*", "json"])
def test_a_test_that_a_page_asks_for_is_sent_and_answered(store, sink, asked):
    with delivering(store, [line(sink.url)], MANNER):
        number = requests.ask(store, requests.TEST, {"channel": asked}, worker._now())
        answered = within(5, lambda: requests.get(store, number).answer)
    assert answered == {"results": [{"channel": "json", "ok": True, "says": None}], "says": None}
    assert sink.bodies[0]["title"].startswith("[Test]")


def test_a_test_that_fails_says_why_in_words_of_either_language_and_without_the_address(store, sink):
    sink.answers.append(403)
    with delivering(store, [line(sink.url)], MANNER):
        number = requests.ask(store, requests.TEST, {"channel": "*"}, worker._now())
        answered = within(5, lambda: requests.get(store, number).answer)
    (result,) = answered["results"]
    assert not result["ok"]
    assert "ALERT_URLS" in render(texts.unpacked(result["says"]), "ko")
    assert str(sink.port) not in str(answered)


def test_a_test_tells_whether_a_channel_is_well(store, sink):
    sink.answers.extend([403, 200])
    with delivering(store, [line(sink.url)], MANNER) as delivery:
        for well in (False, True):
            number = requests.ask(store, requests.TEST, {"channel": "*"}, worker._now())
            assert within(5, lambda number=number: requests.get(store, number).answer)
            assert [courier.well for courier in delivery.couriers] == [well]


def test_what_waits_for_a_channel_that_was_taken_away_comes_through_another(store, sink):
    outbox.add(store, [letter(1, "slack")])
    with delivering(store, [line(sink.url)], MANNER):
        assert within(5, lambda: sink.bodies)
    assert "slack" in sink.bodies[0]["title"]
    assert outbox.counts(store)["slack"] == outbox.Counts(dead=1)


@pytest.mark.parametrize(
    ("channels", "part"), [(True, "There is no channel slack"), (False, "There is no channel yet")]
)
def test_a_test_for_nobody_is_answered_too(store, sink, channels, part):
    with delivering(store, [line(sink.url)] if channels else [], MANNER):
        number = requests.ask(store, requests.TEST, {"channel": "slack"}, worker._now())
        answered = within(5, lambda: requests.get(store, number).answer)
    assert part in render(texts.unpacked(answered["says"]), "en")


def test_the_heart_beats_once_for_a_round_in_which_all_went_well(store, sink):
    pulse = Heartbeat(f"http://127.0.0.1:{sink.port}/ping", [SCOPE], {"account"}, 50)
    with delivering(store, [], MANNER, pulse):
        ran(store, "evaluate", 100)
        time.sleep(0.2)
        assert sink.bodies == [], "the account was not read yet"
        ran(store, "account", 105)
        ran(store, "evaluate", 110)
        assert within(5, lambda: sink.bodies)
        time.sleep(0.2)
        assert sink.bodies == [{"path": "/ping"}]
        ran(store, "evaluate", 410)
        assert within(5, lambda: len(sink.bodies) == 2)


def test_the_heart_does_not_beat_for_a_round_of_long_ago_nor_twice_when_it_is_waited_for(store, sink):
    pulse = Heartbeat(f"http://127.0.0.1:{sink.port}/ping", [SCOPE], (), 200)
    ran(store, "evaluate", 110)
    with delivering(store, [], MANNER, pulse) as delivery:
        delivery.drain(1)
        assert sink.bodies == []
        ran(store, "evaluate", 210)
        delivery.drain(1)
        assert len(sink.bodies) == 1
        time.sleep(0.1)
    assert len(sink.bodies) == 1


def test_the_heart_does_not_beat_while_a_letter_waits_or_a_channel_fails(store, sink):
    with hook() as watchman:
        pulse = Heartbeat(f"http://127.0.0.1:{watchman.port}/ping", [SCOPE], {"account"}, 50)
        ran(store, "account", 100)
        ran(store, "evaluate", 110)
        outbox.add(store, [letter(1)])
        sink.decide = lambda: 404
        with delivering(store, [line(sink.url)], MANNER, pulse):
            assert within(5, lambda: outbox.dead(store))
            time.sleep(0.2)
            assert watchman.bodies == []
            sink.decide = None
            outbox.add(store, [letter(2)])
            assert within(5, lambda: watchman.bodies)


def test_an_unanswered_beat_is_tried_again(store):
    with hook() as watchman:
        watchman.answers.append(500)
        ran(store, "account", 100)
        ran(store, "evaluate", 110)
        with delivering(store, [], MANNER, Heartbeat(f"http://127.0.0.1:{watchman.port}/", [SCOPE], {"account"}, 50)):
            assert within(5, lambda: len(watchman.bodies) == 2)


def test_all_is_well_only_if_it_is_in_every_region(store):
    other = Scope(SCOPE.account_id, "eu-west-1")
    ran(store, "evaluate", 100)
    assert well_since(store, [SCOPE], ()) == 100
    assert well_since(store, [SCOPE, other], ()) is None
    ran(store, "evaluate", 90, scope=other)
    assert well_since(store, [SCOPE, other], ()) == 90
    ran(store, "metrics", 95, "denied", other)
    assert well_since(store, [SCOPE, other], ()) is None


def test_a_reading_that_was_never_allowed_does_not_stop_the_heart_unless_no_other_works(store):
    ran(store, "vdm", 90, "denied")
    ran(store, "evaluate", 100)
    assert well_since(store, [SCOPE], {"vdm"}) is None
    ran(store, "account", 95)
    assert well_since(store, [SCOPE], {"vdm", "account"}) == 100
    ran(store, "vdm", 96)
    ran(store, "vdm", 97, "denied")
    assert well_since(store, [SCOPE], {"vdm", "account"}) is None, "it was taken away"


def test_a_job_that_this_version_no_longer_has_is_forgotten(store):
    ran(store, "gone", 100, "failed")
    ran(store, "evaluate", 200)
    assert well_since(store, [SCOPE], ()) is None
    ran(store, "evaluate", 200 + 2 * DAY)
    assert well_since(store, [SCOPE], ()) == 200 + 2 * DAY
