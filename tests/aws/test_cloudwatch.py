from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collector.aws.cloudwatch import Series, catch_up, windows
from collector.aws.errors import Malformed
from deliverability.metrics import BY_NAME, DAY, HOUR, QUARTER
from store import meta, samples

NOW = int(datetime(2026, 11, 24, 12, 7, tzinfo=UTC).timestamp())
SEND, BOUNCE_RATE = Series(BY_NAME["Send"]), Series(BY_NAME["Reputation.BounceRate"])


@given(
    asked=st.none() | st.integers(0, 500 * DAY).map(lambda ago: NOW - ago),
    period=st.sampled_from([QUARTER, HOUR]),
    deep=st.booleans(),
    from_start=st.booleans(),
)
def test_windows_are_aligned_in_order_without_a_hole_and_within_what_aws_answers(asked, period, deep, from_start):
    found = windows(NOW, asked, period, deep=deep, from_start=from_start)
    for window in found:
        assert window.span.since % window.period_seconds == 0
        assert 0 < window.span.seconds <= 1440 * window.period_seconds
        assert window.span.since >= NOW - 455 * DAY
        assert window.period_seconds == HOUR or window.span.since >= NOW - 63 * DAY
    for earlier, later in pairwise(found):
        assert earlier.span.until == later.span.since
    if found:
        assert found[-1].span.until == NOW - NOW % period
        start = NOW - 455 * DAY if asked is None or from_start else max(asked, NOW - 455 * DAY)
        assert found[0].span.since <= start + HOUR


def test_the_first_time_fifteen_months_are_read_hourly_and_two_weeks_by_the_quarter():
    found = windows(NOW, None, QUARTER, deep=False)
    assert len(found) == 9
    assert [w.period_seconds for w in found] == [HOUR] * 8 + [QUARTER]
    assert found[-1].span.seconds <= 14 * DAY


def test_a_steady_round_is_one_call_that_reads_some_hours_again():
    (found,) = windows(NOW, NOW - QUARTER, QUARTER, deep=False)
    assert 6 * HOUR <= found.span.seconds <= 8 * HOUR


def test_once_a_day_two_weeks_are_read_again_in_the_same_single_call():
    (found,) = windows(NOW, NOW - QUARTER, QUARTER, deep=True)
    assert found.span.seconds >= 14 * DAY - HOUR


def test_three_months_of_downtime_are_recovered_as_finely_as_aws_still_remembers():
    found = windows(NOW, NOW - 90 * DAY, QUARTER, deep=False)
    hourly = [w for w in found if w.period_seconds == HOUR]
    assert hourly[0].span.since <= NOW - 90 * DAY
    assert NOW - 63 * DAY <= hourly[-1].span.until <= NOW - 62 * DAY


def test_a_clock_set_back_asks_for_nothing():
    assert windows(NOW, NOW + 2 * DAY, QUARTER, deep=False) == []


def test_the_next_round_goes_on_where_the_last_one_ended(answering):
    one = answering(GetMetricStatistics=[{"Datapoints": []}])
    catch_up(one, [SEND], QUARTER)
    assert len(one.aws.asked) == 9
    again = answering(GetMetricStatistics=[{"Datapoints": []}])
    catch_up(again, [SEND], QUARTER)
    assert len(again.aws.asked) == 1


def test_a_metric_that_never_has_points_is_not_asked_for_from_the_start_every_round(answering):
    for expected in (9, 1, 1):
        one = answering(GetMetricStatistics=[{"Datapoints": []}])
        catch_up(one, [BOUNCE_RATE], QUARTER)
        assert len(one.aws.asked) == expected
    assert samples.latest(one.store, one.scope, "Reputation.BounceRate") is None


def test_an_interrupted_backfill_goes_on_where_it_stopped(answering):
    asked = []
    one = answering(
        {"stopping": lambda: len(asked) >= 4}, GetMetricStatistics=[lambda p: asked.append(p) or {"Datapoints": []}]
    )
    catch_up(one, [SEND], QUARTER)
    assert len(asked) == 4
    until = int(meta.get(one.store, f"asked-until/{one.scope}/Send/"))
    assert until == int(asked[-1]["EndTime"].timestamp())
    rest = answering(GetMetricStatistics=[{"Datapoints": []}])
    catch_up(rest, [SEND], QUARTER)
    assert rest.aws.asked[0][1]["StartTime"] < asked[-1]["EndTime"]


def test_points_that_cannot_be_understood_are_left_out_and_named(answering, now):
    good = {"Timestamp": now - timedelta(hours=1), "Average": 0.02}
    odd = [
        {"Timestamp": now - timedelta(hours=2)},
        {"Timestamp": now - timedelta(hours=3), "Average": float("nan")},
        {"Timestamp": now - timedelta(hours=4), "Average": 4.7},
        {"Timestamp": now + timedelta(days=400), "Average": 0.01},
        {"Average": 0.01},
    ]
    one = answering(GetMetricStatistics=[lambda p: {"Datapoints": [good, *odd] if p["EndTime"] == now else []}])
    catch_up(one, [BOUNCE_RATE], QUARTER)
    kept = list(samples.points(one.store, one.scope, 0, 2**40))
    assert [value for *_, value in kept] == [0.02]
    assert [p.message.params["what"].params["members"] for p in one.parts if p] == ["Average, Timestamp"]


def test_an_answer_without_a_list_is_not_an_answer_without_points(answering):
    one = answering(GetMetricStatistics=[{}])
    catch_up(one, [SEND], QUARTER)
    assert all(isinstance(part, Malformed) for part in one.parts)
    assert meta.get(one.store, f"asked-until/{one.scope}/Send/") is None


def test_a_later_reading_raises_a_count_and_never_lowers_it(answering, now):
    def told(value):
        return lambda p: {
            "Datapoints": [{"Timestamp": now - timedelta(hours=1), "Sum": value}] if p["EndTime"] == now else []
        }

    for value in (5.0, 8.0, 3.0):
        one = answering(GetMetricStatistics=[told(value)])
        catch_up(one, [SEND], QUARTER)
    assert samples.latest(one.store, one.scope, "Send").value == 8.0


@pytest.mark.parametrize("known", ["", "yesterday", "-5"])
def test_a_memory_that_is_no_time_is_no_memory(answering, known):
    one = answering(GetMetricStatistics=[{"Datapoints": []}])
    meta.put(one.store, f"asked-until/{one.scope}/Send/", known)
    catch_up(one, [SEND], QUARTER)
    assert len(one.aws.asked) == 9
