"""What a month costs: what a charge tells, what is assumed, and laws that hold for all months."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliverability.cost import card, price_list
from deliverability.cost.calendar import since_of, until_of
from deliverability.cost.model import Extras, ExtrasSpan, Kind, Overrides, Plan, PlanSpan, Terms, Usage, Use
from deliverability.cost.month import reckon, total
from deliverability.cost.prices import PRICES, Item
from deliverability.metrics import DAY, HOUR
from deliverability.model import text
from tests.unit.bills import (
    ESSENTIALS,
    FEB,
    HOME,
    NONE,
    NOV,
    PRO,
    SWITCHED_AT_NOON,
    UNREAD,
    M,
    at,
    cents,
    free,
    month,
    use,
)


def test_a_charge_tells_what_it_is_for():
    (mail, data, fee) = month(use(PRO, 2048), until=NOV + DAY, average_kb=Decimal(1024)).charges
    assert (mail.day, mail.region, mail.kind, mail.plan) == (NOV, HOME, Kind.OUTBOUND, PRO)
    assert (mail.quantity, mail.unit, mail.usd) == (Decimal("2.048"), "recipient-thousand", Decimal("0.45056"))
    assert (data.quantity, data.unit, data.usd) == (2, "GB", Decimal("0.24"))
    assert (fee.quantity, fee.unit, fee.usd) == (24, "hour", Decimal("3.5"))


def test_charges_are_sorted_by_day_region_and_kind():
    charges = month(use(PRO, 1, 1, region="us-east-1"), use(PRO, 1, 1, region="eu-west-1"), until=NOV + 2 * DAY).charges
    assert [(c.day - NOV, c.region, c.kind) for c in charges] == [
        (day, region, kind)
        for day in (0, DAY)
        for region in ("eu-west-1", "us-east-1")
        for kind in (Kind.OUTBOUND, Kind.FEE)
    ]


def said(charge):
    return [why.msgid for why in charge.assumed]


def test_what_is_assumed_is_said():
    sure = month(use(NONE, 1000)).charges[0]
    assert said(sure) == []
    (seoul,) = month(use(NONE, 1000, region="ap-northeast-2")).charges
    assert "Prices of {region} are not known" in said(seoul)[0]
    (unread,) = month(use(None, 1000, spans=UNREAD)).charges
    assert "The price plan is not known; {plan} is taken." in said(unread)
    (own,) = month(use(NONE, 1000), price_per_thousand=Decimal(1)).charges
    assert said(own) == ["The price is the one in your settings."]
    (set_plan,) = month(use(PRO, 1000), plan=ESSENTIALS).charges
    assert said(set_plan) == ["The price plan is the one in your settings."]
    late = month(use(None, 1000, 1000, spans=(PlanSpan(NOV + DAY, NONE),))).charges
    assert [len(said(charge)) for charge in late] == [1, 0]


def test_a_day_on_which_the_plan_changed_says_that_its_mail_was_split():
    charges = month(use(None, 2000, spans=SWITCHED_AT_NOON)).charges
    assert [(c.plan, c.quantity) for c in charges] == [(NONE, 1), (ESSENTIALS, 1)]
    assert all("spread evenly" in said(charge)[0] for charge in charges)


def test_mail_that_is_free_is_a_charge_of_nothing_with_the_word_of_who_says_so():
    """3,000 free of 2,000 and 2,000: the rest of the second day is charged."""
    charges = month(use(NONE, 2000, 2000), allowance=replace(free(3000), chosen=True)).charges
    assert [((c.day - NOV) // DAY, c.free, str(c.quantity), str(c.usd.normalize())) for c in charges] == [
        (0, True, "2", "0"),
        (1, True, "1", "0"),
        (1, False, "1", "0.1"),
    ]
    assert [said(charge) for charge in charges] == [["free"], ["free"], []]
    assert said(month(use(NONE, 2000), allowance=free(3000)).charges[0]) == [], "AWS's word is no assumption"


def test_what_vdm_costs_under_a_plan_is_nothing_and_taken_to_be_so():
    mail, vdm = month(use(ESSENTIALS, 1000, extras=Extras(vdm=True))).charges
    assert (str(mail.usd.normalize()), vdm.kind, vdm.quantity, vdm.usd) == ("0.16", Kind.VDM, 1, 0)
    assert "taken to include the mail that VDM looks at" in said(vdm)[0]
    assert said(mail) == []


def test_extras_of_before_they_were_first_read_are_marked_on_their_own_charges_alone():
    guessed = "Before it was first read it is taken to have been used as it was then."
    late = (ExtrasSpan(NOV + DAY, Extras(standard_ips=1, vdm=True)),)
    first, second = (
        [c for c in month(use(NONE, 1000, 1000, paid=late)).charges if c.day == NOV + i * DAY] for i in (0, 1)
    )
    assert [(c.kind, guessed in said(c)) for c in first] == [(Kind.OUTBOUND, False), (Kind.IP, True), (Kind.VDM, True)]
    assert [guessed in said(c) for c in second] == [False, False, False]
    ips = month(use(NONE, 1000, extras=Extras(standard_ips=1, vdm=True, ips_assumed=True))).charges
    assert [guessed in said(c) for c in ips if c.day == NOV] == [False, True, False]


def test_what_a_day_s_count_rests_on_is_said_of_its_mail_and_not_of_hours():
    taken = text("Taken.")
    mailer = Use(HOME, (Usage(NOV, 1000, "attempts", assumed=(taken,)),), use(PRO).spans)
    mail, fee = month(mailer, until=NOV + DAY).charges
    assert (mail.assumed, fee.assumed) == ((taken,), ())


def test_an_allowance_tells_how_much_of_it_each_region_took():
    found = month(use(NONE, 2000), use(NONE, 2000, region="eu-west-1"), allowance=free(3000))
    assert found.free == {HOME: 2000, "eu-west-1": 1000}


def test_the_present_day_counts_as_far_as_it_went():
    found = month(use(PRO, 1000, 500), until=NOV + DAY + 90 * 60)
    assert [(c.kind, c.quantity) for c in found.charges if c.day == NOV + DAY] == [
        (Kind.OUTBOUND, Decimal("0.5")),
        (Kind.FEE, 2),
    ]


@pytest.fixture
def dearer_from_the_sixteenth(monkeypatch):
    """À la carte mail at $0.10 a thousand up to the 15th, at $0.20 from the 16th of November on."""
    table = [
        replace(entry, tiers=((0, "0.20"),), since="2026-11-16") if later else replace(entry, until="2026-11-16")
        for entry in PRICES
        if (entry.item, entry.plan) == (Item.OUTBOUND, NONE)
        for later in (False, True)
    ]
    monkeypatch.setattr(price_list, "PRICES", table)
    monkeypatch.setattr(price_list, "CHANGES", (at(2011, 1, 25), at(2026, 11, 16)))
    price_list._of_era.cache_clear()
    card._card.cache_clear()
    yield
    price_list._of_era.cache_clear()
    card._card.cache_clear()


def test_each_day_is_priced_by_the_prices_of_its_day(dearer_from_the_sixteenth):
    mailer = use(NONE, *[1000] * 30)
    assert cents(month(mailer).to_date) == "4.50"
    assert total([mailer], NOV, until_of(NOV), Terms(NONE)) == {HOME: Decimal("4.50")}


def test_a_month_s_sum_knows_when_extras_changed():
    """VDM from the second of two days on, 1,000 each: 0.10 + 0.17."""
    paid = (ExtrasSpan(NOV, Extras()), ExtrasSpan(NOV + DAY, Extras(vdm=True)))
    assert total([use(NONE, 1000, 1000, paid=paid)], NOV, until_of(NOV), Terms(NONE)) == {HOME: Decimal("0.27")}


PLANS = st.sampled_from(list(Plan))
MAIL = st.lists(st.integers(0, 20 * M), min_size=1, max_size=30)
PARTS = st.sampled_from([None, Decimal(0), Decimal("0.333"), Decimal(1)])
EXTRAS = st.builds(Extras, st.integers(0, 3), st.booleans(), st.booleans(), PARTS)
SPANS = st.lists(st.tuples(st.integers(0, 30 * 24), PLANS), min_size=1, max_size=3).map(
    lambda found: tuple(PlanSpan(NOV + hour * HOUR, plan) for hour, plan in sorted(dict(found).items()))
)
PAID = st.lists(st.tuples(st.integers(0, 30 * 24), EXTRAS), min_size=1, max_size=3).map(
    lambda found: tuple(ExtrasSpan(NOV + hour * HOUR, extras) for hour, extras in sorted(found, key=lambda one: one[0]))
)
KB = st.none() | st.decimals("0.1", 40960, places=1)


@given(MAIL, SPANS, PAID, KB, st.integers(0, 5 * M), st.integers(0, 30 * DAY))
def test_the_days_sum_to_the_month(mail, spans, paid, kb, gratis, gone):
    uses = [use(None, *mail, spans=spans, paid=paid), use(ESSENTIALS, *mail, region="eu-west-1")]
    terms = Terms(NONE, Overrides(average_kb=kb), free(gratis))
    charges = reckon(uses, NOV, NOV + gone, terms).charges
    for region, usd in total(uses, NOV, NOV + gone, terms).items():
        assert sum((c.usd for c in charges if c.region == region), Decimal(0)) == usd


@given(MAIL, st.integers(0, 29), st.integers(0, 2 * M), SPANS, EXTRAS, st.integers(0, 5 * M))
def test_the_cost_never_falls_when_more_is_sent(mail, day, more, spans, extras, gratis):
    larger = [*mail, *[0] * (30 - len(mail))]
    larger[day] += more
    costs = [
        month(use(None, *sent, spans=spans[:1], extras=extras), allowance=free(gratis)).to_date
        for sent in (mail, larger)
    ]
    assert costs[0] <= costs[1]


@given(PLANS, st.sampled_from([10 * M, 100 * M]), st.integers(1, 1000))
def test_tiers_are_continuous(plan, border, few):
    below, above = (month(use(plan, border + step)).to_date for step in (-few, few))
    assert 0 < above - below <= 2 * few * Decimal("0.00023")


@given(st.integers(0, 200 * M), PLANS)
def test_a_month_before_its_end_costs_no_more_than_the_whole(sent, plan):
    assert month(use(plan, sent), until=NOV + 10 * DAY).to_date <= month(use(plan, sent)).to_date


def test_months_begin_and_end_at_midnight_utc():
    assert since_of(at(2026, 11, 30, 23, 59, 59)) == NOV
    assert since_of(NOV) == NOV
    assert until_of(at(2026, 12, 5)) == at(2027, 1, 1)
    assert until_of(FEB) == at(2028, 3, 1)
