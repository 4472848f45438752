"""GetSendStatistics over both ways in."""

from datetime import timedelta

import pytest

from simulator.statistics import Quarter
from tests.simulator.asking import NOW, REGION

T = int(NOW.timestamp())
DAY = 86_400


def polled(client):
    points = client("ses").get_send_statistics()["SendDataPoints"]
    return [
        Quarter(int(p["Timestamp"].timestamp()), p["DeliveryAttempts"], p["Bounces"], p["Complaints"], p["Rejects"])
        for p in points
    ]


def test_statistics_are_the_truth_of_fourteen_days_in_disorder(make, visit):
    world = make()
    client = visit(world)
    found = polled(client)
    assert sorted(found) == world.truth.bins(REGION, T - 14 * DAY, T)
    assert found != sorted(found)
    assert found == polled(client)
    assert len(found) > 1200


def test_statistics_lie_off_the_quarter_hour_and_all_alike(make, visit):
    found = polled(visit(make()))
    (alignment,) = {q.at % 900 for q in found}
    assert alignment


def test_quarters_without_mail_are_left_out(make, visit):
    found = polled(visit(make("quiet")))
    assert 100 < len(found) < 700
    assert all(q.attempts for q in found)


def test_a_new_account_has_no_points(make, visit):
    assert polled(visit(make("new-account"))) == []


def test_the_window_slides_with_the_clock(make, visit):
    world = make()
    client = visit(world)
    before = polled(client)
    world.clock.advance(timedelta(days=21))
    after = polled(client)
    assert min(after).at > max(before).at
    assert sorted(after) == world.truth.bins(REGION, T + 7 * DAY, T + 21 * DAY)


def test_after_a_shift_the_whole_window_comes_on_the_new_alignment_with_the_same_mail(make, visit):
    world = make()
    client = visit(world)
    world.shift_alignment(REGION, NOW + timedelta(hours=1), 240)
    before = polled(client)
    world.clock.advance(timedelta(hours=2))
    after = polled(client)
    (old,), (new,) = {q.at % 900 for q in before}, {q.at % 900 for q in after}
    assert new == (old + 240) % 900
    inner = [q for q in after if q.at < T - 1800]
    same = [q for q in before if min(inner).at <= q.at < max(inner).at]
    assert sum(q.attempts for q in inner) == pytest.approx(sum(q.attempts for q in same), rel=0.01)


def test_attempts_equal_cloudwatchs_send_over_the_same_hours(make):
    truth = make().truth
    whole = T - T % 900 - 30 * DAY
    by_hour = truth.metric(REGION, "Send", whole, whole + 10 * DAY, 3600)
    quarters = truth.bins(REGION, whole, whole + 10 * DAY)
    edge = max(q.attempts for q in quarters) * 2
    assert abs(sum(by_hour.values()) - sum(q.attempts for q in quarters)) <= edge


def test_over_a_whole_life_bounces_by_mail_and_by_arrival_are_the_same_ones(make):
    world = make("plain")
    opened = world.region(REGION).ledger.opened
    for name, counted in (("Complaint", "complaints"), ("Reject", "rejects")):
        arrived = sum(world.truth.metric(REGION, name, opened, T + 1, 3600).values())
        assert arrived == getattr(world.truth.totals(REGION, opened - 900, T), counted)
    hard = world.truth.totals(REGION, opened - 900, T).bounces
    assert hard <= sum(world.truth.metric(REGION, "Bounce", opened, T + 1, 3600).values())
