"""A mail that a viewer gives as a file, looked at for what receivers may mind. It stays in memory, and nothing is kept.

What is looked at lives in `deliverability/mail_check/`.
"""

from collections.abc import Sequence
from typing import Final

import streamlit as st

from deliverability.mail_check.examine import HINTS_ONLY, examined
from deliverability.mail_check.hint import Hint, Standing
from deliverability.mail_check.letter import LARGEST
from deliverability.model import Text
from ui import parts
from ui.context import said, t, word
from ui.markdown import escaped
from ui.marks import LETTER

KEY: Final = "letter"
MEGABYTE: Final = 2**20
ORDER: Final = (Standing.ATTENTION, Standing.UNKNOWN, Standing.PASS)


def letter() -> None:
    """A row that opens to the field for a file and, once there is one, the hints about it."""
    row = st.expander(t("Look at a mail of yours (.eml)"), key=f"{KEY}_row", on_change="rerun")
    if not row.open:
        return
    with row:
        st.markdown(
            escaped(
                t(
                    "Save the original of a mail that arrived (in Gmail: Show original, Download original; in Naver: "
                    "Save to PC) and give it here: only such a copy shows what its receiver found."
                )
            )
        )
        given = st.file_uploader(
            t("Mail as a file"), type="eml", key=KEY, max_upload_size=LARGEST // MEGABYTE, label_visibility="collapsed"
        )
        if given is not None:
            found(given.getvalue())


def found(raw: bytes) -> None:
    """What was found in the file, or why it cannot be read."""
    told = examined(raw)
    st.caption(escaped(said(HINTS_ONLY)))
    if isinstance(told, Text):
        st.markdown(escaped(said(told)))
        return
    for hint in _in_order(told):
        _hint(hint)


def _in_order(hints: Sequence[Hint]) -> list[Hint]:
    """What wants a look first."""
    return sorted(hints, key=lambda hint: ORDER.index(hint.standing))


def _hint(hint: Hint) -> None:
    with st.container(gap=None):
        mark = parts.badge_in_text(LETTER[hint.standing])
        st.markdown(f"{mark}\N{EN SPACE}**{escaped(word(hint.title))}**")
        found = [f"- {escaped(said(line))}" for line in hint.evidence]
        todo = [f"- :material/build: {escaped(said(line))}" for line in hint.advice]
        st.markdown("\n".join((*found, *todo)))
