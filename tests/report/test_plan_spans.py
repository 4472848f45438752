"""The plan over time as GetAccount told it: an absence is no change, a new word no guess."""

import pytest

from deliverability.cost.model import Extras, Plan, PlanSpan
from deliverability.metrics import DAY
from deliverability.model import Unknown
from report.plan_spans import extras, next_plan, plan_spans, seen_since
from store import snapshots
from tests.report.conftest import AT, SCOPE


def told(store, *plans):
    """One plan a day, the last one of today; None is an answer without it."""
    for back, plan in zip(range(len(plans) - 1, -1, -1), plans, strict=True):
        body = {"n": back} | ({} if plan is None else {"plan": plan})
        snapshots.keep(store, SCOPE, "account", "", body, AT - back * DAY)


def test_the_first_plan_reaches_back_for_ever_and_each_later_one_begins_where_it_was_seen(empty):
    told(empty, "NONE", "NONE", "ESSENTIALS")
    assert plan_spans(empty, SCOPE) == (PlanSpan(0, Plan.NONE), PlanSpan(AT, Plan.ESSENTIALS))
    assert seen_since(empty, SCOPE) == AT


def test_an_answer_without_a_plan_says_nothing_of_it(empty):
    told(empty, None, "PRO", None, "PRO")
    assert plan_spans(empty, SCOPE) == (PlanSpan(0, Plan.PRO),)
    assert seen_since(empty, SCOPE) == AT - 2 * DAY


def test_where_none_was_ever_told_the_plan_is_unknown(empty):
    told(empty, None)
    (span,) = plan_spans(empty, SCOPE)
    assert isinstance(span.plan, Unknown)
    assert seen_since(empty, SCOPE) is None


def test_a_plan_of_a_name_that_is_new_is_unknown_and_named(empty):
    told(empty, "NONE", "ULTRA")
    assert plan_spans(empty, SCOPE)[1].plan.detail.params == {"plan": "ULTRA"}


@pytest.mark.parametrize(("coming", "expected"), [("PRO", Plan.PRO), ("NONE", None), (None, None), ("ULTRA", None)])
def test_a_plan_to_come_is_one_that_differs_and_is_known(coming, expected):
    assert next_plan({"plan": "NONE", "next_plan": coming}) is expected


def test_extras_are_vdm_by_the_account_s_word():
    assert extras({"vdm": "ENABLED"}) == Extras(vdm=True)
    assert extras({"vdm": "DISABLED"}) == extras({}) == Extras()
