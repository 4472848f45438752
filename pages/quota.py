"""Sending quota: how much of it is used, when it will be reached, how fast mail goes out.

The answers come from `report/quota.py`; how they look lives in `ui/sections/quota.py`.
"""

from ui import cached, context, live, parts, situations
from ui.context import t
from ui.sections import quota


def draw() -> None:
    """The page from top to bottom."""
    scope, drawn = context.scope(), live.drawn()
    parts.heading(t("Sending quota"))
    if scope is None:
        return
    shown = cached.quota(scope, *drawn)
    situations.above(cached.state(scope, *drawn), shown.now)
    quota.sentence(shown)
    quota.cards(shown)
    quota.use_over_time(shown)


draw()
