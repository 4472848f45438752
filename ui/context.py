"""Who is looking and at what: the viewer's language, time zone and scope, the clock, the settings, the store.

The only place of `ui` that knows the settings.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, tzinfo
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from deliverability.model import N_, Param, ProductError, Scope, Text, text
from settings.dashboard import DashboardSettings
from settings.load import load_dashboard
from store.engines.engine import Engine
from store.open import open_store
from ui.admission import Admission
from words.catalogue import LANGUAGES
from words.render import render

LANGUAGE_KEY: Final = "lang"
SCOPE_KEY: Final = "scope"
SCOPE_SHOWN: Final = "scope_shown"


@cache
def settings() -> DashboardSettings:
    """The dashboard's settings, read once a process: no viewer who clears Streamlit's caches has them read again."""
    return load_dashboard()


@cache
def admission() -> Admission | None:
    """Who is let in; None when no login is configured."""
    login = settings().login
    return None if login is None else Admission(login.origin, login.allow)


def is_let_in() -> bool:
    """Whether the viewer of this run may see figures."""
    known = admission()
    return known is None or known.admits(st.user)


@contextmanager
def store() -> Iterator[Engine]:
    """The store, opened read-only for as long as it is read, and only for a viewer who is let in."""
    if not is_let_in():  # the frame should have stopped long before
        raise ProductError(text(N_("Log in to the dashboard first.")))
    engine = open_store(settings().database_url, read_only=True)
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def desk() -> Iterator[Engine]:
    """The store opened for writing, for the few things a viewer may leave there: `requests`, `silencing` and `ticking` alone.

    Only a store that is there is opened so: a page never makes one.
    """
    with store():
        engine = open_store(settings().database_url)
    try:
        yield engine
    finally:
        engine.close()


def now() -> datetime:
    """The present, aware, in UTC."""
    return datetime.now(UTC)


def default_language() -> str:
    """The browser's language where we speak it, else the one in the settings."""
    browser = (st.context.locale or "")[:2]
    return browser if browser in LANGUAGES else settings().language


def language() -> str:
    """The viewer's language."""
    chosen = st.session_state.get(LANGUAGE_KEY)
    return chosen if chosen in LANGUAGES else default_language()


def zone() -> tzinfo:
    """The viewer's time zone; UTC where the browser does not say."""
    name = st.context.timezone
    if not name or name in {"UTC", "Etc/UTC"}:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def scope() -> Scope | None:
    """The account and region looked at; None while the collector has not met one."""
    return st.session_state.get(SCOPE_SHOWN)


def is_touch() -> bool:
    """Whether the viewer holds a phone, where dragging over a chart must scroll the page."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def said(text: Text) -> str:
    """A sentence of the core in the viewer's language and time zone."""
    return render(text, language(), zone())


def t(msgid: str, /, **params: Param) -> str:
    """A sentence of a page in the viewer's language."""
    return said(Text(msgid, params))


def word(msgid: str) -> str:
    """A sentence or word that was marked elsewhere, in the viewer's language."""
    return said(Text(msgid))


def tn(singular: str, plural: str, /, *, n: int, **params: Param) -> str:
    """A sentence of a page that depends on the number `n`."""
    return said(Text(singular, {"n": n, **params}, plural))
