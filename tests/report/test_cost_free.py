"""What is free as the page tells it: from AWS as long as its word is fresh, else unknown with the reason why."""

from dataclasses import replace
from decimal import Decimal

import pytest

from deliverability.cost.choices import FreeTier, Granted
from deliverability.cost.model import Credits
from deliverability.metrics import DAY, HOUR
from deliverability.model import Reason, Unknown, text
from report.free_tier import OLD
from store import costs as told
from store import runs, snapshots
from store.costs import AccountPlan, TierUse
from tests.report.conftest import AT, READINGS, SCOPE, declare, healthy_body
from tests.report.cost_account import EACH_DAY, OTHER, SINCE, asked, choose, mailing

USE = TierUse("global", "Message", "", "12 Months Free", Decimal(900), Decimal(0), Decimal(3000), "Requests")
PAID = AccountPlan("PAID", "ACTIVE", None, None, AT)
CREDITS = AccountPlan("FREE", "ACTIVE", Decimal(80), AT + 9 * DAY, AT)
SENT = 14 * EACH_DAY


@pytest.fixture
def account(empty, monkeypatch):
    """Pays as it goes, and AWS may be asked of the free tier."""
    monkeypatch.setitem(READINGS, "free_tier", DAY)
    declare(empty)
    mailing(empty, plan="NONE")
    return empty


def listed(store, *uses, at=AT, since=SINCE):
    told.keep_tier(store, SCOPE.account_id, since, uses, at)


def asked_last(store, outcome="ok", action="", scope=SCOPE):
    error = None if outcome == "ok" else text("no")
    ended = (AT - 60, AT - 58)
    runs.record(store, runs.Run(0, "free_tier", scope.account_id, scope.region, *ended, outcome, error, action, 1, 0.0))


def free(store, **how):
    return asked(store, **how).covered[0]


def test_what_aws_tells_of_the_free_tier_is_taken_off_mail_that_is_paid_as_it_goes(account):
    listed(account, USE)
    assert (free(account).covered, free(account).applies) == ((3000,), True)
    assert asked(account).bills[0].to_date == Decimal(SENT - 3000) * Decimal("0.10") / 1000


def test_what_other_use_than_the_mail_counted_here_took_is_free_no_more(account):
    listed(account, replace(USE, used=Decimal(SENT + 1000), allowed=Decimal(200_000)))
    assert (free(account).allowance.elsewhere, free(account).covered) == (1000, (SENT,))
    listed(account, replace(USE, used=Decimal(SENT + 1000), allowed=Decimal(SENT)))
    assert free(account).covered == (SENT - 1000,)
    assert asked(account).bills[0].to_date == Decimal("0.10")


def test_mail_that_aws_had_not_counted_yet_is_no_other_use(account):
    listed(account, replace(USE, used=Decimal(2000)), at=AT - 20 * DAY)
    assert free(account).allowance.elsewhere == 2000, "nothing was sent before that day"
    listed(account, replace(USE, used=Decimal(2000)), at=AT - 9 * DAY)
    assert free(account).allowance.elsewhere == 0


def test_where_the_plan_is_not_known_each_bill_has_its_own(empty, monkeypatch):
    declare(empty)
    mailing(empty, plan=None)
    listed(empty, USE)
    assert (free(empty).covered, free(empty).applies) == ((3000, 0), True)


def test_a_fresh_list_without_a_row_leaves_it_unknown_and_names_no_permission(account):
    asked_last(account)
    listed(account)
    assert free(account).allowance.reason is Reason.LOWER_BOUND
    assert "lists no free tier" in free(account).allowance.detail.msgid


@pytest.mark.parametrize("kind", ["no answer yet", "an old empty list"])
def test_a_denial_is_told_and_not_that_aws_lists_nothing(account, kind):
    asked_last(account, "denied", "freetier:GetFreeTierUsage")
    if kind != "no answer yet":
        listed(account, at=AT - OLD - 1)
    assert free(account).allowance.reason is Reason.DENIED


def test_an_old_empty_list_is_out_of_date(account):
    asked_last(account)
    listed(account, at=AT - OLD)
    assert free(account).allowance.reason is Reason.LOWER_BOUND
    listed(account, at=AT - OLD - 1)
    assert free(account).allowance.reason is Reason.STALE


def test_before_the_first_answer_it_is_being_collected_and_of_a_past_month_nobody_asked(account):
    assert free(account).allowance.detail.msgid == "AWS was not asked about the free tier yet."
    past = free(account, since=SINCE - DAY).allowance
    assert "in that month" in past.detail.msgid


def test_what_was_used_this_month_stays_used_however_old_the_answer(account):
    listed(account, USE, at=AT - OLD - DAY)
    assert free(account).allowance.messages == 3000


def test_the_denial_of_another_permission_does_not_hide_what_is_known(account):
    asked_last(account, "denied", "freetier:GetAccountPlanState")
    listed(account)
    assert free(account).allowance.reason is Reason.LOWER_BOUND
    assert asked(account).credits.reason is Reason.DENIED


def test_under_a_price_plan_nothing_is_free_where_aws_lists_none(account):
    snapshots.keep(account, SCOPE, "account", "", healthy_body(plan="ESSENTIALS"), AT - 5 * DAY)
    mailing(account, OTHER, "ESSENTIALS")
    listed(account)
    ours, other = asked(account).covered
    assert ours.allowance.reason is Reason.LOWER_BOUND, "it was paid as it goes when it was seen first"
    assert (other.allowance.messages, other.applies) == (0, False)
    listed(account, at=AT - OLD - 1)
    assert asked(account).covered[1].allowance.reason is Reason.STALE


def test_credits_and_an_empty_list_leave_what_is_free_unknown(account):
    listed(account)
    told.keep_plan(account, SCOPE.account_id, CREDITS)
    found = asked(account)
    assert isinstance(found.covered[0].allowance, Unknown)
    assert found.credits == Credits(Decimal(80), AT + 9 * DAY, AT)
    assert asked(account, since=SINCE - DAY).credits is None


@pytest.mark.parametrize(
    "other", [{"status": "EXPIRED"}, {"status": "NOT_STARTED"}, {"expires_at": AT}, {"credits_usd": None}], ids=str
)
def test_credits_that_are_not_in_force_are_none(account, other):
    told.keep_plan(account, SCOPE.account_id, replace(CREDITS, **other))
    assert asked(account).credits is None


def test_credits_of_which_aws_told_long_ago_are_unknown(account):
    told.keep_plan(account, SCOPE.account_id, replace(CREDITS, read_at=AT - OLD))
    assert asked(account).credits.usd == 80
    told.keep_plan(account, SCOPE.account_id, replace(CREDITS, read_at=AT - OLD - HOUR))
    assert asked(account).credits.reason is Reason.STALE


def test_a_free_tier_that_a_person_chose_counts_where_aws_tells_none(empty):
    mailing(empty, plan="NONE")
    choose(empty, free_tier=Granted(FreeTier.MESSAGES_3000))
    assert free(empty).covered == (3000,)


def test_a_permission_that_is_denied_is_named_once_however_many_regions(account):
    choose(account, cost_explorer=True, average_kb=Decimal(1))
    mailing(account, OTHER)
    for scope in (SCOPE, OTHER):
        asked_last(account, "denied", "freetier:GetFreeTierUsage", scope)
    said = [told.params["action"] for told in asked(account).missing if "action" in told.params]
    assert said == ["freetier:GetFreeTierUsage"]
