"""dashboard.py ends with a sentence where it would be open, whoever starts it and however."""

import http.client
import os
import re
import socket
import subprocess
import sys
import time

import pytest

import run
from processes import ROOT

STREAMLIT = (sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py"))


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


def started(*options, folder=ROOT, **settings):
    """What `streamlit run dashboard.py` says and how it ends; a dashboard that stays up ends by the clock."""
    environment = {name: value for name, value in os.environ.items() if name != "DELIVERABILITY_DEMO"} | settings
    try:
        done = subprocess.run(
            [*STREAMLIT, "--server.port", free_port(), *options],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        pytest.fail(f"it stayed up: {error.stdout}")
    return done


def own_address() -> str:
    """This machine's address in its network, where it has one; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "0.0.0.0"
        return probe.getsockname()[0]


@pytest.mark.parametrize("address", ["0.0.0.0", "::", own_address()])
def test_an_address_that_others_can_reach_is_refused(address):
    done = started("--server.address", address)
    assert done.returncode == 2
    assert f"would listen on {address}" in done.stderr
    assert all(way in done.stderr for way in ("127.0.0.1", "docs/login.md", "ALLOW_PUBLIC=1"))
    assert "Traceback" not in done.stderr


def test_nobody_outside_is_asked_what_this_machine_is_called():
    done = started("--server.address", "0.0.0.0")
    assert "http://localhost:" in done.stdout
    assert "external" not in (done.stdout + done.stderr).lower()


def test_the_demo_is_refused_even_with_a_word():
    done = started("--server.address", "0.0.0.0", DELIVERABILITY_DEMO="1", ALLOW_PUBLIC="1")
    assert (done.returncode, "The demo would listen on 0.0.0.0" in done.stderr) == (2, True)


def test_half_a_login_is_refused(tmp_path):
    (tmp_path / "login.toml").write_text('[auth]\nclient_id = "x"\n', encoding="utf-8")
    done = started(LOGIN_FILE=str(tmp_path / "login.toml"), LOGIN_ALLOW="ann@example.com")
    assert done.returncode == 2
    missing = re.findall(r"section \[auth\]: (\w+) is missing", done.stderr)
    assert missing == ["redirect_uri", "cookie_secret", "client_secret", "server_metadata_url"]


def test_who_may_log_in_without_a_login_is_refused():
    done = started(LOGIN_ALLOW="ann@example.com")
    assert (done.returncode, "no login is configured" in done.stderr) == (2, True)


@pytest.mark.parametrize("mode", ["run", "demo"])
@pytest.mark.parametrize("address", ["0.0.0.0", "::"])
def test_the_launcher_refuses_before_it_starts_anything(monkeypatch, capsys, tmp_path, mode, address):
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "_run", lambda *_: pytest.fail("something was started"))
    monkeypatch.setenv("DASHBOARD_ADDRESS", address)
    assert run.main([mode]) == 2
    assert f"would listen on {address}" in capsys.readouterr().err


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "0.0.0.0"])
def test_the_launcher_passes_the_address_on(monkeypatch, tmp_path, address):
    found = []
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "_run", lambda processes, _: found.extend(processes) or 0)
    monkeypatch.setattr(run, "_is_free", lambda _: True)
    monkeypatch.setenv("DASHBOARD_ADDRESS", address)
    monkeypatch.setenv("ALLOW_PUBLIC", "1")
    assert run.main(["run"]) == 0
    arguments = found[-1].arguments
    assert arguments[arguments.index("--server.address") + 1] == address
    assert run._in_url(address) in {"127.0.0.1", "[::1]", "0.0.0.0"}


def test_a_server_of_another_kind_that_is_bound_wide_answers_this_machine_only():
    """`uvicorn dashboard:app --host 0.0.0.0` binds without asking Streamlit's options."""
    port, address = free_port(), own_address()
    if address == "0.0.0.0":
        pytest.skip("this machine has no address but loopback")
    command = [sys.executable, "-m", "uvicorn", "dashboard:app", "--host", "0.0.0.0", "--port", port]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            assert [status("127.0.0.1", port), status(address, port)] == [200, 403]
        finally:
            server.terminate()


def status(address: str, port: str) -> int:
    """The answer to a request that claims to be meant for this machine."""
    for _ in range(300):
        try:
            asked = http.client.HTTPConnection(address, int(port), timeout=5)
            asked.request("GET", "/", headers={"Host": "127.0.0.1"})
            return asked.getresponse().status
        except OSError:
            time.sleep(0.1)
    raise TimeoutError
