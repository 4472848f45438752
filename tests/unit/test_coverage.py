"""Time that was looked at, and the gaps between."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from deliverability.coverage import Span, gaps, joined, share

spans = st.lists(st.builds(Span, st.integers(0, 60), st.integers(0, 60)), max_size=8)


def seconds_of(found):
    return {s for span in found for s in range(span.since, span.until)}


@given(spans)
def test_joining_keeps_exactly_the_covered_seconds(found):
    assert seconds_of(joined(found)) == seconds_of(found)


@given(spans)
def test_joined_spans_are_in_order_and_apart(found):
    result = joined(found)
    assert all(a.until < b.since for a, b in itertools.pairwise(result))


@given(spans, st.integers(0, 60), st.integers(0, 60))
def test_gaps_are_the_window_without_what_is_covered(found, since, until):
    window = Span(since, until)
    assert seconds_of(gaps(found, window)) == seconds_of([window]) - seconds_of(found)


@given(spans, st.integers(0, 60), st.integers(1, 60))
def test_share_is_the_covered_part(found, since, length):
    window = Span(since, since + length)
    assert abs(share(found, window) - len(seconds_of([window]) & seconds_of(found)) / length) < 1e-9


def test_an_empty_window_is_wholly_covered():
    assert share([], Span(5, 5)) == 1.0


def test_spans_a_little_apart_join_when_told_to():
    assert joined([Span(0, 10), Span(14, 20)], within_seconds=4) == [Span(0, 20)]
    assert joined([Span(0, 10), Span(15, 20)], within_seconds=4) == [Span(0, 10), Span(15, 20)]


def test_an_empty_or_reversed_span_covers_nothing():
    assert joined([Span(10, 10), Span(9, 3)]) == []
