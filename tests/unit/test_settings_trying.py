"""What may be looked at and tried beside AWS: off unless set, and set only to what can be used."""

import pytest

from settings.errors import SettingsError
from settings.load import load_collector, load_dashboard

SEOUL = {"AWS_SES_REGION_NAME": "ap-northeast-2"}
CANARY = "c4n4ry"


def test_nothing_is_tried_or_looked_at_unless_it_is_set(tmp_path):
    settings = load_collector(tmp_path, SEOUL)
    assert (settings.test_send, settings.app_env_file, settings.signup_test_url) == (False, None, None)


def test_a_body_is_taken_from_a_file_as_it_stands(tmp_path):
    body = '{"email": "a+{now}@example.com", "password": "it is #1"}'
    (tmp_path / ".env").write_text(f"SIGNUP_TEST_BODY='{body}'\nTEST_SEND=1\n", encoding="utf-8")
    settings = load_collector(tmp_path, SEOUL)
    assert settings.signup_test_body.get_secret_value() == body
    assert settings.test_send


def test_what_a_sign_up_holds_is_kept_out_of_everything_that_is_written_of_the_settings(tmp_path):
    body, url = f'{{"password": "{CANARY}"}}', f"https://shop.example/?token={CANARY}"
    settings = load_collector(tmp_path, {**SEOUL, "SIGNUP_TEST_BODY": body, "SIGNUP_TEST_URL": url})
    assert CANARY not in repr(settings)
    assert CANARY not in str(settings)
    (tmp_path / ".env").write_text(f"SIGNUP_TEST_BODY='{body}'\nSIGNUP_TEST_URL={url}\n", encoding="utf-8")
    assert CANARY not in str(vars(load_dashboard(tmp_path, {})))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIGNUP_TEST_BODY", "[1]"),
        ("SIGNUP_TEST_BODY", '{"password": '),
        pytest.param("SIGNUP_TEST_BODY", "[" * 200_000, id="deep"),
        ("SIGNUP_TEST_URL", "shop.example:8000"),
        ("SIGNUP_TEST_URL", "https://shop.example:port/"),
        ("SIGNUP_TEST_URL", "https://["),
        ("SIGNUP_TEST_URL", "http://:8000/"),
        ("SIGNUP_TEST_URL", "http://shop.example:0/"),
        ("AWS_SES_CONFIGURATION_SET", "two words"),
        ("TEST_SEND", "maybe"),
    ],
)
def test_what_cannot_be_used_is_said_without_its_value(tmp_path, name, value):
    with pytest.raises(SettingsError) as error:
        load_collector(tmp_path, {**SEOUL, name: value})
    (problem,) = error.value.problems
    assert problem.params["name"] == name
    assert value not in str(problem.params)


def test_the_demo_signs_up_at_this_machine_alone(tmp_path):
    demo = {**SEOUL, "DELIVERABILITY_DEMO": "1", "AWS_ENDPOINT_URL": "http://127.0.0.1:5000"}
    assert load_collector(tmp_path, {**demo, "SIGNUP_TEST_URL": "http://127.0.0.1:8000/"}).signup_test_url
    with pytest.raises(SettingsError):
        load_collector(tmp_path, {**demo, "SIGNUP_TEST_URL": "https://shop.example/"})
