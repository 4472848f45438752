"""What AWS told of money: days are replaced as a whole, amounts come back to the last digit."""

import sqlite3
from decimal import Decimal

import store.engines.files
import store.engines.sqlite
from deliverability.coverage import Span
from deliverability.metrics import DAY, SENT_LAST_24_HOURS
from store import costs, midnights, samples
from store.costs import AccountPlan, Charged, TierMonth, TierUse, Told
from store.migrations import MIGRATIONS
from store.open import open_store
from store.samples import Point

T = 20_000 * DAY
ACCOUNT = "123456789012"


def charged(n, usd="0.0336000001", usage="APN2-Recipients", region="ap-northeast-2"):
    return Charged(T + n * DAY, region, usage, Decimal(usd), Decimal(336), "Count")


def days(first, end):
    return Span(T + first * DAY, T + end * DAY)


def test_charges_come_back_in_order_and_exact(store, seen):
    told = [charged(1), charged(0, "0.1"), charged(0, "0.30", "DIP-Hours")]
    costs.keep_charges(store, ACCOUNT, days(0, 2), told, T + 9)
    assert costs.charges(seen, ACCOUNT, T, T + 2 * DAY) == [told[1], told[2], told[0]]
    assert costs.charges(seen, ACCOUNT, T + DAY, T + 2 * DAY) == [charged(1)]
    assert costs.charges(seen, "999999999999", T, T + 2 * DAY) == []
    assert costs.told(seen, ACCOUNT) == Told(T, T + 2 * DAY, T + 9)


def test_days_told_anew_take_the_place_of_what_was_known_of_them(store, seen):
    """AWS restates a bill, downwards too: the larger of two values would be wrong for ever."""
    costs.keep_charges(store, ACCOUNT, days(0, 3), [charged(0), charged(1), charged(2)], T)
    costs.keep_charges(store, ACCOUNT, days(1, 4), [charged(1, "0.01")], T + DAY)
    assert costs.charges(seen, ACCOUNT, T, T + 9 * DAY) == [charged(0), charged(1, "0.01")]
    assert costs.told(seen, ACCOUNT) == Told(T, T + 4 * DAY, T + DAY)


def test_days_apart_from_those_known_begin_anew(store, seen):
    costs.keep_charges(store, ACCOUNT, days(0, 2), [charged(0)], T)
    costs.keep_charges(store, ACCOUNT, days(9, 10), [charged(9)], T + DAY)
    assert costs.told(seen, ACCOUNT) == Told(T + 9 * DAY, T + 10 * DAY, T + DAY)


def test_the_free_tier_of_a_month_is_replaced_as_a_whole(store, seen):
    use = TierUse("global", "Message", "", "12 Months Free", Decimal("12.5"), Decimal(30), Decimal(3000), "Requests")
    other = TierUse("global", "Recipients-EC2", "Send", "x", Decimal(1), Decimal(1), Decimal(9), "Requests")
    costs.keep_tier(store, ACCOUNT, T, [other, use], T + 1)
    assert costs.tiers(seen, ACCOUNT) == {T: TierMonth((use, other), T + 1)}
    costs.keep_tier(store, ACCOUNT, T, [use], T + 2)
    costs.keep_tier(store, ACCOUNT, T + DAY, [other], T + 3)
    assert costs.tiers(seen, ACCOUNT) == {T: TierMonth((use,), T + 2), T + DAY: TierMonth((other,), T + 3)}
    assert costs.tiers(seen, "999999999999") == {}


def test_a_month_in_which_nothing_was_used_free_is_not_one_that_was_never_asked_of(store, seen):
    costs.keep_tier(store, ACCOUNT, T, [], T + 5)
    assert costs.tiers(seen, ACCOUNT) == {T: TierMonth((), T + 5)}


def test_the_plan_of_payment_is_the_last_one_told(store, seen):
    assert (costs.plan(seen, ACCOUNT), costs.told(seen, ACCOUNT)) == (None, None)
    for each in (
        AccountPlan("FREE", "ACTIVE", Decimal("99.75"), T + DAY, T),
        AccountPlan("PAID", "ACTIVE", None, None, T + 1),
    ):
        costs.keep_plan(store, ACCOUNT, each)
        assert costs.plan(seen, ACCOUNT) == each


def test_the_point_nearest_to_each_midnight_is_found_and_none_too_far_from_it(store, seen, scope):
    points = [Point(T - 300, 1.0), Point(T + 600, 2.0), Point(T + DAY - 600, 3.0), Point(T + DAY + 600, 4.0)]
    points += [Point(T + 2 * DAY + 2000, 5.0), Point(T + 3 * DAY, 6.0)]
    samples.keep(store, scope, SENT_LAST_24_HOURS.name, "", 300, points)
    found = midnights.nearest(seen, scope, SENT_LAST_24_HOURS.name, T, T + 3 * DAY, 1800)
    assert found == {T: points[0], T + DAY: points[3], T + 3 * DAY: points[5]}, "of two as near the later one"
    assert midnights.nearest(seen, scope, SENT_LAST_24_HOURS.name, T + 1, T + DAY - 1, 1800) == {}


def test_an_older_database_knows_when_its_free_tier_was_read(tmp_path, monkeypatch):
    path = tmp_path / "ses.db"
    older = tuple(m for m in MIGRATIONS if m.name < "m009")
    with monkeypatch.context() as old:
        old.setattr(store.engines.sqlite, "MIGRATIONS", older)
        old.setattr(store.engines.files, "NAMES", tuple(m.name for m in older))
        open_store(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as raw:
        row = (ACCOUNT, T, "global", "Message", "", "12 Months Free", "12", "30", "3000", "Requests", T + 7)
        raw.execute(f"INSERT INTO free_tier_usage VALUES ({', '.join('?' * 11)})", row)
    raw.close()
    engine = open_store(f"sqlite:///{path}")
    assert [(month, told.read_at) for month, told in costs.tiers(engine, ACCOUNT).items()] == [(T, T + 7)]
    engine.close()
