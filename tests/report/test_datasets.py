"""The export datasets' rows."""

from datetime import UTC, datetime

import pytest

from deliverability.metrics import BOUNCE_RATE, DAY, QUARTER
from report.datasets import DATASETS
from store import samples, snapshots
from store.samples import Point
from tests.report.conftest import AT, NOW, SCOPE, healthy_body

FIRST_COLUMNS = {
    "send-statistics": "account_id region timestamp delivery_attempts bounces complaints rejects",
    "account": "account_id region taken_at enforcement_status sending_enabled production_access max_24_hour_send "
    "max_send_rate sent_last_24_hours plan",
    "metrics": "account_id region metric configuration_set timestamp period_seconds value",
    "rates": "account_id region configuration_set measure source window numerator denominator rate level",
    "identities": "account_id region identity type verified dkim_status mail_from_status",
    "runs": "job region started_at ended_at outcome error api_calls cost_usd",
    "changes": "account_id region changed_at what before after",
    "cost": "account_id region day kind plan quantity unit usd basis",
    "alerts": "rule account_id region subject state severity since until value threshold messages_sent last_delivery "
    "fired_at witnessed",
    "alert-transitions": "rule account_id region subject changed_at before after episode",
    "checklist": "item subject status evidence cure missing_permission checked_at guide_step",
    "incident": "account_id region section at until subject what numerator denominator value",
}


def rows(store, name, since=None, until=None):
    return [
        dict(zip(DATASETS[name].columns, row, strict=True)) for row in DATASETS[name].rows(store, since, until, NOW)
    ]


@pytest.mark.parametrize("name", DATASETS)
def test_the_first_columns_are_those_of_the_contract(name):
    columns = FIRST_COLUMNS[name].split()
    assert list(DATASETS[name].columns[: len(columns)]) == columns


@pytest.mark.parametrize("name", DATASETS)
def test_an_empty_store_has_no_rows(empty, name):
    assert rows(empty, name) == []


def test_every_bin_is_exported_once(store):
    found = rows(store, "send-statistics")
    assert len(found) == 14 * 96
    assert found[0]["timestamp"] == datetime.fromtimestamp(AT - 14 * DAY, UTC)
    assert (found[1]["delivery_attempts"], found[1]["bounces"]) == (100, 2)


def test_since_and_until_are_half_open(store):
    found = rows(store, "send-statistics", AT - 2 * QUARTER, AT - QUARTER)
    assert [row["timestamp"].timestamp() for row in found] == [AT - 2 * QUARTER]
    assert rows(store, "send-statistics", AT + DAY, None) == []


def test_metrics_leave_our_own_series_out(store):
    assert {row["metric"] for row in rows(store, "metrics")} == {BOUNCE_RATE, "Reputation.ComplaintRate", "Send"}


def test_the_account_is_told_at_each_change_and_as_read_last(store):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(plan="PRO"), AT - DAY)
    found = rows(store, "account")
    assert [(row["taken_at"].timestamp(), row["plan"]) for row in found] == [
        (AT - 20 * DAY, "ESSENTIALS"),
        (AT - DAY, "PRO"),
        (AT - 60, "PRO"),
    ]
    assert found[-1]["sent_last_24_hours"] == 9600
    assert found[0]["sent_last_24_hours"] is None


def test_rates_name_their_source_window_and_level(store):
    samples.keep(store, SCOPE, BOUNCE_RATE, "marketing", 3600, [Point(AT - 3600, 0.07)])
    found = {(r["configuration_set"], r["measure"], r["source"], r["window"]): r for r in rows(store, "rates")}
    assert found["", "bounce", "aws", "representative"]["level"] == "ok"
    assert found["marketing", "bounce", "aws", "representative"]["level"] == "review"
    assert found["", "bounce", "statistics", "24h"]["numerator"] == 192
    assert found["", "complaint", "statistics", "24h"]["level"] == "unknown"


def test_identities_are_verified_only_on_success(store):
    snapshots.keep(store, SCOPE, "identity", "a.example", {"type": "DOMAIN", "verification_status": "SUCCESS"}, AT)
    snapshots.keep(store, SCOPE, "identity", "b.example", {"type": "DOMAIN", "verification_status": "PENDING"}, AT)
    snapshots.keep(store, SCOPE, "identity", "c.example", {"type": "DOMAIN"}, AT)
    assert [row["verified"] for row in rows(store, "identities")] == [True, False, None]


def test_changes_name_what_changed(store):
    snapshots.keep(store, SCOPE, "account", "", healthy_body(plan="PRO"), AT - DAY)
    assert rows(store, "changes") == [
        {
            "account_id": SCOPE.account_id,
            "region": SCOPE.region,
            "changed_at": datetime.fromtimestamp(AT - DAY, UTC),
            "what": "account/plan",
            "before": "ESSENTIALS",
            "after": "PRO",
        }
    ]


def test_runs_are_exported_with_their_calls(store):
    found = rows(store, "runs")
    assert {row["job"] for row in found} == {"account", "statistics", "metrics", "identities"}
    assert all(row["api_calls"] == 1 for row in found)
