"""A login is whole or the dashboard does not start; what strangers could reach is never open by mistake."""

import pytest

from settings import exposure
from settings.dashboard import DashboardSettings
from settings.errors import SettingsError
from settings.load import load_dashboard
from settings.login import Login
from words.render import render

WHOLE = {
    "redirect_uri": "https://ses.example.com/oauth2callback",
    "cookie_secret": "0123456789abcdefghijklmnopqrstuv",
    "client_id": "dashboard",
    "client_secret": "s3cr3t-of-the-client",
    "server_metadata_url": "https://accounts.example.com/.well-known/openid-configuration",
}
ALLOW = {"LOGIN_ALLOW": "ANN@example.com, @EXAMPLE.org"}


def write(folder, keys, name=".streamlit/secrets.toml"):
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("[auth]\n" + "".join(f"{key} = {value!r}\n" for key, value in keys.items()), encoding="utf-8")
    return path


def problems(folder, environ=ALLOW):
    with pytest.raises(SettingsError) as caught:
        load_dashboard(folder, environ)
    return [render(problem, "en") for problem in caught.value.problems]


def test_without_a_file_there_is_no_login(tmp_path):
    assert load_dashboard(tmp_path, {}).login is None


def test_a_whole_login_is_known_by_where_it_returns_to_and_nothing_secret_is_kept(tmp_path):
    path = write(tmp_path, WHOLE)
    settings = load_dashboard(tmp_path, ALLOW)
    assert settings.login == Login(path, "https://ses.example.com", ("ann@example.com", "@example.org"))
    assert "ses.example.com" in settings.allowed_hosts
    assert WHOLE["client_secret"] not in settings.model_dump_json()
    assert WHOLE["cookie_secret"] not in settings.model_dump_json()


def test_another_file_may_be_named(tmp_path):
    path = write(tmp_path, WHOLE, "own/login.toml")
    assert load_dashboard(tmp_path, ALLOW | {"LOGIN_FILE": str(path)}).login.file == path
    assert load_dashboard(tmp_path, ALLOW | {"LOGIN_FILE": "own/login.toml"}).login.file == path


@pytest.mark.parametrize("key", WHOLE)
@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_key_is_named_with_the_file(tmp_path, key, value):
    write(tmp_path, {name: was for name, was in WHOLE.items() if name != key} | ({} if value is None else {key: value}))
    (said,) = problems(tmp_path)
    assert said.startswith(f".streamlit/secrets.toml, section [auth]: {key} is missing.")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("redirect_uri", "http://ses.example.com/oauth2callback"),
        ("redirect_uri", "https://ses.example.com/"),
        ("redirect_uri", "https://ses.example.com/x/oauth2callback"),
        ("redirect_uri", "https://ses.example.com/oauth2callback?x=/oauth2callback"),
        ("redirect_uri", "https://SES.example.com/oauth2callback"),
        ("redirect_uri", "https://ses.example.com:443/oauth2callback"),
        ("redirect_uri", "http://localhost:{port}/oauth2callback"),
        ("redirect_uri", "https://ann@ses.example.com/oauth2callback"),
        ("redirect_uri", "/oauth2callback"),
        ("redirect_uri", 1),
        ("cookie_secret", "too-short"),
        ("cookie_secret", "x" * 64),
        ("client_id", " "),
        ("server_metadata_url", "ftp://localhost/.well-known/openid-configuration"),
        ("server_metadata_url", "http://accounts.example.com/.well-known/openid-configuration"),
        ("server_metadata_url", "https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"),
        ("server_metadata_url", "https://login.microsoftonline.com/Common/v2.0/.well-known/openid-configuration"),
        (
            "server_metadata_url",
            "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0/.well-known/openid-configuration",
        ),
        (
            "server_metadata_url",
            "https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration",
        ),
    ],
)
def test_a_wrong_key_is_named_and_its_value_never_said(tmp_path, key, value):
    write(tmp_path, WHOLE | {key: value})
    (said,) = problems(tmp_path)
    assert said.startswith(f".streamlit/secrets.toml, section [auth]: {key} cannot be used.")
    assert key != "cookie_secret" or value not in said


@pytest.mark.parametrize("host", ["localhost:8501", "127.0.0.1", "[::1]:8501"])
def test_on_this_machine_the_login_may_return_unencrypted(tmp_path, host):
    write(tmp_path, WHOLE | {"redirect_uri": f"http://{host}/oauth2callback"})
    assert load_dashboard(tmp_path, ALLOW).login.origin == f"http://{host}"


