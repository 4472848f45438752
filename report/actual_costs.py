"""What AWS charged, held against the estimate of the same days kind by kind.

How it is asked lives in `collector/aws/cost_explorer.py`; why the two differ is told in `actual_reasons.py`; what it is
shown beside is put together in `costing.py`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from deliverability.cost.model import Charge, Kind
from deliverability.cost.usage_types import kind_of
from deliverability.metrics import DAY
from deliverability.model import N_, Reason, Text, Unknown, text
from report import actual_reasons, free_tier
from report.actual_reasons import Compared
from report.costs import Actual, Bill, Covered, DayCost, Difference
from report.freshness import freshness
from report.uses import Gathered
from store import costs as told_costs
from store.costs import Charged

READING: Final = "cost_explorer"
IPS: Final = "dedicated_ips"
LAG: Final = DAY
"""Cost Explorer is up to a day behind; a day that ended less long before the answer is not held against anything."""

NOTHING: Final = Decimal(0)


def actual(
    known: Gathered, region: str | None, since: int, until: int, bills: Sequence[Bill], covered: Sequence[Covered]
) -> Actual | Unknown:
    """The month's charges as Cost Explorer told them, in a region or (None) in all; unknown with what to do where not.

    `bills` and `covered` are the estimate's.
    """
    told = told_costs.told(known.store, known.account_id)
    if told is None:
        return _why(known)
    end = min(until, told.until, (told.read_at - LAG) // DAY * DAY)
    if end <= since or told.since > since:
        return Unknown(Reason.COLLECTING, text(N_("Cost Explorer has told nothing of this month yet.")))
    rows = told_costs.charges(known.store, known.account_id, since, end)
    shown = [row for row in rows if region in (None, row.region)]
    charges = [[charge for charge in bill.charges if charge.day < end] for bill in bills]
    attempts = sum(day.at < end and day.basis in {"attempts", "mixed"} for day in (bills[0].days if bills else ()))
    free_unknown = any(isinstance(each.allowance, Unknown) for each in covered)
    compared = Compared(known.choices, free_unknown, attempts, told.read_at - end)
    return Actual(
        until=end,
        read_at=told.read_at,
        usd=sum((row.usd for row in shown), NOTHING),
        days=_days(shown, since, end),
        by_kind=tuple(_differences(compared, shown, charges)),
    )


def missing(known: Gathered) -> tuple[Text, ...]:
    """A sentence for each permission or setting that would tell more, and for what the estimate is without."""
    return tuple(_missing(known))


def _missing(known: Gathered) -> Iterator[Text]:
    if action := _denied(known, free_tier.READING):
        yield text(N_("The permission {action} would tell what the free tier and credits still cover."), action=action)
    if not known.choices.cost_explorer:
        sentence = N_(
            "COST_EXPLORER=1 and the permission {action} would put what AWS charged beside the estimate, for $0.01 a day."
        )
        yield text(sentence, action="ce:GetCostAndUsage")
    yield from _without_ips(known)
    if names := [
        each.scope.region for each in known.regions if each.extras and each.extras[-1].extras.managed_mail is None
    ]:
        sentence = N_(
            "How much mail leaves through managed dedicated IPs in {regions} is not known: what AWS charges for each of it is "
            "not in the estimate."
        )
        yield text(sentence, regions=", ".join(names))
    if known.choices.average_kb is None:
        yield text(
            N_("AVERAGE_MESSAGE_KB would add what AWS charges for attachments: the API does not tell their size.")
        )


def _without_ips(known: Gathered) -> Iterator[Text]:
    """Where nobody knows whether dedicated IPs are rented now."""
    old = [region for region in known.regions if _is_old(known, region.scope.region)]
    if not old:
        return
    action = _denied(known, IPS)
    names = ", ".join(region.scope.region for region in old)
    if action:
        denied = N_(
            "The permission {action} would tell which dedicated IPs you rent in {regions}: AWS charges for them."
        )
        yield text(denied, action=action, regions=names)
    else:
        unread = N_("Dedicated IPs in {regions} were not read yet, or too long ago: their fee may be missing.")
        yield text(unread, regions=names)


def _is_old(known: Gathered, name: str) -> bool:
    scope = next(region.scope for region in known.regions if region.scope.region == name)
    fresh = freshness(known.store, scope).get(IPS)
    return fresh is None or fresh.is_stale(known.now)


def _denied(known: Gathered, reading: str) -> str:
    """The permissions that a reading lacks in any region; empty where it was not denied."""
    for region in known.regions:
        fresh = freshness(known.store, region.scope).get(reading)
        if fresh is not None and fresh.last_run is not None and fresh.last_run.outcome == "denied":
            return fresh.last_run.missing_action
    return ""


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


def _differences(
    compared: Compared, rows: Sequence[Charged], bills: Sequence[Sequence[Charge]]
) -> Iterator[Difference]:
    """A line a kind that either side knows of, in the order of kinds, what the estimate does not know last."""
    for kind in (*Kind, None):
        charged = [row for row in rows if kind_of(row.usage_type) is kind]
        reckoned = [[charge for charge in charges if charge.kind is kind] for charges in bills]
        if not charged and not any(reckoned):
            continue
        yield Difference(
            kind=kind,
            usage_types=tuple(sorted({row.usage_type for row in charged})),
            actual=sum((row.usd for row in charged), NOTHING),
            estimates=tuple(sum((charge.usd for charge in charges), NOTHING) for charges in reckoned),
            why=actual_reasons.reasons(compared, kind, charged, reckoned),
        )
