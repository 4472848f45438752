"""The month under every plan: what is free is free once for the account, and a part of a month decides nothing."""

from decimal import Decimal

import pytest

from deliverability.bins import Bin
from deliverability.cost.choices import FreeTier, Granted
from deliverability.cost.model import Plan
from deliverability.coverage import Span
from deliverability.model import Unknown
from store import coverage, samples, snapshots, statistics
from store.samples import Point
from tests.report.conftest import AT, SCOPE, declare, healthy_body
from tests.report.cost_account import EACH_DAY, OTHER, SINCE, TODAY, asked, choose, mailing


@pytest.fixture
def account(empty):
    """Two regions of 14 days each, both paid for as they go."""
    mailing(empty, SCOPE, "NONE")
    mailing(empty, OTHER, "NONE")
    choose(empty)
    return empty


def of_plan(compared, plan):
    return next(offer.usd for offer in compared.offers if offer.plan is plan)


def test_what_is_free_is_taken_off_once_over_all_regions(account):
    choose(account, free_tier=Granted(FreeTier.MESSAGES_3000))
    found = asked(account)
    mails = sum(one.likely for one in found.compared)
    offered = sum(of_plan(one, Plan.NONE) for one in found.compared)
    assert offered == Decimal(mails - 3000) * Decimal("0.10") / 1000 == found.bills[0].outlook.likely


def test_the_guide_s_model_is_of_the_whole_account(account):
    found = asked(account)
    mails = sum(one.likely for one in found.compared)
    assert found.guide == Decimal(mails - 62_000) * Decimal("0.10") / 1000
    assert asked(account, SCOPE.region).guide == found.guide


def test_a_month_is_compared_with_the_mail_that_is_likely_to_come(account):
    (one,) = asked(account, SCOPE.region).compared
    assert one.likely == 14 * EACH_DAY + EACH_DAY * 15 // 24 + 6 * EACH_DAY
    assert (one.current, one.cheapest, one.saving_a_year, one.break_even) == (Plan.NONE, Plan.NONE, 0, ())
    assert [offer.plan for offer in one.offers] == [Plan.NONE, Plan.ESSENTIALS, Plan.PRO, Plan.ENTERPRISE]


def test_a_year_on_essentials_would_be_cheaper_as_you_go(account):
    """0.06 a thousand of 198,000 recipients, twelve times."""
    snapshots.keep(account, SCOPE, "account", "", healthy_body(plan="ESSENTIALS"), SINCE)
    (one,) = asked(account, SCOPE.region).compared
    assert (one.likely, one.current, one.cheapest) == (198_000, Plan.ESSENTIALS, Plan.NONE)
    assert one.saving_a_year == Decimal("142.56")


def test_without_a_forecast_nothing_is_compared(empty):
    declare(empty)
    coverage.extend(empty, SCOPE, coverage.CLOUDWATCH, Span(TODAY, AT))
    samples.keep(empty, SCOPE, "Send", "", 3600, [Point(TODAY, 500.0)])
    found = asked(empty)
    (one,) = found.compared
    assert found.bills
    assert isinstance(one.likely, Unknown)
    assert (one.offers, one.cheapest, one.saving_a_year, one.break_even) == ((), None, 0, ())
    assert found.guide is None


def test_a_past_month_is_compared_by_what_was_sent(account):
    statistics.keep(account, SCOPE, [Bin(SINCE - 86_400, 10_000, 0, 0, 0)], SINCE)
    (one,) = asked(account, SCOPE.region, since=SINCE - 86_400).compared
    assert (one.likely, of_plan(one, Plan.ESSENTIALS)) == (10_000, Decimal("1.6"))


def test_which_plan_is_the_present_one_where_none_is_known_is_not_told(empty):
    mailing(empty, plan=None)
    choose(empty)
    (one,) = asked(empty).compared
    assert isinstance(one.current, Unknown)
    assert (one.saving_a_year, one.break_even) == (0, ())
