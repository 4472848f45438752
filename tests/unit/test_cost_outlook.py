"""The month's end: what is charged so far and what is still to come, in one reckoning."""

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from deliverability.cost.forecast import Ahead, ahead
from deliverability.cost.model import Allowance, DayAhead, Extras, ExtrasSpan, Kind, Plan, PlanSpan, Terms, Usage, Use
from deliverability.cost.month import reckon
from deliverability.cost.outlook import outlook
from deliverability.metrics import DAY
from deliverability.model import Reason, Unknown, text

NOV = int(datetime(2026, 11, 1, tzinfo=UTC).timestamp())
NOW = NOV + 28 * DAY + DAY // 2
"""29 November, noon: half of this day and the 30th are still to come."""

HOME, AWAY = "us-east-1", "eu-west-1"
NOBODY_KNOWS = Unknown(Reason.COLLECTING)
FEW_DAYS = text("Less than eight days.")


def use(plan=Plan.NONE, region=HOME, a_day=1000):
    """1,000 recipients a day of 28 days, 500 on the morning of the 29th."""
    days = [Usage(NOV + i * DAY, a_day, "recipients") for i in range(28)]
    today = Usage(NOV + 28 * DAY, a_day // 2, "recipients", whole=False)
    return Use(region, (*days, today), (PlanSpan(NOV, plan),))


def coming(low, likely, high, rough=False):
    half, whole = DayAhead(NOV + 28 * DAY, 0, likely // 3, 0), DayAhead(NOV + 29 * DAY, 0, likely - likely // 3, 0)
    return Ahead((half, whole), low, likely, high, FEW_DAYS if rough else None)


def end(uses, aheads, allowance=None):
    return outlook(uses, aheads, NOV, NOW, Terms(Plan.NONE, allowance=allowance))


def amounts(found):
    return [str(usd.normalize()) for usd in (found.low, found.likely, found.high)]


def test_the_end_is_what_was_sent_and_what_is_likely_to_be():
    """28,500 sent; 1,500 more likely, 1,200 at least, 2,100 at most: at $0.10 a thousand."""
    found = end([use()], {HOME: coming(1200, 1500, 2100)})
    assert amounts(found.outlook) == ["2.97", "3", "3.06"]
    assert not found.outlook.rough
    assert found.by_region == {HOME: found.outlook}


def test_the_charges_to_come_begin_with_the_rest_of_the_present_day():
    found = end([use(Plan.PRO)], {HOME: coming(1200, 1500, 2100)})
    told = [((c.day - NOV) // DAY, c.kind, c.quantity) for c in found.charges]
    assert told == [
        (28, Kind.OUTBOUND, Decimal("0.5")),
        (28, Kind.FEE, 12),
        (29, Kind.OUTBOUND, 1),
        (29, Kind.FEE, 24),
    ]


def test_a_day_without_mail_so_far_is_all_still_to_come():
    silent = Use(HOME, (), (PlanSpan(NOV, Plan.NONE),))
    (rest, whole) = end([silent], {HOME: coming(0, 1500, 1500)}).charges
    assert (rest.quantity, whole.quantity) == (Decimal("0.5"), 1)


def test_regions_add_up_and_each_has_its_own_end():
    found = end(
        [use(), use(Plan.ESSENTIALS, AWAY)],
        {HOME: coming(1200, 1500, 2100), AWAY: coming(1500, 1500, 1500, rough=True)},
    )
    assert amounts(found.by_region[AWAY]) == ["4.8", "4.8", "4.8"]
    assert amounts(found.outlook) == ["7.77", "7.8", "7.86"]
    assert [found.by_region[HOME].rough, found.by_region[AWAY].rough, found.outlook.rough] == [False, True, True]
    assert found.by_region[AWAY].why == (FEW_DAYS,)
    assert [why.params for why in found.outlook.why] == [{"region": AWAY, "why": FEW_DAYS}]


def test_a_region_of_which_nothing_can_be_said_costs_what_it_cost_and_makes_it_rough():
    found = end([use(), use(region=AWAY)], {HOME: coming(1200, 1500, 2100), AWAY: NOBODY_KNOWS})
    assert amounts(found.by_region[AWAY]) == ["2.85", "2.85", "2.85"]
    assert found.outlook.rough
    assert "no whole day" in found.by_region[AWAY].why[0].msgid


def test_a_region_that_is_no_longer_watched_costs_what_it_cost_and_makes_nothing_rough():
    found = end([use(), use(region=AWAY)], {HOME: coming(1200, 1500, 2100)})
    assert amounts(found.outlook) == ["5.82", "5.85", "5.91"]
    assert (found.outlook.rough, found.outlook.why) == (False, ())
    assert end([use()], {}).reason is Reason.STALE


def test_what_makes_the_only_region_rough_is_told_without_its_name():
    assert end([use()], {HOME: coming(1, 1, 1, rough=True)}).outlook.why == (FEW_DAYS,)


def test_a_plan_that_begins_within_the_month_ends_the_one_before_in_the_forecast():
    """28,500 and 500 of 1,500 at $0.10, the 30th's 1,000 at $0.16."""
    changes = Use(HOME, use().days, (PlanSpan(NOV, Plan.NONE), PlanSpan(NOV + 29 * DAY, Plan.ESSENTIALS)))
    assert amounts(end([changes], {HOME: coming(1500, 1500, 1500)}).outlook) == ["3.06", "3.06", "3.06"]


def test_the_months_end_tells_its_mail_and_what_of_it_is_free():
    found = end([use()], {HOME: coming(1200, 1500, 2100)}, Allowance(29_000, None, text("free"), None))
    assert found.free == {HOME: 29_000}
    assert sum(day.recipients for day in found.uses[0].days) == 30_000


def test_free_mail_to_come_is_a_charge_of_nothing_and_what_was_free_today_is_none_of_it():
    """28,700 free: 200 of them are left for this afternoon's 500."""
    found = end([use()], {HOME: coming(1500, 1500, 1500)}, Allowance(28_700, None, text("free"), None))
    told = [((c.day - NOV) // DAY, c.free, str(c.quantity), str(c.usd.normalize())) for c in found.charges]
    assert told == [(28, True, "0.2", "0"), (28, False, "0.3", "0.03"), (29, False, "1", "0.1")]


def test_nothing_is_foreseen_where_no_region_can_be():
    assert end([use()], {HOME: NOBODY_KNOWS}) is NOBODY_KNOWS


def test_what_is_free_stays_free_at_the_months_end():
    found = end([use()], {HOME: coming(1200, 1500, 2100)}, Allowance(29_000, None, text("free"), None))
    assert amounts(found.outlook) == ["0.07", "0.1", "0.16"]


def test_a_region_without_mail_or_fee_ends_at_nothing():
    idle = Use(AWAY, (), (PlanSpan(NOV, Plan.NONE),))
    found = end([use(), idle], {HOME: coming(1200, 1500, 2100), AWAY: coming(0, 0, 0)})
    assert amounts(found.by_region[AWAY]) == ["0", "0", "0"]


def test_no_recipient_is_lost_in_laying_a_sum_out():
    """28,500 and 1,000 of a likely 1,500."""
    assert amounts(end([use()], {HOME: coming(1000, 1500, 1501)}).outlook) == ["2.95", "3", "3.0001"]


def test_a_range_above_nothing_is_laid_out_over_the_days():
    found = end([use()], {HOME: coming(0, 0, 1000)})
    assert amounts(found.outlook) == ["2.85", "2.85", "2.95"]


ALL = (ExtrasSpan(NOV, Extras(1, True, True, managed_mail=Decimal(1))),)


@given(
    st.lists(st.integers(0, 10**6), min_size=10, max_size=40), st.sampled_from(list(Plan)), st.integers(1, 30 * DAY - 1)
)
def test_what_is_charged_and_what_is_to_come_make_the_likely_end(mail, plan, gone):
    now = NOV + gone
    today = now - now % DAY
    days = tuple(Usage(today - i * DAY, sent, "attempts", whole=i > 0) for i, sent in enumerate(mail))
    uses, terms = [Use(HOME, days, (PlanSpan(NOV, plan),), ALL)], Terms(Plan.NONE)
    found = outlook(uses, {HOME: ahead(days, now, NOV + 30 * DAY)}, NOV, now, terms)
    to_date = reckon(uses, NOV, now, terms).to_date
    assert to_date + sum(charge.usd for charge in found.charges) == found.outlook.likely
    assert found.outlook.low <= found.outlook.likely <= found.outlook.high
    assert all(charge.usd >= 0 and charge.day >= today for charge in found.charges)
