"""What the pointer is told over a chart: names are shown as they are, whatever plotly would read in them."""

from streamlit.testing.v1 import AppTest

from deliverability.coverage import Span
from deliverability.model import Level, text
from report.changes import Event
from report.gaps import Cause, Fate, Gap
from report.marks import Mark
from tests.pages import accounts

NAME = "`<b>a & b</b>`"
SHOWN = "&lt;b&gt;a &amp; b&lt;/b&gt; went"
DAY = Span(accounts.AT - 86_400, accounts.AT)


def traces(event, gap, span):
    import streamlit as st

    from ui.charts.axes import time_axis
    from ui.charts.gaps import hatching
    from ui.charts.pins import pins

    axis = time_axis(span)
    for trace in (*pins(axis, [event], 1.0), *hatching(axis, [gap], 0.0, 1.0)):
        for told in {*trace.get("customdata", ()), *trace.get("text", ())}:
            st.text(told)


def test_a_name_in_a_hover_is_no_tag(draw):
    draw("plain")
    what = text("{name} went", name=NAME)
    event = Mark(1, DAY.since, (Event(DAY.since, what, Level.OK, "identity"),) * 2)
    gap = Gap(DAY, Cause.UNKNOWN, Fate.LOST, (), whole=True, says=what)
    page = AppTest.from_function(traces, default_timeout=60, args=(event, gap, DAY)).run()
    assert not page.exception
    assert {each.value for each in page.text} == {f"{SHOWN}<br>{SHOWN}", "1", SHOWN}
