"""Why what AWS charged for a kind of use is not what was reckoned for it, said from what is known of both.

What is compared is gathered in `actual_costs.py`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from deliverability.cost.choices import Choices
from deliverability.cost.model import Charge, Kind
from deliverability.cost.usage_types import received
from deliverability.metrics import DAY
from deliverability.model import N_, NN_, Text, text
from store.costs import Charged

CLOSED: Final = 35 * DAY
"""Cost Explorer restates the days of a bill for weeks: younger ones may still move."""

THOUSAND: Final = 1000
NEARLY: Final = Decimal("0.001")
"""The part by which two prices of a recipient may differ and be the same: AWS rounds each line of a bill."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What holds for all kinds: the settings, what is not known of free mail, days from attempts, the youngest day's age."""

    choices: Choices
    free_unknown: bool
    attempts: int
    age: int


def reasons(
    compared: Compared, kind: Kind | None, charged: Sequence[Charged], bills: Sequence[Sequence[Charge]]
) -> tuple[Text, ...]:
    """The likeliest first; none where every bill has what was charged."""
    usd = sum((row.usd for row in charged), Decimal(0))
    if all(sum((charge.usd for charge in charges), Decimal(0)) == usd for charges in bills):
        return ()
    found = {told.msgid + str(told.params): told for told in _reasons(compared, kind, charged, bills)}
    return tuple(found.values()) or (text(N_("Why is not known.")),)


def _reasons(
    compared: Compared, kind: Kind | None, charged: Sequence[Charged], bills: Sequence[Sequence[Charge]]
) -> Iterator[Text]:
    if kind is None:
        yield _not_sent([row.usage_type for row in charged])
        return
    if kind is Kind.OUTBOUND:
        yield from _of_mail(compared, charged, bills)
    if kind is Kind.DATA and compared.choices.average_kb is None:
        yield text(N_("The estimate leaves attachments out: AVERAGE_MESSAGE_KB is not set."))
    if kind is Kind.IP and not any(bills):
        yield text(N_("The estimate knows of no dedicated IPs."))
    for charges in bills:
        if kind is not Kind.OUTBOUND or not _same_price(charged, charges):
            yield from (why for charge in charges for why in charge.assumed)
    if compared.age < CLOSED:
        yield text(N_("AWS may still restate the last days."))


def _same_price(charged: Sequence[Charged], charges: Sequence[Charge]) -> bool:
    """Whether both sides paid the same for a recipient: then only the counts differ, and nothing that is assumed of prices."""
    usd, billed = _sums((row.usd, row.quantity) for row in charged)
    reckoned, thousands = _sums((charge.usd, charge.quantity) for charge in charges)
    each = reckoned * billed / THOUSAND
    return bool(thousands) and abs(usd * thousands - each) <= NEARLY * each


def _sums(amounts: Iterable[tuple[Decimal, Decimal]]) -> tuple[Decimal, Decimal]:
    total, many = Decimal(0), Decimal(0)
    for usd, quantity in amounts:
        total, many = total + usd, many + quantity
    return total, many


def _not_sent(usage_types: Sequence[str]) -> Text:
    if received(usage_types):
        return text(N_("It is mail that you received: only sent mail is estimated."))
    return text(N_("It is a feature beside sent mail that is not estimated."))


def _of_mail(compared: Compared, charged: Sequence[Charged], bills: Sequence[Sequence[Charge]]) -> Iterator[Text]:
    """How many recipients either side counted, what of them we know to be off, and what was free."""
    billed = round(sum((row.quantity for row in charged), Decimal(0)))
    counted = round(max((sum(c.quantity for c in charges) for charges in bills), default=Decimal(0)) * THOUSAND)
    if billed != counted:
        yield text(
            N_("AWS billed {billed:number} recipients, we counted {counted:number}."), billed=billed, counted=counted
        )
        if compared.attempts:
            days = NN_("{n} day was counted from delivery attempts.", "{n} days were counted from delivery attempts.")
            yield text(days, n=compared.attempts)
    simulated = sum((row.quantity for row in charged if "MailboxSim" in row.usage_type), Decimal(0))
    if simulated:
        why = N_("{n:number} of them went to SES's mailbox simulator, which AWS bills and leaves out of its counts.")
        yield text(why, n=round(simulated))
    if compared.free_unknown:
        yield text(N_("Whether anything is free is not known, so nothing was taken off."))
