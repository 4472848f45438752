"""Health: does the collector run, is every reading up to date, what does it cost, is what we know kept safe.

The answers come from `report/health.py`; how they look lives in `ui/sections`.
"""

from ui import cached, context, live, parts, situations
from ui.context import t
from ui.sections import health, health_presence, health_product, health_readings


def draw() -> None:
    """The page from top to bottom; without figures it says why, and shows what it can."""
    scope, drawn = context.scope(), live.drawn()
    parts.heading(t("Health"))
    state, shown = cached.state(scope, *drawn), cached.health(scope, *drawn)
    if state.situation in situations.WITHOUT_FIGURES:
        situations.instead(state)
    elif shown:
        health.verdict(shown)
    if shown:
        health.cards(shown)
        health_readings.places(shown.places, shown.now)
        health_readings.readings(shown.readings, shown.now)
        if scope and shown.presence:
            health_presence.presence(scope, shown.presence, shown.now)
        if shown.contradictions:
            health_presence.contradictions(shown.contradictions, shown.now)
    health_product.versions(shown.collector.versions if shown else {})
    health_product.exports()


draw()
