"""The head and the foot of the page of costs: the sentence, what the figures leave out, what would add to them.

What they say comes from `report/costs.py`; cards, charts and tables are in the other files of this name.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

import streamlit as st

from deliverability.cost.model import Outlook, Plan
from deliverability.model import Reason, Unknown
from report import counted
from report.costs import Bill, Compared, Costs, RegionPlan
from report.counted import Counting
from ui import context, money, month, parts
from ui.context import said, t, tn
from ui.markdown import escaped
from ui.sections.costs_budget import mark_of_budget
from ui.sections.costs_cards import is_at_least, is_old
from words.format import usd as dollars

NONE_YET: Final = ":material/payments:"
CENT: Final = Decimal("0.01")


def nothing(shown: Costs) -> None:
    """No mail of this month was ever looked at."""
    if shown.present:
        sentence = t("No mail of this month was counted yet.")
        parts.empty(NONE_YET, sentence, t("Nothing to do: figures come with the next reading of the account."))
    else:
        sentence = t("No mail of {month} was counted.", month=month.title(shown.since))
        parts.empty(NONE_YET, sentence, t("Choose a later month: the collector had not started yet."))


def sentence(shown: Costs) -> None:
    """What was spent, what the month comes to, why, and what to do."""
    with st.container(border=True, gap="small"):
        mark = mark_of_budget(shown)
        badge = f"{parts.badge_in_text(mark)}\N{EN SPACE}" if mark else ""
        first, *others = [_spent(shown, bill) for bill in shown.bills]
        st.markdown(f"{badge}**{escaped(_headline(first, others))}** {escaped(' '.join(_details(shown)))}".rstrip())
        if steps := list(_steps(shown)):
            st.markdown("\n".join(f"{n}. {escaped(step)}" for n, step in enumerate(steps, 1)))
        st.caption(escaped(" ".join(_leaves_out(shown))))
        if overrides := list(_overrides(shown)):
            st.markdown(f":violet-badge[:material/edit: {escaped(t('Set by you'))}] {escaped(' · '.join(overrides))}")


def _headline(first: str, others: list[str]) -> str:
    if not others:
        return first
    return t("The price plan is not known, so both likely ones are reckoned.") + " " + " ".join([first, *others])


def _spent(shown: Costs, bill: Bill) -> str:
    spent = money.both(bill.to_date, shown.choices.currency)
    if is_at_least(shown):
        spent = t("at least {usd}", usd=spent)
    if not shown.present:
        name = month.title(shown.since)
        if bill.assumed is None:
            return t("In {month} SES cost {usd}.", month=name, usd=spent)
        plan = month.plan_name(bill.assumed)
        return t("If {plan}: in {month} SES cost {usd}.", plan=plan, month=name, usd=spent)
    if bill.assumed is None:
        return " ".join([t("SES cost {usd} so far this month.", usd=spent), *_foreseen(bill.outlook)])
    plan = month.plan_name(bill.assumed)
    return " ".join([t("If {plan}: {usd} so far this month.", plan=plan, usd=spent), *_foreseen(bill.outlook)])


def _foreseen(outlook: Outlook | Unknown | None) -> Iterator[str]:
    if isinstance(outlook, Outlook):
        likely = money.usd(outlook.likely)
        if money.usd(outlook.low) == money.usd(outlook.high):
            yield t("By its end it will be about {likely}.", likely=likely)
        else:
            low, high = money.usd(outlook.low), money.usd(outlook.high)
            yield t(
                "By its end it will be about {likely}, between {low} and {high}.", likely=likely, low=low, high=high
            )


def _details(shown: Costs) -> Iterator[str]:
    """The reasons in short: the mail, its price, and how sure the forecast is."""
    mails = shown.counting.recipients
    if not mails:
        yield t("No mail was sent.")
    else:
        yield tn("That is mail to {n:number} recipient.", "That is mail to {n:number} recipients.", n=mails)
    yield from _not_counted(shown.counting)
    if is_old(shown) and shown.read_at is not None:
        yield t("Counted up to {time}: what was sent since is missing.", time=parts.when(shown.read_at, shown.now))
    outlook = shown.bills[0].outlook
    if isinstance(outlook, Outlook) and outlook.rough:
        yield t("The month's end is a rough guess.")
        yield from map(said, outlook.why)
    if isinstance(outlook, Unknown):
        why = said(outlook.detail) if outlook.detail else parts.because(outlook)
        yield t("What the month will come to is not known yet. {why}", why=why)


def _not_counted(counting: Counting) -> Iterator[str]:
    """What the mail that was counted is without, and what of its count is taken."""
    yield from map(said, counted.gaps(counting))
    for region in counting.regions:
        if isinstance(region.ratio, Unknown):
            yield t(
                "In {region} how many recipients an attempt has is not known yet: one is taken, which is the least.",
                region=region.region,
            )


def _steps(shown: Costs) -> Iterator[str]:
    """What to do, where there is anything: the plan's name to find out, a cheaper plan to take."""
    unknown = [plan.plan.reason for plan in shown.plans if isinstance(plan.plan, Unknown)]
    if Reason.DENIED in unknown:
        yield t("Allow `ses:GetAccount` so that the plan is read, or name it in `SES_PLAN`.")
    elif unknown:
        yield t("AWS does not tell the price plan: the SES console shows it; name it in `SES_PLAN`.")
    for plan in shown.plans:
        if plan.next_plan is not None and plan.next_at is not None:
            yield _to_come(plan, plan.next_plan, plan.next_at)
    for compared in shown.compared:
        if compared.cheapest is not None and compared.saving_a_year >= CENT and shown.present:
            yield _cheaper(compared, compared.cheapest)


