"""Review by AWS: where to answer, the draft of the answer, and everything in the store that it rests on.

The answers come from `report/incident.py`; how they look lives in `ui/sections/review.py`.
"""

from ui import cached, context, live, parts, situations
from ui.context import t
from ui.sections import review


def draw() -> None:
    """The page from top to bottom; without a review it says so."""
    scope, drawn = context.scope(), live.drawn()
    parts.heading(t("Review by AWS"))
    if scope is None:
        return
    now = int(context.now().timestamp())
    situations.above(cached.state(scope, *drawn), now)
    shown = cached.incident(scope, *drawn)
    if shown is None:
        review.none()
        return
    review.verdict(shown)
    review.reply(shown)
    review.course(shown, drawn)
    review.sets(shown)
    review.events()
    review.around(shown)


draw()
