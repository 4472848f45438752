"""Items of the application's settings and of test mail."""

import subprocess
from dataclasses import replace

import pytest

from deliverability.checklist.catalogue import BY_NAME
from deliverability.checklist.configuration_restart import APPEND
from deliverability.checklist.item import Result
from deliverability.environment import PLACEHOLDERS
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


def test_no_command_overwrites_the_applications_own_file():
    codes = pasted("restart", facts())
    assert not any("cp .env.aws .env" in code or "cat .env.aws > .env" in code for code in codes)


@pytest.mark.parametrize("own", ["", "A=1", "A=1\n", "A=1\nAWS_SES_REGION_NAME=us-east-1\n"])
def test_what_is_added_to_the_applications_file_takes_nothing_from_it(tmp_path, own):
    """The commands, run in a shell: also where the last line has no end, or there is no file at all."""
    aws = "AWS_SES_REGION_NAME=ap-northeast-2\nA=1\n"
    (tmp_path / ".env.aws").write_text(aws)
    if own:
        (tmp_path / ".env").write_text(own)
    subprocess.run(["bash", "-e", "-c", APPEND], cwd=tmp_path, check=True)
    lines = (tmp_path / ".env").read_text().splitlines()
    assert lines[: len(own.splitlines())] == own.splitlines()
    assert set(lines) == {*own.splitlines(), *aws.splitlines()}
    assert (tmp_path / ".env.before-ses").read_text() == own


def test_mail_accepted_passes_when_ses_counted_mail():
    assert result("mail-accepted", facts()) is Result.PASS


def test_mail_accepted_wants_attention_when_it_counted_none():
    assert result("mail-accepted", facts(attempts=0)) is Result.ATTENTION


def test_mail_accepted_is_unknown_without_the_permission():
    assert verdicts("mail-accepted", denied(attempts=1))[""].missing_permission == "ses:Missing"


def test_test_mails_are_sent_by_the_sender():
    assert f"hello@{DOMAIN}" in pasted("test-mail", facts())[1]
    assert f"noreply@{DOMAIN}" in pasted("simulator-mail", facts(setup=DENIED))[0]
