"""How the figures of the page of costs are computed, with the figures themselves: each step can be done again by hand.

Prices with their dates and sources are in `deliverability/cost/prices.py`.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from deliverability.cost import price_list, tiers
from deliverability.cost.model import Kind, Offer, Outlook
from deliverability.cost.prices import Item
from report.costs import Bill, Compared, Costs, Line
from ui import money, month
from ui.context import t
from ui.explain import paragraphs
from ui.money import DIGITS

MOST: Final = 8
"""Rows of a sum that are written out."""


def days(shown: Costs, bill: Bill) -> None:
    """What a bar is, how mail is counted, and how the month's end comes about."""
    paragraphs(*_spent(shown, bill))
    paragraphs(
        t(
            "AWS bills recipients, not messages. A day's recipients are SentLast24Hours from GetAccount as it stood at "
            "00:00 UTC. Where nobody asked at midnight, delivery attempts from GetSendStatistics stand in, times "
            "recipients per attempt: an attempt may have several recipients."
        ),
        t(
            "Mail to SES's mailbox simulator is billed like any other, but AWS leaves it out of that count: what you send "
            "there is not in the estimate."
        ),
        t(
            "A day's cost is what the month's sum grew by on that day: with tiers and free mail the same mail may cost "
            "more or less later in the month."
        ),
        t(
            "Days to come are what the same weekdays of past weeks were like. The range is wide enough to have held "
            "the truth in about nine of ten months. With less than eight days counted it is a rough guess."
        ),
    )


def _spent(shown: Costs, bill: Bill) -> Iterator[str]:
    """The sums of this very month, written out."""
    yield t("Month to date = the rows of the table below = {usd}.", usd=money.usd(bill.to_date))
    if isinstance(bill.outlook, Outlook):
        ahead = bill.outlook.likely - bill.to_date
        yield t(
            "Month's end = {spent} to date + {ahead} for the days and fees to come = {likely}.",
            spent=money.usd(bill.to_date),
            ahead=money.usd(ahead),
            likely=money.usd(bill.outlook.likely),
        )
    if (currency := shown.choices.currency) is not None:
        yield t("In {code}: dollars × {rate:number}.", code=currency.code, rate=currency.per_usd)


def made_of(bill: Bill) -> None:
    """Each row as a product, and the rules behind quantities and prices."""
    day = bill.charges[0].day if bill.charges else 0
    paragraphs(*(_product(line, day) for line in bill.lines[:MOST]))
    paragraphs(
        t(
            "Mail sent: recipients above what is free, in thousands, times the price. Essentials, Pro and Enterprise "
            "have tiers by volume, counted for each region and calendar month (UTC): only the recipients above a "
            "border cost the next tier's price."
        ),
        t(
            "A plan's fee is the fee of the month times the hours that have passed under the plan, over all the hours "
            "of the month; at the month's end it is the full fee. After a change of plan each has its own hours and its "
            "own tiers."
        ),
        t(
            "Dedicated IP addresses are read once a day (`ses:GetDedicatedIps`): a standard one costs the price of a month "
            "times its hours over the hours of the month, a managed pool the same and something for each mail through it."
        ),
        t(
            "Attachments are reckoned only with an average size in `AVERAGE_MESSAGE_KB`: recipients × KB, in GB of 2^30 "
            "bytes, times the price of a GB."
        ),
        t(
            "Prices are kept with the days on which they hold, so that a past month is priced by the prices of its own "
            "day. Known are those of us-east-1; elsewhere they are used too and marked as assumed. Sums are exact and "
            "rounded half up where they are shown, so shown rows may add up to a cent more or less."
        ),
        t("Taxes are not in it: AWS adds them by where you are."),
    )


def _product(line: Line, day: int) -> str:
    """One row as a formula: 114.2 thousand × $0.10 = $11.42."""
    quantity, usd = _quantity(line), money.usd(line.usd)
    where = f"{line.region}, {month.plan_name(line.plan)}"
    if line.free:
        return t("{where}: {quantity} that are free = {usd}", where=where, quantity=quantity, usd=usd)
    if line.usd_each is not None:
        each = money.each(line.usd_each)
        return t("{where}: {quantity} × {each} = {usd}", where=where, quantity=quantity, each=each, usd=usd)
    steps = _steps(line, day) if line.kind is Kind.OUTBOUND else None
    if steps is not None:
        return t("{where}: {quantity}: {steps} = {usd}", where=where, quantity=quantity, steps=steps, usd=usd)
    return t("{where}: {quantity} = {usd}", where=where, quantity=quantity, usd=usd)


