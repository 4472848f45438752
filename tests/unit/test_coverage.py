"""Time that was looked at, and the gaps between."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from deliverability.coverage import Day, Span, days, gaps, joined, share
from deliverability.metrics import DAY

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


def test_a_day_tells_its_part_and_its_gaps():
    covered = [Span(DAY // 2, DAY + 3600), Span(DAY + 7200, 3 * DAY)]
    assert days(covered, Span(DAY // 2, 3 * DAY)) == [
        Day(0, 1.0, ()),
        Day(DAY, 1 - 3600 / DAY, (Span(DAY + 3600, DAY + 7200),)),
        Day(2 * DAY, 1.0, ()),
    ]


def test_a_gap_over_midnight_belongs_to_both_days():
    found = days([Span(0, DAY - 60), Span(DAY + 60, 2 * DAY)], Span(0, 2 * DAY))
    assert [day.gaps for day in found] == [(Span(DAY - 60, DAY),), (Span(DAY, DAY + 60),)]


def test_no_window_has_no_days():
    assert days([], Span(DAY + 5, DAY + 5)) == []
    assert [day.share for day in days([], Span(0, 2 * DAY))] == [0.0, 0.0]


hours = st.integers(0, 120).map(lambda n: n * 3600)


@given(st.lists(st.builds(Span, hours, hours), max_size=8), hours, hours)
def test_the_days_of_a_window_hold_exactly_its_gaps(found, since, until):
    window = Span(since, until)
    shown = days(found, window)
    assert joined(gap for day in shown for gap in day.gaps) == gaps(found, window)
    for day in shown:
        seen = Span(max(day.at, since), min(day.at + DAY, until))
        assert abs(day.share - share(found, seen)) < 1e-9
    assert [day.at for day in shown] == list(range(since - since % DAY, until, DAY)) if window.seconds else shown == []
