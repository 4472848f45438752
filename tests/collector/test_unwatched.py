"""Alerts of what is no longer watched do not fire for ever."""

from datetime import UTC, datetime, timedelta

import pytest

from collector import unwatched
from deliverability.alerting import AlertState, Status
from deliverability.model import Scope, text
from deliverability.rules.rule import Finding, Message, Severity
from store import alerts, outbox, runs, scopes
from store.open import open_store
from store.runs import Run

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
HERE, LEFT = Scope("123456789012", "us-east-1"), Scope("123456789012", "eu-west-1")
FOUND = Finding("", AT - 100, 1, Severity.CRITICAL, message=Message(text("Bad.")))


@pytest.fixture
def store(tmp_path):
    opened = open_store(f"sqlite:///{tmp_path / 'ses.db'}")
    for scope in (HERE, LEFT):
        scopes.ensured(opened, scope)
        runs.record(opened, Run(0, "evaluate", scope.account_id, scope.region, AT, AT, "ok", None, "", 0, 0.0))
        for rule, status in (("sending-paused", Status.FIRING), ("no-mail", Status.PENDING)):
            state = AlertState(status, 1, AT - 100, AT - 100, AT - 100, told=1, told_step=1, finding=FOUND)
            alerts.keep(opened, scope, rule, "", state, Status.OK, AT - 100)
    yield opened
    opened.close()


def standing(store, scope):
    return {rule: state.status for (rule, _), state in alerts.states(store, scope).items()}


def test_what_nobody_watched_for_a_week_is_closed_without_a_word(store):
    later = NOW + timedelta(days=8)
    assert unwatched.close(store, [HERE], later) == 2
    assert standing(store, LEFT) == {"sending-paused": Status.OK, "no-mail": Status.OK}
    assert standing(store, HERE) == {"sending-paused": Status.FIRING, "no-mail": Status.PENDING}
    (episode,) = alerts.episodes(store, LEFT, 0, 2**40)
    assert episode.ended == int(later.timestamp())
    assert outbox.counts(store) == {}
    assert unwatched.close(store, [HERE], later) == 0


def test_regions_that_take_turns_leave_each_others_alerts_alone(store):
    assert unwatched.close(store, [HERE], NOW + timedelta(days=6)) == 0
    assert standing(store, LEFT)["sending-paused"] is Status.FIRING