def _quantity(line: Line) -> str:
    names = {
        "recipient-thousand": t("{n} thousand recipients", n=_exact(line.quantity)),
        "GB": t("{n} GB", n=_exact(line.quantity)),
        "hour": t("{n} hours", n=_exact(line.quantity)),
    }
    return names[line.unit]


def _steps(line: Line, day: int) -> str | None:
    """The tiers that the mail went through, as a sum; None where the row is not of the list's tiers alone."""
    found = price_list.price(Item.OUTBOUND, line.plan, line.region, day)
    if found is None or tiers.cost(found.tiers, line.quantity) != line.usd:
        return None
    ends = [*(Decimal(first) for first, _ in found.tiers[1:]), line.quantity]
    within = [(min(end, line.quantity) - first, each) for (first, each), end in zip(found.tiers, ends, strict=True)]
    return " + ".join(f"{_exact(units)} × {money.each(each)}" for units, each in within if units > 0)


def _exact(quantity: Decimal) -> str:
    """A quantity with the digits it takes to multiply it again."""
    return f"{round(quantity, DIGITS).normalize():,f}"


def free() -> None:
    """The generations of SES's free tier, and which one is applied."""
    paragraphs(
        t(
            "SES had several free tiers. 62,000 messages a month from EC2: ended for new use on 1 August 2023. 3,000 "
            "messages a month for twelve months: closed to newcomers on 21 July 2026. Accounts made since 15 July 2025 "
            "have credits for all of AWS instead."
        ),
        t(
            "Which one you have is read with `freetier:GetFreeTierUsage` and `freetier:GetAccountPlanState`, where those "
            "are allowed; else it is what you set in `FREE_TIER` or `FREE_MESSAGES_PER_MONTH`; else it is not known, and "
            "nothing is taken off."
        ),
        t(
            "Free messages count only for mail sent as you go, unless AWS says otherwise: the price plans have none. All "
            "regions share them, and the first mail of the month uses them."
        ),
        t(
            "Where AWS tells how much of them is used, what is more than the mail counted here was used by other mail "
            "(received, or sent where this collector does not look) and is taken off first. AWS lists a free tier only once "
            "some of it is used: a list without one proves nothing."
        ),
        t(
            "Credits are told apart: they pay a bill of any AWS service, and do not make mail free. Only those that AWS "
            "calls active and that have not ended count."
        ),
    )


def plans(one: Compared) -> None:
    """How each plan's sum is made, and what break-even means."""
    paragraphs(*map(_offer, one.offers))
    paragraphs(
        t(
            "Each plan is reckoned for the same mail: what was sent this month and what is likely to come. Fee plus mail "
            "by the plan's own tiers, plus what the plan does not include and you use: dedicated IP addresses and "
            "Virtual Deliverability Manager, where they are switched on."
        ),
        t(
            "A year's saving is twelve times the difference to the cheapest plan. Another plan costs less from the "
            "number of recipients on at which its sum is no longer above yours."
        ),
        t(
            "Since 21 July 2026 new accounts, and regions that had not been used since 1 June 2025, begin on Essentials. "
            "Leaving an Essentials plan that you did not choose counts at once; any other way down counts from the first "
            "of the next month."
        ),
    )


def _offer(offer: Offer) -> str:
    return t(
        "{plan}: {fee} fee + {rest} for mail and the rest = {usd}",
        plan=month.plan_name(offer.plan),
        fee=money.usd(offer.fee),
        rest=money.usd(offer.usd - offer.fee),
        usd=money.usd(offer.usd),
    )


def actual() -> None:
    """Where AWS's charges come from, and why they are not the estimate."""
    paragraphs(
        t(
            "AWS's charges are read from Cost Explorer (GetCostAndUsage), by day and usage type, before credits, refunds "
            "and taxes. A request costs $0.01; one a day is about $0.30 a month. The last days are read again, because "
            "AWS restates them."
        ),
        t(
            "Beside each kind of use stands why it differs, as far as that is known: the recipients that AWS billed and "
            "those counted here, what is assumed of prices and plans, what the estimate is without. Where the price plan is "
            "not known both likely sums are shown."
        ),
    )
