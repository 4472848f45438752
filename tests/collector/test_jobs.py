import pytest

from collector.aws.clients import Aws
from collector.aws.errors import AccessDenied, Malformed, Throttled
from collector.aws.reading import Call, Reading, Visit
from collector.jobs import perform
from deliverability.model import text
from store import runs
from store.errors import StoreError
from words.render import render

ODD = Malformed("GetThing", "us-east-1", text("odd."))


@pytest.fixture
def ran(watch, now):
    """Performs a reading made of a function and returns its run, which is in the store too."""

    def make(collect, *calls: Call):
        reading = Reading("thing", 0, 300, calls, lambda _: 1, collect, price_usd_per_call=0.5)
        aws: Aws = watch.regions[0]
        return perform(reading, Visit(aws, watch.store, watch.scope(aws), now))

    return make


def stored(watch):
    return runs.last(watch.store, watch.scope(watch.regions[0]))["thing"]


def test_a_run_counts_its_calls_and_their_price(ran, watch, now):
    run = ran(lambda visit: visit.aws.call("sesv2", "GetAccount"))
    assert (run.outcome, run.api_calls, run.cost_usd) == ("ok", 1, 0.5)
    assert (run.account_id, run.region, run.started_at) == (watch.account_id, "us-east-1", int(now.timestamp()))
    assert stored(watch).outcome == "ok"


def test_a_failed_run_keeps_its_sentence(ran, watch):
    def collect(_):
        raise Throttled("GetThing", "us-east-1")

    assert ran(collect).outcome == "failed"
    assert "asked too often" in render(stored(watch).error, "en")


def test_a_run_that_kept_a_part_is_partial_and_tells_how_many_more_had_trouble(ran):
    def collect(visit):
        for error in (None, ODD, Malformed("Other", "us-east-1", text("odd."))):
            with visit.part():
                if error:
                    raise error

    run = ran(collect)
    assert run.outcome == "partial"
    assert render(run.error, "en").endswith("(and 1 more)")


def test_a_run_of_which_no_part_went_well_has_failed(ran):
    def collect(visit):
        with visit.part():
            raise ODD

    assert ran(collect).outcome == "failed"


def test_a_denial_names_every_action_of_the_reading_that_is_denied(ran, world, watch):
    world.faults.add("denied", operation="*Identit*")
    calls = (
        Call("sesv2", "ListEmailIdentities"),
        Call("sesv2", "GetEmailIdentity", lambda _: {"EmailIdentity": "example.com"}),
        Call("sesv2", "GetAccount"),
    )
    run = ran(lambda visit: visit.aws.call("sesv2", "ListEmailIdentities"), *calls)
    assert run.outcome == "denied"
    assert run.missing_action == "ses:ListEmailIdentities, ses:GetEmailIdentity"
    assert "ses:GetEmailIdentity" in render(stored(watch).error, "en")


def test_an_error_of_ours_is_told_without_its_values_and_stops_nothing(ran, watch):
    def collect(_):
        raise ValueError("someone@example.com")

    run = ran(collect)
    assert run.outcome == "failed"
    sentence = render(stored(watch).error, "en")
    assert "ValueError at test_jobs.py" in sentence
    assert "someone@example.com" not in sentence


@pytest.mark.parametrize("error", [StoreError(text("The disk is full.")), AccessDenied("us-east-1", "ses:GetThing")])
def test_a_run_that_cannot_be_written_down_is_still_told(ran, monkeypatch, error):
    def full(*_):
        raise StoreError(text("The disk is full."))

    def collect(_):
        raise error

    monkeypatch.setattr(runs, "record", full)
    run = ran(collect)
    assert run.outcome == "failed"
    assert run.error == error.message or run.missing_action
