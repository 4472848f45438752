"""How figures are computed, in the words a doubting reader needs: formula, window, source. One file a page or section.

They open under "How is this computed?" beside a section's heading, see `ui/parts.py`.
"""

import streamlit as st

from ui.markdown import escaped


def paragraphs(*texts: str) -> None:
    """Plain sentences, a paragraph each."""
    for text in texts:
        st.markdown(escaped(text))
