"""Keeps a family of processes: starts them, notices who ended, starts again, and stops all of them, whatever happens.

Which processes there are, and what is said about them, is in `run.py`.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

ROOT: Final = Path(__file__).resolve().parent
STOP_SECONDS: Final = 20
"""Time a process has to end by itself: the collector finishes the call it waits for."""

LOOK_SECONDS: Final = 0.05
"""How often it is looked whether a signal came."""

AGAIN_SECONDS: Final = (1, 5, 20, 60, 300)
"""How long a process that died waits to be started again: the first time within `FRESH_SECONDS`, the second, …, and from the last on so long each time."""

FRESH_SECONDS: Final = 3600
"""Deaths longer ago than this count no more."""

SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True, slots=True)
class Process:
    """Arguments for our Python, its whole environment, and how to see that it can be relied on.

    `quiet` drops what it prints but for errors; `may_end` means that its end stops nobody else.
    """

    name: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    ready: Callable[[], bool] = lambda: True
    quiet: bool = False
    may_end: bool = False


class Signalled:
    """Whether a signal came. An Event cannot tell: its lock may be held by the very code that the handler interrupts."""

    def __init__(self) -> None:
        self._came = False

    def set(self, *_: object) -> None:
        """A signal came; also as the handler itself."""
        self._came = True

    def clear(self) -> None:
        self._came = False

    def is_set(self) -> bool:
        return self._came

    def wait(self, seconds: float) -> bool:
        """Whether one came within so many seconds."""
        deadline = time.monotonic() + seconds
        while not self._came and (left := deadline - time.monotonic()) > 0:
            time.sleep(min(left, LOOK_SECONDS))
        return self._came


class Family:
    """Processes that are kept together; leaving the `with` stops them, a second signal at once."""

    def __init__(self, signalled: Signalled) -> None:
        self._signalled = signalled
        self._running: dict[int, tuple[Process, subprocess.Popen[bytes]]] = {}
        self._deaths: dict[str, list[float]] = {}
        self._waiting: list[tuple[float, Process]] = []

    def __enter__(self) -> Self:
        self._guard_pid, self._guard = _start_guard()
        for number in SIGNALS:
            signal.signal(number, self._signalled.set)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the last one started first: the collector finishes while the account it asks is still there."""
        self._signalled.clear()
        for _, started in reversed(list(self._running.values())):
            self._stop(started)
        os.close(self._guard)
        os.waitpid(self._guard_pid, 0)

    def start(self, process: Process) -> None:
        """Start a process, out of reach of the terminal's Ctrl-C, so that it is stopped in its turn."""
        started = subprocess.Popen(
            [sys.executable, *process.arguments],
            cwd=ROOT,
            env=dict(process.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL if process.quiet else None,
            start_new_session=True,
        )
        self._tell_guard(f"+{started.pid}")
        self._running[started.pid] = process, started

    def ended(self) -> Iterator[tuple[Process, int]]:
        """Each process that has ended since it was last asked, with its exit code; what is to start again then is started."""
        for at, process in list(self._waiting):
            if at <= time.monotonic():
                self._waiting.remove((at, process))
                try:
                    self.start(process)
                except OSError:
                    # No memory or no process left now, which may be why it died: the others must stay up.
                    self.again(process)
        for process, started in list(self._running.values()):
            code = started.poll()
            if code is not None:
                self._forget(started.pid)
                yield process, code

    def again(self, process: Process) -> int:
        """Have a process that died started again, and say in how many seconds: the oftener it died lately, the later."""
        now = time.monotonic()
        deaths = [at for at in self._deaths.get(process.name, ()) if now - at < FRESH_SECONDS]
        self._deaths[process.name] = [*deaths, now]
        wait = AGAIN_SECONDS[min(len(deaths), len(AGAIN_SECONDS) - 1)]
        self._waiting.append((now + wait, process))
        return wait

    def _stop(self, started: subprocess.Popen[bytes]) -> None:
        started.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        while started.poll() is None and time.monotonic() < deadline and not self._signalled.wait(0.02):
            pass
        if started.poll() is None:
            _signal(started.pid, signal.SIGKILL)
            started.wait()
        self._forget(started.pid)

    def _forget(self, pid: int) -> None:
        self._tell_guard(f"-{pid}")
        del self._running[pid]

    def _tell_guard(self, line: str) -> None:
        """A guard that was killed must not keep the others from being stopped."""
        with suppress(BrokenPipeError):
            os.write(self._guard, f"{line}\n".encode())


def _start_guard() -> tuple[int, int]:
    """Start a process that stops what is running should this one be killed; its pid, and where to tell it of them.

    A killed process runs no code of its own. The guard notices at the end of the pipe, which needs neither Linux's
    parent-death signal nor any help from the processes themselves.
    """
    reader, writer = os.pipe()
    if pid := os.fork():
        os.close(reader)
        return pid, writer
    os.setsid()
    os.close(writer)
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)
    alive: set[int] = set()
    with os.fdopen(reader) as lines:
        for line in lines:
            (alive.add if line[0] == "+" else alive.discard)(int(line[1:]))
    _end(alive)
    os._exit(0)


def _end(groups: set[int]) -> None:
    """Ask process groups to end, and end what is left of them after a while."""
    for group in groups:
        _signal(group, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    while time.monotonic() < deadline and any(_signal(group, 0) for group in groups):
        time.sleep(0.1)
    for group in groups:
        _signal(group, signal.SIGKILL)


def _signal(group: int, number: int) -> bool:
    """Whether the group was there to get the signal."""
    try:
        os.killpg(group, number)
    except (ProcessLookupError, PermissionError):
        return False
    return True
