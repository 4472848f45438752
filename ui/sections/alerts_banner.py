"""What fires, on top of the Overview: the worst first, and the way to the page of alerts.

Which alerts fire is told by `report/alerts.py`.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from report.alert_history import title
from report.alerts import Alert
from ui import links, parts
from ui.context import said, t, tn
from ui.markdown import escaped
from ui.marks import SEVERITIES

MOST: Final = 3


def banner(firing: Sequence[Alert]) -> None:
    """Nothing while nothing fires."""
    if not firing:
        return
    with st.container(border=True, gap="xsmall"):
        for alert in firing[:MOST]:
            message = alert.finding.message
            headline = said(message.headline if message else title(alert.rule.name))
            st.markdown(f"{parts.badge_in_text(SEVERITIES[alert.severity])}\N{EN SPACE}**{escaped(headline)}**")
        left = len(firing) - MOST
        label = t("Alerts") if left <= 0 else tn("and {n} more alert", "and {n} more alerts", n=left)
        links.link("alerts", label)
