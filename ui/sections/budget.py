"""The budget: how many more bounces or complaints before AWS's lines, when a line will be met, and each set's own.

What it says comes from `report/budget.py`; a configuration set's row is in `budget_sets`.
"""

from typing import Final

import streamlit as st

from deliverability.budget import Budget, OutOfReach
from deliverability.metrics import DAY
from deliverability.model import N_, NN_, Param, Scope, Text, Unknown, text
from deliverability.standing import Measure
from deliverability.trend import DaysTo
from report.budget import Allowance, Basis, Budgets, Withheld
from report.facts import AWS_METRIC, Figure
from ui import cached, parts
from ui.context import said, t
from ui.explain import budget as explain
from ui.markdown import escaped
from ui.sections.budget_sets import table

TAKE: Final = {
    Measure.BOUNCE: NN_(
        "You can take {n:number} more hard bounce in the next {mails}: with it the review line of {line:percent} is met.",
        "You can take {n:number} more hard bounces in the next {mails}: with the last of them the review line of "
        "{line:percent} is met.",
    ),
    Measure.COMPLAINT: NN_(
        "You can take {n:number} more complaint in the next {mails}: with it the review line of {line:percent} is met.",
        "You can take {n:number} more complaints in the next {mails}: with the last of them the review line of "
        "{line:percent} is met.",
    ),
}
AT_MOST: Final = NN_(
    "You can take at most {n:number} more complaint in the next {mails}: with it the review line of {line:percent} is "
    "met, if not before.",
    "You can take at most {n:number} more complaints in the next {mails}: with the last of them the review line of "
    "{line:percent} is met, if not before.",
)
ALL_OF_THEM: Final = {
    Measure.BOUNCE: N_(
        "Even if all of the next {mails:number} mails bounced, the review line of {line:percent} would not be met: that "
        "takes {needed:number}."
    ),
    Measure.COMPLAINT: N_(
        "Even if all of the next {mails:number} mails brought a complaint, the review line of {line:percent} would not "
        "be met: that takes {needed:number}."
    ),
}
AWAY: Final = {
    Measure.BOUNCE: NN_(
        "The pause line of {line:percent} is {n:number} hard bounce away.",
        "The pause line of {line:percent} is {n:number} hard bounces away.",
    ),
    Measure.COMPLAINT: NN_(
        "The pause line of {line:percent} is {n:number} complaint away.",
        "The pause line of {line:percent} is {n:number} complaints away.",
    ),
}
EXPLAIN: Final = {Measure.BOUNCE: explain.bounce, Measure.COMPLAINT: explain.complaint}


def draw(scope: Scope, measure: Measure, drawn: tuple[int, str]) -> None:
    """The section from its heading down."""
    parts.section(t("The budget"), EXPLAIN[measure])
    minute, version = drawn
    shown = cached.budgets(scope, measure, minute=minute, version=version)
    with st.container(border=True, gap="small"):
        if isinstance(shown.account, Allowance):
            _allowance(shown, shown.account)
        elif isinstance(shown.account, Withheld):
            _withheld(shown.account)
        else:
            _unknown(shown.account)
    table(shown)


def _allowance(shown: Budgets, account: Allowance) -> None:
    st.markdown(f"**{escaped(_headline(shown.measure, account))}**")
    st.markdown(escaped(_pause(shown.measure, account.pause)))
    if shown.days_to:
        st.markdown(f":material/trending_up: {escaped(_days_to(shown.days_to))}")
    st.caption(escaped(_window(shown, account)))
    figure = [AWS_METRIC[shown.measure]] if isinstance(shown.figure, Figure) else []
    parts.source(" · ".join([*figure, "GetSendStatistics"]), shown.read_at, shown.now)


def _withheld(account: Withheld) -> None:
    st.markdown(f"**{escaped(said(account.why))}**")
    if account.instead:
        st.markdown(escaped(said(account.instead)))


def _unknown(unknown: Unknown) -> None:
    st.markdown(f"**{escaped(t('How much room is left is not known.'))}**")
    st.markdown(escaped(parts.because(unknown)))


def _headline(measure: Measure, account: Allowance) -> str:
    found = account.review
    if isinstance(found, OutOfReach):
        return said(Text(ALL_OF_THEM[measure], _params(found)))
    if found.left == 0:
        return t("No room is left: the review line of {line:percent} is met.", line=found.line)
    mails = (
        t("{mails:number} mails (about a day)", mails=found.next_mails)
        if account.about_a_day
        else t("{mails:number} mails", mails=found.next_mails)
    )
    sentence = AT_MOST if account.at_most else TAKE[measure]
    return said(text(sentence, n=found.left, mails=mails, line=found.line))


def _pause(measure: Measure, found: Budget | OutOfReach) -> str:
    if isinstance(found, OutOfReach):
        out = N_("The pause line of {line:percent} is out of reach of so few mails: it takes {needed:number} more.")
        return said(Text(out, _params(found)))
    if found.left == 0:
        return t("The pause line of {line:percent} is met too.", line=found.line)
    return said(text(AWAY[measure], n=found.left, line=found.line))


def _params(found: OutOfReach) -> dict[str, Param]:
    return {"line": found.line, "needed": found.needed, "mails": found.next_mails}


def _days_to(found: DaysTo) -> str:
    return t(
        "At the pace of the last 24 hours AWS's figure meets {line:percent} in {earliest:duration} to {latest:duration}.",
        line=found.line,
        earliest=found.earliest * DAY,
        latest=found.latest * DAY,
    )


def _window(shown: Budgets, account: Allowance) -> str:
    """Which mail was counted with."""
    if account.look_back and isinstance(shown.figure, Figure):
        about = account.look_back.rounded()
        return t(
            "AWS's last {low:number} to {high:number} mails (estimated); counted with {mails:number} of them, in which "
            "AWS's figure of {rate:percent} means {count:number}.",
            low=about.mails_low,
            high=about.mails_high,
            mails=account.window.denominator,
            rate=shown.figure.value,
            count=account.window.numerator,
        )
    assumed = t(
        "Assumed: AWS looks back on our last {days:number} days, {count:number} of {mails:number} mails.",
        days=7 if account.basis is Basis.WEEK else 30,
        count=account.window.numerator,
        mails=account.window.denominator,
    )
    return f"{assumed} {parts.because(account.why_assumed) if account.why_assumed else ''}".rstrip()
