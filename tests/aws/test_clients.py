import threading
import time
from contextlib import suppress
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from collector.aws import errors
from collector.aws.clients import Access, Connection, Pace


@pytest.fixture
def answering_raw():
    """A server that answers every request with the status and body put into it."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers.get("content-length") or 0))
            self.send_response_only(self.server.status)
            if self.server.date is not None:
                self.send_header("date", self.server.date)
            self.send_header("content-length", str(len(self.server.body)))
            self.end_headers()
            self.wfile.write(self.server.body)

        do_GET = do_POST  # noqa: N815 - the name http.server calls

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.date = None
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        yield server
        server.shutdown()


QUESTIONS = [
    ("sesv2", "GetAccount", {}),
    ("ses", "GetSendStatistics", {}),
    ("sts", "GetCallerIdentity", {}),
    (
        "cloudwatch",
        "GetMetricStatistics",
        {
            "Namespace": "AWS/SES",
            "MetricName": "Send",
            "StartTime": 0,
            "EndTime": 1,
            "Period": 60,
            "Statistics": ["Sum"],
        },
    ),
]
BODIES = [b"", b"{", b"null", b"[1]", b"<html>busy</html>", b"\xff\xfe\x00", b'{"SendQuota": 3}', b'{"SendingEnabled"']


@pytest.mark.parametrize("status", [200, 403, 502])
@pytest.mark.parametrize(("service", "operation", "params"), QUESTIONS, ids=lambda v: v if isinstance(v, str) else "")
def test_no_answer_whatever_its_bytes_raises_anything_but_our_errors(
    answering_raw, monkeypatch, status, service, operation, params
):
    monkeypatch.setattr("collector.aws.clients.CONFIG.retries", {"mode": "standard", "total_max_attempts": 1})
    url = f"http://127.0.0.1:{answering_raw.server_port}"
    aws = Connection(Access("testing", "testing", endpoint_url=url)).region("us-east-1")
    answering_raw.status = status
    for body in BODIES:
        answering_raw.body = body
        try:
            answer = aws.call(service, operation, **params)
        except errors.AwsError:
            continue
        assert status == 200
        assert service == "cloudwatch"
        assert "Datapoints" not in answer, "what is no answer must not look like one without points"


def test_a_broken_body_of_a_good_answer_is_no_empty_answer(aws, world):
    world.faults.add("malformed", operation="ListEmailIdentities")
    with pytest.raises(errors.Malformed):
        aws.call("sesv2", "ListEmailIdentities")


def test_retries_are_counted_since_each_is_a_call(aws, world):
    world.faults.add("throttled", operation="GetAccount", times=2)
    aws.call("sesv2", "GetAccount")
    assert aws.calls == 3


def test_a_cut_connection_and_a_time_out_are_unavailable(aws, world):
    world.faults.add("cut", operation="GetAccount")
    world.faults.add("timeout", operation="GetSendStatistics")
    for service, operation in [("sesv2", "GetAccount"), ("ses", "GetSendStatistics")]:
        with pytest.raises(errors.Unavailable):
            aws.call(service, operation)


def test_ses_is_asked_once_a_second_and_cloudwatch_as_often_as_wanted():
    moments, slept = iter([0.0, 0.0, 0.0, 0.25, 1.0]), []
    pace = Pace(1.0, clock=lambda: next(moments), sleep=slept.append)
    pace.wait()
    pace.wait()
    assert slept == [0.75]


def test_only_an_endpoint_on_this_machine_is_asked_without_a_pause():
    assert Access(endpoint_url="http://127.0.0.1:5000").pace_seconds == 0
    assert Access(endpoint_url="http://localhost:5000").pace_seconds == 0
    assert Access().pace_seconds == 1
    assert Access(endpoint_url="https://email.us-east-1.amazonaws.com").pace_seconds == 1


def test_without_credentials_the_sentence_says_what_to_set():
    with pytest.raises(errors.NoCredentials):
        Connection(Access())


def test_a_profile_that_does_not_exist_is_named_as_the_trouble():
    with pytest.raises(errors.BadCredentials) as raised:
        Connection(Access(profile="nobody"))
    assert "AWS_PROFILE" in raised.value.message.msgid


def test_a_profile_whose_role_cannot_be_assumed_gets_a_sentence(tmp_path, monkeypatch):
    """Boto3 assumes the role only when its key is asked for, so the trouble comes late."""
    config = tmp_path / "config"
    config.write_text(
        "[profile watcher]\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = base\n"
        "sts_regional_endpoints = regional\nregion = us-east-1\nendpoint_url = http://127.0.0.1:9\n"
        "[profile base]\naws_access_key_id = testing\naws_secret_access_key = testing\nregion = us-east-1\n"
        "endpoint_url = http://127.0.0.1:9\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("AWS_CONFIG_FILE", str(config))
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(errors.AwsError):
        Connection(Access(profile="watcher"))


def test_secrets_are_in_no_representation():
    assert "hush" not in repr(Access("id", "hush", "hush"))


@pytest.mark.parametrize("status", [200, 403])
@pytest.mark.parametrize("ahead", [400, -400])
def test_how_far_our_clock_is_off_is_seen_from_any_answer_that_tells_the_time(answering_raw, status, ahead):
    aws = Connection(Access("testing", "testing", endpoint_url=f"http://127.0.0.1:{answering_raw.server_port}")).region(
        "us-east-1"
    )
    assert aws.clock_skew_seconds is None
    answering_raw.status, answering_raw.body = status, b"{}"
    for date in (None, "half past nine"):
        answering_raw.date = date
        with suppress(errors.AwsError):
            aws.call("sesv2", "GetAccount")
        assert aws.clock_skew_seconds is None
    answering_raw.date = formatdate(time.time() - ahead, usegmt=True)
    with suppress(errors.AwsError):
        aws.call("sesv2", "GetAccount")
    assert aws.clock_skew_seconds == pytest.approx(ahead, abs=5)
