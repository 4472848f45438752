"""The frame around every page: language, scope, sections, the live link to the data, errors turned into cards.

Streamlit's main script, alone in its folder with `static/`: its folder comes first on the module path, and a folder
`pages/` beside it would be run without it. What a page shows lives in `pages/`.
"""

import logging
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402 - the project's root must be on the path first

from deliverability.model import N_, ProductError  # noqa: E402
from ui import cached, choices, context, live, login, parts, situations, state  # noqa: E402
from ui.context import said, t, word  # noqa: E402

log = logging.getLogger("ui.frame")


@dataclass(frozen=True, slots=True)
class Entry:
    """A page in the navigation: its file in `pages/`, its title and icon. The first of all is the start page.

    `always`: it is drawn also where there are no figures yet, since it says why.
    """

    file: str
    title: str
    icon: str
    always: bool = False


SECTIONS: Final = {
    N_("Monitor"): (
        Entry("overview", N_("Overview"), ":material/monitoring:"),
        Entry("deliverability", N_("Deliverability"), ":material/show_chart:"),
        Entry("quota", N_("Sending quota"), ":material/speed:"),
        Entry("alerts", N_("Alerts"), ":material/notifications:", always=True),
        Entry("review", N_("Review by AWS"), ":material/gavel:"),
    ),
    N_("Plan"): (Entry("costs", N_("Costs"), ":material/payments:"),),
    N_("Set up"): (
        Entry("checklist", N_("Setup checklist"), ":material/checklist:", always=True),
        Entry("troubleshooting", N_("Troubleshooting"), ":material/healing:", always=True),
    ),
    N_("Collector"): (Entry("health", N_("Health"), ":material/health_and_safety:", always=True),),
}
NAME: Final = N_("SES deliverability")
ICON: Final = "/app/static/icon.png"
"""Public, unlike Streamlit's media files: the login's page shows it too."""


def draw() -> None:
    """One run of the script: the frame, then the page in it."""
    # Before the navigation: else the page's icon becomes the tab's, which the browser would fetch from Google.
    st.set_page_config(page_icon=ICON, layout="wide")
    st.logo(ICON, size="large")
    with st.sidebar:
        place_of_scope = st.container(gap="small")
        choices.choose_language()
        place_of_life = st.container(gap="small")
    if not login.gate():
        return
    pages = {entry: _page(entry) for entries in SECTIONS.values() for entry in entries}
    page = st.navigation({word(name): [pages[entry] for entry in entries] for name, entries in SECTIONS.items()})
    st.set_page_config(page_title=f"{page.title} · {word(NAME)}")
    try:
        live.begin()
        _, version = live.drawn()
        with place_of_scope:
            st.session_state[context.SCOPE_SHOWN] = choices.choose_scope(cached.known_scopes(version))
        with place_of_life:
            live.watch()
        _draw_page(page, always=any(entry.always for entry, own in pages.items() if own is page))
    except ProductError as error:
        parts.notice(":material/error:", said(error.message))
    except Exception as error:  # one of the two places that catch everything: a page never ends in a traceback
        log.exception("page.failed", extra={"page": page.url_path})
        detail = t("{error}. The dashboard's log has more; the collector is not affected.", error=type(error).__name__)
        parts.notice(":material/error:", t("This page could not be drawn."), [detail])


def _draw_page(page: st.Page, *, always: bool) -> None:
    scope = context.scope()
    found = cached.state(scope, *live.drawn())
    empty = found.situation in situations.WITHOUT_FIGURES
    line = None if empty or scope is None else cached.line(scope, *live.drawn())
    mark = state.mark(found, line)
    st.set_page_config(page_title=state.title(mark, line, page.title, word(NAME)))
    state.draw(mark, line, state.elsewhere(scope, line))
    if empty and not always:
        parts.heading(page.title)
        situations.instead(found)
    else:
        page.run()


def _page(entry: Entry) -> st.Page:
    start = next(iter(SECTIONS.values()))[0]
    file = ROOT / "pages" / f"{entry.file}.py"
    return st.Page(file, title=word(entry.title), icon=entry.icon, url_path=entry.file, default=entry is start)


draw()
