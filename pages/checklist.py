"""The setup checklist: what is done, what is left, on what evidence, and how to mend it; to work through or to print.

The answer comes from `report/checklist.py`; how it looks lives in `ui/sections`.
"""

from report.checklist import by_hand
from ui import cached, context, live, parts, requests, situations, trials
from ui.context import t
from ui.sections import checklist, checklist_items, checklist_print


def draw() -> None:
    """The page from top to bottom; where nothing is connected it says how that is done."""
    scope, drawn = context.scope(), live.drawn()
    parts.heading(t("Setup checklist"))
    state = cached.state(scope, *drawn)
    if state.situation in situations.WITHOUT_FIGURES:
        situations.instead(state)
    else:
        situations.above(state, int(context.now().timestamp()))
    if scope is None:
        checklist_items.before_connecting(by_hand(context.now()))
        return
    shown = cached.checklist(scope, *drawn)
    checklist.summary(shown)
    requests.answer_to_check()
    trials.answer()
    checklist.choose()
    if checklist.is_to_print():
        checklist_print.everything(shown)
    else:
        checklist_items.sections(shown, cached.dns_records(scope, *drawn))


draw()
