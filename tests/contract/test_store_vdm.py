"""Daily counts of VDM: they only grow, are summed by name, and keep scopes and dimensions apart."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliverability.coverage import Span
from deliverability.metrics import DAY
from deliverability.model import Scope
from store import vdm
from store.vdm import Day

T = 20_000 * DAY
ODD = ("한국어 📮", "'; DROP TABLE vdm_day; --", "a`b*c", " ")


def day(n, *counts):
    return Day(T + n * DAY, *(counts or (100, 90, 5, 3, 1, 60)))


def test_days_come_back_as_they_were_kept_in_order(store, seen, scope):
    assert vdm.keep(store, scope, "configuration-set", "a", [day(2), day(0), day(1)]) == 3
    assert vdm.days(seen, scope, "configuration-set", "a", T, T + 3 * DAY) == [day(0), day(1), day(2)]
    assert vdm.days(seen, scope, "configuration-set", "a", T + 1, T + 2 * DAY) == [day(1)], "from and before"


def test_each_count_keeps_the_larger_value_by_itself(store, seen, scope):
    vdm.keep(store, scope, "identity", "a", [day(0, 100, 90, 5, 3, 1, 60)])
    assert vdm.keep(store, scope, "identity", "a", [day(0, 100, 80, 6, 2, 4, 60)]) == 1
    assert vdm.days(seen, scope, "identity", "a", T, T + DAY) == [day(0, 100, 90, 6, 3, 4, 60)]


def test_what_tells_nothing_new_changes_nothing(store, scope):
    vdm.keep(store, scope, "identity", "a", [day(0)])
    assert vdm.keep(store, scope, "identity", "a", [day(0)]) == 0
    assert vdm.keep(store, scope, "identity", "a", [day(0, 0, 0, 0, 0, 0, 0)]) == 0
    assert vdm.keep(store, scope, "identity", "a", []) == 0


def test_totals_are_sums_by_name(store, seen, scope):
    vdm.keep(store, scope, "configuration-set", "b", [day(0), day(1)])
    vdm.keep(store, scope, "configuration-set", "a", [day(1)])
    found = vdm.totals(seen, scope, "configuration-set", T, T + 2 * DAY)
    assert list(found.items()) == [("a", day(1)), ("b", day(0, 200, 180, 10, 6, 2, 120))]
    assert vdm.names(seen, scope, "configuration-set", T, T + 2 * DAY) == ["a", "b"]
    assert vdm.names(seen, scope, "configuration-set", T, T + DAY) == ["b"]
    assert vdm.totals(seen, scope, "configuration-set", T + 2 * DAY, T + 9 * DAY) == {}


def test_scopes_and_dimensions_are_apart(store, seen, scope):
    vdm.keep(store, scope, "configuration-set", "a", [day(0)])
    vdm.keep(store, scope, "account", "", [day(0)])
    vdm.keep(store, Scope(scope.account_id, "us-east-1"), "configuration-set", "other", [day(0)])
    assert vdm.names(seen, scope, "identity", T, T + DAY) == []
    assert vdm.names(seen, scope, "configuration-set", T, T + DAY) == ["a"]
    assert vdm.names(seen, scope, "account", T, T + DAY) == [""]
    assert vdm.names(seen, Scope("2" * 12, scope.region), "configuration-set", T, T + DAY) == []


@pytest.mark.parametrize("name", ODD)
def test_any_name_is_kept_as_it_is(store, seen, scope, name):
    vdm.keep(store, scope, "identity", name, [day(0)])
    assert vdm.totals(seen, scope, "identity", T, T + DAY) == {name: day(0)}


def test_it_is_known_from_the_first_day_with_mail_to_the_end_of_the_last(store, seen, scope):
    assert vdm.span(seen, scope) is None
    vdm.keep(store, scope, "account", "", [day(0, 0, 0, 0, 0, 0, 0)])
    assert vdm.span(seen, scope) is None, "a day without mail proves nothing: VDM may not have been on"
    vdm.keep(store, scope, "account", "", [day(3), day(5), day(6, 0, 0, 0, 0, 0, 0)])
    vdm.keep(store, scope, "identity", "a", [day(9)])
    assert vdm.span(seen, scope) == Span(T + 3 * DAY, T + 6 * DAY)


counts = st.tuples(*[st.integers(0, 9)] * 6)
polls = st.lists(st.dictionaries(st.integers(0, 3), counts, max_size=4), max_size=5)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(polls)
def test_whatever_order_days_are_told_in_each_count_is_the_largest_ever_told(fresh, scope, told):
    store = fresh()
    for poll in told:
        vdm.keep(store, scope, "identity", "a", [day(n, *values) for n, values in poll.items()])
    known = {n for poll in told for n in poll}
    largest = [day(n, *map(max, zip(*(poll[n] for poll in told if n in poll), strict=True))) for n in sorted(known)]
    assert vdm.days(store, scope, "identity", "a", T, T + 9 * DAY) == largest
    store.close()
