"""Setup that was good and is not any more; what was never good is nobody's alert."""

import pytest

from deliverability.metrics import DAY, HOUR
from deliverability.rules.catalogue import BY_NAME
from deliverability.rules.drift import REMOVED
from deliverability.rules.rule import Severity
from tests.unit.evidence_of import NOW, found, known, thing

IDENTITY, DESTINATION, SET = BY_NAME["identity"], BY_NAME["event-destination"], BY_NAME["configuration-set"]

GOOD = {
    "verification_status": "SUCCESS",
    "dkim_status": "SUCCESS",
    "mail_from_domain": "mail.example.com",
    "mail_from_status": "SUCCESS",
}


def identity(*bodies, **more):
    own = thing("identity", "example.com", *bodies, **more)
    return found(IDENTITY, known(things=(own,))).get("example.com")


def now(*changes, **more):
    """An identity that was good and is so since an hour."""
    return identity(GOOD, *({**GOOD, **change} for change in changes), **more)


def test_an_identity_that_is_good_fires_nothing():
    assert identity(GOOD).step == 0


@pytest.mark.parametrize(
    ("field", "step", "severity"),
    [
        ("mail_from_status", 1, Severity.WARN),
        ("dkim_status", 2, Severity.CRITICAL),
        ("verification_status", 3, Severity.CRITICAL),
    ],
)
def test_each_proof_an_identity_loses_is_told_the_worst_as_the_highest_step(field, step, severity):
    finding = now({field: "FAILED"})
    assert (finding.step, finding.severity, finding.held_since) == (step, severity, NOW - HOUR)


def test_all_that_is_lost_is_told_in_one_message():
    finding = now(dict.fromkeys(("mail_from_status", "dkim_status"), "FAILED"))
    assert finding.step == 2
    assert len(finding.message.figures) == 2


def test_what_was_never_verified_cannot_be_lost():
    for status in ("PENDING", "FAILED", "NOT_STARTED", "TEMPORARY_FAILURE"):
        assert identity({**GOOD, "dkim_status": status}).step == 0
    assert identity({**GOOD, "dkim_status": "PENDING"}, {**GOOD, "dkim_status": "FAILED"}).step == 0


@pytest.mark.parametrize(("status", "patience"), [("TEMPORARY_FAILURE", 6 * HOUR), ("PENDING", DAY)])
def test_what_ses_tries_again_by_itself_is_given_time(status, patience):
    steps = [now({"dkim_status": status}, seen=NOW - HOUR + patience - early).step for early in (1, 0)]
    assert steps == [0, 2]


def test_a_temporary_failure_that_becomes_final_is_told_at_once():
    assert now({"dkim_status": "TEMPORARY_FAILURE"}, {"dkim_status": "FAILED"}, every=60).step == 2


def test_a_proof_that_came_back_is_over():
    assert now({"dkim_status": "FAILED"}, {}).step == 0


def test_a_status_that_is_not_told_is_neither_lost_nor_back():
    untold = {name: value for name, value in GOOD.items() if name != "dkim_status"}
    assert identity(GOOD, untold).step == 0
    assert identity(GOOD, {**GOOD, "dkim_status": "FAILED"}, untold).step == 2
    assert found(IDENTITY, known(things=(thing("identity", "example.com", {"type": "DOMAIN"}),))) == {}


def test_a_mail_from_domain_that_was_taken_away_is_no_loss():
    gone = {name: value for name, value in GOOD.items() if not name.startswith("mail_from")}
    assert identity(GOOD, {**GOOD, "mail_from_status": "FAILED"}, {**gone, "mail_from_domain": ""}).step == 0


@pytest.mark.parametrize(
    ("rule", "kind", "subject", "body"),
    [
        (IDENTITY, "identity", "example.com", GOOD),
        (DESTINATION, "event-destination", "news/bus", {"enabled": True}),
        (SET, "configuration-set", "news", {"sending_enabled": True}),
    ],
)
def test_what_was_removed_is_told_for_a_day_and_then_over(rule, kind, subject, body):
    around = (thing("configuration-set", "news", {"sending_enabled": True}),) if rule is DESTINATION else ()
    steps = [
        found(rule, known(things=(*around, thing(kind, subject, body, None, seen=NOW - HOUR + after))))[subject].step
        for after in (0, DAY - 1, DAY)
    ]
    assert steps == [REMOVED, REMOVED, 0]


def test_what_was_made_anew_has_nothing_to_lose_yet():
    assert identity(GOOD, None, {**GOOD, "dkim_status": "PENDING"}, seen=NOW + 9 * DAY).step == 0


@pytest.mark.parametrize(
    ("rule", "kind", "subject", "field", "severity"),
    [
        (DESTINATION, "event-destination", "news/bus", "enabled", Severity.WARN),
        (SET, "configuration-set", "news", "sending_enabled", Severity.CRITICAL),
    ],
)
def test_what_is_switched_off_is_told_until_it_is_on_again(rule, kind, subject, field, severity):
    def one(*states):
        bodies = [{field: state} for state in states]
        return found(rule, known(things=(thing(kind, subject, *bodies),)))[subject]

    assert one(True).step == 0
    assert (one(True, False).step, one(True, False).severity) == (1, severity)
    assert one(True, False).held_since == NOW - HOUR
    assert one(False).step == 0, "it was off at first sight"
    assert one(True, False, True).step == 0


def test_a_switch_that_is_not_told_says_nothing():
    assert found(SET, known(things=(thing("configuration-set", "news", {"tls_policy": "REQUIRE"}),))) == {}
    assert found(DESTINATION, known(things=(thing("event-destination", "news/bus", {"kind": "sns"}),))) == {}


def test_a_change_of_something_else_does_not_end_what_is_off():
    bodies = ({"enabled": True}, {"enabled": False}, {"enabled": False, "event_types": ["BOUNCE"]})
    found_now = found(DESTINATION, known(things=(thing("event-destination", "news/bus", *bodies),)))
    assert found_now["news/bus"].step == 1


def test_a_destination_that_went_with_its_set_is_told_as_the_set_alone():
    gone = (
        thing("configuration-set", "news", {"sending_enabled": True}, None),
        thing("event-destination", "news/bus", {"enabled": True}, None),
    )
    assert found(DESTINATION, known(things=gone))["news/bus"].step == 0
    assert found(SET, known(things=gone))["news"].step == REMOVED


def test_a_removal_is_news_of_which_no_end_is_told_and_goes_beyond_all_that_can_be_lost():
    gone, lost = identity(GOOD, None), now(dict.fromkeys(GOOD, "FAILED"))
    assert (gone.news, lost.news) == (True, False)
    assert gone.step > lost.step
