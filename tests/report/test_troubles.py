"""The way out of trouble as it stands: each trouble with what is known, and what the collector met."""

from datetime import timedelta

import pytest

from deliverability import refusals
from deliverability.metrics import DAY
from deliverability.model import Scope, text
from deliverability.recognition import recognised
from deliverability.troubles.catalogue import TROUBLES
from deliverability.troubles.trouble import Speaks
from report.troubles import BACK, MOST, troubles, unconnected
from store import runs, snapshots
from store.runs import Run
from tests.report.conftest import AT, NOW, SCOPE, declare, healthy_body, ran

BROKE = text("It broke.")


@pytest.fixture
def store(empty):
    declare(empty)
    return empty


def failed(store, job="account", at=AT - 60, error=BROKE, outcome="failed", scope=SCOPE, missing=""):
    runs.record(store, Run(0, job, scope.account_id, scope.region, at, at, outcome, error, missing, 1, 0.0))


def met(store, scope=SCOPE):
    return troubles(store, scope, NOW).met


def case(found, name):
    return next(case for case in found.cases if case.trouble.name == name)


def test_every_trouble_is_there_with_what_the_account_says_of_it(store):
    snapshots.keep(store, SCOPE, "account", "", healthy_body() | {"sending_enabled": False}, AT - 60)
    ran(store, "account", AT - 60)
    found = troubles(store, SCOPE, NOW)
    assert [one.trouble for one in found.cases] == list(TROUBLES)
    assert case(found, "sending-paused").standing is Speaks.FOR
    assert any(SCOPE.region in paste.code for paste in case(found, "sending-paused").cure.pastes)


def test_without_an_account_nothing_speaks_for_anything(store):
    for found in (unconnected(NOW), troubles(store, None, NOW)):
        assert (found.scope, found.met) == (None, ())
        assert {one.standing for one in found.cases} <= {Speaks.NOT_KNOWN, Speaks.BY_HAND}


def test_the_same_words_are_one_error_with_all_its_readings_and_times(store):
    for job, minutes in (("account", 3), ("account", 2), ("statistics", 1)):
        failed(store, job, AT - minutes * 60)
    (one,) = met(store)
    assert [name.msgid for name in one.readings] == ["Send statistics", "Account state and quota"]
    assert (one.times, one.last, one.error, one.over) == (3, AT - 60, BROKE, False)


def test_the_last_error_comes_first_and_of_many_only_the_last_are_told(store):
    for n in range(MOST + 2):
        failed(store, at=AT - 60 * n, error=text("Error {n}.", n=n))
    assert [one.error.params["n"] for one in met(store)] == list(range(MOST))


def test_an_error_is_over_once_every_reading_of_it_succeeded_again(store):
    failed(store, "account", AT - 300)
    failed(store, "statistics", AT - 300)
    ran(store, "account", AT - 60)
    assert not met(store)[0].over
    ran(store, "statistics", AT - 60)
    assert met(store)[0].over


def test_what_is_older_than_two_weeks_or_of_another_region_is_not_told(store):
    failed(store, at=AT - BACK - 60)
    failed(store, scope=Scope(SCOPE.account_id, "us-west-2"))
    assert met(store) == ()
    assert BACK == 14 * DAY


def test_a_start_that_failed_is_told_with_and_without_a_scope_and_is_over_once_anything_was_read(store):
    failed(store, "account_id", AT - 300, text(refusals.NO_CREDENTIALS), scope=Scope("", SCOPE.region))
    assert [(one.item, one.trouble) for one in met(store)] == [("credentials", "no-credentials")]
    assert met(store, None) == met(store)
    ran(store, "statistics", AT - 60)
    assert met(store)[0].over


@pytest.mark.parametrize(
    ("error", "outcome", "item", "trouble"),
    [
        (text(refusals.UNKNOWN_KEY, region="x"), "failed", "credentials", "unknown-key"),
        (text(refusals.WRONG_SECRET, region="x"), "failed", "credentials", "wrong-secret"),
        (text(refusals.EXPIRED, region="x"), "failed", "credentials", "expired-token"),
        (text(refusals.NOT_SWITCHED_ON, region="x"), "failed", "region", "region-not-enabled"),
        (BROKE, "denied", "permissions", "access-denied"),
        (BROKE, "failed", "collector-fresh", ""),
        (text("{c}: {m}", c="AccountSuspendedException", m="x"), "partial", "collector-fresh", "account-suspended"),
        (text("{c}: {m}", c="Odd", m="spam"), "failed", "collector-fresh", ""),
    ],
)
def test_an_error_leads_to_its_item_and_its_trouble(store, error, outcome, item, trouble):
    failed(store, error=error, outcome=outcome)
    (one,) = met(store)
    assert (one.item, one.trouble) == (item, trouble)


def test_a_hint_alone_makes_no_trouble_of_an_error():
    assert recognised("spam").candidates[0].trouble.name == "spam-folder"


def test_what_will_happen_is_not_told_before(store):
    failed(store, at=AT - 60)
    assert troubles(store, SCOPE, NOW + timedelta(days=15)).met == ()
