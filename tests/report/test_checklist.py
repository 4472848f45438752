"""The checklist as it stands: what is left, what people said of it, and how it came to be so."""

from dataclasses import replace
from datetime import timedelta

import pytest

from deliverability.checklist.facts import Setup
from deliverability.checklist.item import SECTIONS, Result
from deliverability.metrics import DAY
from deliverability.model import Reason, Unknown, text
from report.checklist import checklist
from report.checklist_facts import checklist_facts
from report.datasets import DATASETS
from store import meta, snapshots, ticks
from store.snapshots import VERDICT
from store.ticks import Kind
from tests.report.conftest import AT, NOW, SCOPE, declare, healthy_body, ran

IDENTITY = {"type": "DOMAIN", "verification_status": "SUCCESS", "dkim_status": "SUCCESS", "dkim_signing": True}
SETUP = {"from_email": "me@shop.example", "heartbeat": True, "of_another_version": 1}
EVERYWHERE = replace(SCOPE, region="")


@pytest.fixture
def told(store):
    """A store whose collector told its settings, with one domain."""
    channel = {"name": "slack", "kind": "slack", "severity": "info", "depends_on_ses": False}
    declare(store, setup=SETUP, channels=[channel])
    snapshots.keep(store, SCOPE, "identity", "shop.example", IDENTITY, AT - DAY)
    return store


def row(store, item, subject="", now=NOW):
    (found,) = (r for r in checklist(store, SCOPE, now).rows if (r.item.name, r.verdict.subject) == (item, subject))
    return found


def judged(store, item, result, at, subject=""):
    body = {"result": result, "reason": None, "missing": None, "evidence": []}
    snapshots.keep(store, SCOPE, VERDICT, f"{item}|{subject}", body, at)


def test_every_section_is_there_in_its_order_with_its_progress(told):
    found = checklist(told, SCOPE, NOW)
    assert [part.section for part in found.parts] == list(SECTIONS)
    assert found.progress.of == sum(part.progress.of for part in found.parts)
    assert found.progress.done == sum(part.progress.done for part in found.parts) > 0
    assert set(found.left) == {row for part in found.parts for row in part.left}
    assert not found.progress.complete


def test_the_nine_boxes_of_the_guide_rest_on_the_same_rows(told):
    found = checklist(told, SCOPE, NOW)
    assert len(found.boxes) == 9
    assert all(box.rows for box in found.boxes)
    assert {row for box in found.boxes for row in box.rows} <= set(found.rows)
    assert next(box for box in found.boxes if box.box.name == "production").progress.complete


def test_what_does_not_apply_counts_neither_as_done_nor_as_left(told):
    found = row(told, "endpoint-setting")
    assert (found.result, found.applies, found.left) == (Result.NOT_APPLICABLE, False, False)


def test_in_an_empty_store_all_is_unknown_or_by_hand(empty):
    found = checklist(empty, SCOPE, NOW)
    assert {row.result for row in found.rows} == {Result.UNKNOWN, Result.BY_HAND}
    assert found.judged_at is None
    assert found.progress.done == 0


def test_what_is_ticked_by_hand_is_done_until_it_is_taken_back(told):
    assert row(told, "test-mail").left
    number = ticks.tick(told, SCOPE, "test-mail", "", AT - 60, who="Kim", note="Gmail")
    assert (row(told, "test-mail").done, row(told, "test-mail").tick.who) == (True, "Kim")
    ticks.take_back(told, number, AT - 30)
    assert row(told, "test-mail").left


def test_a_tick_for_the_whole_account_counts_in_its_regions(told):
    ticks.tick(told, EVERYWHERE, "mfa", "", AT - 60)
    assert row(told, "mfa").done


def test_a_tick_that_is_too_old_for_its_item_counts_no_more(told):
    ticks.tick(told, SCOPE, "list-hygiene", "", AT - 92 * DAY)
    assert row(told, "list-hygiene").left
    ticks.tick(told, SCOPE, "list-hygiene", "", AT - 92 * DAY + 1)
    assert row(told, "list-hygiene").done


def test_a_tick_never_turns_a_verdict_that_was_seen(told):
    ticks.tick(told, SCOPE, "own-key", "", AT - 60)
    ticks.tick(told, SCOPE, "mail-from", "shop.example", AT - 60)
    found = row(told, "mail-from", "shop.example")
    assert (found.result, found.left, found.tick) == (Result.ATTENTION, True, None)


