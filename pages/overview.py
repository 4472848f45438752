"""Overview: am I safe, what changed, what should I do now.

The answers come from `report/overview.py`; how cards and charts look lives in `ui`.
"""

import streamlit as st

from report.alerts import Alert
from report.costs import Costs
from report.overview import Overview
from ui import cached, cards, choices, context, links, live, parts, situations
from ui.charts.place import chart
from ui.charts.rates import rate_figure
from ui.charts.volume import bars, volume_figure
from ui.context import said, t
from ui.explain.overview import bounce_rate, changes, complaint_rate, volume
from ui.markdown import escaped
from ui.sections import alerts_banner, costs_glance


def draw() -> None:
    """The page from top to bottom."""
    scope, drawn = context.scope(), live.drawn()
    choices.bring_range()
    parts.heading(t("Overview"), choices.choose_range)
    if scope is None:
        return
    shown = cached.overview(scope, choices.chosen_range(), *drawn)
    situations.above(cached.state(scope, *drawn), shown.now)
    pressing = cached.pressing_alerts(scope, *drawn)
    # What an alert and the advice both say is said once, by the advice: it has the steps.
    same = next((alert for alert in pressing if alerts_banner.headline(alert) == shown.advice.headline), None)
    alerts_banner.banner(
        [alert for alert in pressing if alert is not same], cached.alert_doubts(scope, *drawn), shown.now
    )
    _strip(shown, same)
    _cards(shown, cached.costs(scope.account_id, None, None, *drawn))
    _charts(shown)
    _volume_and_changes(shown)


def _strip(shown: Overview, alert: Alert | None) -> None:
    """The advice, as an alert where that says the same."""
    with st.container(border=True, gap="small"):
        advice = shown.advice
        detail = escaped(said(advice.detail)) if advice.detail else ""
        mark = "" if alert is None else f"{alerts_banner.badge(alert)}\N{EN SPACE}"
        st.markdown(f"{mark}**{escaped(said(advice.headline))}** {detail}")
        if advice.steps:
            parts.steps(advice.steps)
        if alert is not None:
            links.link("alerts", t("Alerts"))


def _cards(shown: Overview, costs: Costs) -> None:
    with st.grid(5, min_column_width=175 if context.is_touch() else 150):
        cards.rate_card(shown.bounce, shown.now)
        cards.rate_card(shown.complaint, shown.now)
        cards.quota_card(shown.quota, shown.now)
        costs_glance.cost_card(costs)
        cards.account_card(shown.account, shown.now)


def _charts(shown: Overview) -> None:
    grid, view = st.grid(2, min_column_width=320, gap="medium"), (shown.scope, choices.chosen_range())
    with grid.cell():
        parts.section(t("Bounce rate"), bounce_rate)
        chart("bounce", view, lambda: rate_figure(shown.bounce_chart), t("Bounce rate over time"))
    with grid.cell():
        parts.section(t("Complaint rate"), complaint_rate)
        chart("complaint", view, lambda: rate_figure(shown.complaint_chart), t("Complaint rate over time"))


def _volume_and_changes(shown: Overview) -> None:
    left, right = st.columns([2, 1], gap="medium")
    with left:
        parts.section(t("Volume"), volume)
        view = (shown.scope, choices.chosen_range())
        chart("volume", view, lambda: volume_figure(shown.volume), t("Mails sent over time"))
        bars(shown.volume)
    with right:
        parts.section(t("What changed"), changes, t("About this list"))
        with st.container(border=True, gap="small"):
            parts.changes(shown.changes, shown.now)


draw()