def _to_come(plan: RegionPlan, following: Plan, at: int) -> str:
    return t(
        "In {region} the price plan becomes {plan} on {day:date}, at 00:00 UTC.",
        region=plan.region,
        plan=month.plan_name(following),
        day=datetime.fromtimestamp(at, UTC),
    )


def _cheaper(compared: Compared, cheapest: Plan) -> str:
    return t(
        "In {region}, {plan} would cost {usd} less a year: see the plans below.",
        region=compared.region,
        plan=month.plan_name(cheapest),
        usd=money.usd(compared.saving_a_year),
    )


def _leaves_out(shown: Costs) -> Iterator[str]:
    yield t("An estimate in US dollars, without taxes, support and other services.")
    if len(shown.regions) > 1:
        if shown.region is None:
            yield t("All regions of the account that are watched, together.")
        else:
            yield t("Only {region}; AWS's bill is of all regions together.", region=shown.region)
    if (currency := shown.choices.currency) is not None:
        yield t(
            "{code} at the fixed rate of {rate:number} a dollar, from your settings.",
            code=currency.code,
            rate=currency.per_usd,
        )


def _overrides(shown: Costs) -> Iterator[str]:
    """What the settings put in place of AWS's word or the price list."""
    choices = shown.choices
    if choices.plan is not None:
        yield t("price plan {plan}", plan=month.plan_name(choices.plan))
    if choices.price_per_thousand is not None:
        yield t("{price:price} per 1,000 recipients", price=choices.price_per_thousand)
    if choices.free_messages is not None:
        yield t("{n:number} messages a month free", n=choices.free_messages)
    if choices.free_tier is not None:
        yield t("free tier {name}", name=choices.free_tier.tier.value)
    if choices.average_kb is not None:
        yield t("{kb:number} KB of attachments a message", kb=choices.average_kb)


def foot(shown: Costs) -> None:
    """What our own calls cost, and what a permission or setting would add."""
    st.caption(
        escaped(
            t(
                "Reading all this costs {usd} of AWS calls this month so far; that is not part of the sums above.",
                usd=dollars(shown.own.usd, context.language()),
            )
        )
    )
    for line in shown.missing:
        st.markdown(f":gray[:material/lock_open:] {escaped(said(line))}")
