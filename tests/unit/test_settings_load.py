"""Which value counts, where it came from, and that everything wrong is told at once."""

from pathlib import Path

import pytest

from settings.collector import CollectorSettings
from settings.dashboard import DashboardSettings
from settings.errors import SettingsError
from settings.load import load_collector, load_dashboard
from words.render import render

CANARY = "c4n4ry/Secret+Value"
KEY = {"AWS_ACCESS_KEY_ID": "AKIAREADONLY", "AWS_SECRET_ACCESS_KEY": CANARY}
SEOUL = {"AWS_SES_REGION_NAME": "ap-northeast-2"}

GUIDE = """\
# AWS SES 이메일 발송 설정
EMAIL_BACKEND=django_ses.SESBackend
AWS_ACCESS_KEY_ID=AKIAAPPLICATION
AWS_SECRET_ACCESS_KEY=c4n4ry/Secret+Value
AWS_SES_REGION_NAME=ap-northeast-2
AWS_SES_REGION_ENDPOINT=email.ap-northeast-2.amazonaws.com
DEFAULT_FROM_EMAIL=noreply@example.com
FRONTEND_URL=http://localhost
EMAIL_VERIFICATION_TIMEOUT_DAYS=7
"""


def write(folder: Path, name: str, content: str, encoding: str = "utf-8") -> None:
    (folder / name).write_bytes(content.encode(encoding))


def problems(folder: Path, environ: dict[str, str], load=load_collector) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(folder, environ)
    return [render(problem, "en") for problem in caught.value.problems]


def told(settings: CollectorSettings | DashboardSettings) -> list[str]:
    return [render(warning, "en") for warning in settings.warnings]


def test_the_environment_wins_over_dot_env_and_that_over_dot_env_aws(tmp_path):
    write(tmp_path, ".env", "LANGUAGE=ko\nDATABASE_URL=sqlite:///two.db\n")
    write(tmp_path, ".env.aws", "DATABASE_URL=sqlite:///three.db\nLANGUAGE=en\nLOG_FORMAT=json\n")
    settings = load_collector(tmp_path, {**SEOUL, "DATABASE_URL": "sqlite:///one.db"})
    assert (settings.database_url, settings.language, settings.log_format) == ("sqlite:///one.db", "ko", "json")
    assert settings.origins == {
        "AWS_SES_REGION_NAME": "environment",
        "DATABASE_URL": "environment",
        "LANGUAGE": ".env",
        "LOG_FORMAT": ".env.aws",
    }


def test_an_empty_value_in_a_file_counts_as_not_set(tmp_path):
    """A line of the example, its sign taken away and nothing filled in, says nothing."""
    write(tmp_path, ".env", "DATABASE_URL=\nLOG_FORMAT=\n")
    write(tmp_path, ".env.aws", "DATABASE_URL=sqlite:///kept.db\n")
    settings = load_collector(tmp_path, SEOUL)
    assert (settings.database_url, settings.log_format) == ("sqlite:///kept.db", "text")


@pytest.mark.parametrize("empty", ["", "  "])
def test_what_is_empty_in_the_environment_is_switched_off_whatever_a_file_says(tmp_path, empty):
    write(tmp_path, ".env", "ALERT_URLS=json://127.0.0.1\nLOG_FORMAT=json\nLANGUAGE=ko\n")
    settings = load_collector(tmp_path, {**SEOUL, "ALERT_URLS": empty, "LOG_FORMAT": empty, "LANGUAGE": empty})
    assert (settings.alert_urls, settings.log_format) == (None, "text")
    assert settings.language == "ko", "a desktop sets it empty for gettext"


