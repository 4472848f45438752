"""The pieces every page is made of: heading, badge, source line, "how is this computed?", empty state, notice.

Which figures they hold is the page's business; how charts look lives in `charts`.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import streamlit as st

from deliverability.model import Text, Unknown
from report.changes import Event
from ui import context
from ui.context import said, t, word
from ui.markdown import escaped
from ui.marks import Mark, icon_of_change, mark_of
from words.format import moment_near


def heading(title: str, tools: Callable[[], None] | None = None) -> None:
    """The page's title, the DEMO mark where it belongs, and the page's tools at the right."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            st.title(title, anchor=False, width="content")
            if context.settings().demo:
                st.badge(t("DEMO: a simulated account"), icon=":material/science:", color="violet")
        if tools is not None:
            tools()


def section(title: str, explanation: Callable[[], None], label: str | None = None) -> None:
    """A section's heading and, at the right, how what it shows is computed."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(title, anchor=False, width="content")
        with st.popover(label or t("How is this computed?"), type="tertiary", width="content", key=f"how_{title}"):
            explanation()


@contextmanager
def card(label: str, mark: Mark | None = None) -> Iterator[None]:
    """A card's edge and head, of the height of its neighbours; what is drawn inside comes below."""
    with st.container(border=True, height="stretch", gap="xsmall"):
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="xsmall"
        ):
            st.markdown(f":small[{escaped(label)}]", width="content")
            if mark:
                badge(mark)
        yield


def badge(mark: Mark) -> None:
    """A level or the reason there is none: icon, word and colour."""
    st.badge(word(mark.word), icon=mark.icon, color=mark.color)


def badge_in_text(mark: Mark) -> str:
    """The same as Markdown, to stand at the beginning of a sentence."""
    return f":{mark.color}-badge[{mark.icon} {escaped(word(mark.word))}]"


def source(name: str, read_at: int | None, now: int) -> None:
    """Where a figure comes from and how long ago it was read."""
    age = t("not read yet") if read_at is None else ago(now - read_at)
    st.caption(escaped(f"{name} · {age}"))


def ago(seconds: int) -> str:
    """An age in words."""
    return t("just now") if seconds < 60 else t("{age:duration} ago", age=seconds)


def when(at: int, now: int) -> str:
    """A time of day and date as short as it can be, in the viewer's zone."""
    moment, present = datetime.fromtimestamp(at, UTC), datetime.fromtimestamp(now, UTC)
    return moment_near(moment, present, context.language(), context.zone())


def because(unknown: Unknown) -> str:
    """Why something is unknown, as a sentence; without marks for commands, which a caption's pale type drowns."""
    reason = said(unknown.detail) if unknown.detail else word(mark_of(unknown).word)
    return t("Unknown: {reason}", reason=reason).replace("`", "")


def changes(events: Sequence[Event], now: int) -> None:
    """What changed, newest first, each with its time."""
    if not events:
        st.caption(t("Nothing changed in the last 30 days."))
    for event in events:
        with st.container(gap=None):
            st.markdown(f"{icon_of_change(event.kind, event.level)} {escaped(said(event.what))}")
            st.caption(escaped(when(event.at, now)))


def steps(texts: Sequence[Text]) -> None:
    """What to do, in order."""
    st.markdown("\n".join(f"{n}. {escaped(said(step))}" for n, step in enumerate(texts, 1)))


def command(typed: str) -> None:
    """A command about the store that is shown; the demo's is another than the one commands read by themselves."""
    settings = context.settings()
    where = f"DATABASE_URL={settings.database_url} " if settings.demo else ""
    st.code(f"{where}{typed}", language=None, wrap_lines=True)


def notice(icon: str, sentence: str, details: Sequence[str] = (), code: str | None = None) -> None:
    """Something the viewer should know before the figures: one sentence, its details, what to type."""
    with st.container(border=True, gap="small"):
        st.markdown(f"{icon} **{escaped(sentence)}**")
        for detail in details:
            st.markdown(escaped(detail))
        if code:
            st.code(code, language=None, wrap_lines=True)


def empty(icon: str, sentence: str, action: str, code: str | None = None) -> None:
    """A page without figures: one sentence, and one thing to do next."""
    with st.container(border=True, horizontal_alignment="center", gap="small"):
        st.space("medium")
        st.markdown(f"## {icon}", width="content")
        st.markdown(f"**{escaped(sentence)}**", width="content", text_alignment="center")
        st.markdown(escaped(action), width="content", text_alignment="center")
        if code:
            st.code(code, language=None, width="content", wrap_lines=True)
        st.space("medium")
