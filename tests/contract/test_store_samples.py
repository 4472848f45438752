"""Metric points: an hour is held at one period only, and every sum is a sum of the points."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deliverability.coverage import Span
from deliverability.metrics import BOUNCE_RATE, DAY, HOUR, QUARTER
from store import samples
from store.samples import Bucket, Point, Series

MIDNIGHT = 20_000 * DAY
START = MIDNIGHT - 2 * HOUR
EVER = (0, 2 * MIDNIGHT)
PERIODS = (300, QUARTER, HOUR)

keeps = st.tuples(
    st.sampled_from(PERIODS), st.lists(st.tuples(st.integers(0, 5 * HOUR), st.integers(0, 50)), max_size=12)
)


class Model:
    """The rules over plain dictionaries: points by period, and the finest period that named an hour owns it."""

    def __init__(self, *, gauge: bool) -> None:
        self.gauge = gauge
        self.points: dict[int, dict[int, float]] = {period: {} for period in PERIODS}

    def keep(self, period: int, points: list[Point]) -> None:
        for p in points:
            at = p.at if self.gauge else p.at - p.at % period
            hour = at // HOUR
            if any(hour == a // HOUR for finer in PERIODS if finer < period for a in self.points[finer]):
                continue
            for coarser in (c for c in PERIODS if c > period):
                self.points[coarser] = {a: v for a, v in self.points[coarser].items() if a // HOUR != hour}
            known = self.points[period].get(at, p.value)
            self.points[period][at] = p.value if self.gauge else max(known, p.value)

    def told(self) -> list[tuple[int, int, float]]:
        return sorted((at, period, v) for period, points in self.points.items() for at, v in points.items())

    def buckets(self, step: int, since: int, until: int) -> list[Bucket]:
        parts: dict[int, list[tuple[int, float]]] = {}
        for at, period, v in self.told():
            if since <= at < until:
                parts.setdefault(at - at % step, []).append((period, v))
        return [
            Bucket(
                at,
                pytest.approx(sum(p * v for p, v in some) / sum(p for p, _ in some)),
                pytest.approx(sum(v for _, v in some)),
                max(v for _, v in some) if self.gauge else None,
                len(some),
            )
            for at, some in sorted(parts.items())
        ]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["Send", BOUNCE_RATE]),
    st.lists(keeps, min_size=1, max_size=6),
    st.tuples(st.integers(0, 6 * HOUR), st.integers(0, 6 * HOUR)),
)
def test_mixed_periods_in_any_order_count_nothing_twice(fresh, scope, metric, several, window):
    store, model = fresh(), Model(gauge=metric == BOUNCE_RATE)
    for period, told in several:
        points = [Point(START + at, value / 7) for at, value in told]
        samples.keep(store, scope, metric, "", period, points)
        model.keep(period, points)
    assert [(at, period, v) for _, _, at, period, v in samples.points(store, scope, *EVER)] == model.told()
    since, until = START + window[0], START + window[1]
    for step in (QUARTER, HOUR, DAY):
        assert samples.buckets(store, scope, metric, "", *EVER, step) == model.buckets(step, *EVER)
        assert samples.buckets(store, scope, metric, "", since, until, step) == model.buckets(step, since, until)
    store.close()


def quarters(n: int, value: float = 1.0, at: int = MIDNIGHT) -> list[Point]:
    return [Point(at + QUARTER * i, value) for i in range(n)]


def test_points_are_read_back_with_their_sums(store, seen, scope):
    assert samples.keep(store, scope, "Send", "", QUARTER, quarters(6, 2.0)) == 6
    assert samples.buckets(seen, scope, "Send", "", *EVER, HOUR) == [
        Bucket(MIDNIGHT, 2.0, 8.0, None, 4),
        Bucket(MIDNIGHT + HOUR, 2.0, 4.0, None, 2),
    ]
    assert samples.latest(seen, scope, "Send") == Point(MIDNIGHT + 5 * QUARTER, 2.0)
    assert samples.latest(seen, scope, "Send", until=MIDNIGHT + QUARTER) == Point(MIDNIGHT, 2.0)
    assert samples.latest(seen, scope, "Send", until=MIDNIGHT) is None
    assert samples.series(seen, scope) == [Series("Send", "", QUARTER, MIDNIGHT, MIDNIGHT + 5 * QUARTER)]
    assert samples.span(seen, scope) == Span(MIDNIGHT, MIDNIGHT + 6 * QUARTER)
    assert samples.span(seen, scope, "Open") is None


def test_a_metric_never_heard_of_has_nothing(seen, scope):
    assert samples.latest(seen, scope, "Send") is None
    assert samples.latest_sets(seen, scope, "Send") == {}
    assert samples.buckets(seen, scope, "Send", "", *EVER, HOUR) == []
    assert list(samples.points(seen, scope, *EVER)) == []
    assert samples.series(seen, scope) == []
    assert samples.span(seen, scope) is None


def test_a_gauge_has_a_mean_and_a_peak_and_keeps_what_was_told_last(store, seen, scope):
    samples.keep(store, scope, BOUNCE_RATE, "", QUARTER, [Point(MIDNIGHT, 0.04), Point(MIDNIGHT + QUARTER, 0.08)])
    assert samples.keep(store, scope, BOUNCE_RATE, "", QUARTER, [Point(MIDNIGHT, 0.02)]) == 1
    for step in (HOUR, DAY):
        (bucket,) = samples.buckets(seen, scope, BOUNCE_RATE, "", *EVER, step)
        assert (bucket.mean, bucket.highest, bucket.points) == (pytest.approx(0.05), 0.08, 2)


def test_a_count_never_falls(store, seen, scope):
    samples.keep(store, scope, "Bounce", "", QUARTER, [Point(MIDNIGHT, 5)])
    assert samples.keep(store, scope, "Bounce", "", QUARTER, [Point(MIDNIGHT, 3), Point(MIDNIGHT, 4)]) == 0
    assert samples.keep(store, scope, "Bounce", "", QUARTER, [Point(MIDNIGHT, 9), Point(MIDNIGHT, 4)]) == 1
    assert samples.latest(seen, scope, "Bounce") == Point(MIDNIGHT, 9)
    assert samples.buckets(seen, scope, "Bounce", "", *EVER, DAY)[0].total == 9


def test_finer_points_take_the_place_of_a_coarser_one_in_their_hour_only(store, seen, scope):
    samples.keep(store, scope, "Send", "", HOUR, [Point(MIDNIGHT + HOUR * i, 40) for i in range(3)])
    samples.keep(store, scope, "Send", "", QUARTER, quarters(4, 11, at=MIDNIGHT + HOUR))
    assert [b.total for b in samples.buckets(seen, scope, "Send", "", *EVER, HOUR)] == [40, 44, 40]
    assert [b.total for b in samples.buckets(seen, scope, "Send", "", *EVER, DAY)] == [124]
    assert samples.keep(store, scope, "Send", "", HOUR, [Point(MIDNIGHT + HOUR, 99)]) == 0
    assert [b.total for b in samples.buckets(seen, scope, "Send", "", *EVER, DAY)] == [124]


def test_hours_between_those_told_finer_stay(store, seen, scope):
    samples.keep(store, scope, "Send", "", HOUR, [Point(MIDNIGHT + HOUR * i, 40) for i in range(5)])
    finer = [Point(MIDNIGHT + HOUR * i, 7) for i in (1, 3)]
    samples.keep(store, scope, "Send", "", QUARTER, finer)
    assert [b.total for b in samples.buckets(seen, scope, "Send", "", *EVER, HOUR)] == [40, 7, 40, 7, 40]


def test_the_mean_over_mixed_periods_is_one_over_time(store, seen, scope):
    samples.keep(store, scope, BOUNCE_RATE, "", HOUR, [Point(MIDNIGHT, 0.02)])
    samples.keep(store, scope, BOUNCE_RATE, "", QUARTER, quarters(4, 0.04, at=MIDNIGHT + HOUR))
    (bucket,) = samples.buckets(seen, scope, BOUNCE_RATE, "", *EVER, DAY)
    assert bucket.mean == pytest.approx(0.03)


def test_configuration_sets_are_kept_apart(store, seen, scope):
    odd = "마케팅 '; DROP TABLE sample; -- 📮"
    samples.keep(store, scope, BOUNCE_RATE, "", QUARTER, [Point(MIDNIGHT, 0.01)])
    samples.keep(store, scope, BOUNCE_RATE, odd, QUARTER, [Point(MIDNIGHT, 0.02), Point(MIDNIGHT + QUARTER, 0.03)])
    assert samples.latest_sets(seen, scope, BOUNCE_RATE) == {odd: Point(MIDNIGHT + QUARTER, 0.03)}
    assert samples.latest(seen, scope, BOUNCE_RATE) == Point(MIDNIGHT, 0.01)
    assert list(samples.points(seen, scope, MIDNIGHT, MIDNIGHT + 1)) == [
        (BOUNCE_RATE, "", MIDNIGHT, QUARTER, 0.01),
        (BOUNCE_RATE, odd, MIDNIGHT, QUARTER, 0.02),
    ]


def test_an_export_longer_than_a_page_has_every_point_once(store, scope, monkeypatch):
    monkeypatch.setattr(samples, "PAGE", 3)
    samples.keep(store, scope, "Send", "", QUARTER, quarters(9))
    assert [at for _, _, at, _, _ in samples.points(store, scope, *EVER)] == [p.at for p in quarters(9)]


@pytest.mark.parametrize("period", [0, -900, 7, 2 * HOUR, DAY])
def test_a_period_that_does_not_divide_the_hour_is_refused(store, scope, period):
    with pytest.raises(ValueError, match="divides the hour"):
        samples.keep(store, scope, "Send", "", period, quarters(1))
    assert samples.series(store, scope) == []


def test_nothing_told_is_nothing_kept(store, scope):
    assert samples.keep(store, scope, "Send", "", QUARTER, []) == 0
    assert samples.series(store, scope) == []


def test_points_of_a_short_span_come_as_they_are_told_whatever_their_period(store, scope):
    samples.keep(store, scope, BOUNCE_RATE, "", 3600, [Point(HOUR * n, 0.0001 * n) for n in range(1, 4)])
    samples.keep(store, scope, BOUNCE_RATE, "", 900, [Point(4 * HOUR, 0.0004), Point(4 * HOUR + 900, 0.0005)])
    found = samples.between(store, scope, BOUNCE_RATE, "", 2 * HOUR, 4 * HOUR + 900)
    assert found == [Point(2 * HOUR, 0.0002), Point(3 * HOUR, 0.0001 * 3), Point(4 * HOUR, 0.0004)]
    assert samples.between(store, scope, BOUNCE_RATE, "news", 0, 9 * HOUR) == []
