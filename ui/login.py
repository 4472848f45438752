"""What a viewer meets before the figures: the login, a refusal, or nothing but the way out again.

Who is let in is judged in `admission`; nothing of the store is read here.
"""

import streamlit as st

from ui import admission, context, parts
from ui.context import t
from ui.markdown import escaped


def gate() -> bool:
    """Whether the viewer may see the page; draws what they see instead of it, or the way out into the sidebar."""
    known = context.admission()
    if known is None:
        return True
    address = admission.address_of(st.user)
    if context.is_let_in():
        with st.sidebar:
            st.caption(escaped(address or ""))
            _way_out()
        return True
    st.set_page_config(page_title=t("Log in"))
    if st.user.get("is_logged_in"):
        _refuse(address)
    else:
        _ask(known.origin)
    return False


def _ask(origin: str) -> None:
    with st.container(border=True, horizontal_alignment="center", gap="small"):
        st.title(t("Log in"), anchor=False, width="content")
        if _is_at(origin):
            st.markdown(t("The dashboard is shown after a login only."), width="content")
            st.button(t("Log in"), type="primary", icon=":material/login:", on_click=st.login)
        else:
            # A login that began under another name could not be taken up where it returns to.
            st.markdown(escaped(t("The login works at {origin} only. Open the dashboard there.", origin=origin)))


def _is_at(origin: str) -> bool:
    return (st.context.url or "").startswith(f"{origin}/") or st.context.url == origin


def _refuse(address: str | None) -> None:
    if address is None:
        sentence = t("Your login tells no verified e-mail address, so it cannot be let in.")
        advice = t("Whoever runs the dashboard finds in docs/login.md how the provider is made to tell one.")
    else:
        sentence = t("{address} is not among those who may see this dashboard.", address=address)
        advice = t("Ask whoever runs the dashboard to add your address, or log out and choose another account.")
    parts.notice(":material/block:", sentence, [advice])
    _way_out()


def _way_out() -> None:
    st.button(t("Log out"), icon=":material/logout:", type="tertiary", on_click=st.logout)
