import pytest

from collector.aws import account, configuration_sets, identities
from collector.aws.errors import AccessDenied, Malformed, Refused, Throttled, Unavailable
from collector.aws.vdm import ACCOUNT, METRICS, MOST_A_VISIT, collect
from collector.jobs import perform
from deliverability.coverage import Span
from deliverability.metrics import DAY
from store import coverage, meta, snapshots, vdm
from store.vdm import Day
from tests.aws.conftest import REGION

SETS = {"transactional", "newsletter", "internal"}
SENDERS = {"example.com", "news.example.com"}


@pytest.fixture
def scenario() -> str:
    return "healthy"


@pytest.fixture
def known(visit):
    """What is read before: the account, its sets and its identities."""
    for reading in (account.collect, configuration_sets.collect, identities.collect):
        reading.collect(visit(full=True))


@pytest.fixture
def at(now):
    return int(now.timestamp())


@pytest.fixture
def on(store, scope, at):
    """An account that has VDM switched on, one set and one identity."""
    snapshots.keep(store, scope, "account", "", {"vdm": "ENABLED"}, at)
    snapshots.keep(store, scope, "configuration-set", "a", {"sending_enabled": True}, at)
    snapshots.keep(store, scope, "identity", "example.com", {"verification_status": "SUCCESS"}, at)
    snapshots.keep(store, scope, "identity", "new.example.com", {"verification_status": "PENDING"}, at)


def told(*points, but=(), **others):
    """An answer in which every metric has these (time, value) points; `others` are members of its own for some."""
    results = [
        {"Id": metric, "Timestamps": [when for when, _ in points], "Values": [value for _, value in points]}
        | others.get(metric, {})
        for metric in METRICS
        if metric not in but
    ]
    return {"Results": results, "Errors": []}


def failing(code, *metrics):
    return {**told(but=metrics), "Errors": [{"Id": metric, "Code": code, "Message": ""} for metric in metrics]}


def asked(one):
    return [params["Queries"] for _, params in one.aws.asked]


def kept(one, kind="account", name=""):
    return vdm.days(one.store, one.scope, kind, name, 0, 2**40)


def test_the_days_of_the_account_its_sets_and_its_identities_are_what_happened(visit, world, known, at):
    one = visit()
    collect.collect(one)
    assert one.parts == [None] * 7
    midnight, truth = at - at % DAY, world.truth
    for kind, names, dimension in (
        ("account", {""}, None), ("configuration-set", SETS, "configuration_set"), ("identity", SENDERS, "identity"),
    ):  # fmt: skip
        assert set(vdm.names(one.store, one.scope, kind, 0, at)) == names
        for name in names:
            days = kept(one, kind, name)
            of = {dimension: name} if dimension else {}
            window = (REGION, midnight - 29 * DAY, at)
            for metric, count in zip(METRICS, Day.__slots__[1:], strict=True):
                expected = truth.vdm(window[0], metric, *window[1:], **of)
                assert {d.at: getattr(d, count) for d in days if getattr(d, count)} == expected
    assert coverage.covered(one.store, one.scope, "vdm", Span(0, 2**40)) == [Span(midnight - 29 * DAY, at)]


@pytest.mark.parametrize("body", [None, {}, {"vdm": "DISABLED"}, {"enforcement_status": "HEALTHY"}])
def test_without_vdm_nothing_is_asked_and_the_run_is_in_order(answering, store, scope, at, body):
    if body is not None:
        snapshots.keep(store, scope, "account", "", body, at)
    one = answering()
    run = perform(collect, one)
    assert (run.outcome, run.api_calls, one.aws.asked) == ("ok", 0, [])


def test_the_first_time_all_of_thirty_days_is_asked_and_later_the_last_eight_again(answering, on, now, at):
    midnight = now.replace(hour=0, minute=0, second=0)
    for back in (29, 8):
        one = answering(BatchGetMetricData=[told((now, 3))])
        collect.collect(one)
        assert [len(queries) for queries in asked(one)] == [6, 6, 6]
        starts = {(midnight - query["StartDate"]).days for queries in asked(one) for query in queries}
        assert (starts, {q["EndDate"] for queries in asked(one) for q in queries}) == ({back}, {now})
    again = answering({"from_start": True}, BatchGetMetricData=[told()])
    collect.collect(again)
    assert (midnight - asked(again)[0][0]["StartDate"]).days == 29
    meta.put(again.store, f"asked-until/{again.scope}/vdm/{ACCOUNT.key}", str(at - 15 * DAY))
    collect.collect(after := answering(BatchGetMetricData=[told()]))
    assert (midnight - asked(after)[0][0]["StartDate"]).days == 23, "what an outage left out, and the overlap"


@pytest.mark.parametrize("known", ["", "yesterday", "-5", str(2**40)])
def test_a_memory_that_is_no_time_or_of_a_time_to_come_does_no_harm(answering, on, now, known):
    one = answering(BatchGetMetricData=[told()])
    meta.put(one.store, f"asked-until/{one.scope}/vdm/{ACCOUNT.key}", known)
    collect.collect(one)
    assert 8 <= (now - asked(one)[0][0]["StartDate"]).days <= 29


def test_each_subject_is_named_by_its_dimension_and_an_unverified_identity_is_none(answering, on):
    one = answering(BatchGetMetricData=[told()])
    collect.collect(one)
    dimensions = [queries[0].get("Dimensions") for queries in asked(one)]
    assert dimensions == [None, {"CONFIGURATION_SET": "a"}, {"EMAIL_IDENTITY": "example.com"}]
    assert {q["Namespace"] for queries in asked(one) for q in queries} == {"VDM"}


