"""Mail handed to the simulated account: taken, or refused in SES's own words."""

import pytest
from botocore.exceptions import ClientError

from simulator import Kind
from tests.simulator.asking import REGION

FROM = "noreply@example.com"


@pytest.fixture
def world(request, make):
    return make(getattr(request, "param", "healthy"))


@pytest.fixture
def sent(visit, world):
    ses = visit(world)("sesv2")

    def send(recipient, sender=FROM, **more):
        content = {"Simple": {"Subject": {"Data": "Hi"}, "Body": {"Text": {"Data": "Hello"}}}}
        return ses.send_email(
            FromEmailAddress=sender, Destination={"ToAddresses": [recipient]}, Content=content, **more
        )

    return send


@pytest.fixture
def refused(sent):
    def error(*args, **more):
        with pytest.raises(ClientError) as met:
            sent(*args, **more)
        return met.value.response["Error"]

    return error


def test_a_mail_is_taken_with_an_id_of_its_own_and_remembered(sent, world):
    ids = {sent("kim@shop.example", ConfigurationSetName="transactional")["MessageId"] for _ in range(2)}
    assert len(ids) == 2
    (first, _) = world.region(REGION).sent
    assert (first.sender, first.recipients, first.subject) == (FROM, ("kim@shop.example",), "Hi")
    assert first.configuration_set == "transactional"


def test_a_display_name_does_not_hide_the_sender(sent):
    assert sent("kim@shop.example", f"Shop <{FROM}>")


def test_a_sender_that_is_not_verified_is_refused_by_name(refused):
    error = refused("kim@shop.example", "noreply@other.example")
    assert error["Code"] == "MessageRejected"
    assert error["Message"].endswith("in region AP-NORTHEAST-2: noreply@other.example")


def test_a_configuration_set_that_is_not_there_is_not_found(refused):
    assert refused("kim@shop.example", ConfigurationSetName="nothing")["Code"] == "NotFoundException"


@pytest.mark.parametrize("world", ["sandbox"], indirect=True)
def test_the_sandbox_takes_mail_to_verified_recipients_and_the_simulator_alone(refused, sent):
    assert "kim@shop.example" in refused("kim@shop.example")["Message"]
    assert sent("success@simulator.amazonses.com")
    assert sent("kim@example.com")


@pytest.mark.parametrize("world", ["paused"], indirect=True)
def test_an_account_that_is_paused_takes_none(refused):
    assert refused("kim@shop.example")["Code"] == "SendingPausedException"


def test_it_can_be_throttled(refused, world):
    world.faults.add(Kind.THROTTLED, operation="SendEmail")
    assert refused("kim@shop.example")["Code"] == "TooManyRequestsException"
