"""Health: what runs, what is wrong, what it takes and whether it is kept safe."""

import json
from datetime import timedelta

import pytest

from collector.aws.catalogue import EVERY
from collector.probes import dns, env_file
from deliverability.metrics import DAY
from deliverability.model import N_, Level, Scope, text
from deliverability.product import VERSION
from report import database as database_report
from report.contradictions import contradictions
from report.database import BACKUP_OLD_AFTER
from report.health import WITHHELD, health
from report.readings import START, TITLES, Condition
from report.situation import state
from store import backups, doubts, meta, runs, samples, sizes
from store.backups import Backup
from store.engines.engine import Space
from store.samples import Point
from tests.report.conftest import AT, NOW, SCOPE, declare, ran


@pytest.fixture(autouse=True)
def room_enough(monkeypatch):
    monkeypatch.setattr("store.engines.sqlite.SqliteEngine._free", lambda _: 10**12)


def details(store, now=NOW):
    return [detail.msgid for detail in health(store, SCOPE, now).verdict.details]


def test_every_reading_the_collector_declares_has_a_name_in_words():
    assert TITLES.keys() == {reading.name for reading in (*EVERY, dns.reading())} | {env_file.NAME, START}


def test_every_topic_of_the_store_has_a_name_in_words():
    assert database_report.TITLES.keys() == sizes.TOPICS.keys()


def test_all_is_well_when_everything_was_read(store):
    found = health(store, SCOPE, NOW)
    assert (found.verdict.level, found.verdict.details) == (Level.OK, ())
    assert {row.condition for row in found.readings} == {Condition.FRESH}
    assert [row.due_at for row in found.readings] == [AT - 62 + seconds for seconds in (300, 300, 900, 3600)]


def test_a_silent_collector_is_told_within_two_intervals(store):
    assert health(store, SCOPE, NOW + timedelta(seconds=480)).verdict.level is Level.OK
    found = health(store, SCOPE, NOW + timedelta(seconds=481))
    assert found.verdict.level is Level.REVIEW
    assert found.collector.silent
    assert found.verdict.headline.params == {"age": 541}
    assert "make run" in found.verdict.details[0].msgid


def test_a_collector_that_started_and_never_ran_is_silent_too(empty):
    declare(empty, started_at=AT - 541)
    assert health(empty, None, NOW).verdict.level is Level.REVIEW
    declare(empty, started_at=AT - 540)
    assert health(empty, None, NOW).verdict.level is Level.OK


def test_one_silent_region_of_several_is_named(store):
    other = Scope(SCOPE.account_id, "us-east-1")
    doubts.record(store, other, doubts.LOWER, 1, {}, 1)
    runs.record(store, runs.Run(0, "account", *_parts(other), AT - 4000, AT - 3999, "ok", None, "", 1, 0.0))
    declare(store, regions=[SCOPE.region, other.region])
    found = health(store, SCOPE, NOW)
    assert found.verdict.level is Level.WATCH
    assert [detail.params for detail in found.verdict.details] == [{"region": "us-east-1"}]
    declare(store, regions=[SCOPE.region])
    assert details(store) == []
    assert [(place.scope.region, place.watched) for place in health(store, SCOPE, NOW).places] == [
        (SCOPE.region, True),
        ("us-east-1", False),
    ]


def _parts(scope):
    return scope.account_id, scope.region


def test_a_permission_that_is_optional_and_withheld_is_told_and_no_trouble(store):
    spare = {"name": "iam", "actions": ["iam:GetPolicy"], "interval_seconds": 86_400, "spare": True}
    own = json.loads(meta.get(store, "effective"))["readings"]
    declare(store, readings=[*own, spare])
    ran(store, "iam", outcome="denied", missing_action="iam:GetPolicy", error=text(N_("denied")))
    found = health(store, SCOPE, NOW)
    assert found.verdict.level is Level.OK
    assert found.verdict.details == (text(WITHHELD, actions="`iam:GetPolicy`"),)
    seen = state(store, SCOPE, NOW)
    assert (seen.problems, seen.missing_actions) == ((), ())


