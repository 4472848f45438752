"""The days to a line against what really happened in a hundred simulated accounts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from deliverability.bins import Bin
from deliverability.coverage import Span
from deliverability.metrics import BOUNCE_RATE, COMPLAINT_RATE, DAY, HOUR
from deliverability.model import Scope
from deliverability.rates import Rate
from deliverability.standing import Measure
from deliverability.trend import days_to, trend
from report.budget import budgets
from report.look_back import look_back
from simulator.scenarios import SCENARIOS
from simulator.world import ACCOUNT_ID
from store import coverage, samples, snapshots, statistics
from store.open import open_store
from store.samples import Point
from tests.report.conftest import declare, healthy_body, ran
from tests.simulator.asking import NOW, REGION

AT = int(NOW.timestamp())
SEEDS = range(100)
SCOPE = Scope(ACCOUNT_ID, REGION)
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


@pytest.fixture
def collected(make, tmp_path):
    """An account's last fortnight as the collector would have stored it, and what the report tells at a moment."""
    stores = []

    def account(name, seed):
        truth = make(replace(SCENARIOS[name], age_days=60), seed).truth
        stores.append(open_store(f"sqlite:///{tmp_path / f'{name}-{seed}.db'}"))
        store, since = stores[-1], AT - 14 * DAY
        declare(store)
        snapshots.keep(store, SCOPE, "account", "", healthy_body(), since)
        bins = truth.bins(REGION, since, AT)
        statistics.keep(store, SCOPE, [Bin(q.at, q.attempts, q.bounces, q.complaints, q.rejects) for q in bins], AT)
        for metric in METRIC.values():
            hours = truth.metric(REGION, metric, since, AT, HOUR)
            samples.keep(store, SCOPE, metric, "", HOUR, [Point(at, value) for at, value in sorted(hours.items())])
        coverage.extend(store, SCOPE, coverage.CLOUDWATCH, Span(since, AT))
        for job in ("account", "statistics", "metrics"):
            ran(store, job, AT)

        def at_moment(at, measure):
            return budgets(store, look_back(store, SCOPE, datetime.fromtimestamp(at, UTC), measure)).days_to

        return store, at_moment

    yield account
    for store in stores:
        store.close()


@pytest.mark.parametrize("seed", range(4))
def test_the_report_tells_no_day_of_a_healthy_account(collected, seed):
    _, at_moment = collected("healthy", seed)
    moments = [(AT - hours * HOUR, measure) for hours in range(0, 10 * 24, 15) for measure in Measure]
    assert [at_moment(*moment) for moment in moments] == [None] * len(moments)


def test_the_report_tells_the_day_of_an_incident_ahead(collected):
    store, at_moment = collected("bounce-incident", 1)
    points = samples.buckets(store, SCOPE, BOUNCE_RATE, "", AT - 14 * DAY, AT, HOUR)
    met = next(b.at for b in points if b.mean >= Measure.BOUNCE.lines.review) + HOUR
    found = at_moment(met - 12 * HOUR, Measure.BOUNCE)
    assert found.line == Measure.BOUNCE.lines.review
    assert found.earliest <= 0.5 <= found.latest
