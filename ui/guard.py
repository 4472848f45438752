"""What stands between the network and Streamlit: known hosts only, security headers, the page in its language.

Pure ASGI, so that it covers web sockets and static files too. The pages themselves know nothing of it.
"""

import base64
import hashlib
import re
from collections.abc import Collection
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlsplit

import streamlit
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from deliverability.model import N_
from words.catalogue import LANGUAGES
from words.render import translate

INDEX: Final = Path(streamlit.__file__).parent / "static" / "index.html"
INLINE_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)
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
    """Refuses foreign hosts (a web page that rebinds its DNS name to this machine) and dresses every answer."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], title: str) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)
        self.title = title.encode()
        self.headers = {**STATIC_HEADERS, "Content-Security-Policy": content_security_policy()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes to one of our names, refuse the rest."""
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
        elif not self._is_ours(Headers(scope=scope).get("host", "")):
            await _refuse(scope, receive, send)
        elif scope["type"] == "http":
            # A compressed page could not be rewritten; on one machine compression costs more than it saves.
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app({**scope, "headers": plain}, receive, _Dressed(send, self, language_of(scope)))
        else:
            await self.app(scope, receive, send)

    def _is_ours(self, host: str) -> bool:
        try:
            name = urlsplit(f"//{host}").hostname
        except ValueError:
            return False
        return name is not None and any(_matches(name.rstrip("."), host) for host in self.hosts)

    def dress(self, headers: MutableHeaders) -> None:
        """Put the security headers on."""
        for name, value in self.headers.items():
            headers[name] = value

    def translate(self, page: bytes, language: str) -> bytes:
        """Streamlit's page, which says it is English and called Streamlit, in the viewer's language and our name."""
        page = HTML_LANGUAGE.sub(b'<html lang="' + language.encode() + b'">', page, count=1)
        return page.replace(b"<title>Streamlit</title>", b"<title>" + self.title + b"</title>", 1)


class _Dressed:
    """Sends an answer on with our headers; holds back a page of HTML until it is whole, to write its language in."""

    def __init__(self, send: Send, guard: Guard, language: str) -> None:
        self.send, self.guard, self.language = send, guard, language
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            self.guard.dress(headers)
            if headers.get("content-type", "").startswith("text/html"):
                self.start = message
                return
        if self.start is None:
            await self.send(message)
            return
        self.body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._send_page(self.start, self.guard.translate(self.body, self.language))

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


async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    sentence = N_("The dashboard is not known under this host name. If it should be, add the name to DASHBOARD_HOSTS.")
    await PlainTextResponse(translate(sentence, language_of(scope)), status_code=403)(scope, receive, send)


def _matches(name: str, host: str) -> bool:
    return name.endswith(host[1:]) if host.startswith("*.") else name == host
