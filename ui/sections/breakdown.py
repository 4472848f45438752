"""Where a rate comes from: by configuration set, identity, region; the part with most of the trouble first.

What is counted and what is missing comes from `report/breakdown.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Final

import streamlit as st

from deliverability.coverage import Span
from deliverability.model import N_, Reason, Scope, text
from deliverability.outcomes import Outcome
from report.breakdown import Breakdown, By
from report.facts import MOSTLY
from report.rows import Row
from report.switches import Switch
from ui import cached, context, parts
from ui.context import said, t, tn, word
from ui.explain.breakdown import breakdown as explanation
from ui.markdown import escaped
from ui.marks import mark_of
from words.format import day, percent, unbroken

BY_KEY: Final = "by"
MOST: Final = 20
"""Rows drawn; the others are few mails each and are summed up in a line."""
POLICY: Final = "python -m collector policy"

NAMES: Final[Mapping[By, str]] = {
    By.SET: N_("Configuration set"),
    By.IDENTITY: N_("Identity"),
    By.REGION: N_("Region"),
    By.PROVIDER: N_("Mailbox provider"),
}
NAMELESS: Final[Mapping[By, str]] = {
    By.SET: N_("without a set, or with one that is gone"),
    By.IDENTITY: N_("other identities"),
}
SHARE: Final[Mapping[Outcome, str]] = {
    Outcome.BOUNCE: N_("{events:percent} of the bounces, {mails:percent} of the mail"),
    Outcome.COMPLAINT: N_("{events:percent} of the complaints, {mails:percent} of the mail"),
    Outcome.REJECT: N_("{events:percent} of the rejects, {mails:percent} of the mail"),
    Outcome.DELIVERY: N_("{events:percent} of what was not delivered, {mails:percent} of the mail"),
}
MOST_OF: Final[Mapping[Outcome, str]] = {
    Outcome.BOUNCE: N_("Most of the bounces"),
    Outcome.COMPLAINT: N_("Most of the complaints"),
    Outcome.REJECT: N_("Most of the rejects"),
    Outcome.DELIVERY: N_("Most of what was not delivered"),
}
COUNTS: Final[Mapping[Outcome, str]] = {
    Outcome.BOUNCE: N_("{events:number} of {mails:number} mails bounced"),
    Outcome.COMPLAINT: N_("{events:number} complaints of {mails:number} mails"),
    Outcome.REJECT: N_("{events:number} of {mails:number} mails rejected"),
    Outcome.DELIVERY: N_("{events:number} of {mails:number} mails delivered"),
}


def draw(scope: Scope, measure: str, span: Span, drawn: tuple[int, str]) -> None:
    """The section, for a measure or "reject" or "delivery"."""
    parts.section(t("Where it comes from"), explanation)
    kind = Outcome(measure)
    _choose()
    table(cached.breakdown(scope, kind, span, _chosen(), *drawn))


def table(shown: Breakdown) -> None:
    """The parts of a rate, why there are no more of them, and what could be switched on."""
    _why(shown)
    if shown.rows:
        with st.container(border=True, gap="small"):
            for row in shown.rows[:MOST]:
                _row(shown, row)
            _rest(shown.rows[MOST:])
            _caption(shown)
    for switch in shown.switches:
        _switch(switch)


def _choose() -> None:
    st.session_state[BY_KEY] = _chosen()
    st.segmented_control(
        t("By"),
        list(By),
        key=BY_KEY,
        format_func=lambda by: word(NAMES[by]),
        required=True,
        on_change=_remember,
        label_visibility="collapsed",
    )


def _chosen() -> By:
    """What the address names; the configuration set where it names nothing, or nothing known."""
    asked = st.query_params.get(BY_KEY, By.SET)
    return By(asked) if asked in set(By) else By.SET


def _remember() -> None:
    st.query_params[BY_KEY] = st.session_state[BY_KEY]


def _row(shown: Breakdown, row: Row) -> None:
    left, right = st.columns(2, vertical_alignment="center", gap="small")
    marks = [parts.badge_in_text(mark_of(row.level))] if row.level is not None else []
    if row.stands_out:
        marks.append(f":red-badge[:material/arrow_upward: {escaped(word(MOST_OF[shown.kind]))}]")
    with left.container(gap=None):
        st.markdown(f"**{escaped(_name(shown.by, row))}** {' '.join(marks)}")
        st.markdown(escaped(" · ".join(unbroken(figure) for figure in _figures(shown.kind, row))))
    if row.of_events is not None and row.of_mails is not None:
        sentence = said(text(SHARE[shown.kind], events=row.of_events, mails=row.of_mails))
        right.progress(min(row.of_events, 1.0), escaped(sentence))


def _name(by: By, row: Row) -> str:
    return row.name or word(NAMELESS[by])


def _figures(kind: Outcome, row: Row) -> Iterator[str]:
    """The rate, its counts, AWS's own figure: as many as there are."""
    if row.rate is not None:
        if row.rate.fraction is not None:
            yield f"{'≥ ' if row.rate.lower_bound else ''}{percent(row.rate.fraction, context.language())}"
        yield said(text(COUNTS[kind], events=row.rate.numerator, mails=row.rate.denominator))
        if row.known_share < MOSTLY:
            yield t("{share:percent} of the time known", share=row.known_share)
    if row.aws is not None:
        yield t("AWS's own figure {rate:percent}", rate=row.aws.value)


def _rest(rows: Sequence[Row]) -> None:
    if rows:
        events = sum(row.of_events or 0.0 for row in rows)
        st.caption(escaped(tn("and {n} more, with {share:percent} of it", "and {n} more, with {share:percent} of it",
                              n=len(rows), share=events)))  # fmt: skip


def _caption(shown: Breakdown) -> None:
    """Who counted, and over which days; that one region is no comparison."""
    if shown.by is By.REGION:
        if len(shown.rows) == 1:
            st.caption(escaped(t("Only one region is watched: {name}.", name=shown.rows[0].name)))
        return
    if shown.counted is None:
        st.caption(escaped(t("Nobody counts this mail by its set; what stands here is AWS's own figure.")))
        return
    first, last = (
        day(datetime.fromtimestamp(at, UTC), context.language())
        for at in (shown.counted.since, shown.counted.until - 1)
    )
    st.caption(escaped(t("Counted by VDM, whole days in UTC: {first} to {last}", first=first, last=last)))


def _why(shown: Breakdown) -> None:
    """Why nothing is counted, or nothing any more; a denial with the command that prints what is needed."""
    if shown.why is None:
        return
    mark = mark_of(shown.why)
    code = POLICY if shown.why.reason is Reason.DENIED else None
    parts.notice(f":{mark.color}[{mark.icon}]", parts.because(shown.why), code=code)


def _switch(switch: Switch) -> None:
    details = [said(part) for part in (switch.cost, switch.effect) if part is not None]
    if switch.command:
        details.append(t("Run this with your own rights; the collector's key only reads:"))
    parts.notice(":material/toggle_off:", said(switch.what), details, switch.command)
