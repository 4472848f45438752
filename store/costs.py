"""What AWS itself told of money: charges by day and usage type, the free tier's use, the account's plan of payment.

How they are asked lives in `collector/aws/cost_explorer.py` and `free_tier.py`; what mail should cost is reckoned in
`deliverability/cost/`. They are of an account in all its regions, so they are kept by account and not by scope. Amounts
are decimal text, since a DOUBLE has no cents.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from deliverability.coverage import Span
from store.engines.engine import Engine

_COST: Final = ("account_id", "at", "region", "usage_type", "usd", "quantity", "unit")
_TIER: Final = (
    "account_id",
    "month",
    "region",
    "usage_type",
    "operation",
    "kind",
    "used",
    "expected",
    "allowed",
    "unit",
    "read_at",
)
_PLAN: Final = ("account_id", "kind", "status", "credits_usd", "expires_at", "read_at")


@dataclass(frozen=True, slots=True)
class Charged:
    """What AWS charged in US dollars for a usage type in a region on the UTC day that begins at `at` (epoch seconds)."""

    at: int
    region: str
    usage_type: str
    usd: Decimal
    quantity: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Told:
    """The days [since, until) that Cost Explorer has told of, and when it was asked last (epoch seconds)."""

    since: int
    until: int
    read_at: int


@dataclass(frozen=True, slots=True)
class TierUse:
    """A row of the free tier in a calendar month: used, expected at its end and allowed, in `unit`; AWS's own words.

    `kind` is its type, such as "Always Free" or "12 Months Free"; `region` "global" for all together.
    """

    region: str
    usage_type: str
    operation: str
    kind: str
    used: Decimal
    expected: Decimal
    allowed: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class TierMonth:
    """The free tier of a month as AWS listed it at `read_at` (epoch seconds); no uses where it listed none of SES."""

    uses: tuple[TierUse, ...]
    read_at: int


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """How the account is paid, as told at `read_at` (epoch seconds).

    FREE or PAID; NOT_STARTED, ACTIVE or EXPIRED; credits left and their end where told.
    """

    kind: str
    status: str
    credits_usd: Decimal | None
    expires_at: int | None
    read_at: int


def keep_charges(engine: Engine, account_id: str, span: Span, charged: Iterable[Charged], at: int) -> None:
    """Put what was told of whole days in place of what was known of them: AWS restates days for weeks, up and down."""
    rows = [(account_id, c.at, c.region, c.usage_type, str(c.usd), str(c.quantity), c.unit) for c in charged]
    with engine.transaction():
        key = {"account_id": account_id, "since": span.since, "until": span.until}
        engine.run("DELETE FROM cost_day WHERE account_id = :account_id AND at >= :since AND at < :until", key)
        engine.load("cost_day", _COST, rows)
        known = told(engine, account_id)
        since, until = (span.since, span.until) if known is None else _joined(known, span)
        conflict = """ON CONFLICT (account_id) DO UPDATE SET since = excluded.since, until = excluded.until,
            read_at = excluded.read_at"""
        engine.load(
            "cost_span", ("account_id", "since", "until", "read_at"), [(account_id, since, until, at)], conflict
        )


def charges(engine: Engine, account_id: str, since: int, until: int) -> list[Charged]:
    """What was charged on the days that begin in [since, until), by day, region and usage type."""
    rows = engine.rows(
        """SELECT at, region, usage_type, usd, quantity, unit FROM cost_day
           WHERE account_id = :account_id AND at >= :since AND at < :until ORDER BY at, region, usage_type""",
        {"account_id": account_id, "since": since, "until": until},
    )
    return [Charged(at, region, usage, Decimal(usd), Decimal(q), unit) for at, region, usage, usd, q, unit in rows]


def told(engine: Engine, account_id: str) -> Told | None:
    """Which days Cost Explorer has told of; None when it was never asked."""
    rows = engine.rows(
        "SELECT since, until, read_at FROM cost_span WHERE account_id = :account_id", {"account_id": account_id}
    )
    return Told(*rows[0]) if rows else None


def keep_tier(engine: Engine, account_id: str, month: int, uses: Iterable[TierUse], at: int) -> None:
    """Put the free tier of the month that begins at `month` in place of what was told of it before."""
    rows = [
        (
            account_id,
            month,
            u.region,
            u.usage_type,
            u.operation,
            u.kind,
            str(u.used),
            str(u.expected),
            str(u.allowed),
            u.unit,
            at,
        )
        for u in uses
    ]
    with engine.transaction():
        key = {"account_id": account_id, "month": month}
        engine.run("DELETE FROM free_tier_usage WHERE account_id = :account_id AND month = :month", key)
        engine.load("free_tier_usage", _TIER, rows)
        conflict = "ON CONFLICT (account_id, month) DO UPDATE SET read_at = excluded.read_at"
        engine.load("free_tier_read", ("account_id", "month", "read_at"), [(account_id, month, at)], conflict)


def tiers(engine: Engine, account_id: str) -> dict[int, TierMonth]:
    """Each month that AWS was asked of, by its beginning, with the free tier's rows in order.

    AWS lists only what was used: a month without a row is not one that was never asked of.
    """
    read = dict(
        engine.rows(
            "SELECT month, read_at FROM free_tier_read WHERE account_id = :account_id", {"account_id": account_id}
        )
    )
    rows = engine.rows(
        """SELECT month, region, usage_type, operation, kind, used, expected, allowed, unit FROM free_tier_usage
           WHERE account_id = :account_id ORDER BY month, usage_type, region, operation, kind""",
        {"account_id": account_id},
    )
    found: dict[int, list[TierUse]] = {}
    for month, region, usage, operation, kind, used, expected, allowed, unit in rows:
        use = TierUse(region, usage, operation, kind, Decimal(used), Decimal(expected), Decimal(allowed), unit)
        found.setdefault(month, []).append(use)
    return {month: TierMonth(tuple(found.get(month, ())), at) for month, at in sorted(read.items())}


def keep_plan(engine: Engine, account_id: str, plan: AccountPlan) -> None:
    """Keep how the account is paid, in place of what was told before."""
    left = None if plan.credits_usd is None else str(plan.credits_usd)
    conflict = f"ON CONFLICT (account_id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in _PLAN[1:])}"
    row = (account_id, plan.kind, plan.status, left, plan.expires_at, plan.read_at)
    engine.load("account_plan", _PLAN, [row], conflict)


def plan(engine: Engine, account_id: str) -> AccountPlan | None:
    """How the account is paid, as told last; None when it was never told."""
    rows = engine.rows(
        "SELECT kind, status, credits_usd, expires_at, read_at FROM account_plan WHERE account_id = :account_id",
        {"account_id": account_id},
    )
    if not rows:
        return None
    kind, status, left, expires_at, read_at = rows[0]
    return AccountPlan(kind, status, None if left is None else Decimal(left), expires_at, read_at)


def _joined(known: Told, span: Span) -> tuple[int, int]:
    """One stretch; what lies apart begins anew, so that days between are never taken for days without cost."""
    if span.since > known.until or span.until < known.since:
        return span.since, span.until
    return min(known.since, span.since), max(known.until, span.until)