def test_hourly_points_are_summed_by_utc_day_and_a_day_never_shrinks(answering, on, now, at):
    hours = [(now.replace(hour=hour, minute=0), 2) for hour in range(6)]
    for points, expected in ((hours, 12), ([(now, 20)], 20), ([(now, 5)], 20)):
        one = answering(BatchGetMetricData=[told(*points)])
        collect.collect(one)
        (day,) = kept(one, "configuration-set", "a")
        assert (day.at, day.sent, day.complaint_base) == (at - at % DAY, expected, expected)


def test_a_day_on_which_a_metric_is_silent_counts_as_none_of_it(answering, on, now):
    quiet = {"Timestamps": [], "Values": []}
    collect.collect(one := answering(BatchGetMetricData=[told((now, 7), COMPLAINT=quiet)]))
    assert [(day.sent, day.complaints) for day in kept(one)] == [(7, 0)]
    assert not any(one.parts)


@pytest.mark.parametrize("code", ["INTERNAL_FAILURE", "ACCESS_DENIED"])
def test_a_failed_query_leaves_the_whole_subject_as_it_was_and_the_others_are_read(answering, on, now, code):
    whole = told((now, 7))
    collect.collect(one := answering(BatchGetMetricData=[failing(code, "COMPLAINT", "SEND"), whole]))
    error = AccessDenied if code == "ACCESS_DENIED" else Unavailable
    assert [type(part) for part in one.parts] == [error, type(None), type(None)]
    assert kept(one) == []
    assert len(kept(one, "configuration-set", "a")) == 1
    assert coverage.covered(one.store, one.scope, "vdm", Span(0, 2**40)) == []
    assert perform(collect, answering(BatchGetMetricData=[failing(code, "SEND"), whole])).outcome == "partial"


def test_failures_of_every_query_are_a_denial_that_names_the_permission(answering, on):
    run = perform(collect, answering(BatchGetMetricData=[failing("ACCESS_DENIED", *METRICS)]))
    assert (run.outcome, run.missing_action) == ("denied", "ses:BatchGetMetricData")


ODD = {
    "no list": {"Results": None},
    "no results": {"Results": "none"},
    "not an item": {"Results": ["x"]},
    "one missing": told(but=["COMPLAINT"]),
    "no times": told(SEND={"Timestamps": None}),
    "fewer values": told(SEND={"Timestamps": [], "Values": [1]}),
    "errors of another shape": {**told(), "Errors": ["x"]},
}


@pytest.mark.parametrize("answer", ODD.values(), ids=ODD)
def test_an_answer_that_cannot_be_understood_keeps_nothing_and_says_so(answering, on, answer):
    collect.collect(one := answering(BatchGetMetricData=[answer, told()]))
    assert isinstance(one.parts[0], Malformed)
    assert one.parts[1:] == [None, None]
    assert meta.get(one.store, f"asked-until/{one.scope}/vdm/{ACCOUNT.key}") is None
    assert meta.get(one.store, f"asked-until/{one.scope}/vdm/configuration-set/a") is not None


@pytest.mark.parametrize("value", [-1, 1.5, True, None, "7"])
def test_a_count_that_is_none_is_refused_with_its_subject(answering, on, now, value):
    collect.collect(one := answering(BatchGetMetricData=[told((now, value))]))
    assert all(isinstance(part, Malformed) for part in one.parts)
    assert kept(one) == []


@pytest.mark.parametrize("when", ["2026-11-24", None, 1_790_000_000])
def test_a_time_that_is_none_or_far_from_what_was_asked_is_refused(answering, on, now, when):
    for odd in (when, now.replace(year=2020), now.replace(year=2030)):
        collect.collect(one := answering(BatchGetMetricData=[told((odd, 1))]))
        assert all(isinstance(part, Malformed) for part in one.parts)


def test_an_answer_of_nothing_at_all_is_no_error_and_no_proof(answering, on):
    collect.collect(one := answering(BatchGetMetricData=[{"Results": [], "Errors": []}]))
    assert not any(one.parts)
    assert meta.get(one.store, f"asked-until/{one.scope}/vdm/{ACCOUNT.key}") is None


def test_many_sets_are_asked_some_at_a_time_with_the_account_always_first(answering, on, store, scope, at):
    for n in range(30):
        snapshots.keep(store, scope, "configuration-set", f"set-{n:02}", {"sending_enabled": True}, at)
    seen: list[str] = []
    for _ in range(3):
        collect.collect(one := answering(BatchGetMetricData=[told()]))
        assert len(one.aws.asked) == MOST_A_VISIT
        assert "Dimensions" not in asked(one)[0][0]
        seen += [queries[0]["Dimensions"]["CONFIGURATION_SET"] for queries in asked(one)[1:]
                 if "CONFIGURATION_SET" in queries[0]["Dimensions"]]  # fmt: skip
    assert {f"set-{n:02}" for n in range(30)} <= set(seen)
    collect.collect(full := answering({"full": True}, BatchGetMetricData=[told()]))
    assert len(full.aws.asked) == 33


def test_a_refusal_is_of_one_subject_and_a_throttle_ends_the_visit(answering, on):
    refused = Refused("BatchGetMetricData", REGION, "BadRequestException", "no")
    collect.collect(one := answering(BatchGetMetricData=[refused, told()]))
    assert one.parts == [refused, None, None]
    with pytest.raises(Throttled):
        collect.collect(answering(BatchGetMetricData=[told(), Throttled("BatchGetMetricData", REGION)]))
