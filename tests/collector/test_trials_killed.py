"""A test mail is sent at most once, whenever the collector is killed: over real sockets, with the process's own id."""

import random
import time

import pytest

from deliverability.model import Scope
from deliverability.trials import State
from simulator.world import ACCOUNT_ID
from store import requests, trials
from store.open import open_store
from tests.collector import stage
from tests.collector.test_processes import until

SCOPE = Scope(ACCOUNT_ID, stage.REGION)
BODY = {"account_id": ACCOUNT_ID, "region": stage.REGION, "kind": "success"}


@pytest.fixture
def scenario():
    return "healthy"


@pytest.fixture
def environment(served, database):
    return stage.environment(database, served.url, TEST_SEND="1", DEFAULT_FROM_EMAIL="Shop <noreply@example.com>")


@pytest.fixture
def store(database):
    engine = open_store(f"sqlite:///{database}")
    yield engine
    engine.close()


def sends(served):
    return served.world.calls.of("SendEmail")


def killed(process):
    process.kill()
    process.communicate()


def ask(store):
    return requests.ask(store, requests.TRY, BODY, int(time.time()))


def answer(store, number):
    return requests.get(store, number).answer


def test_a_running_collector_sends_what_was_asked_for_within_seconds(served, environment, store):
    process = stage.begun(["run"], environment)
    try:
        number = ask(store)
        until(lambda: answer(store, number))
    finally:
        killed(process)
    assert answer(store, number)["state"] == "done"
    assert len(sends(served)) == len(served.world.region(stage.REGION).sent) == 1


def test_a_collector_killed_while_ses_answers_never_sends_again_and_says_that_it_is_not_known(
    served, environment, store
):
    """SES took the mail; that it did is lost with the process."""
    served.world.faults.add("slow", operation="SendEmail", seconds=2.0)
    process = stage.begun(["run"], environment)
    try:
        number = ask(store)
        until(lambda: trials.orphans(store))
        time.sleep(0.5)
    finally:
        killed(process)
    served.world.faults.clear()
    assert answer(store, number) is None
    process = stage.begun(["run"], environment)
    try:
        until(lambda: answer(store, number))
        time.sleep(1.5)
    finally:
        killed(process)
    assert answer(store, number)["state"] == "not-known"
    assert [trial.state for trial in trials.last(store, SCOPE)] == [State.NOT_KNOWN]
    until(lambda: sends(served))
    assert len(sends(served)) <= 1


def killed_at_any_moment(served, environment, store, moments):
    served.world.faults.add("slow", operation="SendEmail", seconds=0.05)
    numbers = []
    for _ in range(moments):
        process = stage.begun(["run"], environment)
        numbers += [ask(store) for _ in range(3)]
        time.sleep(random.uniform(1.0, 4.0))
        killed(process)
    process = stage.begun(["run"], environment)
    try:
        until(lambda: all(answer(store, number) for number in numbers))
    finally:
        killed(process)
    states = [trial.state for trial in trials.last(store, SCOPE, 999)]
    done = states.count(State.DONE)
    assert done <= len(sends(served)) <= done + states.count(State.NOT_KNOWN)
    assert len(sends(served)) <= len(numbers)


@pytest.mark.soak
def test_no_mail_is_sent_twice_when_the_collector_is_killed_at_many_moments(served, environment, store):
    killed_at_any_moment(served, environment, store, 6)
