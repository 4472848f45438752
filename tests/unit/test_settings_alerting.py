"""Whom to tell: what the variables take, and that their addresses are never said."""

import pytest

from settings.docs import env_example
from settings.errors import SettingsError
from settings.load import load_collector, load_dashboard
from words.render import render

SEOUL = {"AWS_SES_REGION_NAME": "ap-northeast-2"}
CANARY = "c4n4ry"
URLS = f"slack://T00/B00/{CANARY},critical=mailtos://user:{CANARY}@example.com"


def test_addresses_are_kept_out_of_everything_that_is_written_of_the_settings(tmp_path):
    settings = load_collector(
        tmp_path, {**SEOUL, "ALERT_URLS": URLS, "HEARTBEAT_URL": f"https://hc.example.com/{CANARY}"}
    )
    assert settings.alert_urls.get_secret_value() == URLS
    assert settings.heartbeat_url.get_secret_value().endswith(CANARY)
    assert CANARY not in repr(settings) + str(settings) + settings.model_dump_json()


def test_the_dashboard_never_gets_them(tmp_path):
    (tmp_path / ".env").write_text(f"ALERT_URLS={URLS}\nDASHBOARD_URL=https://ses.example.com\n", encoding="utf-8")
    settings = load_dashboard(tmp_path, {"HEARTBEAT_URL": f"https://hc.example.com/{CANARY}"})
    assert CANARY not in str(vars(settings))


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_severity_before_the_first_address_is_no_variable_that_a_quote_took_in(tmp_path, quote):
    (tmp_path / ".env").write_text(f"ALERT_URLS={quote}critical={URLS}{quote}\nLANGUAGE=ko\n", encoding="utf-8")
    settings = load_collector(tmp_path, SEOUL)
    assert settings.alert_urls.get_secret_value() == f"critical={URLS}"
    assert settings.language == "ko"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ALERT_URLS", CANARY),
        ("HEARTBEAT_URL", f"hc.example.com/{CANARY}"),
        ("HEARTBEAT_URL", f"file:///etc/{CANARY}"),
        ("DASHBOARD_URL", CANARY),
        ("DASHBOARD_URL", f"javascript:{CANARY}"),
    ],
)
def test_what_is_no_address_is_refused_with_an_example_and_not_repeated(tmp_path, name, value):
    with pytest.raises(SettingsError) as caught:
        load_collector(tmp_path, {**SEOUL, name: value})
    (problem,) = caught.value.problems
    said = render(problem, "en")
    assert said.startswith(f"{name} in the environment cannot be used.")
    assert f"Example: {name}=" in said
    assert CANARY not in said


def test_the_example_file_names_them_without_setting_them():
    lines = env_example().splitlines()
    for name in ("ALERT_URLS", "DASHBOARD_URL", "HEARTBEAT_URL"):
        assert any(line.startswith(f"# {name}=") for line in lines)
