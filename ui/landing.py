"""The page that somebody asked for before they had logged in: Streamlit returns from every login to the start page.

Kept in a cookie of the browser, and followed only where it names a page of ours.
"""

import re
from typing import Final
from urllib.parse import quote, unquote

from starlette.requests import HTTPConnection
from starlette.types import Scope

COOKIE: Final = "wanted_page"
SECONDS: Final = 15 * 60
PAGE: Final = re.compile(r"/[A-Za-z0-9_-]*(\?[!-~]*)?")
"""One of our pages with its query. A second slash, a backslash or a line break could lead to another site."""
LONGEST: Final = 1000


def remembering(scope: Scope, *, secure: bool) -> str | None:
    """The cookie that keeps the page that is asked for; None when it is no page of ours."""
    query = scope.get("query_string", b"").decode("latin-1")
    page = scope["path"] + (f"?{query}" if query else "")
    if len(page) > LONGEST or not PAGE.fullmatch(page):
        return None
    return _cookie(quote(page, safe=""), SECONDS, secure=secure)


def forgetting(scope: Scope, *, secure: bool) -> str | None:
    """The cookie that takes the page back; None when there is none."""
    return _cookie("", 0, secure=secure) if COOKIE in HTTPConnection(scope).cookies else None


def wanted(scope: Scope) -> str:
    """The page to land on: the one that was asked for, else the start page."""
    page = unquote(HTTPConnection(scope).cookies.get(COOKIE, "/"))
    return page if len(page) <= LONGEST and PAGE.fullmatch(page) else "/"


def _cookie(value: str, seconds: int, *, secure: bool) -> str:
    return f"{COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax" + ("; Secure" if secure else "")
