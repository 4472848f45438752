"""Which plan was in force when, by the hour; and the price list by day."""

from datetime import UTC, datetime
from decimal import Decimal

from deliverability.cost.model import Extras, ExtrasSpan, Overrides, Plan, PlanSpan, Terms, Use
from deliverability.cost.plans import Held, at, held, span_at, unknown
from deliverability.cost.price_list import price
from deliverability.cost.prices import PRICES, Item
from deliverability.metrics import DAY, HOUR
from deliverability.model import Reason, Unknown, text

NONE, ESSENTIALS, PRO, _ = Plan
LOST = Unknown(Reason.DENIED)
BORN = int(datetime(2026, 7, 21, tzinfo=UTC).timestamp())
DAY_1 = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp())
NOTHING, TERMS = Overrides(), Terms(ESSENTIALS)


def spans(*told):
    return tuple(PlanSpan(DAY_1 + since, plan) for since, plan in told)


def hours(*told, until=DAY_1 + DAY, terms=TERMS):
    return [(each.plan, each.hours, len(each.assumed)) for each in held(use(spans(*told)), DAY_1, until, terms)]


def use(told=(), *paid):
    return Use("us-east-1", (), told, tuple(ExtrasSpan(DAY_1 + since, extras) for since, extras in paid))


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
    (day,) = held(use(spans((0, NONE))), DAY_1, DAY_1 + DAY, Terms(NONE, Overrides(PRO)))
    assert (day.plan, day.hours) == (PRO, 24)
    assert [why.msgid for why in day.assumed] == ["The price plan is the one in your settings."]


def test_before_plans_came_none_is_known_and_not_assumed():
    assert held(use(), BORN - DAY, BORN, TERMS) == [Held(NONE, 24)]
    assert held(use(spans((0, PRO))), BORN - DAY, BORN, Terms(NONE, Overrides(PRO))) == [Held(NONE, 24)]


def test_what_a_span_is_not_certain_of_is_said():
    announced = text("Announced.")
    told = (PlanSpan(DAY_1 - DAY, NONE), PlanSpan(DAY_1 + HOUR, PRO, announced))
    assert held(use(told), DAY_1, DAY_1 + DAY, TERMS) == [Held(NONE, 1), Held(PRO, 23, (announced,))]


def test_the_span_of_a_moment_is_the_one_read_last():
    told = spans((0, NONE), (DAY, PRO))
    assert span_at(told, DAY_1 - 1) is None
    assert span_at(told, DAY_1 + DAY) is told[1]


IP, TWO = Extras(1), Extras(2)


def test_extras_cut_a_day_as_plans_do():
    told = use(spans((-DAY, NONE), (6 * HOUR, PRO)), (-DAY, IP), (12 * HOUR, TWO))
    assert held(told, DAY_1, DAY_1 + DAY, TERMS) == [
        Held(NONE, 6, (), IP),
        Held(PRO, 6, (), IP),
        Held(PRO, 12, (), TWO),
    ]


def test_before_extras_were_first_read_they_are_taken_to_be_the_same_and_marked():
    told = use(spans((-DAY, NONE)), (HOUR, IP))
    assert held(told, DAY_1, DAY_1 + DAY, TERMS) == [Held(NONE, 1, (), IP, guessed=True), Held(NONE, 23, (), IP)]
    assert not held(use(spans((-DAY, NONE))), DAY_1, DAY_1 + DAY, TERMS)[0].guessed


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
