"""A channel that works again tells what it could not of alerts that still fire: once, and of nothing else."""

import pytest

from collector.notify.channel import Channel, Form
from collector.notify.courier import Courier, Manner
from collector.notify.desk import Desk
from collector.notify.revival import adopt
from deliverability.alerting import AlertState, Status
from deliverability.model import text
from deliverability.rules.rule import Finding, Severity
from store import alerts, channels, outbox, requests, silences
from tests.collector.letters import AT, SCOPE, letter, line
from tests.collector.sinks import hook

RULE = "aws-bounce-rate"


@pytest.fixture
def sink():
    with hook() as found:
        yield found


@pytest.fixture
def courier(store, sink) -> Courier:
    return Courier(store, line(sink.url), [], Manner("en"), lambda: AT + 60, patience=10)


def stands(store, status=Status.FIRING, episode=1, ended=None):
    finding = Finding("", AT, 1, Severity.CRITICAL, value=0.06, threshold=0.05)
    state = AlertState(status, episode, AT, AT, began=AT - 7200, ended=ended, finding=finding)
    alerts.keep(store, SCOPE, RULE, "", state, Status.FIRING if ended else Status.PENDING, AT)


def died(store, *letters):
    outbox.add(store, letters)
    taken = outbox.claim(store, "json", AT)
    outbox.failed(store, [each.id for each in taken], AT, text("refused"), None)


def delivers(store, courier, n=90):
    """Something else gets through, and then what that brings with it."""
    outbox.add(store, [letter(n, rule="quota", kind="digest")])
    while courier.round():
        pass


def told(sink):
    return [key for keys in sink.keys for key in keys.split(",") if f"{RULE}|" in key and key.endswith("#again")]


def test_a_firing_letter_that_died_is_told_once_when_the_channel_delivers_again(store, sink, courier):
    stands(store)
    died(store, letter(1))
    delivers(store, courier)
    assert told(sink) == [f"{letter(1).key}#again"]
    delivers(store, courier, 91)
    assert len(told(sink)) == 1


def test_a_test_that_succeeds_revives_too_and_is_something_the_channel_took(store, sink, courier):
    stands(store)
    died(store, letter(1))
    requests.ask(store, requests.TEST, {"channel": "*"}, AT + 50)
    assert Desk(store, [courier], lambda: AT + 60).round()
    assert channels.last_took(store) == {"json": AT + 60}
    assert courier.round()
    assert told(sink) == [f"{letter(1).key}#again"]


def test_a_test_that_fails_revives_nothing(store, sink, courier):
    stands(store)
    died(store, letter(1))
    sink.answers.append(404)
    requests.ask(store, requests.TEST, {"channel": "*"}, AT + 50)
    assert Desk(store, [courier], lambda: AT + 60).round()
    assert channels.last_took(store) == {}
    assert not courier.round()


def test_what_is_over_meanwhile_is_not_told_again(store, sink, courier):
    stands(store)
    died(store, letter(1))
    stands(store, Status.OK, ended=AT + 10)
    delivers(store, courier)
    assert told(sink) == []


def test_what_is_silenced_meanwhile_waits_for_the_end_of_the_silence(store, sink, courier):
    stands(store)
    died(store, letter(1))
    number = silences.add(store, RULE, SCOPE, "", AT + 9999, AT, "known")
    delivers(store, courier)
    assert told(sink) == []
    silences.end(store, number, AT + 20)
    delivers(store, courier, 91)
    assert len(told(sink)) == 1


def test_of_an_alert_told_later_all_the_same_nothing_is_told_again(store, sink, courier):
    stands(store)
    died(store, letter(1))
    outbox.add(store, [letter(1, key="worse", kind="escalated")])
    delivers(store, courier)
    assert told(sink) == []


def test_of_two_letters_of_an_alert_only_the_last_is_told_again(store, sink, courier):
    stands(store)
    died(
        store, letter(1), letter(1, key=f"{RULE}|worse", kind="escalated"), letter(1, key=f"{RULE}|r", kind="reminder")
    )
    delivers(store, courier)
    assert told(sink) == [f"{RULE}|worse#again"]


def test_a_letter_that_dies_a_second_time_is_left_dead(store, sink, courier):
    stands(store)
    died(store, letter(1))
    sink.answers.extend([200, 400])
    for n in (90, 91, 92):
        delivers(store, courier, n)
    assert len(told(sink)) == 1
    assert len(outbox.dead(store)) == 2


def channel(name, severity=Severity.INFO):
    return Channel(name, "json", Form.PLAIN, severity)


def adopted(store):
    return sorted(each.key for name in ("new", "other") for each in outbox.claim(store, name, AT + 60))


def test_what_went_to_nobody_is_told_through_the_channels_there_are_now_and_once_through_each(store):
    stands(store)
    died(store, letter(1))
    assert adopt(store, [channel("new"), channel("other")], AT + 60) == 2
    assert adopt(store, [channel("new"), channel("other")], AT + 60) == 0, "it is on its way"
    assert adopted(store) == [letter(1, name).key for name in ("new", "other")]
    both = [letter.id for letter in outbox.claim(store, "new", AT + 600) + outbox.claim(store, "other", AT + 600)]
    outbox.failed(store, both, AT + 601, text("refused"), None)
    assert adopt(store, [channel("new"), channel("other"), channel("json")], AT + 700) == 0, "each was written to"


def test_a_letter_that_was_given_up_again_is_adopted_by_its_own_key(store):
    stands(store)
    died(store, letter(1), letter(1, key=f"{letter(1).key}#again"))
    assert adopt(store, [channel("new")], AT + 60) == 1
    assert adopted(store) == [letter(1, "new").key]


def test_only_what_goes_on_is_not_silenced_and_grave_enough_is_adopted(store):
    stands(store)
    died(store, letter(1, severity=Severity.WARN))
    assert adopt(store, [channel("new", Severity.CRITICAL)], AT + 60) == 0
    silences.add(store, RULE, SCOPE, "", AT + 9999, AT, "known")
    assert adopt(store, [channel("new")], AT + 60) == 0


def test_what_is_over_or_reached_somebody_is_not_adopted(store):
    stands(store)
    died(store, letter(1))
    outbox.add(store, [letter(1, "mail")])
    outbox.delivered(store, [each.id for each in outbox.claim(store, "mail", AT)], AT)
    assert adopt(store, [channel("new")], AT + 60) == 0
    stands(store, Status.OK, ended=AT + 30)
    died(store, letter(1, key="last"))
    assert adopt(store, [channel("new")], AT + 60) == 0


def test_what_several_asked_for_while_nobody_answered_is_sent_once(store, sink, courier):
    asked = [requests.ask(store, requests.TEST, {"channel": "*"}, AT + n) for n in (40, 50)]
    assert Desk(store, [courier], lambda: AT + 60).round()
    first, second = (requests.get(store, number).answer for number in asked)
    assert first == second
    assert len(sink.keys) == 1
