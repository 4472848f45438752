"""What the month's sum is made of: a row for each region, kind of use and plan, and the mail of each configuration set.

How a row is computed opens beside the heading, see `ui/explain/costs.py`.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

import streamlit as st

from deliverability.cost.model import Kind
from deliverability.model import N_, Text
from report.costs import Bill, Costs, Line, SetCost
from ui import context, money, month, parts
from ui.context import said, t, word
from ui.explain import costs as explain
from ui.markdown import escaped
from words.format import number, percent

KINDS: Final[Mapping[Kind, str]] = {
    Kind.OUTBOUND: N_("Mail sent"),
    Kind.DATA: N_("Data of attachments"),
    Kind.FEE: N_("Plan fee"),
    Kind.IP: N_("Dedicated IP addresses"),
    Kind.VDM: N_("Virtual Deliverability Manager"),
}
THOUSAND: Final = 1000
UNITS: Final[Mapping[str, str]] = {
    "recipient-thousand": N_("{n} recipients"),
    "GB": N_("{n} GB"),
    "hour": N_("{n} hours"),
}
EACH: Final[Mapping[str, str]] = {
    "recipient-thousand": N_("{price} per 1,000"),
    "GB": N_("{price} per GB"),
    "hour": N_("{price} an hour"),
}
MOST: Final = 20


def draw(shown: Costs, bill: Bill) -> None:
    """The section from its heading down."""
    parts.section(t("What it is made of"), partial(explain.made_of, bill))
    if not bill.lines:
        st.caption(escaped(t("Nothing was charged this month.")))
        return
    _table(shown, bill)
    for n, why in enumerate(reasons(bill.lines), 1):
        st.caption(escaped(f"{n}) {said(why)}"))
    if bill.sets:
        _sets(bill.sets)


def _table(shown: Costs, bill: Bill) -> None:
    several = len({line.region for line in bill.lines}) > 1
    whys = reasons(bill.lines)
    rows = [_row(line, whys) for line in bill.lines]
    names, plans, quantities, prices, sums = ([*column] for column in zip(*rows, strict=True))
    regions = [escaped(line.region) if several else "" for line in bill.lines]
    if context.is_touch():  # six columns would push the amounts off a phone
        names = [_with_details(*each) for each in zip(names, regions, plans, strict=True)]
        columns = {}
    else:
        columns = {t("Region"): [*regions, ""]} if several else {}
        columns |= {t("Price plan"): [*plans, ""]}
    total = money.both(bill.to_date, shown.choices.currency)
    st.table(
        {
            t("Use"): [*names, f"**{escaped(t('Together'))}**"],
            **columns,
            t("Quantity"): [*quantities, ""],
            t("Price"): [*prices, ""],
            t("Amount"): [*sums, f"**{escaped(total)}**"],
        },
        border="horizontal",
        hide_index=True,
        alt=t("The month's costs by kind of use"),
    )


def _with_details(name: str, *details: str) -> str:
    return f"{name}  \n:small[{' · '.join(detail for detail in details if detail)}]"


def reasons(lines: Sequence[Line]) -> list[Text]:
    """What is assumed in any of the lines, each said once."""
    return list({said(why): why for line in lines for why in line.assumed}.values())


def _row(line: Line, whys: Sequence[Text]) -> tuple[str, ...]:
    told = [said(why) for why in whys]
    marks = ",".join(str(n) for n in sorted(told.index(said(why)) + 1 for why in line.assumed))
    name = (t("Mail that is free") if line.free else word(KINDS[line.kind])) + (f" {marks})" if marks else "")
    return tuple(map(escaped, (name, month.plan_name(line.plan), quantity(line), each(line), money.usd(line.usd))))


def quantity(line: Line) -> str:
    """What is billed, in its unit."""
    counted = line.quantity * THOUSAND if line.unit == "recipient-thousand" else line.quantity
    return word(UNITS[line.unit]).format(n=number(counted, context.language()))


def each(line: Line) -> str:
    """The price of a unit; a word where there is more than one."""
    if line.free:
        return t("free")
    if line.usd_each is None:
        return t("by tier") if line.kind is Kind.OUTBOUND else t("for its hours")
    return word(EACH[line.unit]).format(price=money.each(line.usd_each))


def _sets(sets: Sequence[SetCost]) -> None:
    """The sets' parts of what mail cost, the dearest first."""
    st.subheader(t("By configuration set"), anchor=False)
    rows = sorted(sets, key=lambda one: one.usd, reverse=True)
    shown, rest = rows[:MOST], rows[MOST:]
    names = [_set_name(one, sets) for one in shown]
    st.table(
        {
            t("Configuration set"): [*map(escaped, names), *([escaped(t("all others"))] if rest else [])],
            t("Part of the mail"): list(_shares(shown, rest)),
            t("Amount"): [*(escaped(money.usd(one.usd)) for one in shown), *_rest(rest)],
        },
        border="horizontal",
        hide_index=True,
        alt=t("What the mail of each configuration set cost"),
    )
    st.caption(escaped(t("Shares of the mail that VDM counted by set; mail to several recipients is not in them.")))


def _set_name(one: SetCost, sets: Sequence[SetCost]) -> str:
    name = one.configuration_set or t("without a set, or with one that is gone")
    return f"{name} ({one.region})" if len({other.region for other in sets}) > 1 else name


def _shares(shown: Sequence[SetCost], rest: Sequence[SetCost]) -> Iterator[str]:
    for one in shown:
        yield escaped(percent(one.share, context.language()))
    if rest:
        yield escaped(percent(sum(one.share for one in rest), context.language()))


def _rest(rest: Sequence[SetCost]) -> list[str]:
    return [escaped(money.usd(sum((one.usd for one in rest), Decimal(0))))] if rest else []
