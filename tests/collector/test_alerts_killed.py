"""No alert is lost: the process that judges and delivers is killed while alerts come and go and the sink fails."""

import random
import subprocess
import sys
import time
from collections import Counter

import pytest

from deliverability.alerting import Status
from store import alerts, outbox
from store.open import open_store
from tests.collector import stage
from tests.collector.alarming import SCOPE
from tests.collector.sinks import Hook, hook

FOR_EVER = 2**40


class HalfBroken:
    """Refuses half of the requests, none of whose letters it has refused three times: eight times is the end of one."""

    def __init__(self, sink: Hook) -> None:
        self.sink = sink
        self.taken: set[str] = set()
        self.refused: Counter[str] = Counter()
        sink.decide = self.decide

    def decide(self) -> int:
        keys = self.sink.keys[-1].split(",")
        if random.random() < 0.5 and max(self.refused[key] for key in keys) < 3:
            self.refused.update(keys)
            return 500
        self.taken.update(keys)
        return 200


def begun(*arguments: str) -> subprocess.Popen:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.collector.alarming", *arguments],
        cwd=stage.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n", process.communicate()[1]
    return process


def expected(store) -> set[tuple[str, str, int]]:
    """Kind, subject and episode of every message that the changes of status call for."""
    kinds = {(Status.OK, Status.FIRING): "firing", (Status.FIRING, Status.OK): "resolved"}
    return {
        (kinds[each.before, each.after], each.subject, each.episode)
        for each in alerts.transitions(store, SCOPE, 0, FOR_EVER)
    }


def killed_and_delivered(folder, moments: int) -> None:
    database, epoch = str(folder / "ses.db"), str(time.time())
    with hook() as sink:
        half = HalfBroken(sink)
        for _ in range(moments):
            process = begun(database, sink.url, epoch)
            time.sleep(random.uniform(0.0, 1.2))
            process.kill()
            process.communicate()
        last = begun(database, sink.url, epoch, "drain")
        _, err = last.communicate(timeout=90)
        assert last.returncode == 0, err
    store = open_store(f"sqlite:///{database}")
    letters = store.rows("SELECT key, kind, subject, episode, state FROM outbox")
    assert len(expected(store)) > moments, "too little happened"
    assert {(kind, subject, episode) for _, kind, subject, episode, _ in letters} == expected(store)
    assert {state for *_, state in letters} == {outbox.DELIVERED}
    assert {key for key, *_ in letters} == half.taken
    assert half.refused, "the sink failed nothing"
    assert len(letters) == len(expected(store)), "the same is told twice under two keys"
    assert all(episode.messages for episode in alerts.episodes(store, SCOPE, 0, FOR_EVER))
    store.close()


def test_no_message_is_lost_when_the_collector_is_killed_at_five_moments_and_the_sink_fails_half(tmp_path):
    killed_and_delivered(tmp_path, 5)


@pytest.mark.soak
def test_no_message_is_lost_when_the_collector_is_killed_at_fifty_moments_and_the_sink_fails_half(tmp_path):
    killed_and_delivered(tmp_path, 50)
