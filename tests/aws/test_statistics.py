from datetime import UTC, datetime, timedelta

import pytest

from collector.aws.errors import Malformed
from collector.aws.statistics import collect
from deliverability.coverage import Span
from deliverability.metrics import DAY
from store import coverage, statistics


def point(at: datetime, attempts: object = 10, **more: object) -> dict:
    return {"Timestamp": at, "DeliveryAttempts": attempts, "Bounces": 1, "Complaints": 0, "Rejects": 0, **more}


def stored(visit):
    return [(b.at, *b.counts()) for b in statistics.bins(visit.store, visit.scope, 0, 2**40)]


@pytest.mark.parametrize("scenario", ["plain", "bounce-incident", "new-account"])
def test_bins_equal_the_truth_though_aws_tells_them_in_no_order(visit, world):
    one = visit()
    collect.collect(one)
    truth = world.truth.bins("us-east-1", one.at - 14 * DAY, one.at)
    assert stored(one) == [(q.at, q.attempts, q.bounces, q.complaints, q.rejects) for q in truth]
    window = Span(one.at - 14 * DAY, one.at)
    assert coverage.covered(one.store, one.scope, "statistics", window) == [window]


def test_a_count_that_is_not_told_is_not_zero_and_the_other_bins_are_kept(answering, now):
    whole, broken = point(now - timedelta(hours=1)), point(now - timedelta(hours=2))
    del broken["Bounces"]
    one = answering(GetSendStatistics=[{"SendDataPoints": [whole, broken]}])
    collect.collect(one)
    assert stored(one) == [(int(whole["Timestamp"].timestamp()), 10, 1, 0, 0)]
    assert one.parts[0] is None
    assert one.parts[1].message.params["what"].params["members"] == "Bounces"


@pytest.mark.parametrize("odd", [{"Bounces": -1}, {"DeliveryAttempts": "many"}, {"Timestamp": None}])
def test_an_answer_of_nothing_but_odd_points_keeps_and_covers_nothing(answering, now, odd):
    one = answering(GetSendStatistics=[{"SendDataPoints": [point(now - timedelta(hours=1)) | odd]}])
    with pytest.raises(Malformed):
        collect.collect(one)
    assert stored(one) == []
    assert coverage.covered(one.store, one.scope, "statistics", Span(0, 2**40)) == []


@pytest.mark.parametrize("at", [datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 1, 1, tzinfo=UTC)])
def test_a_time_that_cannot_be_is_left_out(answering, now, at):
    one = answering(GetSendStatistics=[{"SendDataPoints": [point(at), point(now - timedelta(hours=1))]}])
    collect.collect(one)
    assert len(stored(one)) == 1


@pytest.mark.parametrize("nothing", [{}, {"SendDataPoints": []}], ids=["absent", "empty"])
def test_nothing_told_is_zero_for_a_newcomer_and_unknown_once_mail_is_remembered(answering, now, nothing):
    newcomer = answering(GetSendStatistics=[nothing])
    collect.collect(newcomer)
    assert newcomer.parts == [None]

    later = answering(GetSendStatistics=[{"SendDataPoints": [point(now - timedelta(days=1))]}, nothing])
    collect.collect(later)
    with pytest.raises(Malformed):
        collect.collect(later)
    assert len(stored(later)) == 1


def test_half_an_answer_takes_nothing_away(visit, world):
    collect.collect(visit())
    before = stored(visit())
    world.faults.add("partial", operation="GetSendStatistics")
    collect.collect(visit())
    assert stored(visit()) == before
