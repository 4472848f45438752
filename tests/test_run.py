"""The processes of the product live and die together, and only the collector gets the keys."""

import signal
import socket
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import run
from processes import ROOT
from settings.dashboard import DashboardSettings
from store.engines.lock import held

CANARY = "canary-secret"
STAND_IN = """
    import signal, sys, time
    signal.signal(signal.SIGTERM, lambda *_: ({on_term}))
    sys.stdout.write("up\\n")
    sys.stdout.flush()
    time.sleep({seconds})
    sys.exit({code})
"""


def stand_in(on_term="sys.exit(0)", seconds=60, code=0) -> tuple[str, str]:
    return "-c", textwrap.dedent(STAND_IN).format(on_term=on_term, seconds=seconds, code=code)


def launch(tmp_path: Path, *processes: str) -> subprocess.Popen[str]:
    """run.py's own loop over stand-ins, in a process of its own; it prints their pids."""
    script = f"""
import os, sys
sys.path.insert(0, {str(ROOT)!r})
import processes, run
from processes import Process
from settings.dashboard import DashboardSettings
processes.STOP_SECONDS, processes.AGAIN_SECONDS = 1.5, (0, 0)
run.START_SECONDS = 2
start = processes.Family.start
def told(family, process):
    start(family, process)
    sys.stdout.write(f"pid {{list(family._running)[-1]}}\\n")
    sys.stdout.flush()
processes.Family.start = told
env = dict(os.environ)
sys.exit(run._run([{", ".join(processes)}], DashboardSettings()))
"""
    return subprocess.Popen(
        [sys.executable, "-c", script], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )


def process(arguments: tuple[str, str], extra: str = "") -> str:
    return f"Process('stand-in', {arguments!r}, env{extra})"


def pids(launched: subprocess.Popen[str], count: int) -> list[int]:
    """The pids of the stand-ins, once each of them and the launcher say that they are up."""
    lines: list[str] = []
    while not (lines.count("up\n") == count and any(line.startswith("Dashboard: ") for line in lines)):
        lines.append(launched.stdout.readline())
        assert lines[-1], lines
    return [int(line.split()[1]) for line in lines if line.startswith("pid ")]


def are_gone(found: list[int], within_seconds: float = 5) -> bool:
    deadline = time.monotonic() + within_seconds
    while any(is_alive(pid) for pid in found):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped by a container's first process does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_and_is_no_failure(tmp_path, number):
    launched = launch(tmp_path, process(stand_in()), process(stand_in()))
    found = pids(launched, 2)
    launched.send_signal(number)
    assert launched.wait(10) == 0
    assert are_gone(found)


def test_a_storm_of_signals_stops_everything_too(tmp_path):
    """`make` passes on what it gets, so that one comes twice; a lock taken in the handler would be waited for for ever."""
    launched = launch(tmp_path, process(stand_in()), process(stand_in()))
    found = pids(launched, 2)
    for _ in range(200):
        launched.send_signal(signal.SIGTERM)
        time.sleep(0.001)
    assert launched.wait(10) in (0, -signal.SIGTERM), "the last may meet an interpreter without its handlers"
    assert are_gone(found)


def test_a_process_that_will_not_end_is_ended(tmp_path):
    launched = launch(tmp_path, process(stand_in(on_term="None")))
    found = pids(launched, 1)
    launched.send_signal(signal.SIGINT)
    assert launched.wait(10) == 0
    assert are_gone(found)


def test_killing_the_launcher_stops_everything_too(tmp_path):
    launched = launch(tmp_path, process(stand_in()), process(stand_in(on_term="None")))
    found = pids(launched, 2)
    launched.kill()
    assert are_gone(found)


def test_a_process_that_dies_stops_the_others_with_a_sentence(tmp_path):
    launched = launch(tmp_path, process(stand_in()), process(stand_in(seconds=0.5, code=3)))
    found = pids(launched, 2)
    assert launched.wait(10) == 1
    assert "The stand-in ended unexpectedly (exit code 3); everything is stopped." in launched.stderr.read()
    assert are_gone(found)


def test_wrong_settings_of_the_collector_leave_the_dashboard_up(tmp_path):
    refusing = process(stand_in(seconds=0, code=2), ", may_end=True")
    launched = launch(tmp_path, refusing, process(stand_in()))
    found = pids(launched, 2)
    assert launched.stderr.readline().startswith("The stand-in does not run, for the reason given above.")
    assert is_alive(found[1])
    launched.terminate()
    assert launched.wait(10) == 0


def test_a_process_that_never_answers_is_given_up(tmp_path):
    launched = launch(tmp_path, process(stand_in(), ", ready=lambda: False"))
    assert launched.wait(10) == 1
    assert "did not answer within" in launched.stderr.read()


