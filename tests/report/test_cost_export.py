"""`export cost`: its rows sum to the page, half-open, with days to come only if asked for."""

from datetime import UTC, datetime

import pytest

from deliverability.metrics import DAY
from report import cost_export
from tests.report.conftest import NOW, SCOPE, declare
from tests.report.cost_account import OTHER, SINCE, TODAY, asked, charge, choose, mailing


@pytest.fixture
def account(empty):
    declare(empty)
    mailing(empty)
    return empty


def exported(store, make=cost_export.rows, since=None, until=None):
    return [dict(zip(cost_export.COLUMNS, row, strict=True)) for row in make(store, since, until, NOW)]


def test_the_export_sums_to_the_page_and_holds_days_to_come_only_if_asked_for(account):
    charge(account, (TODAY - 3 * DAY, "APN2-Recipients", "1.50"), (TODAY - 3 * DAY, "Message", "0.02"))
    rows, found = exported(account), asked(account)
    assert {row["basis"] for row in rows} == {"estimate", "actual"}
    assert sum(row["usd"] for row in rows if row["basis"] == "estimate") == found.bills[0].to_date
    charged = [(row["kind"], row["usage_type"]) for row in rows if row["basis"] == "actual"]
    assert charged == [("outbound", "APN2-Recipients"), ("other", "Message")]
    assert {row["usage_type"] for row in rows if row["basis"] != "actual"} == {None}
    coming = [row for row in exported(account, cost_export.with_forecast) if row["basis"] == "forecast"]
    assert sum(row["usd"] for row in coming) == found.bills[0].outlook.likely - found.bills[0].to_date


def test_the_export_is_half_open_and_tells_both_plans_where_none_is_known(empty):
    declare(empty)
    mailing(empty, plan=None)
    mailing(empty, OTHER, "NONE")
    rows = exported(empty, since=TODAY - DAY, until=TODAY)
    day = datetime.fromtimestamp(TODAY - DAY, UTC).date().isoformat()
    assert {row["day"] for row in rows} == {day}
    assert [(row["region"], row["plan"]) for row in rows] == [
        (SCOPE.region, "NONE"), (OTHER.region, "NONE"), (SCOPE.region, "ESSENTIALS"),
    ]  # fmt: skip
    assert exported(empty, since=0, until=SINCE - 40 * DAY) == []


def test_mail_that_is_free_has_a_row_of_its_own_that_costs_nothing(empty):
    """9,600 a day from 9:00 on the 10th, 6,000 on that day, 15,000 free: all of it, then 9,000 of the 11th."""
    mailing(empty, plan="NONE")
    choose(empty, free_messages=15_000)
    rows = exported(empty, until=TODAY - 12 * DAY)
    assert [(row["day"], row["kind"], str(row["quantity"]), str(row["usd"].normalize())) for row in rows] == [
        ("2026-11-10", "outbound", "6", "0"),
        ("2026-11-11", "outbound", "9", "0"),
        ("2026-11-11", "outbound", "0.6", "0.06"),
    ]
    assert sum(row["usd"] for row in exported(empty)) == asked(empty).bills[0].to_date


def test_a_day_to_come_is_told_once_where_the_plan_is_known_and_under_both_where_not(empty):
    declare(empty, regions=[SCOPE.region, OTHER.region])
    mailing(empty, plan=None)
    mailing(empty, OTHER, "NONE")
    coming = exported(empty, cost_export.with_forecast, since=TODAY + DAY, until=TODAY + 2 * DAY)
    assert [(row["region"], row["plan"]) for row in coming] == [
        (SCOPE.region, "NONE"), (OTHER.region, "NONE"), (SCOPE.region, "ESSENTIALS"),
    ]  # fmt: skip
