"""The same month under every plan, and from which volume on another one is cheaper; by hand."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from deliverability.cost.comparison import _crossings, break_even, guide, offers, saving_a_year
from deliverability.cost.model import Allowance, BreakEven, Extras, ExtrasSpan, Overrides, Plan, Terms, Usage, Use
from deliverability.metrics import DAY
from deliverability.model import Reason, Unknown, text
from tests.unit.bills import cents

NONE, ESSENTIALS, PRO, ENTERPRISE = Plan
HOME = "us-east-1"
NOV, JULY, JUNE = (int(datetime(2026, month, 1, tzinfo=UTC).timestamp()) for month in (11, 7, 6))
M = 1_000_000
TERMS = Terms(NONE)
BARE = Extras()
SUPPORTED = Extras(managed_ips=True, vdm=True, managed_mail=Decimal(1))


def sent(*recipients, extras=BARE, since=NOV):
    """So many recipients on the month's first days."""
    days = tuple(Usage(since + i * DAY, many, "recipients") for i, many in enumerate(recipients))
    return Use(HOME, days, (), (ExtrasSpan(since, extras),))


def all_of(recipients, present=ESSENTIALS, extras=BARE, since=NOV, terms=TERMS):
    mail = sent(recipients, extras=extras, since=since)
    return {offer.plan: offer for offer in offers(mail, present, since, terms)}


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
    found = offers(sent(5 * M), ESSENTIALS, NOV, TERMS)
    assert saving_a_year(found, ESSENTIALS) == 3600
    assert saving_a_year(found, NONE) == 0


def test_before_plans_came_there_was_one_price():
    assert list(all_of(5 * M, since=JUNE)) == [NONE]
    assert saving_a_year(offers(sent(5 * M, since=JUNE), ESSENTIALS, JUNE, TERMS), ESSENTIALS) == 0


def test_in_the_month_in_which_plans_came_each_holds_from_that_day_on():
    """1,000 a day: 31 x 0.10; 20 x 0.10 + 11 x 0.16; + 11 x 0.22 + 105 x 11 / 31; + 11 x 0.23 + 500 x 11 / 31."""
    found = offers(sent(*[1000] * 31, since=JULY), NONE, JULY, TERMS)
    assert [(offer.plan, cents(offer.usd)) for offer in found] == [
        (NONE, "3.10"), (ESSENTIALS, "3.76"), (PRO, "41.68"), (ENTERPRISE, "181.95"),
    ]  # fmt: skip
    assert [str(offer.per_thousand) for offer in found] == ["0.10", "0.16", "0.22", "0.23"]
    assert cents(saving_a_year(found, ESSENTIALS)) == "7.92"


def test_mail_of_other_months_and_unknown_days_are_none_of_it():
    mail = Use(
        HOME, (*sent(M).days, Usage(NOV + DAY, Unknown(Reason.DENIED), "attempts"), *sent(M, since=JULY).days), ()
    )
    assert offers(mail, NONE, NOV, TERMS)[0].average == Decimal("0.10")


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
    ("present", "other", "extras", "met"),
    [
        (ESSENTIALS, NONE, BARE, []),  # $0.10 is cheaper from the first mail on
        (NONE, ESSENTIALS, BARE, []),
        (NONE, PRO, BARE, []),
        (NONE, NONE, BARE, []),
        (NONE, PRO, SUPPORTED, [(3 * M, NONE, PRO)]),  # 15 + 0.25 n = 105 + 0.22 n
        (PRO, NONE, SUPPORTED, [(3 * M, NONE, PRO)]),  # the present plan is the cheaper one above it
        (ESSENTIALS, PRO, SUPPORTED, [(4_500_000, ESSENTIALS, PRO)]),  # 15 + 0.24 n = 105 + 0.22 n
        # 15 + 0.25 n = 500 + 2,300 + 0.18 (n - 10,000); n = 14,071.43
        (NONE, ENTERPRISE, SUPPORTED, [(14_071_429, NONE, ENTERPRISE)]),
    ],
)
def test_break_even_is_where_both_cost_the_same_and_tells_which_is_cheaper_on_each_side(present, other, extras, met):
    assert break_even(present, other, extras, HOME, NOV, TERMS) == tuple(BreakEven(*each) for each in met)


def test_break_even_minds_what_is_free():
    """In thousands: 0.10 (n - 3,000) + 0.15 n + 15 = 105 + 2,200 + 0.17 (n - 10,000), so 0.08 n = 890."""
    free = Terms(NONE, allowance=Allowance(4 * M, None, text("free"), None, elsewhere=1 * M))
    assert break_even(NONE, PRO, SUPPORTED, HOME, NOV, free) == (BreakEven(11_125_000, NONE, PRO),)


def test_two_plans_may_change_places_twice():
    """Own price of Essentials 0.15, VDM at 0.07: 0.17 n = 0.15 n never; with 1 M free: 0.17 n - 100 = 0.15 n at 5 M.

    With Pro's fee: up to 1 M free à la carte is cheaper; 0.25 n - 85 = 105 + 0.22 n at 6.333 M.
    """
    free = Terms(NONE, Overrides(price_per_thousand=Decimal("0.15")), Allowance(1 * M, None, text("free"), None))
    vdm = Extras(vdm=True)
    assert break_even(ESSENTIALS, NONE, vdm, HOME, NOV, free) == (BreakEven(5 * M, NONE, ESSENTIALS),)
    assert break_even(NONE, ESSENTIALS, vdm, HOME, NOV, Terms(NONE, allowance=free.allowance)) == (
        BreakEven(10 * M, NONE, ESSENTIALS),
    )


def test_volumes_at_which_both_cost_the_same_and_go_on_so_are_no_break_even():
    assert list(_crossings([(0, Decimal(0)), (5, Decimal(0)), (9, Decimal(4))])) == []
    assert list(_crossings([(0, Decimal(2)), (5, Decimal(0)), (9, Decimal(4))])) == []
    assert list(_crossings([(0, Decimal(2)), (5, Decimal(0)), (7, Decimal(0)), (9, Decimal(-4))])) == [(5, True)]
    assert list(_crossings([(0, Decimal(2)), (4, Decimal(-2)), (8, Decimal(2))])) == [(2, True), (6, False)]


def test_before_plans_came_nothing_breaks_even():
    assert break_even(NONE, PRO, SUPPORTED, HOME, JUNE, TERMS) == ()


def test_the_guide_of_2023_is_kept_as_what_it_is():
    assert guide(62_000) == 0
    assert guide(100_000) == Decimal("3.80")
    assert guide(10) == 0


def test_a_plan_tells_what_of_it_is_used():
    used = {plan: [each.used for each in offer.includes] for plan, offer in all_of(1, extras=Extras(vdm=True)).items()}
    assert used[NONE] == []
    assert used[ESSENTIALS] == [True]
    assert used[PRO] == [True, None, None, None]
    assert used[ENTERPRISE] == [True, None, None, None]
