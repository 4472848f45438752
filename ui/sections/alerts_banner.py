"""What fires or is silenced while it goes on, on top of the Overview: the worst first, and the way to the page of alerts.

Which alerts fire, and what makes that doubtful, is told by `report/alerts.py`.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from deliverability.model import Text
from report.alert_history import title
from report.alerts import Alert
from ui import links, parts
from ui.context import said, t, tn
from ui.markdown import escaped
from ui.marks import OUT_OF_DATE, SEVERITIES, STILL_SO
from ui.sections.alerts_silences import silenced

MOST: Final = 3


def banner(pressing: Sequence[Alert], doubts: Sequence[Text], now: int) -> None:
    """Nothing while nothing fires, nothing that goes on is silenced, and nothing is in doubt."""
    if not pressing and not doubts:
        return
    with st.container(border=True, gap="xsmall"):
        for alert in pressing[:MOST]:
            until = "" if alert.silence is None else f" :small[:gray[{escaped(silenced(alert.silence, now))}]]"
            st.markdown(f"{badge(alert)}\N{EN SPACE}**{escaped(said(headline(alert)))}**{until}")
        if doubts:
            st.markdown(f"{parts.badge_in_text(OUT_OF_DATE)}\N{EN SPACE}{escaped(' '.join(map(said, doubts)))}")
        left = len(pressing) - MOST
        label = t("Alerts") if left <= 0 else tn("and {n} more alert", "and {n} more alerts", n=left)
        links.link("alerts", label)


def headline(alert: Alert) -> Text:
    """What an alert says first."""
    message = alert.finding.message
    return message.headline if message else title(alert.rule.name)


def badge(alert: Alert) -> str:
    """Whether somebody silenced an alert, and how grave it is, as Markdown."""
    marks = [*([STILL_SO] if alert.still_so else []), SEVERITIES[alert.severity]]
    return " ".join(map(parts.badge_in_text, marks))
