"""`make demo` as a person has it: real processes, real HTTP, and nothing left behind."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from processes import ROOT
from store import runs
from store.errors import StoreMissing
from store.open import open_store

LEFT_OUT = shutil.ignore_patterns(".venv", ".git", ".env", ".env.aws", "data", "tests", "__pycache__", ".*_cache")
CANARY = "canary-secret"

pytestmark = pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="the process table is read from /proc")


@pytest.fixture
def clone(tmp_path) -> Path:
    """The project as a clone has it, so that its database and its lock are the test's own."""
    folder = tmp_path / "clone"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT)
    (folder / "data").mkdir()
    (folder / ".env").write_text(f"AWS_ACCESS_KEY_ID=AKIAREAL\nAWS_SECRET_ACCESS_KEY={CANARY}\n", encoding="utf-8")
    return folder


@pytest.fixture
def demo(clone) -> Iterator[tuple[subprocess.Popen[str], int]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(clone), "PORT": str(port), "AWS_SECRET_ACCESS_KEY": CANARY}
    launched = subprocess.Popen(
        [sys.executable, "run.py", "demo"], cwd=clone, env=environ, text=True, stdout=subprocess.PIPE
    )
    yield launched, port
    launched.terminate()
    launched.wait(60)


def children(pid: int) -> dict[str, int]:
    """The processes that a process started, by the first word that tells them apart."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()[1])
            words = (folder / "cmdline").read_bytes().decode().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == pid:
            found[next((w for w in ("simulator", "collector", "streamlit") if w in words), "guard")] = int(folder.name)
    return found


def answers(port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    asked.request("GET", "/")
    return asked.getresponse().status == 200


def come_back(clone: Path, killed: int, seconds: float = 30) -> bool:
    """Whether another collector holds the database after the one that was killed."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        holder = (clone / "data" / "demo.db.collector.lock").read_text(encoding="utf-8")
        if holder and json.loads(holder)["pid"] != killed:
            return True
        time.sleep(0.2)
    return False


def environment(pid: int) -> str:
    return Path(f"/proc/{pid}/environ").read_bytes().decode(errors="replace")


def collected(clone: Path) -> dict[str, runs.Run]:
    """The last run of each job, once each of those that come first has one."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            store = open_store("sqlite:///data/demo.db", read_only=True, root=clone)
        except StoreMissing:
            time.sleep(0.3)
            continue
        last = runs.last(store)
        store.close()
        if {"account", "statistics", "metrics"} <= last.keys():
            return last
        time.sleep(0.3)
    pytest.fail("nothing was collected")


@pytest.mark.timeout(180)
def test_the_demo_collects_shows_and_leaves_nothing_behind(demo, clone):
    launched, port = demo
    assert launched.stdout.readline() == f"Dashboard: http://127.0.0.1:{port}\n"
    assert answers(port)
    assert {run.outcome for run in collected(clone).values()} == {"ok"}

    found = children(launched.pid)
    assert found.keys() == {"simulator", "collector", "streamlit", "guard"}
    assert "\0AWS_" not in "\0" + environment(found["streamlit"])
    assert all(CANARY not in environment(found[name]) for name in ("simulator", "collector", "streamlit"))

    os.kill(found["collector"], signal.SIGKILL)
    assert come_back(clone, found["collector"])
    assert answers(port), "the dashboard stays up"
    found = children(launched.pid)

    launched.send_signal(signal.SIGINT)
    assert launched.wait(60) == 0
    assert [name for name, pid in found.items() if Path(f"/proc/{pid}").exists()] == []
    assert list((clone / "data").glob("*.lock")) == []
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
