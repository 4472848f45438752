"""Alerts: what fires, what may soon, what is silenced and what was; who is told, and every rule with its line.

The answers come from `report/alerts.py` and the files beside it; how they look lives in `ui/sections`.
"""

from ui import cached, context, live, parts, situations
from ui.context import t
from ui.sections import alerts, alerts_channels, alerts_history, alerts_rules, alerts_silences


def draw() -> None:
    """The page from top to bottom; without figures it says why, and still who would be told."""
    scope, drawn = context.scope(), live.drawn()
    parts.heading(t("Alerts"))
    state = cached.state(scope, *drawn)
    now = int(context.now().timestamp())
    if state.situation in situations.WITHOUT_FIGURES:
        situations.instead(state)
    else:
        situations.above(state, now)
    shown = None if scope is None else cached.alerts(scope, *drawn)
    if shown is not None:
        alerts.verdict(shown)
        alerts.current(shown)
        alerts_silences.silences(shown)
    if (delivery := cached.delivery()) is not None:
        alerts_channels.channels(delivery, now)
    if scope is not None and shown is not None:
        alerts_history.history(shown.past, now)
        alerts_rules.rules(cached.alert_rules(scope, *drawn))


draw()
