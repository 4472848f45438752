"""One rate over time: what it was in this period and in the one before, its chart, and what the chart shows in words.

The values come from `report/deliverability.py`; the chart itself is in `ui/charts/rates.py`.
"""

from collections.abc import Hashable
from functools import partial
from typing import Final

import streamlit as st

from deliverability.model import Reason, Unknown
from deliverability.outcomes import Outcome
from deliverability.rates import Rate
from report.deliverability import Deliverability, Period
from report.facts import MOSTLY
from report.outcomes import CountedBy
from ui import context, parts, period, zoom
from ui.charts.place import chart
from ui.charts.rates import rate_figure
from ui.context import t
from ui.digits import digits_of
from ui.explain.deliverability import EXPLANATIONS
from ui.markdown import escaped
from ui.marks import mark_of
from ui.sections.along_the_axis import in_words
from ui.spreadsheet import file_name, rate_file
from words.format import duration, points

HEIGHT: Final = 400
WORSE_IF_UP: Final = frozenset({Outcome.BOUNCE, Outcome.COMPLAINT, Outcome.REJECT})


def draw(shown: Deliverability, view: Hashable, *, compare: bool) -> None:
    """Heading, summary, chart, and the lists below it; `view` is all that the figure depends on."""
    outcome = shown.chart.outcome
    parts.section(title(outcome), EXPLANATIONS[outcome])
    if shown.is_empty:
        _nothing(shown)
    else:
        _summary(shown, compare=compare)
        before = shown.before if compare else ()
        chart(
            "over_time",
            view,
            lambda: rate_figure(shown.chart, before, shown.marks.shown, HEIGHT),
            t("{rate} over time", rate=title(outcome)),
        )
        _below(shown)
    _missing(shown)
    in_words(shown.chart.gaps, shown.marks, shown.now)


def title(outcome: Outcome) -> str:
    """What a rate is called in a heading."""
    names = {
        Outcome.BOUNCE: t("Bounce rate"),
        Outcome.COMPLAINT: t("Complaint rate"),
        Outcome.REJECT: t("Reject rate"),
        Outcome.DELIVERY: t("Delivery rate"),
    }
    return names[outcome]


def _summary(shown: Deliverability, *, compare: bool) -> None:
    """This period in figures, and how it stands to the one before."""
    line = f"**{escaped(t('This period'))}** {escaped(_figures(shown.this))}"
    if compare and shown.previous is not None:
        line += f"\N{EN SPACE}·\N{EN SPACE}**{escaped(t('before'))}** {escaped(_figures(shown.previous))}"
        if (verdict := _verdict(shown)) is not None:
            line += f"\N{EN SPACE}·\N{EN SPACE}{verdict}"
    st.markdown(line)


def _figures(of: Period) -> str:
    """A rate with its counts, and how much of the period is known where it is a part."""
    if isinstance(of.rate, Unknown):
        return t("not collected")
    if of.rate.fraction is None:
        shown = t("nothing sent")
    else:
        shown = t(
            "{rate:percent} ({count:number} of {mails:number} mails)",
            rate=of.rate.fraction,
            count=of.rate.numerator,
            mails=of.rate.denominator,
        )
        shown = f"≥ {shown}" if of.rate.lower_bound else shown
    if of.known_share >= MOSTLY:
        return shown
    known = duration(of.known_share * of.span.seconds, context.language())
    return f"{shown}, {t('{known} known', known=known)}"


def _verdict(shown: Deliverability) -> str | None:
    """Which way the rate went, in points and in words; None where the periods cannot be compared."""
    if shown.told_apart is None or shown.previous is None:
        return None
    this, before = shown.this.rate, shown.previous.rate
    if not isinstance(this, Rate) or not isinstance(before, Rate) or this.fraction is None or before.fraction is None:
        return None
    if not shown.told_apart:
        return f":gray[:material/trending_flat: {escaped(t('no difference that this much mail can tell'))}]"
    outcome, change = shown.chart.outcome, this.fraction - before.fraction
    amount = points(abs(change), digits_of(outcome), context.language()).lstrip("+")
    up = change > 0
    sentence = t("{change} points higher", change=amount) if up else t("{change} points lower", change=amount)
    color = "orange" if up == (outcome in WORSE_IF_UP) else "green"
    icon = ":material/trending_up:" if up else ":material/trending_down:"
    return f":{color}[{icon} {escaped(sentence)}]"


def _below(shown: Deliverability) -> None:
    """Where the figures come from, and the way to take them along."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.caption(escaped(_source(shown)), width="stretch")
        into = zoom.chosen()
        if into is not None:
            st.button(
                t("Only these dates"),
                icon=":material/date_range:",
                type="tertiary",
                key="only_these",
                on_click=partial(period.show_only, into),
            )
        st.download_button(
            t("CSV of this chart"),
            partial(rate_file, shown.chart),
            file_name=file_name(shown),
            mime="text/csv",
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            key="csv",
        )


def _source(shown: Deliverability) -> str:
    outcome, source = shown.chart.outcome, shown.chart.source
    if outcome is Outcome.DELIVERY:
        if source is CountedBy.CLOUDWATCH:
            return t("Counted by CloudWatch: Delivery / Send")
        return t("From GetSendStatistics, without CloudWatch: attempts less hard bounces and rejects")
    if outcome is Outcome.REJECT:
        return t("Counted by GetSendStatistics: rejects / attempts")
    name = "Reputation.BounceRate" if outcome is Outcome.BOUNCE else "Reputation.ComplaintRate"
    return t("Ours: GetSendStatistics · AWS: CloudWatch {name}", name=name)


def _nothing(shown: Deliverability) -> None:
    """One sentence, and one thing to do next."""
    if isinstance(shown.own_missing, Unknown) and shown.own_missing.reason in {Reason.DENIED, Reason.FAILED}:
        action = t("Cure that, and the collector fills in the last 14 days by itself.")
        parts.empty(mark_of(shown.own_missing).icon, parts.because(shown.own_missing), action)
    elif shown.this.known_share:
        action = t("Choose a longer range; a mail sent now shows up within half an hour.")
        parts.empty(":material/outgoing_mail:", t("Nothing was sent in this range."), action)
    else:
        action = t("Choose a range that reaches into the time since the collector started.")
        parts.empty(":material/history_toggle_off:", t("Nothing was collected in this range."), action)


def _missing(shown: Deliverability) -> None:
    """Why a line of the chart is missing now, with the permission that is denied."""
    if shown.is_empty:
        return
    for unknown, sentence in (
        (shown.aws_missing, t("AWS's line is missing.")),
        (shown.own_missing, t("Ours is missing.")),
    ):
        if unknown is not None and unknown.reason is not Reason.STALE:
            st.markdown(f":gray[{mark_of(unknown).icon}] {escaped(sentence)} {escaped(parts.because(unknown))}")