def test_an_accepted_attention_is_left_no_more_until_its_end(told):
    ticks.accept(told, SCOPE, "mail-from", "shop.example", AT, until=AT + DAY, note="next month")
    assert row(told, "mail-from", "shop.example").done
    assert row(told, "mail-from", "shop.example").accepted.note == "next month"
    later = NOW + timedelta(days=1)
    for job in ("account", "identities"):
        ran(told, job, AT + DAY - 60)
    assert row(told, "mail-from", "shop.example", later).left


def test_a_failure_cannot_be_accepted(told):
    snapshots.keep(told, SCOPE, "account", "", healthy_body(sending_enabled=False), AT - 30)
    ticks.accept(told, SCOPE, "sending", "", AT, until=AT + DAY, note="so be it")
    assert row(told, "sending").left


def test_history_tells_when_it_broke_and_what_was_said_newest_first(told):
    judged(told, "test-mail", "by-hand", AT - 500)
    judged(told, "sending", "fail", AT - 300)
    judged(told, "sending", "pass", AT - 100)
    found = row(told, "sending")
    assert found.since == AT - 100
    assert [(moment.at, moment.result) for moment in found.history] == [
        (AT - 100, Result.PASS),
        (AT - 300, Result.FAIL),
    ]
    number = ticks.tick(told, SCOPE, "test-mail", "", AT - 200, who="Kim")
    ticks.take_back(told, number, AT - 50)
    said = row(told, "test-mail").history
    assert [(moment.at, moment.kind, moment.taken_back) for moment in said] == [
        (AT - 50, Kind.DONE, True),
        (AT - 200, Kind.DONE, False),
        (AT - 500, None, False),
    ]


def test_what_the_collector_has_not_judged_yet_has_no_beginning(told):
    judged(told, "sending", "fail", AT - 300)
    assert row(told, "sending").since is None


def test_a_stopped_collector_leaves_nothing_standing(told):
    found = row(told, "identity", "", NOW + timedelta(days=1))
    assert (found.result, found.verdict.reason) == (Result.UNKNOWN, Reason.STALE)


def test_facts_are_those_of_the_store(told):
    meta.put(told, f"caller-of/{SCOPE.account_id}", "arn:aws:iam::1:user/x")
    known = checklist_facts(told, SCOPE, NOW)
    assert known.setup == Setup(from_email="me@shop.example", heartbeat=True, caller="arn:aws:iam::1:user/x")
    assert known.attempts == 100 * 14 * 96
    assert known.quota.used == 9600
    assert [way.name for way in known.channels] == ["slack"]
    assert known.domains() == {"shop.example": IDENTITY}
    assert {asked.name for asked in known.readings} == {"account", "statistics", "metrics", "identities"}


@pytest.mark.parametrize("action", ["ses:GetEmailIdentity", "ses:ListEmailIdentities"])
def test_identities_are_known_as_far_as_the_permission_goes(told, action):
    ran(told, "identities", AT - 30, "denied", missing_action=action, error=text("denied"))
    known = checklist_facts(told, SCOPE, NOW)
    assert known.details == Unknown(Reason.DENIED, text("denied"))
    listed = {"shop.example": {"type": "DOMAIN", "verification_status": "SUCCESS"}}
    assert known.identities == (listed if action == "ses:GetEmailIdentity" else known.details)


def test_dns_is_unknown_where_nobody_looks_at_it(told):
    known = checklist_facts(told, SCOPE, NOW)
    assert known.dns.reason is Reason.COLLECTING


def test_the_export_has_a_row_for_each_item_and_subject(told):
    ticks.tick(told, SCOPE, "test-mail", "", AT - 60, who="Kim", note="Gmail")
    dataset = DATASETS["checklist"]
    rows = [dict(zip(dataset.columns, each, strict=True)) for each in dataset.rows(told, None, None, NOW)]
    assert len(rows) == len(checklist(told, SCOPE, NOW).rows)
    by_item = {(each["item"], each["subject"]): each for each in rows}
    assert by_item["test-mail", ""]["status"] == "by-hand"
    assert (by_item["test-mail", ""]["left"], by_item["test-mail", ""]["ticked_by"]) == (False, "Kim")
    passing = by_item["identity", "shop.example"]
    assert (passing["status"], passing["cure"], passing["guide_step"]) == ("pass", (), "2.2")
    assert by_item["mail-from", "shop.example"]["cure"]
