"""The served account: its control routes, its command, its manners."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from simulator import serve
from tests.simulator.asking import NOW, REGION, SESSION

ROOT = Path(__file__).parents[2]
T = int(NOW.timestamp())


def control(url, route, body=None, method=None):
    data = None if body is None else json.dumps(body).encode()
    request = Request(f"{url}/simulator/{route}", data, {"Content-Type": "application/json"}, method=method)
    with urlopen(request, timeout=5) as answer:
        return json.load(answer)


def account(url):
    return SESSION.client("sesv2", region_name=REGION, endpoint_url=url).get_account()


@pytest.fixture
def server(make):
    with serve(make()) as served:
        yield served


def test_it_listens_on_loopback_only(server):
    assert server.url.startswith("http://127.0.0.1:")


def test_two_worlds_are_served_side_by_side_and_do_not_mix(make):
    with serve(make("paused")) as one, serve(make("sandbox")) as other:
        assert account(one.url)["EnforcementStatus"] == "SHUTDOWN"
        assert account(other.url)["SendQuota"]["Max24HourSend"] == 200


def test_other_processes_read_and_clear_the_calls(server):
    account(server.url)
    (call,) = control(server.url, "calls")
    assert call["action"] == "ses:GetAccount"
    control(server.url, "calls", method="DELETE")
    assert control(server.url, "calls") == []


def test_other_processes_arm_and_clear_faults(server):
    control(server.url, "faults", {"kind": "denied", "spare": ["sts"]})
    assert control(server.url, "faults")[0]["kind"] == "denied"
    with pytest.raises(Exception, match="AccessDenied"):
        account(server.url)
    control(server.url, "faults", method="DELETE")
    account(server.url)


def test_other_processes_move_the_clock(server):
    assert control(server.url, "clock", {"advance_seconds": 3600})["at"] == (NOW + timedelta(hours=1)).isoformat()
    assert control(server.url, "clock", {"at": NOW.isoformat()})["at"] == NOW.isoformat()
    assert control(server.url, "clock")["at"] == NOW.isoformat()


def test_other_processes_read_the_truth(server):
    bins = control(server.url, f"truth/bins?region={REGION}&since={T - 86400}&until={T}")
    assert [b["attempts"] for b in bins] == [q.attempts for q in server.world.truth.bins(REGION, T - 86400, T)]
    sent = control(server.url, f"truth/metric?region={REGION}&name=Send&since={T - 7200}&until={T}&period=3600")
    assert sent == {
        str(at): value for at, value in server.world.truth.metric(REGION, "Send", T - 7200, T, 3600).items()
    }
    assert control(server.url, f"truth/account?region={REGION}")["bounce_rate"] > 0


def test_other_processes_shift_the_alignment(server):
    before = server.world.region(REGION).alignment(T)
    control(server.url, "alignment", {"region": REGION, "at": NOW.isoformat(), "by_seconds": 60})
    assert server.world.region(REGION).alignment(T) == (before + 60) % 900


@pytest.mark.parametrize(
    ("route", "body", "status"),
    [
        ("nowhere", None, 404),
        ("faults", {"kind": "flood"}, 400),
        ("clock", {"at": "2026-11-24"}, 400),
        ("truth/bins", None, 400),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(server, route, body, status):
    with pytest.raises(HTTPError) as refused:
        control(server.url, route, body)
    assert refused.value.code == status
    assert json.load(refused.value)["error"]


def start(*arguments):
    environment = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")} | {"LANGUAGE": "en"}
    return subprocess.Popen(
        [sys.executable, "-m", "simulator", *arguments],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_the_command_prints_shell_lines_and_stops_quietly(stop):
    with start("--port", "0", "--scenario", "sandbox", "--at", "2026-11-24T12:00:00+09:00") as process:
        lines = [process.stdout.readline() for _ in range(7)]
        exported = dict(re.findall(r"^export (\w+)=(\S+)$", "".join(lines), re.MULTILINE))
        keys = {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SES_REGION_NAME"}
        assert set(exported) == {"APP_IAM_USER", "AWS_ENDPOINT_URL", "DNS_NAMESERVERS", *keys}
        assert account(exported["AWS_ENDPOINT_URL"])["ProductionAccessEnabled"] is False
        assert control(exported["AWS_ENDPOINT_URL"], "clock")["at"].startswith("2026-11-24T03:0")
        process.send_signal(stop)
        _, errors = process.communicate(timeout=10)
        assert (process.returncode, errors) == (0, "")


def test_a_port_in_use_gets_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        with start("--port", port) as process:
            printed, errors = process.communicate(timeout=10)
    assert process.returncode == 2
    assert printed == ""
    assert port in errors
    assert len(errors.splitlines()) == 1


def test_a_time_without_its_zone_gets_one_sentence():
    with start("--at", "2026-11-24T12:00:00") as process:
        _, errors = process.communicate(timeout=10)
    assert process.returncode == 2
    assert "2026-11-24T12:00:00" in errors
    assert len(errors.splitlines()) == 1
