import pytest

from collector.aws.configuration_sets import collect
from collector.aws.errors import Malformed, NotFound
from store import snapshots

SET = {"SendingOptions": {"SendingEnabled": True}, "ReputationOptions": {"ReputationMetricsEnabled": True}}
TOPIC = {
    "Name": "queue",
    "Enabled": True,
    "MatchingEventTypes": ["SEND", "BOUNCE"],
    "SnsDestination": {"TopicArn": "arn:x"},
}
BUS = {"Name": "bus", "Enabled": False, "MatchingEventTypes": [], "EventBridgeDestination": {"EventBusArn": "arn:y"}}


def known(visit, kind="configuration-set"):
    return {name: dict(found.body) for name, found in snapshots.latest(visit.store, visit.scope, kind).items()}


def sets(*names):
    return {"ConfigurationSets": list(names)}


def to(*destinations):
    return {"EventDestinations": list(destinations)}


@pytest.mark.parametrize("scenario", ["healthy"])
def test_sets_and_their_destinations_are_kept(visit):
    one = visit(full=True)
    collect.collect(one)
    assert not any(one.parts)
    assert {name: body["reputation_metrics"] for name, body in known(one).items()} == {
        "transactional": True,
        "newsletter": True,
        "internal": False,
    }
    destinations = known(one, "event-destination")
    assert set(destinations) == {
        "transactional/events-to-sqs",
        "transactional/metrics",
        "newsletter/events-to-sqs",
        "newsletter/default-bus",
    }
    assert destinations["transactional/events-to-sqs"]["event_types"] == sorted(
        ("SEND", "DELIVERY", "BOUNCE", "COMPLAINT", "REJECT", "DELIVERY_DELAY")
    )
    assert destinations["transactional/metrics"]["cloudwatch_dimensions"] == ["ses:configuration-set"]


@pytest.mark.parametrize("scenario", ["healthy"])
def test_asking_again_changes_nothing(visit):
    for _ in range(2):
        one = visit(full=True)
        collect.collect(one)
    assert len(snapshots.history(one.store, one.scope, 0, 2**40)) == 7


def test_a_set_that_is_gone_takes_its_destinations_with_it(answering):
    one = answering(
        ListConfigurationSets=[sets("a", "b")],
        GetConfigurationSet=[SET],
        GetConfigurationSetEventDestinations=[to(TOPIC)],
    )
    collect.collect(one)
    later = answering(
        ListConfigurationSets=[sets("a")],
        GetConfigurationSet=[lambda p: SET if p["ConfigurationSetName"] == "a" else _raise(NotFound("x", "r"))],
        GetConfigurationSetEventDestinations=[to(TOPIC)],
    )
    collect.collect(later)
    assert set(known(later)) == {"a"}
    assert set(known(later, "event-destination")) == {"a/queue"}


def _raise(error):
    raise error


def test_a_destination_is_gone_when_two_answers_in_a_row_leave_it_out(answering):
    one = answering(
        ListConfigurationSets=[sets("a")],
        GetConfigurationSet=[SET],
        GetConfigurationSetEventDestinations=[to(TOPIC, BUS), to(TOPIC), to(TOPIC, BUS), to(TOPIC)],
    )
    collect.collect(one)
    collect.collect(one)
    assert set(known(one, "event-destination")) == {"a/queue", "a/bus"}, "the second answer named it again"
    collect.collect(one)
    assert set(known(one, "event-destination")) == {"a/queue"}


def test_an_absent_list_of_destinations_is_not_an_empty_one_once_some_are_remembered(answering):
    one = answering(
        ListConfigurationSets=[sets("a")],
        GetConfigurationSet=[SET],
        GetConfigurationSetEventDestinations=[to(TOPIC), {}],
    )
    collect.collect(one)
    collect.collect(one)
    assert set(known(one, "event-destination")) == {"a/queue"}
    assert isinstance(one.parts[-1], Malformed)


def test_a_set_removed_while_it_is_read_is_no_trouble(answering):
    one = answering(
        ListConfigurationSets=[sets("a", "b")],
        GetConfigurationSet=[NotFound("GetConfigurationSet", "us-east-1")],
        GetConfigurationSetEventDestinations=[to()],
    )
    collect.collect(one)
    assert not any(one.parts)
    assert known(one) == {}
