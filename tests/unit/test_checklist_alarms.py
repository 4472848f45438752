"""Items of CloudWatch's alarms: on both rates as AWS advises, and on the bill."""

from dataclasses import replace

import pytest

from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.item import Result
from deliverability.model import Reason, Scope, Unknown
from deliverability.reputation_alarms import best
from deliverability.standing import Measure
from tests.unit.facts_of import ALARMS, BILLING_ALARMS, DENIED, MISSING, facts, result, verdicts

BOUNCE, COMPLAINT = "Reputation.BounceRate", "Reputation.ComplaintRate"
GOOD = ALARMS["ses-bounce"]


def watched_by(*changes, name="ses-bounce"):
    """The account with this alarm on its bounces, or several, each changed in some of its fields."""
    others = {f"{name}-{n}" if n else name: {**GOOD, **fields} for n, fields in enumerate(changes)}
    return facts(alarms={**others, "ses-complaint": ALARMS["ses-complaint"]})


def without(*fields):
    return facts(alarms={**ALARMS, "ses-bounce": {k: v for k, v in GOOD.items() if k not in fields}})


def test_alarms_pass_as_aws_advises_them():
    told = verdicts("alarms", facts())
    assert {name: one.result for name, one in told.items()} == {BOUNCE: Result.PASS, COMPLAINT: Result.PASS}


@pytest.mark.parametrize(
    "fields",
    [
        {"threshold": 0.04},
        {"threshold": 0.04999, "comparison": "GreaterThanThreshold"},
        {"statistic": "Maximum"},
        {"statistic": None},
    ],
)
def test_alarms_pass_when_they_warn_earlier_or_by_the_highest_figure(fields):
    assert result("alarms", watched_by(fields), BOUNCE) is Result.PASS


@pytest.mark.parametrize(
    "fields",
    [
        {"threshold": 0.0501},
        {"threshold": 0.05, "comparison": "GreaterThanThreshold"},
        {"threshold": 5.0},
        {"comparison": "LessThanThreshold"},
        {"actions": 0},
        {"actions_enabled": False},
        {"metric": "Bounce"},
        {"dimensions": ["ses:configuration-set=newsletter"]},
    ],
)
def test_alarms_fail_when_they_would_warn_too_late_nobody_or_of_something_else(fields):
    known = watched_by(fields)
    assert result("alarms", known, BOUNCE) is Result.FAIL
    assert result("alarms", known, COMPLAINT) is Result.PASS


def test_alarms_fail_without_a_threshold_a_comparison_or_an_alarm():
    for field in ("threshold", "comparison"):
        assert result("alarms", without(field), BOUNCE) is Result.FAIL
    assert result("alarms", facts(alarms={}), COMPLAINT) is Result.FAIL


@pytest.mark.parametrize(
    "fields",
    [{"missing_data": "breaching"}, {"missing_data": "notBreaching"}, {"statistic": "Minimum"}, {"computed": True}],
)
def test_alarms_want_attention_when_they_are_otherwise_than_aws_advises(fields):
    assert result("alarms", watched_by(fields), BOUNCE) is Result.ATTENTION


def test_alarms_want_attention_when_nothing_is_said_of_missing_data():
    told = verdicts("alarms", without("missing_data"))[BOUNCE]
    assert (told.result, told.evidence[-1].params["what"]) == (Result.ATTENTION, "missing")


def test_alarms_fail_when_a_computed_one_tells_nobody():
    assert result("alarms", watched_by({"computed": True, "actions": 0}), BOUNCE) is Result.FAIL


def test_a_threshold_in_percent_is_told_as_that_mistake():
    told = verdicts("alarms", watched_by({"threshold": 5.0}))[BOUNCE]
    assert told.evidence[1].params == {"threshold": "5", "line": 0.05, "value": "0.05"}


def test_aws_s_own_line_written_in_percent_is_that_mistake_too_though_it_is_below_one():
    known = facts(alarms={"c": {**ALARMS["ses-complaint"], "threshold": 0.1}})
    told = verdicts("alarms", known)[COMPLAINT]
    assert (told.result, told.evidence[1].params["value"]) == (Result.FAIL, "0.001")


def test_of_several_alarms_the_best_counts_and_a_plain_one_before_one_that_computes():
    assert result("alarms", watched_by({"threshold": 5.0}, {}), BOUNCE) is Result.PASS
    known = watched_by({"computed": True}, {"missing_data": "breaching"}, {"threshold": 5.0})
    assert best(known.alarms, Measure.BOUNCE).name == "ses-bounce-1"
    assert not best(watched_by({"computed": True}, {"threshold": 5.0}).alarms, Measure.BOUNCE).warns
    assert best(known.alarms, Measure.BOUNCE).warns


def test_alarms_are_unknown_without_the_permission():
    told = verdicts("alarms", facts(alarms=DENIED, missing=MISSING))[""]
    assert (told.result, told.missing_permission) == (Result.UNKNOWN, "ses:Missing")


def test_the_command_makes_the_alarm_that_is_missing_as_aws_advises_it():
    known = facts(alarms={})
    told = verdicts("alarms", known)
    bounce, whole = BY_NAME["alarms"].cured(known, told[BOUNCE]).pastes
    complaint, _ = BY_NAME["alarms"].cured(known, told[COMPLAINT]).pastes
    assert ("--threshold 0.05 " in bounce.code, "--threshold 0.001 " in complaint.code) == (True, True)
    assert "ComplaintRate" not in bounce.code
    assert "collector template" in whole.code
    for paste in (bounce, complaint):
        assert paste.code.count("--treat-missing-data ignore") == 1
        assert "GreaterThanOrEqualToThreshold" in paste.code


def test_billing_alarm_passes_when_one_tells_somebody():
    assert result("billing-alarm", facts()) is Result.PASS
    both = {"a": {"actions": 0}, **BILLING_ALARMS}
    assert result("billing-alarm", facts(billing_alarms=both)) is Result.PASS


def test_billing_alarm_fails_when_none_of_them_tells_anybody():
    told = verdicts("billing-alarm", facts(billing_alarms={"a": {"actions": 0}}))[""]
    assert (told.result, len(told.evidence)) == (Result.FAIL, 2)


def test_billing_alarm_wants_attention_when_there_is_none_since_a_budget_may_warn():
    assert result("billing-alarm", facts(billing_alarms={})) is Result.ATTENTION


def test_billing_alarm_does_not_apply_where_the_bill_is_elsewhere():
    away = replace(facts(billing_alarms={}), scope=Scope("1", "us-gov-west-1"))
    assert result("billing-alarm", away) is Result.NOT_APPLICABLE


def test_billing_alarm_is_unknown_without_the_permission():
    told = verdicts("billing-alarm", facts(billing_alarms=DENIED, missing=MISSING))[""]
    assert (told.result, told.missing_permission) == (Result.UNKNOWN, "ses:Missing")
    assert result("billing-alarm", facts(billing_alarms=Unknown(Reason.COLLECTING))) is Result.UNKNOWN
