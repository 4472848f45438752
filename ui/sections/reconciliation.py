"""AWS's figure and ours side by side: what each leaves out, why they differ, how far AWS looks back, what still weighs.

What it says comes from `report/reconciliation.py`.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from typing import Final

import streamlit as st

from deliverability.incidents import Weight
from deliverability.metrics import DAY
from deliverability.model import N_, Scope, Unknown, text
from deliverability.reconciliation import Kind, Source, Split, Term, Treatment, rules
from deliverability.representative import Window
from deliverability.standing import Measure
from report.reconciliation import Reconciliation, Side
from ui import cached, context, parts
from ui.context import said, t, word
from ui.digits import digits_of
from ui.explain import reconciliation as explain
from ui.markdown import escaped
from ui.marks import mark_of
from words.format import NO_BREAK_SPACE, percent, points

SOURCES: Final = {
    Source.AWS: N_("AWS"),
    Source.STATISTICS: N_("Ours"),
    Source.CLOUDWATCH: "CloudWatch",
    Source.VDM: "VDM",
}
CALLS: Final = {Source.STATISTICS: "GetSendStatistics", Source.CLOUDWATCH: "CloudWatch", Source.VDM: "VDM"}
KINDS: Final = {
    Kind.SOFT: N_("Soft bounces SES gave up on"),
    Kind.SUPPRESSED: N_("Addresses on your suppression list"),
    Kind.SIMULATOR: N_("Mail to the mailbox simulator"),
    Kind.OWN_DOMAINS: N_("Mail to domains you have verified"),
    Kind.SEVERAL_RECIPIENTS: N_("Messages with several recipients"),
    Kind.SILENT_PROVIDERS: N_("Mail to providers that report no complaints"),
}
TREATMENTS: Final = {
    Treatment.LEFT_OUT: N_("left out"),
    Treatment.COUNTED: N_("counted"),
    Treatment.NOT_TOLD: N_("not told"),
}
TERMS: Final = {
    Term.WINDOW: N_("AWS looks back on other mail than 24 hours"),
    Term.COUNTING: N_("AWS counts that mail otherwise"),
    Term.UNEXPLAINED: N_("Not explained by what can be read"),
}


def draw(scope: Scope, measure: Measure, drawn: tuple[int, str]) -> None:
    """The section from its heading down."""
    parts.section(t("AWS's figure and ours"), explain.reconciliation)
    minute, version = drawn
    shown = cached.reconciliation(scope, measure, minute=minute, version=version)
    _look_back(shown)
    with st.grid(3, min_column_width=150, gap="small"):
        for side in shown.sides:
            _card(side, shown)
    left, right = st.columns(2, gap="medium")
    with left:
        _difference(shown.split, measure)
    with right:
        _matrix(shown.sides, measure)


def _look_back(shown: Reconciliation) -> None:
    """AWS's window in a sentence, and what of the past still lies in it."""
    if isinstance(shown.window, Unknown):
        st.markdown(f"**{escaped(t('How far AWS looks back is not known.'))}** {escaped(parts.because(shown.window))}")
        return
    st.markdown(f"**{escaped(_about(shown.window))}** {escaped(_reach(shown))}")
    if shown.weight is not None:
        st.markdown(f"{escaped(_incident(shown.weight, shown.measure))} {escaped(_leaves(shown.weight, shown.now))}")


def _about(window: Window) -> str:
    about = window.rounded()
    return t(
        "AWS looks back on about {mails:number} of your latest mails (between {low:number} and {high:number}).",
        mails=about.mails,
        low=about.mails_low,
        high=about.mails_high,
    )


def _reach(shown: Reconciliation) -> str:
    since = next(side.since for side in shown.sides if side.is_aws_window)
    return "" if since is None else t("That is your mail since {day:date}.", day=_moment(since))


def _incident(weight: Weight, measure: Measure) -> str:
    sentence = (
        N_("The mail of {since:date} to {until:date} brought {share:percent} of the bounces in it.")
        if measure is Measure.BOUNCE
        else N_("The mail of {since:date} to {until:date} brought {share:percent} of the complaints in it.")
    )
    since, until = _moment(weight.incident.since), _moment(weight.incident.until - 1)
    return said(text(sentence, since=since, until=until, share=weight.share))


