"""BatchGetMetricData over both ways in: what it leaves out, how its parts add up, what goes wrong inside a batch."""

from datetime import timedelta

import pytest
from botocore.exceptions import ClientError

from simulator import Kind
from simulator.ledger import Grid
from simulator.vdm import FEEDBACK, METRICS, SEVERAL
from simulator.volume import DAY, HARD, SOFT
from tests.simulator.asking import NOW, REGION

T = int(NOW.timestamp())
MIDNIGHT = T // DAY * DAY
WEEK = NOW.replace(hour=0, minute=0, second=0) - timedelta(days=7)
COUNTED = ("SEND", "DELIVERY", "PERMANENT_BOUNCE")


def query(metric, start=WEEK, end=NOW, **dimensions):
    dimensions = {"Dimensions": dimensions} if dimensions else {}
    return {"Id": metric, "Namespace": "VDM", "Metric": metric, "StartDate": start, "EndDate": end, **dimensions}


def asked(client, *queries):
    return client("sesv2").batch_get_metric_data(Queries=list(queries))


def days(answer, metric):
    (result,) = (r for r in answer["Results"] if r["Id"] == metric)
    return {int(at.timestamp()): value for at, value in zip(result["Timestamps"], result["Values"], strict=True)}


@pytest.mark.parametrize(
    "dimensions", [{}, {"CONFIGURATION_SET": "newsletter"}, {"EMAIL_IDENTITY": "news.example.com"}]
)
def test_the_answer_is_the_truth_a_day_at_a_time(make, visit, dimensions):
    world = make()
    answer = asked(visit(world), *(query(metric, **dimensions) for metric in METRICS))
    of = {"configuration_set": dimensions.get("CONFIGURATION_SET"), "identity": dimensions.get("EMAIL_IDENTITY")}
    for metric in METRICS:
        told = days(answer, metric)
        assert told == world.truth.vdm(REGION, metric, MIDNIGHT - 7 * DAY, T, **of)
        assert all(at % DAY == 0 for at in told)
    assert len(days(answer, "SEND")) == 8
    assert answer["Errors"] == []


@pytest.mark.parametrize("metric", METRICS)
def test_sets_and_identities_each_add_up_to_the_account(make, metric):
    world = make()
    window = (REGION, metric, MIDNIGHT - 8 * DAY, T)
    whole = world.truth.vdm(*window)
    for dimension, names in (
        ("configuration_set", ("transactional", "newsletter", "internal", "marketing-import")),
        ("identity", ("example.com", "news.example.com")),
    ):
        parts = [world.truth.vdm(*window, **{dimension: name}) for name in names]
        assert {at: sum(part.get(at, 0) for part in parts) for at in whole} == whole


def test_mail_to_several_recipients_is_left_out(make):
    """What is left out, counted by itself, and what is counted make up everything there was."""
    world = make()
    ledger, day = world.region(REGION).ledger, MIDNIGHT - 3 * DAY
    grid, pick, far = Grid(day, DAY, 1), ledger.pick(), T + 30 * DAY
    sent = world.truth.vdm(REGION, "SEND", day, day + DAY, as_of=far)[day]
    several = int(ledger.chosen(grid, pick, *SEVERAL, far)[0])
    assert sent + several == ledger.mails(grid, pick, far)[0]
    assert 0.03 < several / sent < 0.05


def test_failures_of_mail_to_several_recipients_are_left_out_in_the_same_part(make):
    ledger = make().region(REGION).ledger
    grid, pick, far = Grid(MIDNIGHT - 60 * DAY, DAY, 50), ledger.pick(), T + 30 * DAY
    for kind in FEEDBACK.values():
        counted, every = (
            int(ledger.feedback(grid, pick, {kind}, "sent", far, but=but).sum()) for but in (SEVERAL, None)
        )
        assert 0.9 < counted / every < 0.99
    assert ledger.feedback(grid, pick, (HARD, SOFT), "sent", far, but=("all", 1.0)).sum() == 0


@pytest.mark.parametrize(("metric", "kind"), FEEDBACK.items())
def test_what_vdm_tells_of_failures_leaves_them_out_too(make, metric, kind):
    world = make()
    ledger, since = world.region(REGION).ledger, MIDNIGHT - 60 * DAY
    told = sum(world.truth.vdm(REGION, metric, since, MIDNIGHT).values())
    every = int(ledger.feedback(Grid(since, DAY, 60), ledger.pick(), {kind}, "sent", T).sum())
    assert 0.9 < told / every < 0.99


def test_complaints_are_of_the_mail_to_providers_that_give_feedback(make):
    truth = make().truth
    window = (MIDNIGHT - 7 * DAY, MIDNIGHT)
    delivered, base = (sum(truth.vdm(REGION, m, *window).values()) for m in ("DELIVERY", "DELIVERY_COMPLAINT"))
    assert 0.6 < base / delivered < 0.7, "Gmail, the companies and the account's own domain give none"


def test_late_feedback_makes_a_day_grow(make, visit):
    world = make()
    client, yesterday = visit(world), MIDNIGHT - DAY
    early = days(asked(client, query("PERMANENT_BOUNCE")), "PERMANENT_BOUNCE")[yesterday]
    world.clock.advance(timedelta(days=6))
    assert days(asked(client, query("PERMANENT_BOUNCE")), "PERMANENT_BOUNCE")[yesterday] > early


@pytest.mark.parametrize(("kind", "code"), [("query-failed", "INTERNAL_FAILURE"), ("query-denied", "ACCESS_DENIED")])
def test_queries_fail_one_by_one_under_a_status_of_200(make, visit, kind, code):
    world = make()
    client = visit(world)
    world.faults.add(kind, operation="BatchGetMetricData")
    answer = asked(client, *(query(metric) for metric in COUNTED))
    assert [r["Id"] for r in answer["Results"]] == ["SEND", "PERMANENT_BOUNCE"]
    assert [(e["Id"], e["Code"]) for e in answer["Errors"]] == [("DELIVERY", code)]
    assert client("sesv2").get_account()["SendingEnabled"], "nothing else has queries"


@pytest.mark.parametrize(
    "queries",
    [
        [query(metric) for metric in (*COUNTED, *COUNTED)],
        [{**query("SEND"), "Id": str(n)} for n in range(11)],
        [query("SEND", start=NOW - timedelta(days=31))],
        [query("SEND", start=NOW)],
        [query("SEND", ISP="Gmail")],
        [query("OPEN")],
    ],
)
def test_what_it_cannot_answer_is_refused(make, visit, queries):
    with pytest.raises(ClientError):
        asked(visit(make()), *queries)


def test_an_account_without_vdm_is_refused(make, visit):
    world = make("plain")
    with pytest.raises(ClientError) as refused:
        asked(visit(world), query("SEND"))
    assert refused.value.response["Error"]["Code"] == "BadRequestException"
    assert [call.action for call in world.calls] == ["ses:BatchGetMetricData"]


def test_denial_and_throttling_come_in_the_words_of_the_service(make, visit):
    world = make()
    client = visit(world)
    for kind, code in ((Kind.DENIED, "AccessDeniedException"), (Kind.THROTTLED, "TooManyRequestsException")):
        world.faults.add(kind, operation="BatchGetMetricData")
        with pytest.raises(ClientError) as refused:
            asked(client, query("SEND"))
        assert refused.value.response["Error"]["Code"] == code
        world.faults.clear()
