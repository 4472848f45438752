"""What changed in an account, in words."""

import pytest

from deliverability.changes import Change, changes, describe, severity
from deliverability.model import Level, text


def test_fields_that_differ_are_changes_in_order():
    assert changes("account", "", {"plan": "NONE", "a": 1, "b": 2}, {"b": 3, "plan": "PRO", "a": 1}) == [
        Change("account", "", "b", 2, 3),
        Change("account", "", "plan", "NONE", "PRO"),
    ]


def test_a_field_one_side_does_not_tell_is_no_change():
    assert changes("account", "", {"plan": "NONE"}, {"a": 1}) == []
    assert changes("account", "", {}, {"plan": "NONE"}) == []


def test_coming_and_going_is_one_change():
    assert changes("identity", "example.com", None, {"a": 1}) == [
        Change("identity", "example.com", "", None, "example.com")
    ]
    assert changes("identity", "example.com", {"a": 1}, None) == [
        Change("identity", "example.com", "", "example.com", None)
    ]
    assert changes("identity", "example.com", None, None) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            Change("account", "", "max_24_hour_send", 20000, 50000),
            "Quota raised: {before:number} → {after:number} a day",
        ),
        (Change("account", "", "max_24_hour_send", 500, 200), "Quota lowered: {before:number} → {after:number} a day"),
        (Change("account", "", "max_24_hour_send", 500, -1), "{what}: {before} → {after}"),
        (Change("account", "", "max_24_hour_send", None, 5), "{what}: {before} → {after}"),
        (Change("account", "", "enforcement_status", "HEALTHY", "PROBATION"), "AWS put the account under review"),
        (Change("account", "", "enforcement_status", "HEALTHY", "NEW_WORD"), "{what}: {before} → {after}"),
        (Change("account", "", "sending_enabled", True, False), "Sending was switched off"),
        (Change("account", "", "production_access", False, True), "Production access was granted"),
        (Change("account", "", "plan", "NONE", "ESSENTIALS"), "Price plan: {before} → {after}"),
        (Change("identity", "a.example", "dkim_status", "SUCCESS", "FAILED"), "DKIM of {subject}: {before} → {after}"),
        (Change("event-destination", "s/d", "enabled", True, False), "Event destination {subject} was switched off"),
        (Change("identity", "a.example", "", None, "a.example"), "Identity {subject} was added"),
        (Change("configuration-set", "s", "", "s", None), "Configuration set {subject} was removed"),
        (Change("something", "s", "", None, "s"), "{subject} was added"),
    ],
)
def test_each_change_has_its_sentence(change, sentence):
    assert describe(change).msgid == sentence


def test_a_change_without_its_own_sentence_names_field_before_and_after():
    said = describe(Change("identity", "a.example", "feedback_forwarding", True, ["x", "y"]))
    assert said.params == {
        "subject": "a.example",
        "what": text("feedback by e-mail"),
        "before": text("on"),
        "after": "x, y",
    }
    assert describe(Change("account", "", "x", False, None)).params == {
        "what": "x",
        "before": text("off"),
        "after": "–",
    }
    assert describe(Change("account", "", "x", [], 3)).params == {"what": "x", "before": "–", "after": "3"}


def test_a_whole_number_is_written_as_one():
    assert describe(Change("account", "", "max_send_rate", 10.0, 14.0)).params == {
        "what": text("sending rate a second"),
        "before": "10",
        "after": "14",
    }


@pytest.mark.parametrize(
    ("change", "level"),
    [
        (Change("account", "", "enforcement_status", "HEALTHY", "PROBATION"), Level.REVIEW),
        (Change("account", "", "enforcement_status", "PROBATION", "HEALTHY"), Level.OK),
        (Change("account", "", "sending_enabled", True, False), Level.REVIEW),
        (Change("identity", "a", "dkim_status", "SUCCESS", "FAILED"), Level.REVIEW),
        (Change("identity", "a", "dkim_status", "NOT_STARTED", "PENDING"), Level.OK),
        (Change("identity", "a", "", "a", None), Level.WATCH),
        (Change("event-destination", "a", "", "a", None), Level.WATCH),
        (Change("identity", "a", "", None, "a"), Level.OK),
        (Change("account", "", "max_24_hour_send", 1, 2), Level.OK),
    ],
)
def test_a_change_matters_where_mail_stops_or_loses_its_proof(change, level):
    assert severity(change) is level
