"""Our own calls of a calendar month and their cost."""

from datetime import UTC, datetime

import pytest

from deliverability.metrics import DAY
from deliverability.model import Scope
from report.calls import calls, month_end, month_start, recent_sums
from report.freshness import Declared
from store import runs
from tests.report.conftest import NOW, SCOPE

FIRST = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp())
TODAY = int(datetime(2026, 11, 24, tzinfo=UTC).timestamp())
DECLARED = {
    "account": Declared("account", (), 300),
    "metrics": Declared("metrics", (), 900, list_price_usd_per_call=0.00001),
}


def ran(store, at, job="account", api_calls=10, cost_usd=0.0, scope=SCOPE):
    run = runs.Run(0, job, scope.account_id, scope.region, at, at + 1, "ok", None, "", api_calls, cost_usd)
    runs.record(store, run)


def month(store, scope=SCOPE, now=NOW):
    return calls(recent_sums(store, now), scope, now, DECLARED)


def test_the_month_adds_up_to_the_runs_of_all_regions(empty):
    for at in (FIRST, FIRST + 5 * DAY, TODAY + 60):
        ran(empty, at, cost_usd=0.125)
        ran(empty, at, "metrics", 30, scope=Scope(SCOPE.account_id, "us-east-1"))
    ran(empty, FIRST - 1)
    found = month(empty)
    recorded = runs.between(empty, FIRST, TODAY + DAY)
    assert (found.since, found.calls) == (FIRST, sum(run.api_calls for run in recorded))
    assert found.usd == sum(run.cost_usd for run in recorded) == 0.375
    assert found.free_used == 90 / 1_000_000


def test_another_accounts_calls_are_not_ours_but_those_of_a_failed_start_are(empty):
    ran(empty, TODAY, scope=Scope("9" * 12, SCOPE.region))
    ran(empty, TODAY, "account_id", 3, scope=Scope("", SCOPE.region))
    assert month(empty).calls == 3
    assert month(empty, scope=None).calls == 13


def test_beyond_the_free_million_cloudwatch_costs_its_list_price(empty):
    ran(empty, TODAY, "metrics", 1_500_000)
    ran(empty, TODAY, "account", 5_000_000)
    found = month(empty)
    assert found.free_used == 1.5
    assert found.usd == pytest.approx(5.0)
    assert found.usd_without_free == pytest.approx(15.0)


def test_the_months_end_is_expected_from_whole_days_only(empty):
    ran(empty, TODAY - 9 * DAY, api_calls=9000)  # the first day, on which the past was caught up
    assert month(empty).expected_calls is None
    for n in range(1, 9):
        ran(empty, TODAY - n * DAY, api_calls=100)
    ran(empty, TODAY, api_calls=7)
    left = (month_end(NOW) - NOW.timestamp()) / DAY
    assert month(empty).expected_calls == pytest.approx(9807 + 100 * left)
    assert month(empty).expected_usd == 0


def test_the_first_day_is_no_whole_day(empty):
    ran(empty, TODAY - DAY, api_calls=9000)
    assert month(empty).expected_calls is None
    ran(empty, TODAY - 2 * DAY, api_calls=50)
    left = (month_end(NOW) - NOW.timestamp()) / DAY
    assert month(empty).expected_calls == pytest.approx(9050 + 9000 * left)


def test_an_expected_excess_is_priced(empty):
    for n in range(1, 9):
        ran(empty, TODAY - n * DAY, "metrics", 100_000)
    found = month(empty)
    assert found.usd == 0
    assert found.expected_calls is not None
    assert found.expected_usd == pytest.approx((found.expected_calls - 1_000_000) * 0.00001)


def test_a_month_may_be_the_years_last():
    december = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)
    assert month_start(december) == int(datetime(2026, 12, 1, tzinfo=UTC).timestamp())
    assert month_end(december) == int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())


def test_a_new_month_begins_at_nothing_and_expects_as_the_last_week_was(empty):
    for n in range(9):
        ran(empty, TODAY - n * DAY, api_calls=100)
    midnight = datetime(2026, 11, 25, tzinfo=UTC)
    found = month(empty, now=midnight.replace(month=12, day=1))
    assert (found.calls, found.expected_calls) == (0, 3100)
