"""Answers of report, kept until the data changes or a minute has passed.

The data version is a named argument of every function: one whose name begins with an underscore would not count.
"""

from typing import Final

import streamlit as st

from deliverability.coverage import Span
from deliverability.model import Scope, Text
from deliverability.outcomes import Outcome
from deliverability.standing import Measure
from report import alert_channels as alert_channels_report
from report import alert_rules as alert_rules_report
from report import alerts as alerts_report
from report import breakdown as breakdown_report
from report import budget as budget_report
from report import checklist as checklist_report
from report import costing as costing_report
from report import deliverability as deliverability_report
from report import dns_records as dns_records_report
from report import health as health_report
from report import incident as incident_report
from report import overview as overview_report
from report import quota as quota_report
from report import reconciliation as reconciliation_report
from report import situation as situation_report
from report import standing as standing_report
from report import trials as trials_report
from report import troubles as troubles_report
from report.breakdown import Breakdown, By
from report.costs import Costs
from report.incident import Incident
from report.look_back import LookBack, look_back
from store import runs, scopes, silences, ticks
from store.errors import StoreError, StoreMissing
from ui import context

MINUTE: Final = 60
MOST: Final = 64


def version() -> str:
    """Changes when the collector has recorded a run or ends, a silence begins or ends, an item is ticked. Never kept.

    A store that cannot be read has a version too: what is read from it next will say why, and it may come right.
    """
    try:
        with context.store() as store:
            quiet = silences.listed(store, int(context.now().timestamp()))
            ended = situation_report.has_ended(store)
            said = (runs.version(store), ticks.version(store), ended, *(silence.id for silence in quiet))
            return "/".join(map(str, said))
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


@st.cache_data(max_entries=MOST, show_spinner=False)
def line(scope: Scope, minute: int, version: str) -> standing_report.Line:  # noqa: ARG001
    """The state of a scope in one line."""
    with context.store() as store:
        return standing_report.line(store, scope, context.now())


@st.cache_resource(max_entries=MOST, show_spinner=False)
def overview(scope: Scope, range_name: str, minute: int, version: str) -> overview_report.Overview:  # noqa: ARG001
    """The Overview of a scope over a range; frozen, so that all viewers may share one instead of a copy each."""
    with context.store() as store:
        return overview_report.overview(store, scope, context.now(), range_name)


@st.cache_resource(max_entries=MOST, show_spinner=False)
def health(scope: Scope | None, minute: int, version: str) -> health_report.Health | None:  # noqa: ARG001
    """The health of the whole and of a scope's readings; None while there is no store."""
    try:
        with context.store() as store:
            return health_report.health(store, scope, context.now())
    except StoreMissing:
        return None


@st.cache_resource(max_entries=MOST, show_spinner=False)
def alerts(scope: Scope, minute: int, version: str) -> alerts_report.Alerts:  # noqa: ARG001
    """The alerts of a scope with their history."""
    with context.store() as store:
        return alerts_report.alerts(store, scope, context.now())


@st.cache_resource(max_entries=MOST, show_spinner=False)
def pressing_alerts(scope: Scope, minute: int, version: str) -> tuple[alerts_report.Alert, ...]:  # noqa: ARG001
    """What fires in a scope and is not silenced."""
    with context.store() as store:
        return alerts_report.pressing(store, scope, context.now())


@st.cache_resource(max_entries=MOST, show_spinner=False)
def alert_doubts(scope: Scope, minute: int, version: str) -> tuple[Text, ...]:  # noqa: ARG001
    """Why what fires in a scope may not be the present."""
    with context.store() as store:
        return alerts_report.doubts(store, scope, context.now())


@st.cache_resource(max_entries=MOST, show_spinner=False)
def alert_rules(scope: Scope, minute: int, version: str) -> tuple[alert_rules_report.InForce, ...]:  # noqa: ARG001
    """Every rule with what it sees in a scope."""
    with context.store() as store:
        return alert_rules_report.in_force(store, scope, context.now())


@st.cache_resource(max_entries=MOST, show_spinner=False)
def checklist(scope: Scope, minute: int, version: str) -> checklist_report.Checklist:  # noqa: ARG001
    """The setup checklist of a scope."""
    with context.store() as store:
        return checklist_report.checklist(store, scope, context.now())


