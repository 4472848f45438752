"""The records a domain lacks in DNS, one by one as the reader's DNS panel wants them entered, ready to copy.

Which records those are is told by `report/dns_records.py`, how panels differ by `deliverability/dns/panels.py`.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from deliverability.dns.panels import PANELS, Panel
from deliverability.dns.records import Record, zone_file
from report.dns_records import Wanted
from ui.context import said, t
from ui.markdown import escaped

ZONE_FILE: Final = ""
"""The choice that is no panel: all records as lines of a zone file."""


def records(wanted: Wanted) -> None:
    """A row that opens to the records of a domain of the reader's choice."""
    row = st.expander(t("The records to add, as your DNS panel wants them"), key="records", on_change="rerun")
    if not row.open:
        return
    with row:
        domain = st.selectbox(t("Domain"), list(wanted), key="records_domain") or next(iter(wanted))
        if not wanted[domain]:
            st.caption(escaped(t("All of its records are in place.")))
            return
        panels = {panel.name: panel for panel in PANELS}
        name = st.segmented_control(
            t("DNS panel"),
            [*panels, ZONE_FILE],
            default=PANELS[0].name,
            required=True,
            format_func=lambda panel: panel or t("Zone file"),
            key="records_panel",
        )
        if name == ZONE_FILE:
            st.code(zone_file(wanted[domain]), language=None)
        else:
            _panel(panels[name or PANELS[0].name], wanted[domain], domain)


def _panel(panel: Panel, wanted: Sequence[Record], domain: str) -> None:
    st.markdown("\n".join(f"- {escaped(said(hint))}" for hint in panel.hints))
    for record in wanted:
        st.markdown(f"**{record.type}** {escaped(said(record.why))}")
        with st.grid(2, min_column_width=260, gap="xsmall"):
            _field(t("Name"), panel.host(record, domain))
            _field(t("Value"), panel.value(record))
            if preference := panel.preference(record):
                _field(t("Priority"), preference)


def _field(label: str, value: str) -> None:
    with st.container(gap=None):
        st.caption(escaped(label))
        st.code(value, language=None, wrap_lines=True)
