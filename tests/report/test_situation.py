"""What a visitor meets: nothing connected, a first collection, a silent collector, a denial, or figures."""

from datetime import timedelta

import pytest

from deliverability.model import N_, Scope, text
from report.situation import Situation, state
from store import runs, samples
from store.samples import Point
from tests.report.conftest import AT, NOW, SCOPE, declare, ran


def test_what_is_remembered_is_still_shown_when_everything_is_denied(store):
    for job in ("account", "statistics", "metrics", "identities"):
        ran(store, job, AT - 30, outcome="denied", error=text(N_("It failed")), missing_action=f"ses:{job}")
    found = state(store, SCOPE, NOW)
    assert found.situation is Situation.READY
    assert len(found.missing_actions) == 4


def test_a_start_that_failed_before_the_account_was_known_is_told(store):
    said = text(N_("The key is not known"))
    runs.record(store, runs.Run(0, "account_id", "", SCOPE.region, AT, AT, "failed", said, "", 1, 0.0))
    found = state(store, SCOPE, NOW + timedelta(hours=1))
    assert found.situation is Situation.SILENT
    assert found.problems[0] == said


def test_a_visitor_of_a_new_installation_is_told_how_to_connect(empty):
    assert state(empty, None, NOW).situation is Situation.NOT_CONNECTED
    declare(empty)
    assert state(empty, None, NOW).situation is Situation.COLLECTING


def test_a_collector_is_told_to_be_silent_within_two_intervals_with_a_minute_for_the_page(store):
    assert state(store, SCOPE, NOW).situation is Situation.READY
    assert state(store, SCOPE, NOW + timedelta(seconds=480)).situation is Situation.READY
    assert state(store, SCOPE, NOW + timedelta(seconds=481)).situation is Situation.SILENT


def test_a_collector_that_was_to_run_for_ever_and_holds_nothing_any_more_is_not_running(store):
    """It was killed, or ended: nobody waits two intervals to be told."""
    declare(store, for_ever=True)
    with store.exclusive("collector"):
        found = state(store, SCOPE, NOW)
        assert (found.situation, found.ended) == (Situation.READY, False)
    found = state(store, SCOPE, NOW)
    assert (found.situation, found.silent, found.ended) == (Situation.SILENT, True, True)


def test_a_collector_started_by_cron_need_not_run_between_its_rounds(store):
    declare(store)
    assert not state(store, SCOPE, NOW).ended
    assert state(store, SCOPE, NOW).situation is Situation.READY


def test_a_region_is_silent_by_itself(store):
    for name in ("us-east-1", SCOPE.region):
        at = AT if name == SCOPE.region else AT - 540
        runs.record(store, runs.Run(0, "account", SCOPE.account_id, name, at, at, "ok", None, "", 1, 0.0))
    other = Scope(SCOPE.account_id, "us-east-1")
    samples.keep(store, other, "SentLast24Hours", "", 300, [Point(AT - 600, 1)])
    assert not state(store, other, NOW).silent
    assert state(store, other, NOW + timedelta(seconds=1)).situation is Situation.SILENT
    assert state(store, SCOPE, NOW + timedelta(seconds=1)).situation is Situation.READY


def test_a_collector_that_started_and_read_nothing_is_told(empty):
    declare(empty, started_at=AT)
    assert state(empty, None, NOW + timedelta(seconds=540)).situation is Situation.COLLECTING
    found = state(empty, None, NOW + timedelta(seconds=541))
    assert (found.situation, found.silent) == (Situation.UNREACHABLE, True)
    assert found.problems[0].params == {"age": 541}


@pytest.mark.parametrize(("outcome", "situation"), [("failed", Situation.UNREACHABLE), ("denied", Situation.DENIED)])
def test_where_nothing_was_ever_read_the_trouble_before_the_silence_is_kept(empty, outcome, situation):
    declare(empty)
    ran(empty, "account", outcome=outcome, error=text(N_("It failed")), missing_action="ses:GetAccount")
    found = state(empty, SCOPE, NOW + timedelta(hours=1))
    assert (found.situation, found.silent) == (situation, True)
    assert found.problems == (text(N_("It failed")),)


def test_everything_denied_names_the_missing_actions(empty):
    declare(empty)
    for job, action in (("account", "ses:GetAccount"), ("statistics", "ses:GetSendStatistics")):
        ran(empty, job, outcome="denied", error=text(N_("It failed")), missing_action=action)
    found = state(empty, SCOPE, NOW)
    assert found.situation is Situation.DENIED
    assert found.missing_actions == ("ses:GetAccount", "ses:GetSendStatistics")
    assert found.problems == (text(N_("It failed")),)


def test_failures_without_a_denial_are_unreachable(empty):
    declare(empty)
    ran(empty, "account", outcome="failed", error=text(N_("It failed")))
    assert state(empty, SCOPE, NOW).situation is Situation.UNREACHABLE
