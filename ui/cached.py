"""Answers of report, kept until the data changes or a minute has passed.

The data version is a named argument of every function: one whose name begins with an underscore would not count.
"""

from typing import Final

import streamlit as st

from deliverability.model import Scope
from report import overview as overview_report
from report import situation as situation_report
from store import runs, scopes
from store.errors import StoreError, StoreMissing
from ui import context

MINUTE: Final = 60
MOST: Final = 64


def version() -> str:
    """Changes whenever the collector has recorded a run. Never kept.

    A store that cannot be read has a version too: what is read from it next will say why, and it may come right.
    """
    try:
        with context.store() as store:
            return str(runs.version(store))
    except StoreError as error:
        return type(error).__name__


def minute() -> int:
    """The present minute: ages on a page are never older than it."""
    return int(context.now().timestamp()) // MINUTE


@st.cache_data(max_entries=MOST, show_spinner=False)
def known_scopes(version: str) -> list[Scope]:  # noqa: ARG001 - part of the key
    """Every account and region the collector has met; none before its first start."""
    try:
        with context.store() as store:
            return scopes.known(store)
    except StoreMissing:
        return []


@st.cache_data(max_entries=MOST, show_spinner=False)
def state(scope: Scope | None, minute: int, version: str) -> situation_report.State:  # noqa: ARG001
    """What the viewer meets; without a store nobody has connected an account yet."""
    try:
        with context.store() as store:
            return situation_report.state(store, scope, context.now())
    except StoreMissing:
        return situation_report.State(situation_report.Situation.NOT_CONNECTED)


@st.cache_resource(max_entries=MOST, show_spinner=False)
def overview(scope: Scope, range_name: str, minute: int, version: str) -> overview_report.Overview:  # noqa: ARG001
    """The Overview of a scope over a range; frozen, so that all viewers may share one instead of a copy each."""
    with context.store() as store:
        return overview_report.overview(store, scope, context.now(), range_name)
