"""A provider of logins on this machine, a dashboard that trusts it, and a browser that goes through both."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from processes import ROOT
from tests.browser import stage
from tests.pages import accounts

ALLOWED, STRANGER, UNVERIFIED = "ann@example.com", "eve@example.net", "bob@example.com"
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
USER_COOKIE = "_streamlit_user"
LOG_IN = re.compile("^(login )?(Log in|로그인)$")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(command: list[str], log: Path, url: str, **environment: str) -> Iterator[None]:
    """A process for as long as it is needed, from when it answers."""
    with log.open("w") as out:
        process = subprocess.Popen(command, env=os.environ | environment, stdout=out, stderr=subprocess.STDOUT)
    try:
        stage._wait_for(url, process, log)
        yield
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def provider(log: Path) -> Iterator[str]:
    """The address of an OpenID provider at which anybody is who they say; Bob's address it has not verified."""
    port = free_port()
    people = {ALLOWED: True, STRANGER: True, UNVERIFIED: False}
    told = [json.dumps({"sub": name, "email": name, "email_verified": known}) for name, known in people.items()]
    claims = [part for each in told for part in ("--user-claims", each)]
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *claims]
    with running(command, log, f"http://127.0.0.1:{port}/.well-known/openid-configuration"):
        yield f"http://127.0.0.1:{port}"


def write_login(path: Path, provider: str, port: int) -> Path:
    """The file that a person would write."""
    path.write_text(
        "[auth]\n"
        f'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        'cookie_secret = "not-a-real-one-0123456789-abcdefghij"\n'
        'client_id = "dashboard"\n'
        'client_secret = "a-secret"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    return path


@contextmanager
def dashboard(database: Path, folder: Path, provider: str, port: int | None = None, **settings: str) -> Iterator[str]:
    """The address of a dashboard of its own process that lets `ALLOWED` in after a login."""
    port = port or free_port()
    environment = {
        "AUTHLIB_INSECURE_TRANSPORT": "1",
        "DATABASE_URL": f"sqlite:///{database}",
        "LOGIN_ALLOW": ALLOWED,
        "LOGIN_FILE": str(write_login(folder / "login.toml", provider, port)),
    }
    command = [sys.executable, str(stage.SERVE), str(port), str(accounts.AT)]
    address = f"http://127.0.0.1:{port}"
    with running(command, folder / "dashboard.log", f"{address}/_stcore/health", **environment | settings):
        yield address


class Visitor:
    """Somebody with a browser of their own; `trouble` is what went wrong on the dashboard's pages."""

    def __init__(self, browser: Browser, address: str, locale: str = "en-GB") -> None:
        self.address = address
        self.trouble = stage.Trouble()
        self.context: BrowserContext = browser.new_context(
            viewport={"width": 1280, "height": 900}, locale=locale, timezone_id="Asia/Seoul"
        )
        # The provider's page asks for a style sheet from elsewhere.
        self.context.route(lambda url: not stage.LOOPBACK.match(url), self._cut)
        self.page: Page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.trouble.append(str(error)))
        self.page.on("console", lambda message: self._listen(message.type, message.text))

    def _cut(self, route: Route) -> None:
        if route.request.frame.url.startswith(self.address):
            self.trouble.append(f"request off this machine: {route.request.url}")
        route.abort()

    def _listen(self, kind: str, text: str) -> None:
        if kind == "error" and "Content Security Policy" in text and self.page.url.startswith(self.address):
            self.trouble.append(text)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        stage.settle(self.page)
        return self.page

    def log_in(self, name: str) -> Page:
        """From the login's page over the provider's form and back."""
        self.page.get_by_role("button", name=LOG_IN).click()
        self.page.locator("input[name=sub]").fill(name)
        self.page.get_by_role("button", name="Authorize").click()
        self.page.wait_for_url(f"{self.address}/**")
        stage.settle(self.page)
        return self.page

    def cookies(self) -> dict[str, str]:
        return {cookie["name"]: cookie["value"] for cookie in self.context.cookies(self.address)}


def sees_only_the_login(page: Page) -> None:
    """The login and nothing that comes from the store: no navigation, no account, no figure."""
    expect(page.get_by_role("heading", name=LOG_IN, level=1)).to_be_visible()
    assert page.locator("[data-testid=stSidebarNav], [data-testid=stMetric], .js-plotly-plot").count() == 0
    assert accounts.SCOPE.account_id not in page.content()


def ask(address: str, path: str, method: str = "GET", **cookies: str) -> tuple[int, bytes]:
    """Status and body of a request that carries only these cookies."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    header = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())} if cookies else {}
    try:
        connection.request(method, path, headers=header)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