def test_denied_readings_name_the_missing_permissions_once(store):
    for job, actions in (("account", "ses:GetAccount"), ("identities", "ses:GetAccount, ses:ListEmailIdentities")):
        ran(store, job, AT - 30, outcome="denied", error=text(N_("It failed")), missing_action=actions)
    found = health(store, SCOPE, NOW)
    assert found.verdict.details[0].params == {"n": 2, "actions": "`ses:GetAccount`, `ses:ListEmailIdentities`"}
    assert found.readings[0].condition is Condition.DENIED
    assert found.readings[0].error == text(N_("It failed"))
    assert found.readings[0].due_at == AT - 32 + 300


def test_a_failed_reading_is_due_again_sooner_than_its_interval(store):
    ran(store, "identities", AT - 30, outcome="failed", error=text(N_("It failed")))
    row = health(store, SCOPE, NOW).readings[3]
    assert (row.condition, row.due_at) == (Condition.FAILED, AT - 32 + 300)
    assert (row.last_run_at, row.last_success_at) == (AT - 30, AT - 60)
    assert details(store) == ["{n} reading failed the last time."]


def test_what_was_never_asked_what_is_late_and_what_found_nothing_to_ask(store):
    declare(store)
    ran(store, "identities", AT, api_calls=0)
    conditions = [row.condition for row in health(store, SCOPE, NOW).readings]
    assert conditions == [Condition.FRESH] * 3 + [Condition.IDLE]
    later = health(store, SCOPE, NOW + timedelta(hours=1)).readings
    assert [row.condition for row in later] == [Condition.LATE] * 3 + [Condition.IDLE]
    assert {row.condition for row in health(store, Scope("9" * 12, "us-east-1"), NOW).readings} == {Condition.NEVER}


def test_a_collector_that_never_ran_is_not_called_well(empty):
    found = health(empty, None, NOW)
    assert found.collector.silent
    assert (found.verdict.level, found.verdict.headline.msgid) == (Level.REVIEW, "No collector has run here yet.")


def test_what_was_never_asked_is_not_up_to_date(empty):
    declare(empty, started_at=AT - 60)
    ran(empty, "account")
    found = health(empty, SCOPE, NOW).verdict
    assert (found.level, [each.msgid for each in found.details]) == (
        Level.WATCH,
        ["{n} reading was not asked for yet."],
    )


def test_trouble_in_another_region_is_told_here(store):
    declare(store, regions=[SCOPE.region, "us-east-1"])
    samples.keep(store, Scope(SCOPE.account_id, "us-east-1"), "Send", "", 3600, [Point(AT - 3600, 1)])
    said = text(N_("It failed"))
    runs.record(
        store, runs.Run(0, "metrics", SCOPE.account_id, "us-east-1", AT - 9, AT - 9, "failed", said, "", 1, 0.0)
    )
    assert "{region}: not everything was answered there." in details(store)


def test_calls_and_cost_of_the_readings_are_those_of_this_region(store):
    ran(store, "metrics", AT - 20, api_calls=70, cost_usd=0.5)
    runs.record(store, runs.Run(0, "metrics", SCOPE.account_id, "us-east-1", AT, AT, "ok", None, "", 9, 9.0))
    found = health(store, SCOPE, NOW)
    assert [(row.calls, row.usd) for row in found.readings] == [(1, 0.0), (1, 0.0), (71, 0.5), (1, 0.0)]
    assert (found.calls.calls, found.calls.usd) == (83, 9.5)


def test_a_start_that_failed_is_the_first_thing_told(store):
    said = text(N_("The key is not known"))
    runs.record(store, runs.Run(0, START, "", SCOPE.region, AT, AT, "failed", said, "", 1, 0.0))
    assert details(store) == ["The key is not known"]
    ran(store, "account", AT + 30)
    assert details(store, NOW + timedelta(minutes=1)) == []


