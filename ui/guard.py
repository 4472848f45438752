"""What stands between the network and Streamlit: known hosts only, the login, headers, the page in its language.

Pure ASGI, so that it covers web sockets and static files too. The pages themselves know nothing of it. A web socket
opens before the login, since the login's page comes over it: there the frame is the gate.
"""

import base64
import hashlib
import re
from collections.abc import Collection
from http import HTTPStatus
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from deliverability.model import N_
from ui import landing
from ui.admission import Admission
from words.catalogue import LANGUAGES
from words.render import translate

INDEX: Final = Path(streamlit.__file__).parent / "static" / "index.html"
INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
WITHOUT_LOGIN: Final = re.compile(
    r"(?!.*\.\.)/([\w.-]*|static/[\w./-]*|app/static/[\w./-]*|_stcore/(health|host-config)|auth/(login|logout))",
    re.ASCII,
)
"""What is answered before the login: the empty page, the code and fonts it is made of, and the login itself.

All else may carry figures: downloads and pictures (`/media`), uploads, components, metrics.
"""
CALLBACK: Final = "/oauth2callback"
HTML_LANGUAGE: Final = re.compile(rb"<html lang=\"[^\"]*\">")
STATIC_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def content_security_policy(index: Path = INDEX) -> str:
    """A policy under which nothing is fetched from elsewhere; inline scripts only as Streamlit ships them."""
    scripts = INLINE_SCRIPT.findall(index.read_text("utf-8"))
    digests = (base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = "".join(f" 'sha256-{digest}'" for digest in digests)
    return (
        f"default-src 'self'; script-src 'self'{allowed}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
    )


class Guard:
    """Refuses foreign hosts and whoever has not logged in where that is demanded, and dresses every answer.

    A foreign host is a web page that rebinds its DNS name to this machine. `stays_here`: nothing keeps strangers out,
    so a server that was bound wider, against dashboard.py's word, answers nobody else.
    """

    def __init__(
        self, app: ASGIApp, hosts: Collection[str], title: str, admission: Admission | None, *, stays_here: bool
    ) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)
        self.title = title.encode()
        self.admission = admission
        self.stays_here = stays_here
        self.headers = {**STATIC_HEADERS, "Content-Security-Policy": content_security_policy()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass, refuse the rest with a sentence."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif refusal := self._refusal(scope):
            await _refuse(refusal, scope, receive, send)
        elif scope["type"] == "http":
            # A compressed page could not be rewritten; on one machine compression costs more than it saves.
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app({**scope, "headers": plain}, receive, _Dressed(send, self, scope))
        else:
            await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> str | None:
        headers = Headers(scope=scope)
        if self.stays_here and not _arrived_here(scope):
            return N_("The dashboard answers this machine only.")
        if not self._is_ours(headers.get("host", "")):
            return N_(
                "The dashboard is not known under this host name. If it should be, add the name to DASHBOARD_HOSTS."
            )
        if scope["type"] == "websocket" and not _is_own_origin(headers):
            return N_("Another website may not speak for its visitor.")
        if scope["type"] == "http" and not self._may_have(scope):
            return N_("Log in to the dashboard first.")
        return None

    def _may_have(self, scope: Scope) -> bool:
        return (
            self.admission is None
            or WITHOUT_LOGIN.fullmatch(scope["path"]) is not None
            or self.admission.admits_request(scope)
        )

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        return name is not None and any(_matches(name.rstrip("."), host) for host in self.hosts)

    def dress(self, scope: Scope, status: int, headers: MutableHeaders) -> None:
        """Put the security headers on, and lead a login to the page that was asked for before it."""
        for name, value in self.headers.items():
            headers[name] = value
        if self.admission is None:
            return
        if not WITHOUT_LOGIN.fullmatch(scope["path"]):
            headers["Cache-Control"] = "no-store"
        if scope["path"] == CALLBACK and headers.get("location") == "/":
            headers["location"] = landing.wanted(scope)
        if status == HTTPStatus.OK and headers.get("content-type", "").startswith("text/html"):
            remembered = landing.forgetting if self.admission.admits_request(scope) else landing.remembering
            if cookie := remembered(scope, secure=self.admission.origin.startswith("https:")):
                headers.append("set-cookie", cookie)

    def translate(self, page: bytes, language: str) -> bytes:
        """Streamlit's page, which says it is English and called Streamlit, in the viewer's language and our name."""
        page = HTML_LANGUAGE.sub(b'<html lang="' + language.encode() + b'">', page, count=1)
        return page.replace(b"<title>Streamlit</title>", b"<title>" + self.title + b"</title>", 1)


class _Dressed:
    """Sends an answer on with our headers; holds back a page of HTML until it is whole, to write its language in."""

    def __init__(self, send: Send, guard: Guard, scope: Scope) -> None:
        self.send, self.guard, self.scope = send, guard, scope
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            self.guard.dress(self.scope, message["status"], headers)
            if headers.get("content-type", "").startswith("text/html"):
                self.start = message
                return
        if self.start is None:
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._send_page(self.start, self.guard.translate(self.body, language_of(self.scope)))

    async def _send_page(self, start: Message, page: bytes) -> None:
        headers = MutableHeaders(scope=start)
        # The page differs by viewer: a browser must not take one it kept for another language.
        for name in ("etag", "last-modified"):
            if name in headers:
                del headers[name]
        if self.body:
            headers["content-length"] = str(len(page))
        await self.send(start)
        await self.send({"type": "http.response.body", "body": page})


def language_of(scope: Scope) -> str:
    """The language asked for in the address, else the first of the browser's that we speak."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [])
    preferred = (part.split(";")[0].strip()[:2] for part in Headers(scope=scope).get("accept-language", "").split(","))
    return next((language for language in (*asked, *preferred) if language in LANGUAGES), LANGUAGES[0])


async def _refuse(sentence: str, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    answer = PlainTextResponse(translate(sentence, language_of(scope)), status_code=HTTPStatus.FORBIDDEN)
    await answer(scope, receive, send)


def _arrived_here(scope: Scope) -> bool:
    """Whether a request came to a loopback address, or to a socket in the file system."""
    server = scope.get("server")
    if server is None or server[1] is None:
        return True
    try:
        return ip_address(server[0]).is_loopback
    except ValueError:
        return False


def _is_own_origin(headers: Headers) -> bool:
    """Whether a browser's page is ours; programs name no origin. Streamlit would let other ports of localhost in."""
    origin = headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc == headers.get("host", "")
    except ValueError:
        return False


def _matches(name: str, host: str) -> bool:
    return name.endswith(host[1:]) if host.startswith("*.") else name == host
