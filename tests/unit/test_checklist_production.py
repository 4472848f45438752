"""Items of production, and of the rates that decide whether it lasts."""

from dataclasses import replace

import pytest

from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.item import Result
from deliverability.rates import QuotaUse
from deliverability.standing import Measure
from tests.unit.facts_of import DENIED, DOMAIN, account, denied, facts, result, verdicts


def rate(measure, value):
    return facts(rates={**facts().rates, measure: value})


def test_production_access_passes_outside_the_sandbox():
    assert result("production-access", facts()) is Result.PASS


@pytest.mark.parametrize("review", [{}, {"production_review": "DENIED"}])
def test_production_access_fails_in_the_sandbox(review):
    assert result("production-access", account(production_access=False, **review)) is Result.FAIL


def test_production_access_wants_attention_while_aws_looks_at_the_request():
    known = account(production_access=False, production_review="PENDING")
    assert result("production-access", known) is Result.ATTENTION


@pytest.mark.parametrize("name", ["production-access", "sending", "enforcement", "suppression-list"])
def test_what_the_account_tells_is_unknown_without_the_permission(name):
    assert verdicts(name, denied(account=1))[""].missing_permission == "ses:Missing"


@pytest.mark.parametrize("name", ["production-access", "sending", "enforcement", "suppression-list"])
def test_what_the_account_does_not_tell_is_unknown(name):
    assert result(name, facts(account={})) is Result.UNKNOWN


def test_production_access_is_unknown_when_the_account_does_not_tell():
    assert result("production-access", facts(account={})) is Result.UNKNOWN


def test_the_request_for_production_holds_the_accounts_own_facts():
    verdict = verdicts("production-access", facts())[""]
    text = BY_NAME["production-access"].cured(facts(), verdict).pastes[0].code
    assert DOMAIN in text
    assert "70000 mails" in text
    unknown = BY_NAME["production-access"].cured(facts(attempts=DENIED), verdict).pastes[0].code
    assert "14 days" not in unknown


def test_sending_passes_when_it_is_switched_on():
    assert result("sending", facts()) is Result.PASS


def test_sending_fails_when_it_is_switched_off():
    assert result("sending", account(sending_enabled=False)) is Result.FAIL


def test_sending_is_unknown_when_the_account_does_not_tell():
    assert result("sending", facts(account={})) is Result.UNKNOWN


def test_enforcement_passes_when_aws_calls_the_account_healthy():
    assert result("enforcement", facts()) is Result.PASS


@pytest.mark.parametrize("status", ["PROBATION", "SHUTDOWN", "A NEW WORD"])
def test_enforcement_fails_with_any_other_word(status):
    assert result("enforcement", account(enforcement_status=status)) is Result.FAIL


def test_enforcement_is_unknown_when_the_account_does_not_tell():
    assert result("enforcement", facts(account={})) is Result.UNKNOWN


@pytest.mark.parametrize(
    ("used", "limit", "expected"),
    [
        (0, 50_000, Result.PASS),
        (39_999, 50_000, Result.PASS),
        (40_000, 50_000, Result.ATTENTION),
        (49_999, 50_000, Result.ATTENTION),
        (50_000, 50_000, Result.FAIL),
        (9e9, -1, Result.PASS),
        (0, 0, Result.UNKNOWN),
    ],
)
def test_quota_headroom_follows_the_share_that_is_used(used, limit, expected):
    assert result("quota-headroom", facts(quota=QuotaUse(used, limit))) is expected


def test_quota_headroom_passes_far_from_the_limit():
    assert result("quota-headroom", facts()) is Result.PASS


def test_quota_headroom_fails_at_the_limit():
    assert result("quota-headroom", facts(quota=QuotaUse(50_000, 50_000))) is Result.FAIL


def test_quota_headroom_is_unknown_without_the_permission():
    assert verdicts("quota-headroom", denied(quota=1))[""].missing_permission == "ses:Missing"


def test_quota_headroom_does_not_apply_in_the_sandbox():
    known = replace(account(production_access=False), quota=QuotaUse(200, 200))
    assert result("quota-headroom", known) is Result.NOT_APPLICABLE


def test_bounce_rate_passes_below_the_watch_line():
    assert result("bounce-rate", rate(Measure.BOUNCE, 0.0399)) is Result.PASS


def test_bounce_rate_wants_attention_from_the_watch_line_on():
    assert result("bounce-rate", rate(Measure.BOUNCE, 0.04)) is Result.ATTENTION


@pytest.mark.parametrize("value", [0.05, 0.2])
def test_bounce_rate_fails_from_the_review_line_on(value):
    assert result("bounce-rate", rate(Measure.BOUNCE, value)) is Result.FAIL


def test_bounce_rate_is_unknown_without_the_permission_or_a_figure():
    known = replace(rate(Measure.BOUNCE, DENIED), missing=denied(quota=1).missing)
    assert verdicts("bounce-rate", known)[""].missing_permission == "ses:Missing"
    assert result("bounce-rate", facts(rates={})) is Result.UNKNOWN


def test_complaint_rate_passes_below_the_watch_line():
    assert result("complaint-rate", rate(Measure.COMPLAINT, 0.0007)) is Result.PASS


def test_complaint_rate_fails_from_the_review_line_on():
    assert result("complaint-rate", rate(Measure.COMPLAINT, 0.001)) is Result.FAIL


def test_complaint_rate_is_unknown_without_a_figure():
    assert result("complaint-rate", facts(rates={})) is Result.UNKNOWN
