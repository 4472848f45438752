"""What the settings allow, as the commands and the collector's start tell it."""

import json

import pytest

from collector.commands import _opening, main
from collector.probes import env_file
from settings.load import load_collector

SEOUL = {"AWS_SES_REGION_NAME": "ap-northeast-2"}


@pytest.fixture
def said(capsys, monkeypatch, tmp_path):
    """Runs a command under these variables: its exit code, standard output and standard error."""
    monkeypatch.setenv("DELIVERABILITY_DEMO", "1")  # reads none of the files of whoever runs the tests
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")

    def run(*arguments, **variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        code = main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def mail(out):
    return [one for one in json.loads(out)["Statement"] if "SendEmail" in str(one)]


def test_the_policy_has_no_write_unless_test_mail_is_allowed(said):
    _, out, _ = said("policy", DEFAULT_FROM_EMAIL="a@shop.example", **SEOUL)
    assert mail(out) == []


def test_the_policy_allows_test_mail_from_the_sender_alone_once_it_is_switched_on(said):
    _, out, _ = said("policy", TEST_SEND="1", DEFAULT_FROM_EMAIL="Shop <A@shop.example>", **SEOUL)
    (statement,) = mail(out)
    assert statement["Action"] == ["ses:SendEmail"]
    assert statement["Resource"] == ["arn:aws:ses:*:*:identity/*"]
    assert statement["Condition"] == {"StringEqualsIgnoreCase": {"ses:FromAddress": "a@shop.example"}}


def test_the_policy_names_the_configuration_set_that_the_test_mail_is_sent_with(said):
    more = {"AWS_SES_CONFIGURATION_SET": "tx", "AWS_SES_REGION_NAME": "us-gov-west-1"}
    _, out, _ = said("policy", TEST_SEND="1", DEFAULT_FROM_EMAIL="a@shop.example", **more)
    assert mail(out)[0]["Resource"][1] == "arn:aws-us-gov:ses:*:*:configuration-set/tx"


def test_the_policy_allows_no_sender_where_none_is_set_and_says_so(said):
    code, out, err = said("policy", TEST_SEND="1", **SEOUL)
    assert (code, mail(out)) == (0, [])
    assert "DEFAULT_FROM_EMAIL is no address" in err


def test_the_file_is_printed_for_region_and_sender_and_never_with_a_key(said):
    variables = {"AWS_ACCESS_KEY_ID": "AKIAQWERTYUIOPASDFGH", "AWS_SECRET_ACCESS_KEY": "s3cr3t" * 7}
    code, out, _ = said("env-file", DEFAULT_FROM_EMAIL="Shop <a@shop.example>", **SEOUL, **variables)
    assert code == 0
    assert "AWS_SECRET_ACCESS_KEY=\n" in out
    assert "AWS_ACCESS_KEY_ID=\n" in out
    assert "DEFAULT_FROM_EMAIL=a@shop.example\n" in out
    assert "FRONTEND_URL=https://www.shop.example\n" in out
    assert not any(value in out for value in variables.values())


def test_what_is_named_comes_before_what_is_set(said):
    _, out, _ = said("env-file", "--region", "eu-west-1", "--sender", "b@other.example", **SEOUL)
    assert "AWS_SES_REGION_ENDPOINT=email.eu-west-1.amazonaws.com\n" in out
    assert "DEFAULT_FROM_EMAIL=b@other.example\n" in out


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ((), "--region ap-northeast-2"),
        (("--region", "Seoul"), "--region ap-northeast-2"),
        (("--region", "eu-west-1", "--sender", "somebody"), "somebody is no address"),
    ],
)
def test_without_region_or_with_what_is_no_address_it_says_what_to_write(said, arguments, part):
    code, out, err = said("env-file", *arguments)
    assert (code, out) == (2, "")
    assert part in err


def test_a_file_is_looked_at_only_where_one_is_named(tmp_path):
    def names(**variables):
        return [each.name for each in _opening.readings(load_collector(tmp_path, SEOUL | variables))]

    assert env_file.NAME not in names()
    assert names(APP_ENV_FILE="~nobody-of-that-name/.env").count(env_file.NAME) == 1
    assert names(APP_ENV_FILE="app/.env")[names(APP_ENV_FILE="app/.env").index("dns") + 1] == env_file.NAME


def test_what_the_dashboard_learns_of_the_settings_holds_no_secret(tmp_path):
    url = "https://user:hunter2@shop.example/register/?token=hunter2"
    variables = {"SIGNUP_TEST_URL": url, "SIGNUP_TEST_BODY": '{"password": "hunter2"}', "TEST_SEND": "1"}
    told = _opening.setup(load_collector(tmp_path, SEOUL | variables))
    assert (told["signup_url"], told["test_send"]) == ("https://shop.example/register/", True)
    assert told["regions"] == ["ap-northeast-2"]
    assert "hunter2" not in json.dumps(told)
