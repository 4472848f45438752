from datetime import timedelta

import pytest

from collector.aws import configuration_sets, metrics, metrics_more
from deliverability.coverage import Span
from deliverability.metrics import BY_NAME, DAY, HOUR, METRICS, QUARTER
from store import coverage, samples


def kept(visit, name, configuration_set=""):
    told = samples.points(visit.store, visit.scope, 0, 2**40)
    return {
        (at, period): value
        for metric, of_set, at, period, value in told
        if (metric, of_set) == (name, configuration_set)
    }


def truth(world, name, since, until, period, configuration_set=""):
    return {
        (at, period): pytest.approx(value)
        for at, value in world.truth.metric("us-east-1", name, since, until, period, configuration_set).items()
    }


def test_the_first_round_equals_the_truth_hourly_for_the_past_and_finely_for_two_weeks(visit, world, monkeypatch):
    two = [series for series in metrics.CORE if series.metric.name in {"Send", "Reputation.BounceRate"}]
    monkeypatch.setattr(metrics, "CORE", two)
    one = visit()
    metrics.collect.collect(one)
    end, fine = one.at - one.at % QUARTER, one.at - 14 * DAY
    for name in ("Send", "Reputation.BounceRate"):
        past, lately = truth(world, name, one.at - 455 * DAY, fine, HOUR), truth(world, name, fine, end, QUARTER)
        assert kept(one, name) == past | lately
    whole = Span(one.at - 455 * DAY, one.at)
    assert coverage.covered(one.store, one.scope, "cloudwatch", whole) == [whole]


def test_a_steady_round_makes_one_call_a_metric_and_equals_the_truth(visit, world, aws, recent):
    metrics.collect.collect(visit())
    world.clock.advance(timedelta(days=3))
    before = aws.calls
    one = visit()
    metrics.collect.collect(one)
    assert aws.calls - before == 7
    for metric in (m for m in METRICS if m.core):
        found = {key: value for key, value in kept(one, metric.name).items() if key[0] >= one.at - 4 * DAY}
        assert found == truth(world, metric.name, one.at - 4 * DAY, one.at, QUARTER)


@pytest.mark.parametrize("scenario", ["bounce-incident"])
def test_only_sets_with_reputation_metrics_are_asked_for_theirs(visit, world, recent):
    configuration_sets.collect.collect(visit(full=True))
    one = visit(full=True)
    metrics_more.collect.collect(one)
    asked = {
        dimension["Value"]
        for call in world.calls.of("GetMetricStatistics")
        for dimension in call.params.get("Dimensions", [])
    }
    assert asked == {"transactional", "newsletter", "marketing-import"}
    since = one.at - 14 * DAY
    mine = {key: value for key, value in kept(one, "Reputation.BounceRate", "newsletter").items() if key[0] >= since}
    assert mine == truth(world, "Reputation.BounceRate", since, one.at, HOUR, "newsletter")


def test_the_names_asked_for_are_those_declared(visit, world, recent):
    metrics_more.collect.collect(visit())
    assert {call.params["MetricName"] for call in world.calls.of("GetMetricStatistics")} == {
        name for name, metric in BY_NAME.items() if not metric.core and name != "SentLast24Hours"
    }
