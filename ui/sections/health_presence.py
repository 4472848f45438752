"""What was looked at, as calendars, the last gaps in words, and what AWS contradicted itself in.

What they say comes from `report/presence.py` and `report/contradictions.py`; how a calendar is drawn is in `ui/charts`.
"""

from datetime import UTC, datetime
from typing import Final

import streamlit as st

from deliverability.coverage import Span
from deliverability.model import N_, Scope
from report.contradictions import Contradictions
from report.gaps import Fate
from report.presence import WEEKS, Calendar, Presence
from store.coverage import CLOUDWATCH, COLLECTOR, STATISTICS
from ui import context, parts
from ui.charts.calendar import NOT_WHOLE, calendar_figure
from ui.charts.place import chart
from ui.context import said, t, tn, word
from ui.explain.health import contradictions as explain_contradictions
from ui.explain.health import coverage as explain_coverage
from ui.markdown import escaped
from ui.sections.along_the_axis import ICONS, RECOVERED, between
from words.format import duration

TITLES: Final = {
    STATISTICS: N_("Send statistics"),
    CLOUDWATCH: N_("CloudWatch metrics"),
    COLLECTOR: N_("The collector itself"),
}


def presence(scope: Scope, shown: Presence, now: int) -> None:
    """The calendars side by side, then the gaps."""
    parts.section(t("Coverage"), explain_coverage)
    if all(calendar.share is None for calendar in shown.calendars):
        st.caption(t("Nothing to show yet: this fills by itself while the collector runs."))
        return
    grid = st.grid(3, min_column_width=230, gap="medium")
    for calendar in shown.calendars:
        with grid.cell():
            _calendar(scope, calendar)
    st.caption(
        escaped(
            t(
                "A cell is a UTC day, a column a week. Blue was looked at, the paler the less of the day; grey was not. "
                "Blank is before the first reading."
            )
        )
    )
    _gaps(shown, now)


def _calendar(scope: Scope, calendar: Calendar) -> None:
    title, summary = word(TITLES[calendar.kind]), _summary(calendar)
    st.markdown(f"**{escaped(title)}**")
    if calendar.share is not None:
        alt = t("{title}, the last {n} weeks day by day: {summary}", title=title, n=WEEKS, summary=summary)
        chart(f"coverage_{calendar.kind}", (scope, calendar.kind), lambda: calendar_figure(calendar), alt)
    st.caption(escaped(summary))


def _summary(calendar: Calendar) -> str:
    if calendar.share is None:
        return t("Nothing to show yet: this fills by itself while the collector runs.")
    # Rounding must not make whole what is not.
    share = calendar.share if calendar.share == 1 else min(calendar.share, NOT_WHOLE)
    first = calendar.days[0].at
    if first == calendar.since:
        told = t("{share:percent} covered in the last {n} weeks", share=share, n=WEEKS)
    else:
        told = t("{share:percent} covered since {day:date}", share=share, day=datetime.fromtimestamp(first, UTC))
    missing = sum(1 for day in calendar.days if day.gaps)
    return told if not missing else f"{told} · {tn('{n} day with a gap', '{n} days with a gap', n=missing)}"


def _gaps(shown: Presence, now: int) -> None:
    if not shown.gaps:
        st.markdown(f":green[:material/check_circle:] {escaped(t('No gap longer than an hour.'))}")
        return
    told = tn("{n} gap longer than an hour.", "{n} gaps longer than an hour, the newest first.", n=shown.gaps_in_all)
    st.markdown(escaped(told))
    with st.container(border=True, gap="xsmall"):
        for gap in shown.gaps:
            icon = RECOVERED if gap.fate is Fate.RECOVERED else ICONS[gap.cause]
            st.markdown(f"{icon} {escaped(said(gap.says))} :small[:gray[{escaped(_when(gap.span, now))}]]")


def _when(span: Span, now: int) -> str:
    length = duration(span.seconds, context.language())
    if span.until == now:
        return t("since {time}, {length} so far", time=parts.when(span.since, now), length=length)
    return f"{between(span.since, span.until, now)}, {length}"


def contradictions(shown: Contradictions, now: int) -> None:
    """What did not fit, in plain words."""
    parts.section(t("What AWS told differently"), explain_contradictions, t("About this list"))
    if not shown.newest:
        st.caption(t("Nothing in the last 30 days: AWS never told less than it had told before. Nothing to do."))
        return
    told = tn("{n} case in the last 30 days.", "{n} cases in the last 30 days, the newest first.", n=shown.in_all)
    st.markdown(escaped(told))
    with st.container(border=True, gap="xsmall"):
        for one in shown.newest:
            what = " ".join(escaped(said(sentence)) for sentence in one.what)
            about = t("about {time}, seen {age}", time=parts.when(one.at, now), age=parts.ago(now - one.seen_at))
            often = tn("{n} time", "{n} times", n=one.times)
            st.markdown(f":gray[:material/rule:] {what} :small[:gray[{escaped(f'{about}, {often}')}]]")
