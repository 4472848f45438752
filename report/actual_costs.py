"""What AWS charged, held against the estimate of the same days kind by kind, with the reasons for a difference.

How it is asked lives in `collector/aws/cost_explorer.py`; what it is shown beside is put together in `costing.py`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from deliverability.cost.model import Charge, Kind
from deliverability.cost.usage_types import kind_of
from deliverability.metrics import DAY
from deliverability.model import N_, Reason, Text, Unknown, text
from report.costs import Actual, Bill, DayCost, Difference
from report.freshness import freshness
from report.uses import FREE_TIER, Gathered
from store import costs as told_costs
from store.costs import Charged

READING: Final = "cost_explorer"
LAG: Final = DAY
"""Cost Explorer is up to a day behind; a day that ended less long before the answer is not held against anything."""

NOTHING: Final = Decimal(0)


def actual(known: Gathered, region: str | None, since: int, until: int, bills: Sequence[Bill]) -> Actual | Unknown:
    """The month's charges as Cost Explorer told them, in a region or (None) in all; unknown with what to do where not."""
    told = told_costs.told(known.store, known.account_id)
    if told is None:
        return _why(known)
    end = min(until, told.until, (told.read_at - LAG) // DAY * DAY)
    if end <= since or told.since > since:
        return Unknown(Reason.COLLECTING, text(N_("Cost Explorer has told nothing of this month yet.")))
    rows = told_costs.charges(known.store, known.account_id, since, end)
    shown = [row for row in rows if region in (None, row.region)]
    charges = [charge for charge in (bills[0].charges if bills else ()) if charge.day < end]
    return Actual(
        until=end,
        read_at=told.read_at,
        usd=sum((row.usd for row in shown), NOTHING),
        days=_days(shown, since, end),
        by_kind=tuple(_differences(known, shown, charges)),
    )


def missing(known: Gathered) -> tuple[Text, ...]:
    """A sentence for each permission or setting that would tell more, and for what the estimate is without."""
    return tuple(_missing(known))


def _missing(known: Gathered) -> Iterator[Text]:
    for region in known.regions:
        fresh = freshness(known.store, region.scope).get(FREE_TIER)
        if fresh is not None and fresh.last_run is not None and fresh.last_run.outcome == "denied":
            sentence = N_("The permission {action} would tell what the free tier and credits still cover.")
            yield text(sentence, action=fresh.last_run.missing_action)
            break
    if not known.choices.cost_explorer:
        yield text(
            N_(
                "COST_EXPLORER=1 and the permission {action} would put what AWS charged beside the estimate, for $0.01 "
                "a day."
            ),
            action="ce:GetCostAndUsage",
        )
    yield text(N_("Dedicated IP addresses are not read: if you rent any, their fee is not in the estimate."))
    if known.choices.average_kb is None:
        yield text(
            N_("AVERAGE_MESSAGE_KB would add what AWS charges for attachments: the API does not tell their size.")
        )


def _why(known: Gathered) -> Unknown:
    if not known.choices.cost_explorer:
        return Unknown(Reason.COLLECTING, text(N_("What AWS charged is not asked for: COST_EXPLORER is not set.")))
    for region in known.regions:
        fresh = freshness(known.store, region.scope).get(READING)
        if fresh is not None and fresh.last_run is not None and fresh.last_run.outcome != "ok":
            return fresh.reason(known.now)
    return Unknown(Reason.COLLECTING, text(N_("Cost Explorer has not been asked yet.")))


def _days(rows: Sequence[Charged], since: int, end: int) -> tuple[DayCost, ...]:
    by_day: dict[int, dict[Kind, Decimal]] = defaultdict(dict)
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row.at] += row.usd
        if (kind := kind_of(row.usage_type)) is not None:
            by_day[row.at][kind] = by_day[row.at].get(kind, NOTHING) + row.usd
    found, total = [], NOTHING
    for at in range(since, end, DAY):
        usd = sums.get(at, NOTHING)
        total += usd
        found.append(DayCost(at, None, usd, usd, usd, total, by_day.get(at, {}), "actual", whole=True))
    return tuple(found)


def _differences(known: Gathered, rows: Sequence[Charged], charges: Sequence[Charge]) -> Iterator[Difference]:
    """A line a kind that either side knows of, in the order of kinds, what the estimate does not know last."""
    for kind in (*Kind, None):
        of_kind = [row for row in rows if kind_of(row.usage_type) is kind]
        reckoned = [charge.usd for charge in charges if charge.kind is kind]
        if of_kind or reckoned:
            charged, estimate = sum((row.usd for row in of_kind), NOTHING), sum(reckoned, NOTHING)
            names = tuple(sorted({row.usage_type for row in of_kind}))
            yield Difference(kind, names, charged, estimate, tuple(_reasons(known, kind, charged, estimate)))


def _reasons(known: Gathered, kind: Kind | None, charged: Decimal, estimate: Decimal) -> Iterator[Text]:
    if charged == estimate:
        return
    if kind is None:
        yield text(
            N_("It is no mail that you sent: received mail, archives or another feature, which is not estimated.")
        )
        return
    if kind is Kind.OUTBOUND:
        yield text(N_("A day counted from attempts, or a sample minutes off midnight, moves some recipients."))
        if charged < estimate:
            yield text(N_("AWS takes off what is free before it charges."))
    if kind is Kind.DATA and known.choices.average_kb is not None:
        yield text(N_("The estimate takes every message for the average size that was set."))
    if kind is Kind.DATA and known.choices.average_kb is None:
        yield text(N_("The estimate leaves attachments out: AVERAGE_MESSAGE_KB is not set."))
    if kind in {Kind.IP, Kind.VDM}:
        yield text(N_("The estimate takes what is switched on now for the whole month."))
    yield text(N_("AWS restates the last days of a bill, and prices outside us-east-1 are assumed."))
