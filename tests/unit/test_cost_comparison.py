"""The same month under every plan, and from which volume on another one is cheaper; by hand."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from deliverability.cost.comparison import break_even, guide, offers, saving_a_year
from deliverability.cost.model import Allowance, Extras, Overrides, Plan, Terms
from deliverability.model import Reason, Unknown, text

NONE, ESSENTIALS, PRO, ENTERPRISE = Plan
HOME = "us-east-1"
NOV, JUNE = (int(datetime(2026, month, 1, tzinfo=UTC).timestamp()) for month in (11, 6))
M = 1_000_000
TERMS = Terms(NONE)
BARE = Extras()
SUPPORTED = Extras(managed_ips=True, vdm=True)


def all_of(recipients, present=ESSENTIALS, extras=BARE, since=NOV, terms=TERMS):
    return {offer.plan: offer for offer in offers(recipients, present, extras, HOME, since, terms)}


def usd(found):
    return {plan: int(offer.usd) for plan, offer in found.items()}


def test_five_million_under_every_plan_cheapest_first():
    """500; 800; 105 + 1,100; 500 + 1,150."""
    found = all_of(5 * M)
    assert list(usd(found).items()) == [(NONE, 500), (ESSENTIALS, 800), (PRO, 1205), (ENTERPRISE, 1650)]
    assert [int(offer.fee) for offer in found.values()] == [0, 0, 105, 500]
    assert [str(offer.per_thousand) for offer in found.values()] == ["0.10", "0.16", "0.22", "0.23"]


def test_the_average_price_falls_with_the_tiers():
    """20 M under Essentials: 1,600 + 1,400 = 3,000, 15 ct a thousand."""
    assert all_of(20 * M)[ESSENTIALS].average == Decimal("0.15")
    assert all_of(0)[ESSENTIALS].average is None


def test_what_is_used_beside_mail_is_part_of_every_offer():
    """5 M: à la carte 500 + 15 + 400 + 350; Essentials 800 + 15 + 400; Pro includes both."""
    assert usd(all_of(5 * M, extras=SUPPORTED)) == {PRO: 1205, ESSENTIALS: 1215, NONE: 1265, ENTERPRISE: 1650}


def test_a_year_saves_twelve_times_the_difference():
    found = offers(5 * M, ESSENTIALS, Extras(), HOME, NOV, TERMS)
    assert saving_a_year(found, ESSENTIALS) == 3600
    assert saving_a_year(found, NONE) == 0


def test_before_plans_came_there_was_one_price():
    assert list(all_of(5 * M, since=JUNE)) == [NONE]
    assert saving_a_year(offers(5 * M, ESSENTIALS, BARE, HOME, JUNE, TERMS), ESSENTIALS) == 0


def test_an_own_price_is_the_present_plans():
    own = Terms(NONE, Overrides(PRO, Decimal("0.05")))
    found = all_of(5 * M, ESSENTIALS, terms=own)
    assert usd(found) == {ESSENTIALS: 250, NONE: 500, PRO: 1205, ENTERPRISE: 1650}
    assert found[ESSENTIALS].per_thousand == Decimal("0.05")
    unknown = all_of(5 * M, Unknown(Reason.DENIED), terms=own)
    assert usd(unknown) == {ESSENTIALS: 250, NONE: 250, PRO: 1205, ENTERPRISE: 1650}


def test_the_allowance_counts_where_it_applies():
    free = Terms(NONE, allowance=Allowance(1 * M, None, text("free"), None))
    assert usd(all_of(5 * M, terms=free))[NONE] == 400
    assert usd(all_of(5 * M, terms=free))[ESSENTIALS] == 800


@pytest.mark.parametrize(
    ("present", "other", "extras", "recipients"),
    [
        (ESSENTIALS, NONE, Extras(), None),  # $0.10 is cheaper from the first mail on
        (NONE, ESSENTIALS, Extras(), None),
        (NONE, PRO, Extras(), None),
        (NONE, NONE, Extras(), None),
        (NONE, PRO, SUPPORTED, 3 * M),  # 15 + 0.25 n = 105 + 0.22 n
        (PRO, NONE, SUPPORTED, 3 * M),
        (ESSENTIALS, PRO, SUPPORTED, 4_500_000),  # 15 + 0.24 n = 105 + 0.22 n
        (NONE, ENTERPRISE, SUPPORTED, 14_071_429),  # 15 + 0.25 n = 500 + 2,300 + 0.18 (n - 10,000); n = 14,071.43
    ],
)
def test_break_even_is_where_both_cost_the_same(present, other, extras, recipients):
    assert break_even(present, other, extras, HOME, NOV, TERMS) == recipients


def test_break_even_minds_what_is_free():
    """In thousands: 0.10 (n - 3,000) + 0.15 n + 15 = 105 + 2,200 + 0.17 (n - 10,000), so 0.08 n = 890."""
    free = Terms(NONE, allowance=Allowance(3 * M, None, text("free"), None))
    assert break_even(NONE, PRO, SUPPORTED, HOME, NOV, free) == 11_125_000


def test_before_plans_came_nothing_breaks_even():
    assert break_even(NONE, PRO, SUPPORTED, HOME, JUNE, TERMS) is None


def test_the_guide_of_2023_is_kept_as_what_it_is():
    assert guide(62_000) == 0
    assert guide(100_000) == Decimal("3.80")
    assert guide(10) == 0


def test_a_plan_tells_what_of_it_is_used():
    used = {plan: [each.used for each in offer.includes] for plan, offer in all_of(1, extras=Extras(vdm=True)).items()}
    assert used[NONE] == []
    assert used[ESSENTIALS] == [True]
    assert used[PRO] == [True, False, None, None]
    assert used[ENTERPRISE] == [True, False, None, None, None, None]
