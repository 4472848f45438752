"""Who is let in, what is answered without a login, and where a login may lead."""

import asyncio
import json
import time

import pytest
import streamlit as st
from starlette.routing import Route, WebSocketRoute
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from deliverability.model import ProductError
from ui import context, landing
from ui.admission import Admission, address_of
from ui.guard import WITHOUT_LOGIN, Guard

SECRET = "not-a-real-one-0123456789-abcdefghij"
ORIGIN = "https://ses.example.com"
ADMISSION = Admission(ORIGIN, ("ann@example.com", "@example.org"))
COOKIE = "_streamlit_user"
ANN = {"email": "ann@example.com", "email_verified": True, "is_logged_in": True, "origin": ORIGIN}


@pytest.fixture
def signing(monkeypatch):
    """Streamlit signs with the secret of the login's file."""
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": {"cookie_secret": SECRET}})


def signed(claims, name=COOKIE, secret=SECRET) -> str:
    return create_signed_value(secret, name, json.dumps(claims)).decode()


def request(path="/media/a.csv", cookies=None, kind="http", server=("127.0.0.1", 8501), query=b"", **headers):
    header = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    named = {"host": "ses.example.com", **({"cookie": header} if cookies else {}), **headers}
    return {
        "type": kind,
        "method": "GET",
        "path": path,
        "query_string": query,
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in named.items()],
        "server": server,
    }


@pytest.mark.parametrize(
    ("claims", "is_in"),
    [
        (ANN, True),
        (ANN | {"email": "ann@example.com".upper()}, True),
        (ANN | {"email": "anybody@example.org"}, True),
        (ANN | {"email": "ann@mail.example.org"}, False),
        (ANN | {"email": "ann@example.org".replace("@", "@not")}, False),
        (ANN | {"email": "joann@example.com"}, False),
        (ANN | {"email": "eve@example.net@example.org"}, False),
        (ANN | {"email": "anK@example.org".replace("K", "\u212a")}, False),
        (ANN | {"email": None}, False),
        (ANN | {"email": ["ann@example.com"]}, False),
        (ANN | {"email_verified": "true"}, True),
        (ANN | {"email_verified": False}, False),
        (ANN | {"email_verified": "false"}, False),
        (ANN | {"email_verified": None}, False),
        (ANN | {"is_logged_in": False}, False),
        (ANN | {"is_logged_in": "yes"}, False),
        ({"email": "ann@example.com", "email_verified": True}, False),
        ({}, False),
    ],
)
def test_who_is_let_in(claims, is_in):
    assert ADMISSION.admits(claims) is is_in


def test_nobody_is_let_in_where_nobody_is_named():
    assert not Admission(ORIGIN, ()).admits(ANN)


def test_an_address_is_told_as_it_is_compared():
    assert address_of({"email": "ANN@example.com", "email_verified": True}) == "ann@example.com"


def test_a_request_is_let_in_by_streamlits_cookie(signing):
    assert ADMISSION.admits_request(request(cookies={COOKIE: signed(ANN)}))


def test_a_long_cookie_comes_in_pieces(signing):
    whole = json.dumps(ANN)
    pieces = {"": "chunks-2", "_1": whole[:20], "_2": whole[20:]}
    cookies = {
        f"{COOKIE}{end}": create_signed_value(SECRET, f"{COOKIE}{end}", piece).decode() for end, piece in pieces.items()
    }
    assert ADMISSION.admits_request(request(cookies=cookies))
    del cookies[f"{COOKIE}_2"]
    assert not ADMISSION.admits_request(request(cookies=cookies))


FORGED = {
    "none": dict,
    "of another name": lambda: {"_streamlit_user_tokens": signed(ANN)},
    "signed for another name": lambda: {COOKIE: signed(ANN, name="_streamlit_user_tokens")},
    "with another secret": lambda: {COOKIE: signed(ANN, secret="x" * 40)},
    "changed": lambda: {COOKIE: "x" + signed(ANN)[1:]},
    "cut": lambda: {COOKIE: signed(ANN)[:-1]},
    "unsigned": lambda: {COOKIE: json.dumps(ANN)},
    "not text": lambda: {COOKIE: "\xff\xfe"},
    "no claims": lambda: {COOKIE: signed([])},
    "of another dashboard": lambda: {COOKIE: signed(ANN | {"origin": "https://other.example.com"})},
    "of nowhere": lambda: {COOKIE: signed({k: v for k, v in ANN.items() if k != "origin"})},
    "of a stranger": lambda: {COOKIE: signed(ANN | {"email": "eve@example.net"})},
}


@pytest.mark.parametrize("kind", FORGED)
def test_any_other_cookie_is_refused(signing, kind):
    assert not ADMISSION.admits_request(request(cookies=FORGED[kind]()))


def test_an_old_cookie_is_refused(signing, monkeypatch):
    with monkeypatch.context() as then:
        month_ago = int(time.time()) - 32 * 86400
        then.setattr("itsdangerous.timed.TimestampSigner.get_timestamp", lambda _: month_ago)
        cookie = signed(ANN)
    assert not ADMISSION.admits_request(request(cookies={COOKIE: cookie}))


