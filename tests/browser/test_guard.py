"""What the dashboard lets through, and what it tells browsers to do."""

import http.client
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

SAFE = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
}
HANDSHAKE = {
    "Upgrade": "websocket",
    "Connection": "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def ask(address, path, **headers):
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer


@pytest.mark.parametrize("path", ["/", "/nowhere", "/_stcore/health", "/static/missing.js", "/app/static/icon.png"])
def test_every_answer_carries_the_security_headers(served, path):
    _, headers, _ = ask(served("plain"), path)
    assert {name: headers.get(name) for name in SAFE} == SAFE
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
    assert "frame-ancestors 'none'" in policy


def test_nothing_of_the_page_breaks_the_policy_and_nothing_leaves_the_machine(served, visit):
    """The page fixture fails on both."""
    page = visit(served("demo"), charts=True)
    expect(page.get_by_role("heading", name="Overview", level=1)).to_be_visible()
    assert page.evaluate("document.fonts.size") > 0


@pytest.mark.parametrize("path", ["/", "/_stcore/stream", "/_stcore/health"])
def test_a_rebound_host_name_is_refused(served, path):
    """A web page elsewhere may point its own name at 127.0.0.1; to the browser we would then be its own origin."""
    address = served("plain")
    rebound = {"Host": "evil.example", "Origin": "http://evil.example"}
    status, _, _ = ask(address, path, **rebound, **(HANDSHAKE if path.endswith("stream") else {}))
    assert status == 403


def test_a_foreign_origin_gets_no_stream_and_our_own_does(served):
    address = served("plain")
    assert ask(address, "/_stcore/stream", Origin="http://evil.example", **HANDSHAKE)[0] == 403
    assert ask(address, "/_stcore/stream", Origin=address, **HANDSHAKE)[0] == 101


@pytest.mark.parametrize(
    ("path", "accept", "language"),
    [
        ("/", "ko-KR,ko;q=0.9", "ko"),
        ("/", "fr-FR", "en"),
        ("/?lang=ko", "en", "ko"),
        ("/?lang=xx", "ko", "ko"),
        ("/nowhere?lang=ko", "en", "ko"),
    ],
)
def test_the_page_says_which_language_it_is_in(served, path, accept, language):
    status, headers, answer = ask(served("plain"), path, **{"Accept-Language": accept, "Accept-Encoding": "gzip"})
    page = answer.read().decode()
    assert status == 200
    assert f'<html lang="{language}">' in page
    assert "<title>SES deliverability</title>" in page
    assert int(headers["content-length"]) == len(page.encode())
    assert "etag" not in headers


def test_further_host_names_are_let_in_when_the_settings_name_them(fresh, databases):
    address = fresh(databases / "nothing.db", DASHBOARD_HOSTS="ses.example.com,*.example.org")
    allowed = {"ses.example.com": 200, "a.example.org:8501": 200, "example.org": 403, "other.example.com": 403}
    assert {host: ask(address, "/", Host=host)[0] for host in allowed} == allowed
    assert ask(address, "/_stcore/stream", Host="ses.example.com", **HANDSHAKE)[0] == 101