def _leaves(weight: Weight, now: int) -> str:
    if weight.earliest is None or weight.latest is None:
        return t("It stays there while nothing is sent.")
    if weight.goes_on:
        return t("It may still go on; once it ends, it weighs for up to {latest:duration} more.", latest=weight.latest)
    latest = parts.when(now + weight.latest, now)
    if not weight.earliest:
        return t("At your present volume the last of it is gone by {latest}, or is gone already.", latest=latest)
    earliest = parts.when(now + weight.earliest, now)
    return t(
        "At your present volume the last of it is gone between {earliest} and {latest}.",
        earliest=earliest,
        latest=latest,
    )


def _card(side: Side, shown: Reconciliation) -> None:
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(escaped(_label(side, shown)), _value(side))
        for line in _lines(side):
            st.caption(escaped(line))


def _label(side: Side, shown: Reconciliation) -> str:
    source = word(SOURCES[side.source])
    if side.source is Source.AWS:
        return source
    if side.is_aws_window:
        return t("{source}, AWS's window", source=source)
    return t("{source}, last {window:duration}", source=source, window=_seconds(side, shown))


def _seconds(side: Side, shown: Reconciliation) -> int:
    """VDM counts whole days, so its week ended at midnight."""
    until = shown.now // DAY * DAY if side.source is Source.VDM else shown.now
    return until - (side.since or until)


def _value(side: Side) -> str:
    if side.rate is not None and not side.rate.denominator:
        return t("nothing sent")
    if isinstance(side.value, Unknown):
        return t("Unknown")
    shown = percent(side.value, context.language())
    return f"≥{NO_BREAK_SPACE}{shown}" if side.rate and side.rate.lower_bound else shown


def _lines(side: Side) -> Iterator[str]:
    """What the rate is made of, since when, and who told it."""
    if isinstance(side.value, Unknown) and side.rate is None:
        yield word(mark_of(side.value).word)
    if side.rate is not None and side.rate.denominator:
        yield t("{count:number} of {mails:number}", count=side.rate.numerator, mails=side.rate.denominator)
    if side.is_aws_window:
        yield t("its own window") if side.since is None else t("since {day:date}", day=_moment(side.since))
    if side.source is Source.STATISTICS:
        yield CALLS[side.source]


def _difference(split: Split | Unknown, measure: Measure) -> None:
    """The difference as a sum: ours, each reason, AWS's."""
    st.subheader(t("Why they differ"), anchor=False)
    if isinstance(split, Unknown):
        st.caption(escaped(parts.because(split)))
        return
    shown = split.rounded(digits_of(measure) + 2)
    rows = [(t("Ours, last 24 h"), _amount(float(shown.ours), measure))]
    rows += [(word(TERMS[term]), _term(value, measure)) for term, value in shown.terms.items()]
    rows.append((f"**{escaped(t('AWS'))}**", f"**{_amount(float(shown.aws), measure)}**"))
    st.table(
        {t("Reason"): [name for name, _ in rows], t("Percentage points"): [value for _, value in rows]},
        border="horizontal",
        hide_index=True,
        alt=t("AWS's figure as ours plus each reason for the difference"),
    )
    unknown = [value for value in shown.terms.values() if isinstance(value, Unknown)]
    if unknown:
        st.caption(escaped(t("What is unknown is part of what is not explained.")))


def _amount(fraction: float, measure: Measure) -> str:
    return escaped(points(fraction, digits_of(measure), context.language()).removeprefix("+"))


def _term(value: Fraction | Unknown, measure: Measure) -> str:
    if isinstance(value, Unknown):
        return t("unknown")
    return escaped(points(float(value), digits_of(measure), context.language()))


def _matrix(sides: Sequence[Side], measure: Measure) -> None:
    """What each source counts and leaves out, in words."""
    st.subheader(t("What each counts"), anchor=False)
    sources = list(dict.fromkeys(side.source for side in sides))
    treated = {source: rules(source, measure) for source in sources}
    kinds = list(treated[Source.AWS])
    columns = {word(SOURCES[source]): [word(TREATMENTS[treated[source][kind]]) for kind in kinds] for source in sources}
    st.table(
        {t("Mail"): [word(KINDS[kind]) for kind in kinds], **columns},
        border="horizontal",
        hide_index=True,
        alt=t("What each source counts and leaves out"),
    )


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)
