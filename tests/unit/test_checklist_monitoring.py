"""Items of watching: metrics, feedback, channels and the collector itself."""

from dataclasses import replace

import pytest

from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.facts import Way
from deliverability.checklist.item import Result
from deliverability.metrics import DAY
from deliverability.model import Reason, Unknown, text
from tests.unit.evidence_of import NOW, asked
from tests.unit.facts_of import DENIED, DESTINATION, DOMAIN, IDENTITY, account, denied, facts, result, setup, verdicts

UNTOLD = Unknown(Reason.COLLECTING)


def sends_to(**fields):
    return facts(destinations={"shop/feedback": {**DESTINATION, **fields}})


def told_by(*ways):
    return facts(channels=ways)


def way(name="slack", ago=DAY, **more):
    return replace(Way(name, depends_on_ses=False, last_delivery=None if ago is None else NOW - ago), **more)


def test_reputation_metrics_pass_for_a_set_that_publishes_them():
    assert result("reputation-metrics", facts()) is Result.PASS


def test_reputation_metrics_want_attention_where_they_are_off_or_there_is_no_set():
    assert result("reputation-metrics", facts(sets={"shop": {"reputation_metrics": False}})) is Result.ATTENTION
    assert result("reputation-metrics", facts(sets={})) is Result.ATTENTION


def test_reputation_metrics_are_unknown_without_the_permission_or_an_answer():
    assert verdicts("reputation-metrics", denied(sets=1))[""].missing_permission == "ses:Missing"
    assert result("reputation-metrics", facts(sets={"shop": {}})) is Result.UNKNOWN


def test_the_command_for_reputation_metrics_names_the_set_and_its_undoing():
    known = facts(sets={})
    made = BY_NAME["reputation-metrics"].cured(known, verdicts("reputation-metrics", known)[""]).pastes
    assert "create-configuration-set" in made[0].code
    known = facts()
    on, off = BY_NAME["reputation-metrics"].cured(known, verdicts("reputation-metrics", known)["shop"]).pastes
    assert "create-configuration-set" not in on.code
    assert "--configuration-set-name shop" in off.code


@pytest.mark.parametrize("target", ["sns_topic", "event_bus", "firehose_stream", "pinpoint_application"])
def test_feedback_path_passes_with_a_destination_that_hands_on_both(target):
    known = facts(destinations={"shop/x": {"event_types": ["BOUNCE", "COMPLAINT"], target: "arn"}})
    assert result("feedback-path", known) is Result.PASS


def test_feedback_path_passes_with_two_destinations_of_one_set():
    halves = {f"shop/{kind}": {"event_types": [kind], "sns_topic": "arn"} for kind in ("BOUNCE", "COMPLAINT")}
    assert result("feedback-path", facts(destinations=halves)) is Result.PASS


@pytest.mark.parametrize("fields", [{"enabled": False}, {"event_types": ["BOUNCE"]}, {"sns_topic": None}])
def test_feedback_path_wants_attention_with_a_destination_that_does_not(fields):
    assert result("feedback-path", sends_to(**fields)) is Result.ATTENTION


def test_feedback_path_says_whose_mails_are_left_where_there_is_no_destination():
    told = verdicts("feedback-path", facts(destinations={}))[""]
    assert told.evidence[0].params == {"names": DOMAIN}
    silent = facts(destinations={}, identities={DOMAIN: {**IDENTITY, "feedback_forwarding": False}})
    assert result("feedback-path", silent) is Result.ATTENTION


def test_feedback_path_is_unknown_without_a_permission():
    assert verdicts("feedback-path", denied(destinations=1))[""].missing_permission == "ses:Missing"
    assert result("feedback-path", facts(destinations={}, identities=DENIED)) is Result.UNKNOWN
    assert result("feedback-path", facts(destinations={}, details=DENIED)) is Result.UNKNOWN


def test_feedback_path_does_not_apply_where_nobody_can_send():
    assert result("feedback-path", facts(destinations={}, identities={})) is Result.NOT_APPLICABLE


def test_suppression_list_passes_when_it_takes_both():
    assert result("suppression-list", facts()) is Result.PASS


def test_suppression_list_fails_when_it_takes_nothing():
    assert result("suppression-list", account(suppressed_reasons=[])) is Result.FAIL


def test_suppression_list_wants_attention_when_it_takes_one():
    assert result("suppression-list", account(suppressed_reasons=["BOUNCE"])) is Result.ATTENTION


def test_suppression_list_is_unknown_when_the_account_does_not_tell():
    assert result("suppression-list", facts(account={})) is Result.UNKNOWN


def test_alert_channels_pass_when_each_has_taken_something_lately():
    assert result("alert-channels", facts()) is Result.PASS


def test_alert_channels_fail_when_there_is_none():
    assert result("alert-channels", told_by()) is Result.FAIL


def test_alert_channels_fail_for_the_one_that_takes_nothing():
    told = verdicts("alert-channels", told_by(way(), way("mail", failing=True)))
    assert {name: verdict.result for name, verdict in told.items()} == {"slack": Result.PASS, "mail": Result.FAIL}


@pytest.mark.parametrize("ago", [None, 91 * DAY])
def test_alert_channels_want_a_test_when_nothing_went_through_lately(ago):
    assert result("alert-channels", told_by(way(ago=ago))) is Result.ATTENTION


def test_alert_channels_want_attention_when_all_need_ses():
    told = verdicts("alert-channels", told_by(way("mail", depends_on_ses=True)))
    assert told[""].result is Result.ATTENTION
    mixed = told_by(way("mail", depends_on_ses=True), way())
    assert "" not in verdicts("alert-channels", mixed)


def test_alert_channels_are_unknown_until_the_collector_tells_of_them():
    assert result("alert-channels", facts(channels=UNTOLD)) is Result.UNKNOWN


def test_collector_fresh_passes_while_every_reading_is_young():
    assert result("collector-fresh", facts()) is Result.PASS


def test_collector_fresh_fails_when_the_account_is_old_and_says_why():
    old = asked("account", ago=1801, error=text("time-out"))
    told = verdicts("collector-fresh", facts(readings=(old, asked("identities"))))
    assert told.keys() == {"account"}
    assert told["account"].result is Result.FAIL
    assert len(told["account"].evidence) == 2


def test_collector_fresh_wants_attention_when_another_reading_never_came():
    assert result("collector-fresh", facts(readings=(asked("identities", ago=None),))) is Result.ATTENTION


def test_collector_fresh_is_unknown_before_the_first_round():
    assert result("collector-fresh", facts(readings=())) is Result.UNKNOWN


def test_heartbeat_passes_when_it_is_set():
    assert result("heartbeat", facts()) is Result.PASS


def test_heartbeat_wants_attention_when_it_is_not():
    assert result("heartbeat", setup(heartbeat=False)) is Result.ATTENTION


def test_heartbeat_is_unknown_until_the_collector_tells_its_settings():
    assert result("heartbeat", facts(setup=UNTOLD)) is Result.UNKNOWN
