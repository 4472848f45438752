"""Faults by operation, in-process and over a socket, and the record of calls."""

import time

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError
from botocore.parsers import ResponseParserError

from simulator import Kind
from tests.simulator.asking import NOW


def code(refused):
    return refused.value.response["Error"]["Code"], refused.value.response["ResponseMetadata"]["HTTPStatusCode"]


def ask(client, service):
    match service:
        case "ses":
            return client("ses").get_send_statistics()
        case "sesv2":
            return client("sesv2").get_account()
        case "sts":
            return client("sts").get_caller_identity()
    return client("cloudwatch").get_metric_statistics(
        Namespace="AWS/SES",
        MetricName="Send",
        StartTime=NOW.replace(hour=0),
        EndTime=NOW,
        Period=900,
        Statistics=["Sum"],
    )


@pytest.mark.parametrize(
    ("kind", "service", "expected"),
    [
        ("throttled", "ses", ("Throttling", 400)),
        ("throttled", "sesv2", ("TooManyRequestsException", 429)),
        ("throttled", "cloudwatch", ("Throttling", 400)),
        ("denied", "ses", ("AccessDenied", 403)),
        ("denied", "sesv2", ("AccessDeniedException", 403)),
        ("denied", "cloudwatch", ("AccessDenied", 403)),
        ("internal", "ses", ("InternalFailure", 500)),
        ("internal", "sesv2", ("InternalServiceErrorException", 500)),
        ("internal", "cloudwatch", ("InternalServiceError", 500)),
        ("bad-key", "sts", ("InvalidClientTokenId", 403)),
        ("bad-key", "sesv2", ("UnrecognizedClientException", 403)),
        ("expired", "ses", ("ExpiredToken", 403)),
    ],
)
def test_errors_come_in_the_words_of_their_service(make, visit, kind, service, expected):
    world = make()
    client = visit(world)
    world.faults.add(kind, service=service)
    with pytest.raises(ClientError) as refused:
        ask(client, service)
    assert code(refused) == expected
    world.faults.clear()
    ask(client, service)


@pytest.mark.parametrize(
    ("service", "action"), [("sesv2", "ses:GetAccount"), ("cloudwatch", "cloudwatch:GetMetricStatistics")]
)
def test_a_denied_call_names_user_and_action(make, visit, service, action):
    world = make()
    world.faults.add(Kind.DENIED)
    with pytest.raises(ClientError) as refused:
        ask(visit(world), service)
    message = refused.value.response["Error"]["Message"]
    assert message.startswith(
        f"User: arn:aws:iam::123456789012:user/ses-monitor is not authorized to perform: {action} on"
    )


def test_everything_but_sts_can_be_denied(make, visit):
    world = make()
    client = visit(world)
    world.faults.add(Kind.DENIED, spare=("sts",))
    assert ask(client, "sts")["Account"] == "123456789012"
    for service in ("ses", "sesv2", "cloudwatch"):
        with pytest.raises(ClientError):
            ask(client, service)


def test_every_second_call_is_throttled_and_a_retry_succeeds(make, visit):
    world = make()
    client = visit(world)
    world.faults.add(Kind.THROTTLED, every=2)
    ask(client, "sesv2")
    with pytest.raises(ClientError):
        ask(client, "sesv2")
    ask(client, "sesv2")
    patient = client("sesv2", attempts=3)
    patient.get_account()
    outcomes = [call.outcome for call in world.calls]
    assert outcomes == ["ok", "throttled", "ok", "throttled", "ok"]


def test_a_fault_can_be_limited_to_operation_region_and_times(make, visit):
    world = make()
    client = visit(world)
    world.faults.add(Kind.INTERNAL, operation="GetAcc*", region="eu-west-1", times=1)
    ask(client, "sesv2")
    client("sesv2", "eu-west-1").list_configuration_sets()
    with pytest.raises(ClientError):
        client("sesv2", "eu-west-1").get_account()
    client("sesv2", "eu-west-1").get_account()


@pytest.mark.parametrize("service", ["ses", "sesv2", "cloudwatch"])
def test_a_cut_connection_is_seen_as_one(make, visit, service):
    world = make()
    client = visit(world)
    world.faults.add(Kind.CUT, service=service)
    with pytest.raises(ConnectionClosedError):
        ask(client, service)
    world.faults.clear()
    ask(client, service)


def test_a_call_that_hangs_times_out(make, visit):
    world = make()
    client = visit(world)
    world.faults.add(Kind.TIMEOUT, seconds=4, times=1)
    with pytest.raises(ReadTimeoutError):
        ask(client, "sesv2")
    ask(client, "sesv2")


def test_added_latency_is_felt(make, visit):
    world = make()
    client = visit(world)
    ask(client, "sesv2")
    world.faults.add(Kind.SLOW, seconds=0.3)
    started = time.monotonic()
    ask(client, "sesv2")
    assert time.monotonic() - started >= 0.3


@pytest.mark.parametrize("service", ["ses", "sesv2", "cloudwatch", "sts"])
def test_a_malformed_body_does_not_parse(make, visit, service):
    """botocore raises for XML only; from JSON that does not parse it makes an answer without any member."""
    world = make()
    client = visit(world)
    world.faults.add(Kind.MALFORMED)
    if service in {"ses", "sts"}:
        with pytest.raises(ResponseParserError):
            ask(client, service)
    else:
        assert set(ask(client, service)) == {"ResponseMetadata"}


def test_partial_answers_hold_the_first_half(make, visit):
    world = make()
    client = visit(world)
    whole = ask(client, "ses")["SendDataPoints"]
    world.faults.add(Kind.PARTIAL)
    assert ask(client, "ses")["SendDataPoints"] == whole[: len(whole) // 2]
    assert "EnforcementStatus" in ask(client, "sesv2")
    assert "SendQuota" not in ask(client, "sesv2")


def test_partial_metric_data_says_so(make, visit):
    world = make()
    client = visit(world)
    world.faults.add(Kind.PARTIAL)
    metric = {"Namespace": "AWS/SES", "MetricName": "Send"}
    query = {"Id": "s", "MetricStat": {"Metric": metric, "Period": 900, "Stat": "Sum"}}
    found = client("cloudwatch").get_metric_data(MetricDataQueries=[query], StartTime=NOW.replace(hour=0), EndTime=NOW)
    assert found["MetricDataResults"][0]["StatusCode"] == "PartialData"


def test_every_call_is_recorded_with_its_parameters(make, visit):
    world = make()
    client = visit(world)
    for service in ("sts", "sesv2", "ses", "cloudwatch"):
        ask(client, service)
    assert [call.action for call in world.calls] == [
        "sts:GetCallerIdentity",
        "ses:GetAccount",
        "ses:GetSendStatistics",
        "cloudwatch:GetMetricStatistics",
    ]
    (call,) = world.calls.of("GetMetricStatistics")
    assert call.params["MetricName"] == "Send"
    assert call.region == "ap-northeast-2"
    assert call.at == int(NOW.timestamp())


def test_services_left_to_moto_are_recorded_too(make, visit):
    world = make()
    client = visit(world)
    client("sqs").create_queue(QueueName="events")
    assert [call.action for call in world.calls] == ["sqs:CreateQueue"]
