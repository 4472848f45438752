"""A collector that dies is started again, as often as it must; the dashboard stays up whatever becomes of it."""

import os
import signal

from processes import AGAIN_SECONDS, FRESH_SECONDS, Family, Process, Signalled
from tests.test_run import are_gone, is_alive, launch, pids, process, stand_in


def test_what_the_others_do_not_need_is_started_again_so_often_and_they_stay(tmp_path):
    """As the collector that is killed, or dies of a fault of ours: the dashboard must go on and say so."""
    launched = launch(tmp_path, process(stand_in(), ", may_end=True"), process(stand_in()))
    killed, other = pids(launched, 2)
    for _ in range(2):
        os.kill(killed, signal.SIGKILL)
        told = launched.stderr.readline()
        assert told.startswith("The stand-in ended unexpectedly (signal 9). The dashboard stays up;")
        killed = int(launched.stdout.readline().split()[1])
        assert launched.stdout.readline() == "up\n"
    assert is_alive(other)
    launched.terminate()
    assert launched.wait(10) == 0
    assert are_gone([killed, other])


def test_what_was_told_to_end_is_left_so(tmp_path):
    launched = launch(tmp_path, process(stand_in(), ", may_end=True"), process(stand_in()))
    found = pids(launched, 2)
    os.kill(found[0], signal.SIGTERM)
    assert launched.stderr.readline().startswith("The stand-in was told to end.")
    assert is_alive(found[1])
    launched.terminate()
    assert launched.wait(10) == 0


def test_deaths_count_for_an_hour_and_each_waits_longer(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr("processes.time.monotonic", lambda: clock[0])
    family, died = Family(Signalled()), Process("collector", (), {}, may_end=True)
    assert [family.again(died) for _ in AGAIN_SECONDS] == [1, 5, 20, 60, 300]
    assert family.again(died) == 300, "it may be another collector that holds the lock, and that ends one day"
    clock[0] += FRESH_SECONDS
    assert family.again(died) == 1


def test_a_start_that_the_system_refuses_is_tried_again_and_ends_nobody(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr("processes.time.monotonic", lambda: clock[0])
    family, died = Family(Signalled()), Process("collector", (), {}, may_end=True)
    begun = []

    def start(process):
        begun.append(process)
        raise OSError("no memory")

    monkeypatch.setattr(family, "start", start)
    family.again(died)
    for _ in range(2):
        clock[0] += 5
        assert list(family.ended()) == []
    assert begun == [died, died]