def test_a_key_that_is_switched_off_leaves_no_half_of_itself(tmp_path):
    write(tmp_path, ".env.aws", GUIDE + "AWS_SESSION_TOKEN=stale\n")
    assert load_collector(tmp_path, {"AWS_ACCESS_KEY_ID": ""}).aws_environment() == {}
    found = problems(tmp_path, {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": CANARY})
    assert [problem.split(" is not set")[0] for problem in found] == ["AWS_ACCESS_KEY_ID"]


def test_a_file_written_for_django_ses_works_unchanged_and_silently(tmp_path):
    write(tmp_path, ".env.aws", GUIDE)
    settings = load_collector(tmp_path, {})
    assert settings.regions == ("ap-northeast-2",)
    assert settings.aws_environment() == {
        "AWS_ACCESS_KEY_ID": "AKIAAPPLICATION",
        "AWS_SECRET_ACCESS_KEY": CANARY,
    }
    assert told(settings) == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_file_saved_on_windows_is_read(tmp_path, encoding, newline):
    write(tmp_path, ".env", GUIDE.replace("\n", newline), encoding)
    assert load_collector(tmp_path, {}).default_from_email == "noreply@example.com"


@pytest.mark.parametrize(
    ("files", "environ", "shared_with"),
    [
        ({".env.aws": GUIDE}, {}, ".env.aws"),
        ({".env": GUIDE}, {}, ".env"),
        ({".env.aws": GUIDE}, {"AWS_ACCESS_KEY_ID": "AKIAAPPLICATION", "AWS_SECRET_ACCESS_KEY": "s"}, ".env.aws"),
        ({".env.aws": GUIDE}, KEY, None),
        ({".env": "AWS_ACCESS_KEY_ID=AKIAREADONLY\nAWS_SECRET_ACCESS_KEY=s\n", ".env.aws": GUIDE}, {}, None),
    ],
)
def test_the_applications_own_key_is_recognised(tmp_path, files, environ, shared_with):
    for name, content in files.items():
        write(tmp_path, name, content)
    assert load_collector(tmp_path, {**SEOUL, **environ}).key_shared_with == shared_with


def test_credentials_are_never_mixed_from_two_places(tmp_path):
    """A profile chosen in the shell must not lose to the application's key in a file."""
    write(tmp_path, ".env.aws", GUIDE + "AWS_SESSION_TOKEN=stale\n")
    by_profile = load_collector(tmp_path, {"AWS_PROFILE": "read-only"})
    by_key = load_collector(tmp_path, KEY)
    assert by_profile.aws_environment() == {"AWS_PROFILE": "read-only"}
    assert by_key.aws_environment() == KEY


def test_every_problem_is_told_at_once_with_name_and_example(tmp_path):
    write(tmp_path, ".env", "LOG_FORMAT=xml\nnot a pair\n")
    found = problems(tmp_path, {"AWS_SES_REGION_NAME": "Seoul", "AWS_ENDPOINT_URL": "ftp:/x", "AWS_PROFILE": "p"})
    assert found == [
        (
            ".env, line 2: this is not NAME=value. Correct the line or put # before it. "
            "Example: AWS_SES_REGION_NAME=ap-northeast-2"
        ),
        (
            "AWS_SES_REGION_NAME in the environment cannot be used. It must name AWS regions, separated by commas. "
            "Example: AWS_SES_REGION_NAME=ap-northeast-2"
        ),
        (
            "AWS_ENDPOINT_URL in the environment cannot be used. It must be an address that begins with http:// or "
            "https://. Example: AWS_ENDPOINT_URL=http://127.0.0.1:5000"
        ),
        "LOG_FORMAT in .env cannot be used. It must be text or json. Example: LOG_FORMAT=json",
    ]


def test_the_message_of_the_error_holds_all_problems(tmp_path):
    with pytest.raises(SettingsError) as caught:
        load_dashboard(tmp_path, {"PORT": "0", "DATABASE_URL": "x"})
    assert render(caught.value.message, "en") == "\n".join(render(p, "en") for p in caught.value.problems)
    assert str(caught.value) == "DATABASE_URL; PORT"


@pytest.mark.parametrize(
    ("environ", "wrong"),
    [
        ({"AWS_SES_REGION_NAME": "ap-northeast-2a"}, "AWS_SES_REGION_NAME"),
        ({"AWS_SES_REGION_NAME": ","}, "AWS_SES_REGION_NAME"),
        ({"DATABASE_URL": "postgres://app:pw@db/app"}, "DATABASE_URL"),
        ({"AWS_ACCESS_KEY_ID": "AKIA1234567890EXAMPLE", "AWS_SECRET_ACCESS_KEY": "s"}, "AWS_ACCESS_KEY_ID"),
        ({"AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "your-secret-access-key-here"}, "AWS_SECRET_ACCESS_KEY"),
        ({"AWS_ACCESS_KEY_ID": "k", "AWS_SECRET_ACCESS_KEY": "“pasted”"}, "AWS_SECRET_ACCESS_KEY"),
        ({"AWS_ACCESS_KEY_ID": "k"}, "AWS_SECRET_ACCESS_KEY"),
        ({"AWS_SECRET_ACCESS_KEY": "s"}, "AWS_ACCESS_KEY_ID"),
        ({"DELIVERABILITY_DEMO": "1", "AWS_ENDPOINT_URL": "https://email.us-east-1.amazonaws.com"}, "AWS_ENDPOINT_URL"),
        ({"DELIVERABILITY_DEMO": "1"}, "AWS_ENDPOINT_URL"),
    ],
)
def test_a_wrong_value_is_named(tmp_path, environ, wrong):
    (problem,) = problems(tmp_path, {**SEOUL, **environ})
    assert problem.startswith(wrong)


def test_a_region_is_demanded_only_by_what_asks_aws(tmp_path):
    (problem,) = problems(tmp_path, {})
    assert problem.startswith("AWS_SES_REGION_NAME is not set.")
    assert load_collector(tmp_path, {}, asks_aws=False).regions == ()


def test_several_regions_are_separated_by_commas_and_told_once(tmp_path):
    settings = load_collector(tmp_path, {"AWS_SES_REGION_NAME": " us-east-1, eu-west-1,us-east-1,"})
    assert settings.regions == ("us-east-1", "eu-west-1")


@pytest.mark.parametrize(("region", "hint"), [("ap-norteast-2", "Did you mean ap-northeast-2?"), ("xx-new-9", "")])
def test_a_region_that_is_not_known_here_is_tried_with_a_warning(tmp_path, region, hint):
    settings = load_collector(tmp_path, {"AWS_SES_REGION_NAME": region})
    (warning,) = told(settings)
    assert settings.regions == (region,)
    assert region in warning
    assert hint in warning


def test_the_demo_reads_no_file(tmp_path):
    write(tmp_path, ".env.aws", GUIDE)
    write(tmp_path, ".env", "PORT=1\n")
    demo = {"DELIVERABILITY_DEMO": "1", "AWS_ENDPOINT_URL": "http://127.0.0.1:5000"}
    assert load_collector(tmp_path, {**SEOUL, **demo}).aws_access_key_id is None
    assert load_dashboard(tmp_path, demo).port == 8501


@pytest.mark.parametrize(
    ("listed", "chosen", "warned"),
    [
        ("ko_KR:ko:en", "ko", False),
        ("fr_FR:en_GB:en", "en", False),
        ("ko", "ko", False),
        ("fr_FR:fr", "en", True),
        ("korean", "en", True),
    ],
)
def test_a_desktops_language_variable_stops_nothing(tmp_path, listed, chosen, warned):
    settings = load_dashboard(tmp_path, {"LANGUAGE": listed})
    assert settings.language == chosen
    assert bool(settings.warnings) == warned


def test_the_dashboards_settings_know_no_key(tmp_path):
    write(tmp_path, ".env.aws", GUIDE)
    settings = load_dashboard(tmp_path, {**KEY, "DASHBOARD_HOSTS": "ses.example.com"})
    assert CANARY not in settings.model_dump_json()
    assert settings.allowed_hosts == ("127.0.0.1", "localhost", "ses.example.com")


@pytest.mark.parametrize("hosts", ["https://ses.example.com", "ses.example.com:443", "*"])
def test_a_host_is_a_bare_name(tmp_path, hosts):
    (problem,) = problems(tmp_path, {"DASHBOARD_HOSTS": hosts}, load_dashboard)
    assert "without http:// and without a port" in problem


def test_settings_cannot_be_changed(tmp_path):
    settings = load_dashboard(tmp_path, {})
    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1