@st.cache_resource(max_entries=MOST, show_spinner=False)
def tried(scope: Scope, minute: int, version: str) -> trials_report.Tried:  # noqa: ARG001
    """What may be tried from here, and what was."""
    with context.store() as store:
        return trials_report.tried(store, scope)


@st.cache_resource(max_entries=MOST, show_spinner=False)
def dns_records(scope: Scope, minute: int, version: str) -> dns_records_report.Wanted:  # noqa: ARG001
    """By domain the records that should be in DNS."""
    with context.store() as store:
        return dns_records_report.wanted(store, scope)


@st.cache_resource(max_entries=MOST, show_spinner=False)
def troubles(scope: Scope | None, minute: int, version: str) -> troubles_report.Troubles:  # noqa: ARG001
    """Every trouble with what speaks for it in a scope; where there is no store, what a person can look at alone."""
    try:
        with context.store() as store:
            return troubles_report.troubles(store, scope, context.now())
    except StoreMissing:
        return troubles_report.unconnected(context.now())


@st.cache_resource(max_entries=MOST, show_spinner=False)
def incident(scope: Scope, minute: int, version: str) -> Incident | None:  # noqa: ARG001
    """The review that is on, or the last one; None when there never was one."""
    with context.store() as store:
        return incident_report.incident(store, scope, context.now())


def delivery() -> alert_channels_report.Delivery | None:
    """The channels and what became of their messages. Never kept: messages go out between two runs.

    None while there is no store.
    """
    try:
        with context.store() as store:
            return alert_channels_report.delivery(store)
    except StoreMissing:
        return None


@st.cache_resource(max_entries=MOST, show_spinner=False)
def _look_back(scope: Scope, measure: Measure, minute: int, version: str) -> LookBack:  # noqa: ARG001
    """What both the budget and the reconciliation rest on: years of counts are read and weighed once for the two."""
    with context.store() as store:
        return look_back(store, scope, context.now(), measure)


@st.cache_resource(max_entries=MOST, show_spinner=False)
def reconciliation(scope: Scope, measure: Measure, minute: int, version: str) -> reconciliation_report.Reconciliation:
    """AWS's figure and ours, side by side."""
    back = _look_back(scope, measure, minute=minute, version=version)
    with context.store() as store:
        return reconciliation_report.reconciliation(store, back)


@st.cache_resource(max_entries=MOST, show_spinner=False)
def breakdown(scope: Scope, kind: Outcome, span: Span, by: By, minute: int, version: str) -> Breakdown:  # noqa: ARG001
    """A rate over a span, taken apart."""
    with context.store() as store:
        return breakdown_report.breakdown(store, scope, context.now(), kind, span, by)


@st.cache_resource(max_entries=MOST, show_spinner=False)
def quota(scope: Scope, minute: int, version: str) -> quota_report.Quota:  # noqa: ARG001
    """The sending quota, its past and its next day."""
    with context.store() as store:
        return quota_report.quota(store, scope, context.now())


@st.cache_resource(max_entries=MOST, show_spinner=False)
def costs(account_id: str, region: str | None, month: int | None, minute: int, version: str) -> Costs:  # noqa: ARG001
    """What SES costs in a month, the present one where none is named, in a region or in all of the account."""
    with context.store() as store:
        return costing_report.costs(store, account_id, region, context.now(), month)


@st.cache_resource(max_entries=MOST, show_spinner=False)
def budgets(scope: Scope, measure: Measure, minute: int, version: str) -> budget_report.Budgets:
    """How many more bounces or complaints the account and its sets can take."""
    back = _look_back(scope, measure, minute=minute, version=version)
    with context.store() as store:
        return budget_report.budgets(store, back)


@st.cache_resource(max_entries=MOST, show_spinner=False)
def deliverability(
    scope: Scope,
    outcome: Outcome,
    range_name: str,
    dates: Span | None,
    minute: int,  # noqa: ARG001
    version: str,  # noqa: ARG001
) -> deliverability_report.Deliverability:
    """One rate over a range by its name, or over chosen dates."""
    with context.store() as store:
        return deliverability_report.over(store, scope, context.now(), outcome, dates or range_name)
