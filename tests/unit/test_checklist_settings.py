"""Items of the application's settings and of test mail."""

from dataclasses import replace

import pytest

from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.configuration import PLACEHOLDERS
from deliverability.checklist.item import Result
from deliverability.model import Reason, Scope, Unknown
from tests.unit.facts_of import DENIED, DOMAIN, denied, facts, result, setup, verdicts

UNTOLD = Unknown(Reason.COLLECTING)


def pasted(name, known):
    (verdict,) = BY_NAME[name].verdicts(known)
    return [paste.code for paste in BY_NAME[name].cured(known, verdict).pastes]


def test_sender_setting_passes_with_an_address_of_ones_own():
    assert result("sender-setting", facts()) is Result.PASS


@pytest.mark.parametrize("domain", sorted(PLACEHOLDERS))
def test_sender_setting_fails_with_a_placeholder(domain):
    assert result("sender-setting", setup(from_email=f"noreply@{domain}")) is Result.FAIL


@pytest.mark.parametrize("value", ["noreply", "@shop.example"])
def test_sender_setting_fails_without_an_address(value):
    assert result("sender-setting", setup(from_email=value)) is Result.FAIL


def test_sender_setting_takes_no_domain_for_a_placeholder_that_is_an_identity():
    known = replace(setup(from_email="me@example.com"), identities={"example.com": {}})
    assert result("sender-setting", known) is Result.PASS


def test_sender_setting_is_unknown_while_a_placeholder_might_be_an_identity():
    known = replace(setup(from_email="me@example.com"), identities=DENIED)
    assert result("sender-setting", known) is Result.UNKNOWN


def test_sender_setting_wants_attention_when_it_is_not_shared():
    assert result("sender-setting", setup(from_email="")) is Result.ATTENTION


def test_sender_setting_is_unknown_until_the_collector_tells_its_settings():
    assert result("sender-setting", facts(setup=UNTOLD)) is Result.UNKNOWN


@pytest.mark.parametrize("form", ["email.{}.amazonaws.com", "https://email.{}.amazonaws.com/", "EMAIL.{}.API.AWS"])
def test_endpoint_setting_passes_in_the_same_region(form):
    known = setup(endpoint=form.format(facts().scope.region))
    assert result("endpoint-setting", known) is Result.PASS


def test_endpoint_setting_fails_in_another_region():
    assert result("endpoint-setting", setup(endpoint="email.us-east-1.amazonaws.com")) is Result.FAIL
    longer = replace(setup(endpoint="email.us-east-11.amazonaws.com"), scope=Scope("1", "us-east-1"))
    assert result("endpoint-setting", longer) is Result.FAIL


def test_endpoint_setting_does_not_apply_when_it_is_left_out():
    assert result("endpoint-setting", setup(endpoint="")) is Result.NOT_APPLICABLE


def test_endpoint_setting_is_unknown_until_the_collector_tells_its_settings():
    assert result("endpoint-setting", facts(setup=UNTOLD)) is Result.UNKNOWN


def test_frontend_setting_passes_with_a_public_address():
    assert result("frontend-setting", facts()) is Result.PASS


@pytest.mark.parametrize("value", ["http://localhost", "localhost:3000", "https://127.0.0.1", "http://shop.example"])
def test_frontend_setting_wants_attention_on_this_machine_or_without_https(value):
    assert result("frontend-setting", setup(frontend_url=value)) is Result.ATTENTION


def test_frontend_setting_wants_attention_when_it_is_no_address():
    assert result("frontend-setting", setup(frontend_url="https://[")) is Result.ATTENTION


def test_frontend_setting_does_not_apply_when_it_is_not_shared():
    assert result("frontend-setting", setup(frontend_url="")) is Result.NOT_APPLICABLE


def test_frontend_setting_is_unknown_until_the_collector_tells_its_settings():
    assert result("frontend-setting", facts(setup=UNTOLD)) is Result.UNKNOWN


def test_the_environment_file_is_made_for_this_region_and_sender_without_a_key():
    (code,) = pasted("environment-file", facts())
    assert f"DEFAULT_FROM_EMAIL=hello@{DOMAIN}\n" in code
    assert f"AWS_SES_REGION_ENDPOINT=email.{facts().scope.region}.amazonaws.com\n" in code
    assert "AWS_SECRET_ACCESS_KEY=\n" in code


def test_the_environment_file_has_an_example_where_the_sender_is_not_known():
    (code,) = pasted("environment-file", facts(setup=UNTOLD, identities={}))
    assert "DEFAULT_FROM_EMAIL=noreply@example.com\n" in code


def test_no_command_overwrites_the_applications_own_file():
    (code,) = pasted("restart", facts())
    assert "cp .env.aws .env" not in code
    assert "cat .env.aws > .env" not in code


def test_mail_accepted_passes_when_ses_counted_mail():
    assert result("mail-accepted", facts()) is Result.PASS


def test_mail_accepted_wants_attention_when_it_counted_none():
    assert result("mail-accepted", facts(attempts=0)) is Result.ATTENTION


def test_mail_accepted_is_unknown_without_the_permission():
    assert verdicts("mail-accepted", denied(attempts=1))[""].missing_permission == "ses:Missing"


def test_test_mails_are_sent_by_the_sender():
    assert f"hello@{DOMAIN}" in pasted("test-mail", facts())[1]
    assert f"noreply@{DOMAIN}" in pasted("simulator-mail", facts(setup=DENIED))[0]
