"""Links from a message to the page that shows it, kept inside the session: no reload, language and scope stay.

Messages that leave the dashboard carry a whole address instead; they are worded in `collector/notify/`.
"""

from pathlib import Path
from typing import Final
from urllib.parse import parse_qsl

import streamlit as st

START: Final = "overview"
PAGES: Final = Path(__file__).resolve().parent.parent / "pages"


def link(page: str, label: str) -> None:
    """A link to a page by its address ("" for the start page, `deliverability?measure=complaint`)."""
    name, _, query = page.partition("?")
    st.page_link(
        PAGES / f"{name or START}.py", label=label, icon=":material/arrow_forward:", query_params=dict(parse_qsl(query))
    )
