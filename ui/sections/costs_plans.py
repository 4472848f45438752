"""The same month under every price plan: a card each, what it would save in a year, and from how much mail on.

The reckoning is in `deliverability/cost/comparison.py`.
"""

from collections.abc import Iterator
from functools import partial
from typing import Final

import streamlit as st

from deliverability.cost.model import Included, Offer
from deliverability.model import N_, Unknown
from report.costs import Compared, Costs
from ui import context, money, month, parts
from ui.context import said, t
from ui.explain import costs as explain
from ui.markdown import escaped
from ui.marks import Mark
from words.format import price

YOURS: Final = Mark(":material/person:", N_("Yours"), "blue")
CHEAPEST: Final = Mark(":material/savings:", N_("Cheapest"), "green")
YOURS_AND_CHEAPEST: Final = Mark(":material/check_circle:", N_("Yours, and the cheapest"), "green")
USED: Final[dict[bool | None, str]] = {
    True: ":green[:material/check:]",
    False: ":gray[:material/remove:]",
    None: ":gray[:material/help:]",
}


def draw(shown: Costs) -> None:
    """The section from its heading down; none without an offer."""
    compared = [one for one in shown.compared if one.offers]
    if not compared:
        return
    parts.section(t("What another plan would cost"), partial(explain.plans, compared[0]))
    for one in compared:
        if len(compared) > 1:
            st.subheader(one.region, anchor=False)
        st.markdown(" ".join(map(escaped, _sentences(one))))
        with st.grid(len(one.offers), min_column_width=200):
            for offer in one.offers:
                _card(one, offer, shown)
    st.caption(escaped(t("A plan holds for one region. Going up counts at once, going down from the next month on.")))
    if shown.guide is not None:
        sentence = t(
            "The model of 2023, 62,000 free and $0.10 per 1,000, would say {usd} for all regions; to reckon with it set "
            "FREE_TIER=62000:2099-12-31 and SES_PLAN=none.",
            usd=money.usd(shown.guide),
        )
        st.caption(escaped(sentence))


def _sentences(one: Compared) -> Iterator[str]:
    if isinstance(one.likely, Unknown) or one.cheapest is None:
        return
    yield t("Reckoned for {n:number} recipients a month.", n=one.likely)
    name = month.plan_name(one.cheapest)
    first = name[:1].upper() + name[1:]
    if isinstance(one.current, Unknown):
        yield t("Which plan you are on is not known; {plan} would cost least.", plan=name)
    elif one.saving_a_year > 0:
        yield t("{plan} would save {usd} in twelve such months.", plan=first, usd=money.usd(one.saving_a_year))
    else:
        yield t("Your plan is the cheapest for this much mail.")
    for each in one.break_even:
        yield t(
            "Up to {n:number} recipients a month {below} costs less, with more {above}.",
            n=each.recipients,
            below=month.plan_name(each.below),
            above=month.plan_name(each.above),
        )


def _card(one: Compared, offer: Offer, shown: Costs) -> None:
    name = month.plan_name(offer.plan)
    with parts.card(name[:1].upper() + name[1:], _mark(one, offer)):
        st.metric(name, money.usd(offer.usd), label_visibility="collapsed")
        for line in _lines(offer, shown):
            st.caption(escaped(line))
        st.markdown("  \n".join(map(_included, offer.includes)))


def _mark(one: Compared, offer: Offer) -> Mark | None:
    if offer.plan == one.current:
        return YOURS_AND_CHEAPEST if offer.plan == one.cheapest else YOURS
    return CHEAPEST if offer.plan == one.cheapest else None


def _lines(offer: Offer, shown: Costs) -> Iterator[str]:
    if (other := money.second(offer.usd, shown.choices.currency)) is not None:
        yield other
    yield t("{price} per 1,000 recipients", price=price(offer.per_thousand, context.language()))
    if offer.average is not None and offer.average != offer.per_thousand:
        yield t("{price:usd} on average, tiers and all", price=offer.average)
    yield t("of it {usd} plan fee a month", usd=money.usd(offer.fee)) if offer.fee else t("no fee")


def _included(included: Included) -> str:
    """What the plan includes, and whether this account uses it: a sign and, where it is not plain, a word."""
    words = {True: t("in use"), False: t("not used"), None: t("use not known")}
    return f"{USED[included.used]} :small[{escaped(said(included.what))} · {escaped(words[included.used])}]"
