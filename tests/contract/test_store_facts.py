"""The small topics: what time was covered, what was doubted, single values, scopes."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliverability.coverage import Span, joined
from deliverability.model import Scope
from store import coverage, doubts, meta, scopes
from store.doubts import Doubt

spans = st.builds(lambda since, length: Span(since, since + length), st.integers(0, 40), st.integers(0, 8))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(spans, max_size=10), spans)
def test_what_is_covered_is_the_union_of_what_was_looked_at(fresh, scope, looked_at, window):
    store = fresh()
    for span in looked_at:
        coverage.extend(store, scope, "statistics", span)
    assert coverage.covered(store, scope, "statistics", Span(0, 99)) == joined(looked_at)
    inside = (Span(max(s.since, window.since), min(s.until, window.until)) for s in looked_at)
    assert coverage.covered(store, scope, "statistics", window) == joined(inside)
    store.close()


def test_heartbeats_near_enough_are_one_stretch(store, seen, scope):
    for at in (100, 160, 230, 400):
        coverage.extend(store, scope, "collector", Span(at, at + 10), within_seconds=120)
    assert coverage.covered(seen, scope, "collector", Span(0, 999)) == [Span(100, 240), Span(400, 410)]


def test_readings_and_scopes_are_covered_apart(store, seen, scope):
    coverage.extend(store, scope, "statistics", Span(0, 10))
    assert coverage.covered(seen, scope, "cloudwatch", Span(0, 10)) == []
    assert coverage.covered(seen, Scope("2" * 12, scope.region), "statistics", Span(0, 10)) == []


def test_the_same_doubt_again_is_counted_with_its_newest_particulars(store, seen, scope):
    doubts.record(store, scope, "lower", 100, {"kept": 9, "seen": 8}, 200)
    doubts.record(store, scope, "lower", 100, {"kept": 9, "seen": 7}, 300)
    doubts.record(store, scope, "lower", 50, {"왜": "모름 📮"}, 250)
    again, once = (
        Doubt(scope, "lower", 100, 300, 2, {"kept": 9, "seen": 7}),
        Doubt(scope, "lower", 50, 250, 1, {"왜": "모름 📮"}),
    )
    assert doubts.listed(seen, scope, 0) == [again, once]
    assert doubts.listed(seen, scope, 251) == [again]
    assert doubts.listed(seen, Scope("2" * 12, scope.region), 0) == []


@pytest.mark.parametrize("odd", ["effective", "한국어 📮", "'; DROP TABLE meta; --", ""])
def test_a_value_is_kept_under_its_name_until_another_takes_its_place(store, seen, odd):
    assert meta.get(seen, odd) is None
    meta.put(store, odd, "before")
    meta.put(store, odd, odd)
    assert meta.get(seen, odd) == odd


def test_a_scope_keeps_its_number(store, seen):
    numbers = [scopes.ensured(store, Scope(account, region)) for account in ("1", "2") for region in ("a", "b")]
    assert len(set(numbers)) == 4
    assert scopes.ensured(store, Scope("1", "b")) == numbers[1] == scopes.found(seen, Scope("1", "b"))
    assert scopes.found(seen, Scope("3", "a")) is None
    assert scopes.known(seen) == [Scope("1", "a"), Scope("1", "b"), Scope("2", "a"), Scope("2", "b")]
