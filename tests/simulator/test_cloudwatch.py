"""CloudWatch of AWS/SES over both ways in."""

from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from tests.simulator.asking import NOW, REGION

T = int(NOW.timestamp())
DAY = 86_400


def ask(client, name="Send", days=10.0, until_days=0.0, period=3600, statistic="Sum", **how):
    return client("cloudwatch").get_metric_statistics(
        Namespace="AWS/SES",
        MetricName=name,
        StartTime=NOW - timedelta(days=days),
        EndTime=NOW - timedelta(days=until_days),
        Period=period,
        Statistics=[statistic],
        **how,
    )["Datapoints"]


def by_time(points, statistic="Sum"):
    return {int(p["Timestamp"].timestamp()): p[statistic] for p in points}


@pytest.mark.parametrize("name", ["Send", "Delivery", "Bounce", "Complaint", "Reject", "Open"])
def test_counts_are_the_truth_in_disorder(make, visit, name):
    world = make()
    found = by_time(ask(visit(world), name))
    truth = world.truth.metric(REGION, name, T - 10 * DAY, T + 1, 3600)
    assert found == {at: value for at, value in truth.items() if at >= T - 10 * DAY}
    assert list(found) != sorted(found) or len(found) < 3


def test_account_wide_counts_are_not_those_of_a_configuration_set(make, visit):
    client = visit(make())
    dimension = [{"Name": "ses:configuration-set", "Value": "transactional"}]
    total, part = by_time(ask(client)), by_time(ask(client, Dimensions=dimension))
    assert all(total[at] > part[at] for at in part)


@pytest.mark.parametrize(
    "dimensions",
    [
        [{"Name": "ses:configuration-set", "Value": "newsletter"}],  # publishes no counts to CloudWatch
        [{"Name": "ses:configuration-set", "Value": "never-made"}],
        [{"Name": "ses:from-domain", "Value": "example.com"}],
    ],
)
def test_dimensions_are_exact(make, visit, dimensions):
    assert ask(visit(make()), Dimensions=dimensions) == []


def test_reputation_exists_for_a_set_only_where_it_is_switched_on(make, visit):
    client = visit(make())

    def rate(name):
        dimension = [{"Name": "ses:configuration-set", "Value": name}]
        return ask(client, "Reputation.BounceRate", statistic="Average", Dimensions=dimension)

    assert rate("newsletter")
    assert rate("internal") == []


def test_reputation_is_a_fraction_equal_to_the_truth(make, visit):
    world = make()
    found = by_time(ask(visit(world), "Reputation.BounceRate", statistic="Average"), "Average")
    truth = world.truth.metric(REGION, "Reputation.BounceRate", T - 10 * DAY, T + 1, 3600)
    assert found == {at: pytest.approx(truth[at]) for at in found}
    assert len(found) == 240
    assert all(0 < value < 0.1 for value in found.values())


@pytest.mark.parametrize(
    ("days", "period", "answered"),
    [
        (14, 900, True),
        (14, 60, None),
        (20, 60, False),
        (20, 300, None),
        (62, 900, None),
        (70, 900, False),
        (70, 3600, None),
        (454, 3600, True),
        (470, 3600, False),
    ],
)
def test_what_is_kept_depends_on_period_and_age(make, visit, days, period, answered):
    """None: it is kept, but a day of it is asked for, since more than 1,440 points are refused."""
    client = visit(make())
    span = 1 if answered is None and period > 60 else 0.5
    found = ask(client, days=days, until_days=days - span, period=period)
    assert bool(found) is (answered is not False)


def test_points_older_than_455_days_are_gone(make, visit):
    world = make()
    found = by_time(ask(visit(world), days=470, until_days=440))
    assert min(found) >= T // 3600 * 3600 - 455 * DAY
    assert world.truth.metric(REGION, "Send", T - 470 * DAY, T - 469 * DAY, 3600)


def test_more_than_1440_points_are_refused(make, visit):
    client = visit(make())
    assert len(ask(client, days=60)) <= 1440
    with pytest.raises(ClientError, match=r"exceeds the limit of 1,440") as refused:
        ask(client, days=60.1)
    assert "InvalidParameterCombination" in refused.value.response["Error"]["Code"]


def test_buckets_lie_on_multiples_of_the_period(make, visit):
    assert {at % 3600 for at in by_time(ask(visit(make())))} == {0}


def query(name, id_, period=3600, stat="Sum"):
    metric = {"Namespace": "AWS/SES", "MetricName": name}
    return {"Id": id_, "MetricStat": {"Metric": metric, "Period": period, "Stat": stat}}


def data(client, queries, days=10, **how):
    return client("cloudwatch").get_metric_data(
        MetricDataQueries=queries, StartTime=NOW - timedelta(days=days), EndTime=NOW, **how
    )


def test_metric_data_comes_newest_first_and_equals_the_statistics(make, visit):
    client = visit(make())
    (result,) = data(client, [query("Send", "s")])["MetricDataResults"]
    found = dict(zip((int(t.timestamp()) for t in result["Timestamps"]), result["Values"], strict=True))
    assert found == by_time(ask(client))
    assert list(found) == sorted(found, reverse=True)
    assert result["StatusCode"] == "Complete"


def test_metric_data_is_paged_and_nothing_is_lost_between_pages(make, visit):
    client = visit(make())
    queries = [query("Send", "s"), query("Bounce", "b"), query("Reputation.BounceRate", "r", stat="Average")]
    whole = data(client, queries)["MetricDataResults"]
    pieces = {q["Id"]: [] for q in queries}
    token, partial = {}, 0
    for _ in range(20):
        page = data(client, queries, MaxDatapoints=100, **token)
        for result in page["MetricDataResults"]:
            pieces[result["Id"]] += result["Values"]
            partial += result["StatusCode"] == "PartialData"
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert pieces == {result["Id"]: result["Values"] for result in whole}
    assert partial


def test_metric_data_refuses_too_many_queries_and_a_foreign_token(make, visit):
    client = visit(make())
    with pytest.raises(ClientError):
        data(client, [query("Send", f"q{i}") for i in range(501)])
    with pytest.raises(ClientError):
        data(client, [query("Send", "s")], NextToken="not ours")


def test_metrics_are_listed_once_each_and_only_with_recent_data(make, visit):
    client = visit(make())
    listed = client("cloudwatch").list_metrics(Namespace="AWS/SES")["Metrics"]
    series = [(m["MetricName"], *(d["Value"] for d in m["Dimensions"])) for m in listed]
    assert len(series) == len(set(series))
    assert {("Send",), ("Reputation.BounceRate",), ("Reputation.BounceRate", "marketing-import")} <= set(series)
    assert ("Reputation.BounceRate", "internal") not in series


def test_the_namespace_of_a_new_account_is_empty(make, visit):
    client = visit(make("new-account"))
    assert client("cloudwatch").list_metrics(Namespace="AWS/SES")["Metrics"] == []
    assert ask(client) == []


def test_list_of_metrics_is_paged(make, visit):
    client = visit(make(page_size=4))
    first = client("cloudwatch").list_metrics(Namespace="AWS/SES")
    assert len(first["Metrics"]) == 4
    second = client("cloudwatch").list_metrics(Namespace="AWS/SES", NextToken=first["NextToken"])
    assert second["Metrics"][0] not in first["Metrics"]
