"""The days to a line against what really happened in a hundred simulated accounts."""

from dataclasses import replace

import pytest

from deliverability.metrics import BOUNCE_RATE, COMPLAINT_RATE, DAY, HOUR
from deliverability.rates import Rate
from deliverability.standing import Measure
from deliverability.trend import days_to, trend
from simulator.scenarios import SCENARIOS
from tests.simulator.asking import NOW, REGION

AT = int(NOW.timestamp())
SEEDS = range(100)
METRIC = {Measure.BOUNCE: BOUNCE_RATE, Measure.COMPLAINT: COMPLAINT_RATE}


@pytest.fixture
def told(make):
    """The figure of an account hour by hour, and what is said of it at a moment."""

    def account(name, seed, measure, since):
        truth = make(replace(SCENARIOS[name], age_days=60), seed).truth
        hours = truth.metric(REGION, METRIC[measure], since, AT, HOUR)
        points = [(at + HOUR, value) for at, value in sorted(hours.items())]

        def at_moment(at):
            day = truth.totals(REGION, at - DAY, at, at)
            bounce = measure is Measure.BOUNCE
            rate = Rate(day.bounces if bounce else day.complaints, day.attempts, lower_bound=not bounce)
            return days_to(trend([p for p in points if p[0] <= at], at), measure.lines.review, rate)

        return points, at_moment

    return account


@pytest.mark.parametrize("measure", Measure)
@pytest.mark.parametrize("name", ["healthy", "plain"])
def test_of_a_healthy_account_no_day_is_ever_told(told, name, measure):
    for seed in SEEDS:
        _, at_moment = told(name, seed, measure, AT - 8 * DAY)
        assert [at_moment(AT - hours * HOUR) for hours in range(0, 6 * 24, 15)] == [None] * 10


def test_of_an_incident_the_day_is_told_ahead_and_holds(told):
    """From a day and a half before the line is met to three hours before it."""
    held, given, asked = 0, 0, 0
    for seed in SEEDS:
        points, at_moment = told("bounce-incident", seed, Measure.BOUNCE, AT - 14 * DAY)
        met = next(at for at, value in points if value >= Measure.BOUNCE.lines.review)
        for hours in (3, 6, 12, 24, 36):
            found = at_moment(met - hours * HOUR)
            asked += 1
            if found:
                given += 1
                held += found.earliest <= hours / 24 <= found.latest
    assert given >= 0.95 * asked
    assert held >= 0.9 * given
