"""The forecast of the rolling day against what a simulated account then sent."""

from collections import defaultdict
from dataclasses import replace
from statistics import mean

import pytest

from deliverability.forecast import Method, forecast
from deliverability.metrics import DAY, HOUR, QUARTER
from simulator.scenarios import SCENARIOS
from tests.simulator.asking import NOW, REGION

AT = int(NOW.timestamp()) // QUARTER * QUARTER
HORIZONS = (6, 12, 24)


@pytest.fixture
def errors(make):
    """Relative errors by (method, hours ahead), and how often the band held, at a hundred moments of ten accounts."""

    def of(scenario, days):
        missed, held = defaultdict(list), defaultdict(list)
        for seed in range(10):
            truth = make(replace(SCENARIOS[scenario], age_days=45), seed).truth
            quarters = truth.metric(REGION, "Send", AT - 42 * DAY, AT, QUARTER)
            for back in range(1, 11):
                now = AT - DAY - back * 17 * HOUR
                found = forecast(hours_of(quarters, now, days), now)
                ratio = truth.sent_last_24_hours(REGION, now) / sum(
                    quarters.get(now - i * QUARTER, 0) for i in range(1, 97)
                )
                for ahead in (found.ahead[horizon - 1] for horizon in HORIZONS):
                    sent = truth.sent_last_24_hours(REGION, ahead.at)
                    missed[found.method, horizon_of(ahead, now)].append(abs(ahead.used * ratio / sent - 1))
                    held[found.method].append(ahead.low * ratio <= sent <= ahead.high * ratio)
        return {key: mean(values) for key, values in missed.items()}, {key: mean(v) for key, v in held.items()}

    return of


def hours_of(quarters, now, days):
    hours = dict.fromkeys(range((now - days * DAY) // HOUR * HOUR, now, HOUR), 0)
    for at, mails in quarters.items():
        if at < now and at - at % HOUR in hours:
            hours[at - at % HOUR] += mails
    return hours


def horizon_of(ahead, now):
    return round((ahead.at - now + HOUR / 2) / HOUR)


def test_past_weeks_tell_a_weekly_rhythm_far_better_than_the_last_hours(errors):
    seasonal, held = errors("healthy", 29)
    rough, _ = errors("healthy", 2)
    for horizon in HORIZONS:
        assert seasonal[Method.SEASONAL, horizon] < 0.25 * rough[Method.ROUGH, horizon]
    assert seasonal[Method.SEASONAL, 24] < 0.07
    assert held[Method.SEASONAL] > 0.9


def test_eight_days_already_tell_it(errors):
    missed, held = errors("healthy", 9)
    assert missed[Method.SEASONAL, 24] < 0.08
    assert held[Method.SEASONAL] > 0.85


@pytest.mark.parametrize("scenario", ["healthy", "plain"])
def test_the_rough_band_is_wide_enough_to_be_of_use(errors, scenario):
    _, held = errors(scenario, 2)
    assert held[Method.ROUGH] > 0.8
