"""Which plan was in force when, by the hour; and the price list by day."""

from datetime import UTC, datetime
from decimal import Decimal

from deliverability.cost.model import Overrides, Plan, PlanSpan, Terms
from deliverability.cost.plans import Held, at, held, unknown
from deliverability.cost.price_list import price
from deliverability.cost.prices import PRICES, Item
from deliverability.metrics import DAY, HOUR
from deliverability.model import Reason, Unknown

NONE, ESSENTIALS, PRO, _ = Plan
LOST = Unknown(Reason.DENIED)
BORN = int(datetime(2026, 7, 21, tzinfo=UTC).timestamp())
DAY_1 = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp())
NOTHING, TERMS = Overrides(), Terms(ESSENTIALS)


def spans(*told):
    return tuple(PlanSpan(DAY_1 + since, plan) for since, plan in told)


def hours(*told, until=DAY_1 + DAY, terms=TERMS):
    return [(each.plan, each.hours, len(each.assumed)) for each in held(spans(*told), DAY_1, until, terms)]


def test_the_plan_is_the_one_read_last():
    told = spans((0, NONE), (DAY, PRO))
    assert at(told, DAY_1 + DAY - 1, NOTHING) is NONE
    assert at(told, DAY_1 + DAY, NOTHING) is PRO


def test_before_it_was_first_read_it_is_taken_to_be_the_same():
    assert at(spans((DAY, PRO), (2 * DAY, NONE)), DAY_1, NOTHING) is PRO
    assert hours((DAY, PRO)) == [(PRO, 24, 1)]


def test_a_plan_that_was_never_read_is_unknown():
    assert isinstance(at((), DAY_1, NOTHING), Unknown)
    assert unknown((), DAY_1, DAY_1 + DAY, NOTHING)
    assert hours() == [(ESSENTIALS, 24, 1)]


def test_what_a_person_set_holds_from_the_day_plans_came():
    assert at((), BORN, Overrides(PRO)) is PRO
    assert at(spans((0, NONE)), BORN - 1, Overrides(PRO)) is NONE
    assert held((), DAY_1, DAY_1 + DAY, Terms(NONE, Overrides(PRO))) == [Held(PRO, 24)]


def test_before_plans_came_none_is_known_and_not_assumed():
    assert held((), BORN - DAY, BORN, TERMS) == [Held(NONE, 24)]
    assert held(spans((0, PRO)), BORN - DAY, BORN, TERMS) == [Held(NONE, 24)]


def test_an_unknown_stretch_makes_a_month_unknown_only_where_it_touches_it():
    told = spans((0, NONE), (DAY, LOST), (2 * DAY, NONE))
    assert not unknown(told, DAY_1, DAY_1 + DAY, NOTHING)
    assert unknown(told, DAY_1, DAY_1 + DAY + 1, NOTHING)
    assert unknown(told, DAY_1 + DAY, DAY_1 + 2 * DAY, NOTHING)
    assert not unknown(told, DAY_1 + 2 * DAY, DAY_1 + 3 * DAY, NOTHING)
    assert not unknown(told, DAY_1, DAY_1 + 3 * DAY, Overrides(PRO))


def test_what_was_unknown_once_makes_no_later_month_unknown():
    told = (PlanSpan(BORN, LOST), PlanSpan(DAY_1, NONE))
    assert not unknown(told, DAY_1, DAY_1 + DAY, NOTHING)


def test_the_month_in_which_plans_came_is_unknown_from_that_day_on():
    assert unknown((), BORN - DAY, BORN + 1, NOTHING)
    assert not unknown((), BORN - DAY, BORN, NOTHING)


def test_an_hour_belongs_to_the_plan_at_its_beginning():
    assert hours((-DAY, NONE), (HOUR + 1, PRO)) == [(NONE, 2, 0), (PRO, 22, 0)]
    assert hours((-DAY, NONE), (HOUR, PRO)) == [(NONE, 1, 0), (PRO, 23, 0)]
    assert hours((-DAY, NONE), (DAY - 1, PRO)) == [(NONE, 24, 0)]


def test_a_plan_that_came_twice_in_a_day_is_told_once():
    assert hours((-DAY, NONE), (HOUR, PRO), (2 * HOUR, NONE)) == [(NONE, 23, 0), (PRO, 1, 0)]
    assert hours((HOUR, LOST), (2 * HOUR, LOST)) == [(ESSENTIALS, 24, 1)]


def test_hours_count_once_they_have_begun():
    assert hours((-DAY, NONE), until=DAY_1) == []
    assert hours((-DAY, NONE), until=DAY_1 + 1) == [(NONE, 1, 0)]
    assert hours((-DAY, NONE), (3 * HOUR, PRO), until=DAY_1 + 2 * HOUR) == [(NONE, 2, 0)]


def test_a_price_holds_in_its_days_only():
    assert price(Item.OUTBOUND, ESSENTIALS, "us-east-1", BORN - 1) is None
    assert price(Item.OUTBOUND, ESSENTIALS, "us-east-1", BORN).tiers[0][1] == Decimal("0.16")
    assert price(Item.OUTBOUND, NONE, "us-east-1", 0) is None
    assert price(Item.FEE, ESSENTIALS, "us-east-1", BORN) is None


def test_other_regions_prices_are_marked():
    assert price(Item.DATA, NONE, "us-east-1", DAY_1).assumed is None
    assert price(Item.DATA, NONE, "eu-west-1", DAY_1).assumed.params["region"] == "eu-west-1"


def test_each_price_has_a_source_and_rising_tiers():
    for entry in PRICES:
        assert entry.source
        begins = [begin for begin, _ in entry.tiers]
        assert begins[0] == 0
        assert begins == sorted(begins)
