"""The box into which an error is pasted, and the answer to which trouble it is.

The text is looked at in one run and forgotten: it may hold keys and addresses, so it is neither stored nor shown again,
nor written into the address or the log. How it is told is in `deliverability/recognition.py`.
"""

from typing import Final

import streamlit as st

from deliverability.model import N_
from deliverability.recognition import Candidate, Recognised, recognised
from report.troubles import Case, Troubles
from ui import parts
from ui.context import t, tn
from ui.markdown import escaped
from ui.marks import Mark
from ui.sections import troubleshooting

PASTED: Final = "pasted"
ANSWER: Final = "recognised"
SURE: Final = Mark(":material/check_circle:", N_("It is this"), "green")
PERHAPS: Final = Mark(":material/help:", N_("Perhaps"), "gray")
DOCTOR: Final = "python -m collector doctor"


def ask(shown: Troubles) -> None:
    """The box, and below it the answer to what was pasted last."""
    with st.form("paste"):
        st.text_area(t("Paste an error: a line of a log, a reply of SMTP, a whole traceback"), key=PASTED, height=110)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.form_submit_button(t("What is it?"), icon=":material/search:", on_click=_look)
            st.caption(
                escaped(t("It is looked at once and forgotten: not stored, not logged, not in the address.")),
                width="stretch",
            )
    answer: Recognised | None = st.session_state.get(ANSWER)
    if answer is not None:
        _answer(answer, shown)


def _look() -> None:
    """Keep what the text is, and take the text itself out of the server's memory and out of the box."""
    pasted = str(st.session_state[PASTED])
    st.session_state[PASTED] = ""
    st.session_state[ANSWER] = recognised(pasted) if pasted.strip() else None


def _answer(answer: Recognised, shown: Troubles) -> None:
    with st.container(border=True, gap="small"):
        if answer.candidates:
            told = tn(
                "The text is known:", "The text may be one of {n}, the likeliest first:", n=len(answer.candidates)
            )
            st.markdown(f"**{escaped(told)}**")
        _beside(answer, shown)
        cases = {case.trouble.name: case for case in shown.cases}
        for candidate in answer.candidates:
            _candidate(candidate, cases[candidate.trouble.name], first=candidate is answer.candidates[0])
        if not answer.candidates:
            _not_known()


def _beside(answer: Recognised, shown: Troubles) -> None:
    """What the text says beyond which trouble it is."""
    if answer.holds_secret:
        what = t("It seems to hold a key or a password. Nothing of it was kept here; but where you copied it from it still stands: replace the key.")  # fmt: skip
        st.markdown(f":orange[:material/key:] {escaped(what)}")
    if answer.action:
        st.markdown(escaped(t("The permission that it names: {action}", action=f"`{answer.action}`")))
    if answer.region and shown.scope is not None and answer.region != shown.scope.region:
        other = t(
            "It speaks of {region}, but you look at {own}: what we see below is of another region.",
            region=f"`{answer.region}`",
            own=f"`{shown.scope.region}`",
        )
        st.markdown(f":orange[:material/public:] {escaped(other)}")
    if answer.cut:
        st.caption(escaped(t("It is long: only its beginning and its end were read.")))


def _candidate(candidate: Candidate, case: Case, *, first: bool) -> None:
    mark = SURE if candidate.sure and first else PERHAPS
    troubleshooting.row(case, mark, key=f"answer_{case.trouble.name}", begins_open=first)


def _not_known() -> None:
    st.markdown(f":gray[:material/help:] **{escaped(t('This text is not known here.'))}**")
    steps = (
        t(
            "Paste the last lines of a traceback, or the whole reply with its number: the name of the error stands there."
        ),
        t("If it came from your application and not from SES, look into the application's own log first."),
        t("See below whether one of the troubles is found here anyway; this command tells whether AWS answers at all:"),
    )
    st.markdown("\n".join(f"{n}. {escaped(step)}" for n, step in enumerate(steps, 1)))
    parts.command(DOCTOR)
