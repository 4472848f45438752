"""What fires, on top of the Overview: the worst first, whether that is the present, and the way to the page of alerts.

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
from ui.marks import OUT_OF_DATE, SEVERITIES

MOST: Final = 3


def banner(firing: Sequence[Alert], doubts: Sequence[Text]) -> None:
    """Nothing while nothing fires and nothing is in doubt."""
    if not firing and not doubts:
        return
    with st.container(border=True, gap="xsmall"):
        for alert in firing[:MOST]:
            st.markdown(f"{badge(alert)}\N{EN SPACE}**{escaped(said(headline(alert)))}**")
        if doubts:
            st.markdown(f"{parts.badge_in_text(OUT_OF_DATE)}\N{EN SPACE}{escaped(' '.join(map(said, doubts)))}")
        left = len(firing) - MOST
        label = t("Alerts") if left <= 0 else tn("and {n} more alert", "and {n} more alerts", n=left)
        links.link("alerts", label)


def headline(alert: Alert) -> Text:
    """What an alert says first."""
    message = alert.finding.message
    return message.headline if message else title(alert.rule.name)


def badge(alert: Alert) -> str:
    """How grave an alert is, as Markdown."""
    return parts.badge_in_text(SEVERITIES[alert.severity])