@pytest.mark.parametrize(("version", "troubles"), [(VERSION, 0), ("0.0.1", 1), (None, 0)])
def test_two_versions_of_the_product_are_told(store, version, troubles):
    declare(store, versions={"product": version} if version else {})
    found = health(store, SCOPE, NOW).verdict.details
    assert len(found) == troubles
    assert all(detail.params == {"theirs": "0.0.1", "ours": VERSION} for detail in found)


def test_a_full_disk_is_told(store, monkeypatch):
    assert not health(store, SCOPE, NOW).database.tight
    monkeypatch.setattr(store, "space", lambda: Space(10, 20, 10**9 - 1))
    found = health(store, SCOPE, NOW)
    assert (found.database.taken, found.database.tight) == (20, True)
    assert found.verdict.details[0].params == {"free": 10**9 - 1}
    monkeypatch.setattr(store, "space", lambda: Space(10, 20, None))
    assert not health(store, SCOPE, NOW).database.tight


def test_growth_is_measured_after_a_week_and_without_the_first_day(store, monkeypatch):
    def noted(days, size):
        monkeypatch.setattr(store, "space", lambda: Space(size, size, None))
        sizes.note(store, AT - days * DAY)

    noted(10, 1000)
    noted(9, 500_000)
    noted(3, 510_000)
    assert health(store, SCOPE, NOW).database.growth is None
    noted(0, 590_000)
    found = health(store, SCOPE, NOW).database
    assert found.growth == 300_000
    assert found.noted_at == AT
    assert {title.msgid: n for title, n in found.topics}["Send statistics"] > 1000


def test_a_backup_grows_old_and_a_failure_is_told_until_one_succeeds(store):
    assert health(store, SCOPE, NOW).backups.old
    backups.note(store, Backup(AT - BACKUP_OLD_AFTER, "a.db", 10))
    assert not health(store, SCOPE, NOW).backups.old
    assert health(store, SCOPE, NOW + timedelta(seconds=1)).backups.old
    backups.note(store, Backup(AT - 5, "b.db", None))
    assert details(store) == ["The last backup, {name}, failed. Make one again."]
    backups.note(store, Backup(AT - 4, "b.db", 10))
    assert details(store) == []


def test_contradictions_are_said_in_words_and_counted(store):
    for n in range(7):
        detail = {"bounces": {"kept": 3, "seen": 2}, "attempts": {"kept": 100, "seen": 90}}
        doubts.record(store, SCOPE, doubts.LOWER, AT - n * 900, detail, AT - n)
    poll = {"since": 0, "until": 9, "stored_attempts": 50, "polled_attempts": 4}
    doubts.record(store, SCOPE, doubts.SET_ASIDE, AT, poll, AT)
    doubts.record(store, SCOPE, doubts.LOWER, 5, {}, AT - 31 * DAY)
    found = contradictions(store, SCOPE, AT)
    assert (len(found.newest), found.in_all) == (5, 8)
    said = {sentence.msgid.partition(" {")[0]: sentence.params for one in found.newest for sentence in one.what}
    assert said["AWS told"] == {"kept": 100, "seen": 90}
    assert said["A reading told"] == {"polled": 4, "stored": 50}


def test_an_empty_store_has_a_health_too(empty):
    found = health(empty, None, NOW)
    assert (found.readings, found.places, found.presence, found.contradictions) == ((), (), None, None)
    assert found.collector.last_run_at is None


def test_alerts_that_could_not_be_judged_are_told_until_they_are(store):
    why = text(N_("It failed"))
    ran(store, "evaluate", outcome="failed", error=why)
    found = health(store, SCOPE, NOW)
    assert (found.verdict.level, found.verdict.details) == (Level.WATCH, (why,))
    ran(store, "evaluate", at=AT)
    assert health(store, SCOPE, NOW).verdict.level is Level.OK