def test_a_port_in_use_gets_a_sentence_before_anything_is_started(monkeypatch, capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("PORT", str(port))
        monkeypatch.setattr(run, "_run", lambda *_: pytest.fail("something was started"))
        assert run.main(["demo"]) == 2
    assert capsys.readouterr().err.startswith(f"Port {port} is in use.")


def test_wrong_settings_get_their_sentences(monkeypatch, capsys):
    monkeypatch.setenv("PORT", "none")
    assert run.main(["demo"]) == 2
    assert capsys.readouterr().err.startswith("PORT in the environment cannot be used.")


@pytest.mark.parametrize("arguments", [[], ["demos"], ["demo", "run"]])
def test_anything_but_demo_or_run_is_refused(arguments, capsys):
    assert run.main(arguments) == 2
    assert "usage" in capsys.readouterr().err


@pytest.fixture
def started(monkeypatch, tmp_path) -> list[run.Process]:
    """The processes that `main` would start; no file and no machine role of this place counts."""
    processes: list[run.Process] = []
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "_run", lambda found, _: processes.extend(found) or 0)
    monkeypatch.setattr(run, "_is_free", lambda _: True)
    monkeypatch.setenv("HOME", str(tmp_path))
    return processes


def by_name(started: list[run.Process]) -> dict[str, run.Process]:
    return {process.name: process for process in started}


def test_only_the_collector_gets_the_keys(monkeypatch, started):
    for name in ("AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "GITHUB_TOKEN", "DB_PASSWORD", "BOTO_CONFIG"):
        monkeypatch.setenv(name, CANARY)
    for name in ("ALERT_URLS", "HEARTBEAT_URL"):
        monkeypatch.setenv(name, CANARY)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", CANARY)
    monkeypatch.setenv("DATABASE_URL", "sqlite:///kept.db")
    assert run.main(["run"]) == 0
    found = by_name(started)
    assert found["collector"].environment["AWS_SECRET_ACCESS_KEY"] == CANARY
    assert CANARY not in found["dashboard"].environment.values()
    assert not [name for name in found["dashboard"].environment if name.startswith("AWS_")]
    assert found["dashboard"].environment["DATABASE_URL"] == "sqlite:///kept.db"


def test_without_credentials_the_dashboard_starts_alone_and_says_how_to_connect(started, capsys):
    assert run.main(["run"]) == 0
    assert list(by_name(started)) == ["dashboard"]
    assert "copy .env.example to .env" in capsys.readouterr().err


def test_the_demo_can_reach_nothing_but_this_machine(monkeypatch, started, tmp_path):
    monkeypatch.setattr(run, "discard", lambda *_, **__: None)
    (tmp_path / ".env").write_text(f"AWS_ACCESS_KEY_ID={CANARY}\nPORT=1\n", encoding="utf-8")
    of_aws = ("AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_ENDPOINT_URL_SES")
    ours = ("ALERT_URLS", "APP_ENV_FILE", "SIGNUP_TEST_BODY", "SIGNUP_TEST_URL")
    for name in (*of_aws, *ours, "https_proxy", "HTTP_PROXY"):
        monkeypatch.setenv(name, CANARY)
    assert run.main(["demo"]) == 0
    found = by_name(started)
    assert list(found) == ["simulator", "collector", "dashboard"]
    for process in started:
        assert CANARY not in process.environment.values()
        assert process.environment.items() >= {"DATABASE_URL": run.DEMO_DATABASE, "DELIVERABILITY_DEMO": "1"}.items()
    assert found["collector"].environment["AWS_ENDPOINT_URL"].startswith("http://127.0.0.1:")
    assert found["collector"].environment["DNS_NAMESERVERS"] == f"127.0.0.1:{found['simulator'].arguments[-1]}"
    assert found["collector"].environment["COST_EXPLORER"] == "1"
    assert "8501" in found["dashboard"].arguments


def test_each_demo_starts_afresh_but_never_under_another(monkeypatch, started, tmp_path, capsys):
    monkeypatch.setattr(run, "DEMO_DATABASE", f"sqlite:///{tmp_path / 'demo.db'}")
    kept = tmp_path / "demo.db"
    kept.write_bytes(b"yesterday's")
    assert run.main(["demo"]) == 0
    assert not kept.exists()
    kept.write_bytes(b"in use")
    with held(kept, "collector"):
        assert run.main(["demo"]) == 2
    assert kept.read_bytes() == b"in use"
    assert "Stop that one first" in capsys.readouterr().err


def test_the_address_of_the_dashboard_is_this_machine_alone(started):
    run.main(["run"])
    arguments = by_name(started)["dashboard"].arguments
    assert arguments[arguments.index("--server.address") + 1] == "127.0.0.1"


def test_health_is_asked_without_raising():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        assert not run._is_healthy(DashboardSettings(port=silent.getsockname()[1]))
