"""What a region paid for beside mail over time: Virtual Deliverability Manager, and dedicated IP addresses.

What they cost is in `deliverability/cost/`; how they are read, in `collector/aws/account.py` and `dedicated_ips.py`.
"""

from collections.abc import Collection
from dataclasses import replace
from decimal import Decimal
from typing import Final

from deliverability.cost.model import Extras, ExtrasSpan
from deliverability.metrics import DAY
from deliverability.model import Scope
from report.plan_spans import EVER, FOR_EVER
from store import snapshots, vdm
from store.engines.engine import Engine
from store.snapshots import Snapshot

IPS: Final = "dedicated-ips"
SETS: Final = "configuration-set"
LATEST: Final = 28 * DAY
"""Of VDM's count, from which the part of each set is told."""
PERMILLE: Final = Decimal("0.001")


def paid_extras(store: Engine, scope: Scope) -> tuple[ExtrasSpan, ...]:
    """The spans in order, from the first moment at which anything was told; none before that.

    Dedicated IPs that were read later than VDM are taken to have been there before, and marked as assumed.
    """
    ips = [each for each in snapshots.history(store, scope, EVER, FOR_EVER, kind=IPS) if each.body is not None]
    accounts = snapshots.history(store, scope, EVER, FOR_EVER, kind="account")
    moments = sorted([*(each for each in accounts if each.body and "vdm" in each.body), *ips], key=lambda one: one.at)
    part = _part(store, scope, {str(pool) for each in ips for pool in (each.body or {}).get("managed_pools", ())})
    first = replace(_with_ips(Extras(), ips[0], part), ips_assumed=True) if ips else Extras()
    found: list[ExtrasSpan] = []
    for told in moments:
        before = found[-1].extras if found else first
        after = _with_ips(before, told, part) if told.kind == IPS else _with_vdm(before, told)
        if not found or after != before:
            found.append(ExtrasSpan(told.at, after))
    return tuple(found)


def _with_vdm(extras: Extras, told: Snapshot) -> Extras:
    return replace(extras, vdm=(told.body or {}).get("vdm") == "ENABLED")


def _with_ips(extras: Extras, told: Snapshot, part: Decimal | None) -> Extras:
    """`part` of the mail leaves through managed pools while there are any."""
    body = told.body or {}
    pools = body.get("managed_pools", ())
    return replace(
        extras,
        standard_ips=len(body.get("standard_ips", ())),
        managed_ips=bool(pools),
        managed_mail=part if pools else Decimal(0),
        ips_known=True,
        ips_assumed=False,
    )


def _part(store: Engine, scope: Scope, pools: Collection[str]) -> Decimal | None:
    """The part of the mail whose configuration set sends through one of the pools now, by VDM's count; None where unknown."""
    sets = snapshots.latest(store, scope, SETS)
    through = [name for name, known in sets.items() if (known.body or {}).get("sending_pool") in pools]
    if not pools or (sets and not through):
        return Decimal(0)
    counted = vdm.span(store, scope)
    if counted is None:
        return None
    whole, by_set = (
        vdm.totals(store, scope, dimension, counted.until - LATEST, counted.until)
        for dimension in (vdm.ACCOUNT, vdm.CONFIGURATION_SET)
    )
    sent = whole[""].sent if "" in whole else 0
    if not sent or not through:
        return None
    mails = sum(by_set[name].sent for name in through if name in by_set)
    return min(Decimal(mails) / sent, Decimal(1)).quantize(PERMILLE)
