"""A trouble, opened: how it shows, why it happens, what speaks for it here, how to make sure, how it is mended.

The row that opens is in `troubleshooting`; what the troubles are is in `deliverability/troubles/`.
"""

from typing import Final

import streamlit as st

from deliverability.checklist.catalogue import BY_NAME
from deliverability.troubles.trouble import Sign, Speaks
from report.troubles import Case
from ui import links, parts
from ui.context import said, t, tn, word
from ui.markdown import escaped
from ui.marks import SIGNS, UNKNOWN, Mark

TELLING: Final = frozenset({Speaks.FOR, Speaks.AGAINST})


def opened(case: Case) -> None:
    """Everything known of a trouble."""
    st.markdown(escaped(word(case.trouble.why)))
    _signs(case)
    if case.trouble.confirm:
        lines = [f"- {escaped(word(one))}" for one in case.trouble.confirm]
        st.markdown(f"**{escaped(t('To make sure'))}**\n\n" + "\n".join(lines))
    st.markdown(f"**{escaped(t('What to do'))}**")
    parts.steps(case.cure.steps)
    for paste in case.cure.pastes:
        st.caption(escaped(said(paste.label)))
        st.code(paste.code, language=paste.language or None, wrap_lines=True)
    st.caption(escaped(t("It shows as")))
    st.code("\n".join(case.trouble.shows), language=None, wrap_lines=True)
    _items(case)


def mark_of_sign(sign: Sign) -> Mark:
    """What a sign says, or why it is not known."""
    return SIGNS[sign.speaks] if sign.reason is None else UNKNOWN[sign.reason]


def _signs(case: Case) -> None:
    if case.signs:
        st.markdown(f"**{escaped(t('What we see'))}**\n\n" + "\n".join(f"- {_sign(sign)}" for sign in case.signs))


def _sign(sign: Sign) -> str:
    """What was found speaks for itself; what was not found out has to say first what it is about."""
    title = word(BY_NAME[sign.item].title) if sign.item else ""
    told = " ".join(said(each) for each in sign.evidence)
    about = () if told and sign.speaks in TELLING else (title,)
    more = f"({tn('and {n} more', 'and {n} more', n=sign.more)})" if sign.more else ""
    line = " ".join(filter(None, (": ".join(filter(None, (*about, sign.subject, told))), more)))
    return f"{parts.badge_in_text(mark_of_sign(sign))} {escaped(line)}"


def _items(case: Case) -> None:
    if case.trouble.items:
        st.caption(escaped(t("On the setup checklist")))
        with st.container(horizontal=True, gap="xsmall"):
            for name in case.trouble.items:
                links.link(f"checklist?show=all&item={name}", word(BY_NAME[name].title))
