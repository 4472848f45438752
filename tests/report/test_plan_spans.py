"""The plan over time as GetAccount told it: an absence is no change, a new word no guess, an announced one is dated."""

from datetime import UTC, datetime

import pytest

from deliverability.cost.model import Plan, PlanSpan
from deliverability.metrics import DAY, HOUR
from deliverability.model import Unknown
from report.plan_spans import plan_spans
from store import snapshots
from tests.report.conftest import AT, SCOPE

NOV, DEC = (int(datetime(2026, month, 1, tzinfo=UTC).timestamp()) for month in (11, 12))


def told(store, *plans):
    """One plan a day, the last one of today; None is an answer without it."""
    for back, plan in zip(range(len(plans) - 1, -1, -1), plans, strict=True):
        body = {"n": back} | ({} if plan is None else {"plan": plan})
        snapshots.keep(store, SCOPE, "account", "", body, AT - back * DAY)


def announced(store, at, plan, coming, **more):
    snapshots.keep(store, SCOPE, "account", "", {"plan": plan, "next_plan": coming} | more, at)


def since_and_plan(store, read_at=None):
    return [(span.since, span.plan) for span in plan_spans(store, SCOPE, read_at)]


def test_each_plan_begins_when_it_was_seen_the_first_one_too(empty):
    told(empty, "NONE", "NONE", "ESSENTIALS")
    assert plan_spans(empty, SCOPE, AT) == (PlanSpan(AT - 2 * DAY, Plan.NONE), PlanSpan(AT, Plan.ESSENTIALS))


def test_an_answer_without_a_plan_says_nothing_of_it(empty):
    told(empty, None, "PRO", None, "PRO")
    assert plan_spans(empty, SCOPE, AT) == (PlanSpan(AT - 2 * DAY, Plan.PRO),)


def test_where_none_was_ever_told_the_plan_is_unknown(empty):
    told(empty, None)
    (span,) = plan_spans(empty, SCOPE, AT)
    assert isinstance(span.plan, Unknown)


def test_a_plan_of_a_name_that_is_new_is_unknown_and_named(empty):
    told(empty, "NONE", "ULTRA")
    assert plan_spans(empty, SCOPE, AT)[1].plan.detail.params == {"plan": "ULTRA"}


def test_a_plan_that_was_announced_begins_with_the_next_month_and_says_that_it_was_only_announced(empty):
    announced(empty, NOV + DAY, "NONE", "PRO")
    first, second = plan_spans(empty, SCOPE, AT)
    assert (first, second.since, second.plan) == (PlanSpan(NOV + DAY, Plan.NONE), DEC, Plan.PRO)
    assert "announced" in second.assumed.msgid


@pytest.mark.parametrize("coming", ["NONE", None])
def test_a_plan_that_stays_is_no_change(empty, coming):
    announced(empty, NOV, "NONE", coming)
    assert since_and_plan(empty) == [(NOV, Plan.NONE)]


def test_a_change_that_was_announced_and_then_seen_took_effect_at_the_month_s_first_midnight(empty):
    announced(empty, NOV - 9 * DAY, "NONE", "PRO")
    announced(empty, NOV - 8 * DAY, "NONE", "PRO", max_send_rate=20)
    announced(empty, NOV + 3 * DAY, "PRO", "PRO")
    assert plan_spans(empty, SCOPE, AT)[1:] == (PlanSpan(NOV, Plan.PRO),)


def test_an_announcement_that_was_taken_back_changes_nothing(empty):
    announced(empty, NOV - 9 * DAY, "NONE", "PRO")
    announced(empty, NOV - 2 * DAY, "NONE", "NONE")
    assert since_and_plan(empty) == [(NOV - 9 * DAY, Plan.NONE)]


def test_a_change_that_came_before_its_month_is_dated_when_it_was_seen(empty):
    announced(empty, NOV - 9 * DAY, "NONE", "PRO")
    announced(empty, NOV - 2 * DAY, "PRO", "PRO")
    assert since_and_plan(empty) == [(NOV - 9 * DAY, Plan.NONE), (NOV - 2 * DAY, Plan.PRO)]


def test_an_announcement_that_aws_still_makes_in_the_next_month_is_of_the_month_after(empty):
    announced(empty, NOV - DAY, "NONE", "PRO")
    assert since_and_plan(empty, NOV - HOUR)[1] == (NOV, Plan.PRO)
    assert since_and_plan(empty, NOV + HOUR)[1] == (DEC, Plan.PRO)
