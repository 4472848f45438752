"""The stories hold on whatever day they are told."""

from datetime import timedelta

import pytest

from simulator import Clock, World
from simulator.scenarios import SCENARIOS
from tests.simulator.asking import NOW, REGION

DAY = 86_400
BOUNCE, COMPLAINT = "Reputation.BounceRate", "Reputation.ComplaintRate"


def told(scenario, days=0, hours=9, seed=1):
    now = NOW.replace(hour=hours) + timedelta(days=days)
    return World(seed, scenario, clock=Clock(now, running=False)), int(now.timestamp())


@pytest.mark.parametrize("weekday", range(7))
def test_the_demos_bounce_rate_crossed_the_line_last_week_and_is_falling(weekday):
    world, now = told("bounce-incident", weekday)
    rates = world.truth.metric(REGION, BOUNCE, now - 14 * DAY, now, 3600)
    peak = max(rates, key=rates.get)
    assert 0.05 < rates[peak] < 0.08
    assert now - 7 * DAY < peak < now - DAY
    assert 0.03 < world.truth.reputation(REGION, BOUNCE) < 0.05
    assert world.truth.reputation(REGION, BOUNCE) < world.truth.reputation(REGION, BOUNCE, as_of=now - DAY)
    assert world.truth.reputation(REGION, COMPLAINT) < 0.001
    assert rates[min(rates)] < 0.02


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_demo_sends_some_thirty_thousand_mails_on_a_working_day(seed):
    world, _ = told("bounce-incident", seed=seed)
    assert 25_000 < world.truth.sent_last_24_hours(REGION) < 38_000


@pytest.mark.parametrize("weekday", [0, 3, 5])
def test_complaints_are_over_the_review_line_in_the_complaint_incident(weekday):
    world, _ = told("complaint-incident", weekday)
    assert 0.001 < world.truth.reputation(REGION, COMPLAINT) < 0.005


def test_a_paused_account_stopped_over_the_pause_line():
    world, now = told("paused")
    assert world.truth.reputation(REGION, BOUNCE) > 0.1
    assert world.truth.totals(REGION, now - DAY, now).attempts == 0
    assert world.truth.totals(REGION, now - 5 * DAY, now - 4 * DAY).attempts > 0


@pytest.mark.parametrize("hours", [1, 9, 17])
def test_the_quota_scenario_is_near_its_limit_but_never_over(hours):
    world, now = told("quota", hours=hours)
    assert all(8_200 < world.truth.sent_last_24_hours(REGION, now - d * DAY) <= 10_000 for d in range(20))


def test_the_sandbox_stays_within_its_limit_and_has_no_reputation():
    world, now = told("sandbox")
    assert all(0 < world.truth.sent_last_24_hours(REGION, now - d * DAY) <= 200 for d in range(15))
    assert world.truth.reputation(REGION, BOUNCE) is None


def test_plain_sends_three_hundred_mails_a_day_with_two_complaints_a_month():
    world, now = told("plain")
    months = [world.truth.totals(REGION, now - (m + 1) * 30 * DAY, now - m * 30 * DAY) for m in range(1, 13)]
    assert all(8_000 < month.attempts < 10_000 for month in months)
    assert 1 < sum(month.complaints for month in months) / 12 < 3.2
    assert SCENARIOS["plain"].configuration_sets == ()


def test_a_healthy_account_is_below_every_line():
    world, _ = told("healthy")
    assert world.truth.reputation(REGION, BOUNCE) < 0.02
    assert world.truth.reputation(REGION, COMPLAINT) < 0.0008


def test_a_quiet_accounts_reputation_has_gaps():
    world, now = told("quiet")
    found = world.truth.metric(REGION, BOUNCE, now - DAY, now, 900)
    assert 5 < len(found) < 60


def test_gmail_counts_on_neither_side_of_the_complaint_rate():
    """The rate is complaints over mail to providers that give feedback, so it is higher than over all mail."""
    world, now = told("complaint-incident")
    over_all = world.truth.totals(REGION, now - 3 * DAY, now)
    assert world.truth.reputation(REGION, COMPLAINT) > over_all.complaints / over_all.attempts
    domains = {
        m.domain
        for at in range(now // 900 * 900 - DAY, now, 900 * 8)
        for m in world.truth.messages(REGION, at)
        if m.failure == "complaint"
    }
    assert domains
    assert "gmail.com" not in domains
