"""One channel's letters: sent together, tried again with patience, given up aloud, never lost by a death."""

import pytest

from collector.notify.courier import MOST_TRIES, Courier, Manner, close
from deliverability.model import text
from deliverability.rules.rule import Message
from store import outbox
from tests.collector.letters import AT, letter, line
from tests.collector.sinks import hook
from words.render import render


class Clock:
    def __init__(self) -> None:
        self.now = AT

    def __call__(self) -> int:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sink():
    with hook() as found:
        yield found


@pytest.fixture
def courier(store, sink, clock) -> Courier:
    return Courier(store, line(sink.url), ["mailto", "slack"], Manner("en"), clock, patience=10, chance=lambda: 0.5)


def put(store, *letters):
    outbox.add(store, letters)


def waiting(store, channel="json"):
    return outbox.counts(store).get(channel, outbox.Counts()).waiting


def test_nothing_is_sent_while_nothing_is_due(store, courier, sink):
    assert not courier.round()
    put(store, letter(channel="slack"))
    assert not courier.round()
    assert sink.bodies == []


def test_what_is_due_together_comes_in_one_message(store, courier, sink, clock):
    put(store, letter(1), letter(2), letter(3))
    assert courier.round()
    assert not courier.round()
    (body,) = sink.bodies
    assert body["title"].endswith("(and 2 more)")
    assert waiting(store) == 0
    assert outbox.last_delivered(store) == {"json": AT}


def test_a_500_is_tried_again_later_and_later_until_it_is_taken(store, courier, sink, clock):
    put(store, letter())
    sink.answers.extend([500, 500, 500])
    sent_after = []
    while waiting(store):
        if courier.round():
            sent_after.append(clock.now - AT)
        clock.now += 1
    assert sent_after == [0, 15, 53, 147]
    assert len(set(sink.keys)) == 1
    assert courier.well


def test_a_4xx_is_given_up_at_once_and_told_on_every_other_channel(store, courier, sink, clock):
    put(store, letter(1), letter(2))
    sink.decide = lambda: 404
    courier.round()
    assert waiting(store) == 0
    assert [render(dead.error, "en")[:32] for dead in outbox.dead(store)] == ["json answered with the error 404"] * 2
    for other in ("mailto", "slack"):
        (told,) = outbox.claim(store, other, clock.now)
        assert told.kind == outbox.DEAD_LETTER
        assert "2 alerts could not be delivered through json." in render(told.message.headline, "en")
        assert "Bounce rate over the review line" in render(told.message.headline, "en")
    assert not courier.well


def test_of_several_that_are_given_up_the_most_urgent_is_named_with_what_is_known_of_it(store, courier, sink, clock):
    key = Message(text("A key has leaked"))
    put(store, letter(1, rule="quota"), letter(2, rule="surge", message=key, witnessed=False), letter(3, rule="quota"))
    sink.decide = lambda: 404
    courier.round()
    (told,) = outbox.claim(store, "slack", clock.now)
    assert "A key has leaked" in render(told.message.headline, "en")
    assert (told.rule, told.witnessed) == ("surge", False)


def test_one_letter_that_is_refused_for_good_takes_no_other_with_it(store, courier, sink, clock):
    put(store, letter(1), letter(2), letter(3))
    sink.answers.extend([400, 200, 400, 200])
    courier.round()
    assert [dead.episode for dead in outbox.dead(store)] == [2]
    assert waiting(store) == 0
    assert sink.keys[1:] == [letter(n).key for n in (1, 2, 3)]
    (told,) = outbox.claim(store, "slack", clock.now)
    assert "An alert could not be delivered through json" in render(told.message.headline, "en")
    assert courier.well


def test_what_fails_for_a_while_amid_letters_sent_singly_is_tried_again_with_those_behind_it(
    store, courier, sink, clock
):
    put(store, *(letter(n) for n in range(1, 5)))
    sink.answers.extend([400, 200, 400, 503])
    courier.round()
    assert [dead.episode for dead in outbox.dead(store)] == [2]
    assert waiting(store) == 2
    assert not courier.round()
    clock.now += 15
    assert courier.round()
    assert sink.keys[-1] == ",".join(letter(n).key for n in (3, 4))
    assert waiting(store) == 0


def test_letters_sent_singly_stay_taken_however_long_all_of_them_take(store, courier, sink, clock):
    put(store, *(letter(n) for n in range(1, 5)))
    taken_by_others = []

    def slow():
        clock.now += round(courier.lease_seconds) - 1
        taken_by_others.extend(outbox.claim(store, "json", clock.now))
        return 400

    sink.decide = slow
    courier.round()
    assert taken_by_others == []
    assert len(outbox.dead(store)) == 4


def test_the_eighth_try_is_the_last(store, courier, sink, clock):
    put(store, letter())
    sink.decide = lambda: 503
    for _ in range(20):
        courier.round()
        clock.now += 2 * 3600
    assert len(sink.bodies) == MOST_TRIES
    assert [dead.tries for dead in outbox.dead(store)] == [MOST_TRIES]
    assert waiting(store, "slack") == 1


def test_a_letter_about_dead_letters_that_dies_is_not_told_of_in_turn(store, courier, sink):
    put(store, letter(kind=outbox.DEAD_LETTER))
    sink.answers.append(410)
    courier.round()
    assert waiting(store, "slack") == 0


def test_whoever_dies_between_sending_and_noting_it_leaves_the_letter_to_be_sent_again_under_the_same_key(
    store, courier, sink, clock, monkeypatch
):
    put(store, letter())
    monkeypatch.setattr(outbox, "delivered", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        courier.round()
    monkeypatch.undo()
    assert not courier.round()
    clock.now += 3600
    assert courier.round()
    assert len(sink.keys) == 2
    assert len(set(sink.keys)) == 1
    assert waiting(store) == 0


def test_a_lease_outlasts_the_longest_sending(store, courier, sink, clock, monkeypatch):
    """Else another process would send it while the first still waits for an answer."""
    put(store, letter())
    claimed = outbox.claim(store, "json", clock.now, round(courier.lease_seconds))
    assert claimed
    clock.now += round(courier.patience)
    assert not courier.round()


def test_a_letter_that_cannot_be_written_ends_neither_the_channel_nor_unheard(store, courier, sink, clock, monkeypatch):
    put(store, letter())
    monkeypatch.setattr("collector.notify.courier.write", lambda *_: 1 / 0)
    for _ in range(MOST_TRIES):
        courier.round()
        clock.now += 2 * 3600
    assert len(outbox.dead(store)) == 1
    assert waiting(store, "slack") == 1


def test_what_waits_for_a_channel_that_is_gone_is_told_on_those_that_are_there(store):
    put(store, letter(1, "slack"), letter(2, "slack"), letter(3, "json"))
    (first, _) = outbox.claim(store, "slack", AT)
    outbox.failed(store, [first.id], AT, letter().message.headline, AT + 3000)
    close(store, ["json"], AT + 100)
    assert outbox.counts(store) == {"slack": outbox.Counts(dead=2), "json": outbox.Counts(waiting=2)}
    told = [found for found in outbox.claim(store, "json", AT + 100) if found.kind == outbox.DEAD_LETTER]
    assert [render(figure, "en") for figure in told[0].message.figures] == ["slack is no longer in ALERT_URLS."]


def test_while_there_is_no_channel_at_all_letters_wait(store):
    put(store, letter())
    close(store, [], AT)
    assert waiting(store) == 1