@pytest.mark.parametrize("content", ["[auth\n", "[auth]\nclient_id = ", b"\xff\xfe"])
def test_a_file_that_cannot_be_read_is_no_missing_login(tmp_path, content):
    path = write(tmp_path, {})
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert problems(tmp_path, {}) == [
        ".streamlit/secrets.toml cannot be read as a TOML file in UTF-8. See docs/login.md."
    ]


def test_a_file_for_something_else_is_no_login(tmp_path):
    write(tmp_path, {}).write_text("other = 1\n", encoding="utf-8")
    assert load_dashboard(tmp_path, {}).login is None


@pytest.mark.parametrize(
    ("content", "why"),
    [(None, " does not exist."), ("other = 1\n", " has no section"), ("auth = 1\n", " has no section")],
)
def test_a_named_file_must_hold_a_login(tmp_path, content, why):
    if content:
        write(tmp_path, {}, "own/login.toml").write_text(content, encoding="utf-8")
    (said,) = problems(tmp_path, ALLOW | {"LOGIN_FILE": "own/login.toml"})
    assert said.startswith(f"The file named by LOGIN_FILE{why}")


def test_a_login_that_would_let_the_whole_world_in_is_refused(tmp_path):
    write(tmp_path, WHOLE)
    for environ in ({}, {"LOGIN_ALLOW": " "}, {"LOGIN_ALLOW": "", "ALLOW_PUBLIC": "1"}):
        (said,) = problems(tmp_path, environ)
        assert "LOGIN_ALLOW is not set" in said


def test_who_may_log_in_without_a_login_is_refused(tmp_path):
    (said,) = problems(tmp_path)
    assert "no login is configured" in said


@pytest.mark.parametrize(
    "entry", ["*", "@", "example.com", "ann@", "@*.example.com", "ann@example.com eve", "é@example.com"]
)
def test_only_addresses_and_domains_may_be_allowed(tmp_path, entry):
    write(tmp_path, WHOLE)
    (said,) = problems(tmp_path, {"LOGIN_ALLOW": f"ann@example.com,{entry}"})
    assert said.startswith("LOGIN_ALLOW in the environment cannot be used.")


def test_the_demo_reads_no_login(tmp_path):
    write(tmp_path, {})
    assert load_dashboard(tmp_path, ALLOW | {"DELIVERABILITY_DEMO": "1"}).login is None


WIDE = ["0.0.0.0", "::", "192.168.0.5", "2001:db8::1", "ses.example.com", None, ""]
NARROW = ["127.0.0.1", "127.1.2.3", "::1", "localhost"]
LOGIN = Login(None, "https://ses.example.com", ("ann@example.com",))


@pytest.mark.parametrize("address", WIDE)
def test_a_wide_address_needs_a_login_or_a_word(address):
    with pytest.raises(SettingsError) as caught:
        exposure.check(DashboardSettings(), address)
    said = render(caught.value.message, "en")
    assert all(way in said for way in ("127.0.0.1", "docs/login.md", "ALLOW_PUBLIC=1"))
    assert (address or "every address of this machine") in said
    exposure.check(DashboardSettings(allow_public=True), address)
    exposure.check(DashboardSettings(login=LOGIN), address)


@pytest.mark.parametrize("address", NARROW)
def test_this_machine_needs_neither(address):
    exposure.check(DashboardSettings(), address)
    exposure.check(DashboardSettings(demo=True), address)


@pytest.mark.parametrize("address", WIDE)
def test_the_demo_is_never_shown_to_others(address):
    with pytest.raises(SettingsError, match="demo"):
        exposure.check(DashboardSettings(demo=True, allow_public=True), address)


def test_a_login_is_worth_nothing_where_streamlit_believes_headers():
    with pytest.raises(SettingsError, match="trustedUserHeaders"):
        exposure.check(DashboardSettings(login=LOGIN), "127.0.0.1", believes_headers=True)
    exposure.check(DashboardSettings(), "127.0.0.1", believes_headers=True)


@pytest.mark.parametrize("address", ["ses.example.com", "0.0.0.0:80", "127.0.0.256", "*"])
def test_the_address_must_be_one_of_a_machine(tmp_path, address):
    (said,) = problems(tmp_path, {"DASHBOARD_ADDRESS": address})
    assert said.startswith("DASHBOARD_ADDRESS in the environment cannot be used.")


def test_a_browser_may_use_the_address_itself_as_a_name(tmp_path):
    assert "192.168.0.5" in load_dashboard(tmp_path, {"DASHBOARD_ADDRESS": "192.168.0.5"}).allowed_hosts
    assert load_dashboard(tmp_path, {"DASHBOARD_ADDRESS": "::"}).allowed_hosts == ("127.0.0.1", "localhost")