def test_without_the_file_that_holds_the_secret_nobody_gets_in(signing, monkeypatch):
    cookie = signed(ANN)
    monkeypatch.setattr(secrets_singleton, "_secrets", {})
    assert not ADMISSION.admits_request(request(cookies={COOKIE: cookie}))


def status(guard, scope) -> int | None:
    """What the guard answers itself; None when it passes the request on."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": "websocket.connect"}

    asyncio.run(guard(scope, receive, send))
    return sent[0].get("status", sent[0].get("code")) if sent else None


async def app(scope, receive, send):
    """Answers nothing, so that only the guard's word is heard."""


def guarded(admission=ADMISSION, *, stays_here=False):
    return Guard(app, ["ses.example.com"], "x", admission, stays_here=stays_here)


def test_every_route_of_streamlit_is_closed_unless_it_is_known_to_tell_nothing(signing, tmp_path):
    """A new version may bring new ones."""
    config.get_config_options()
    script = tmp_path / "script.py"
    script.write_text("")
    routes = st.App(script)._build_starlette_app().routes
    paths = {route.path for route in routes if isinstance(route, Route)}
    open_ones = {
        path
        for path in paths
        if WITHOUT_LOGIN.fullmatch(path.replace("{path:path}", "a").replace("{", "").replace("}", ""))
    }
    assert open_ones <= {
        "/_stcore/health", "/_stcore/host-config", "/auth/login", "/auth/logout", "/oauth2callback", "/app/static/{path:path}",
    }  # fmt: skip
    assert {"/media/{file_id:path}", "/_stcore/metrics", "/component/{path:path}"} <= paths - open_ones
    assert {route.path for route in routes if isinstance(route, WebSocketRoute)} == {"/_stcore/stream"}


@pytest.mark.parametrize(
    "path",
    [
        "/static/../media/a.csv", "/app/static/../../media/a", "/..",
        "/media/a.csv", "/media/", "//media/a.csv", "/_stcore/upload_file/a/b", "/_stcore/metrics", "/component/a/b",
        "/_stcore/bidi-components/a", "/_stcore/agent/x", "/_stcore/health/x", "/auth/login/x", "/static\n/x",
    ],
)  # fmt: skip
def test_what_may_carry_figures_is_closed_without_a_login(signing, path):
    assert status(guarded(), request(path)) == 403
    assert status(guarded(), request(path, cookies={COOKIE: signed(ANN)})) is None
    assert status(guarded(admission=None), request(path)) is None


@pytest.mark.parametrize("path", ["/", "/health", "/static/js/index.B_f3-x.js", "/app/static/icon.png", "/auth/login"])
def test_what_the_login_needs_is_open(signing, path):
    assert status(guarded(), request(path)) is None


@pytest.mark.parametrize(
    ("origin", "answer"),
    [("https://ses.example.com", None), ("http://localhost:3000", 1008), ("null", 1008), ("http://[", 1008)],
)
def test_another_website_gets_no_stream(origin, answer):
    assert status(guarded(), request("/_stcore/stream", kind="websocket", origin=origin)) == answer


@pytest.mark.parametrize(
    ("server", "answer"),
    [(("192.168.0.5", 8501), 403), (("127.0.0.1", 8501), None), (("::1", 8501), None), (None, None), (("x", 1), 403)],
)
def test_a_server_that_was_bound_wider_against_our_word_answers_this_machine_only(server, answer):
    assert status(guarded(None, stays_here=True), request(server=server)) == answer
    assert status(guarded(None), request(server=server)) is None


@pytest.mark.parametrize(
    "page", ["/", "/health", "/deliverability?measure=bounce&range=7d&lang=ko", "/x?to=https://a.example"]
)
def test_a_page_of_ours_is_found_again(page):
    path, _, query = page.partition("?")
    cookie = landing.remembering(request(path, query=query.encode()), secure=True)
    name, value = cookie.split(";")[0].split("=", 1)
    assert cookie.endswith("; HttpOnly; SameSite=Lax; Secure")
    assert landing.wanted(request("/oauth2callback", cookies={name: value})) == page


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "/a/b", "/x\r\nSet-Cookie:a", "/" + "x" * 2000])
def test_nothing_else_is_remembered(path):
    assert landing.remembering(request(path), secure=False) is None


@pytest.mark.parametrize(
    "value",
    [
        "https://evil.example",
        "//evil.example",
        "%2F%2Fevil.example",
        "/%5Cevil.example",
        "/a%0d%0aX:y",
        "",
        "/" + "x" * 2000,
    ],
)
def test_a_cookie_from_elsewhere_leads_nowhere(value):
    assert landing.wanted(request(cookies={landing.COOKIE: value})) == "/"


def test_the_store_is_closed_to_a_page_that_would_run_without_the_frame(monkeypatch):
    monkeypatch.setattr(context, "admission", lambda: ADMISSION)
    monkeypatch.setattr(context, "open_store", lambda *_, **__: pytest.fail("the store was opened"))
    with pytest.raises(ProductError, match="Log in to the dashboard first"), context.store():
        pass
