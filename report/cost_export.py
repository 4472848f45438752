"""The rows of `export cost`: one a day, region and kind of use, estimated, charged by AWS or, if asked for, to come.

Where a region's plan is unknown its rows are told under each likely plan, which the column `plan` names.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from deliverability.cost import calendar
from deliverability.cost.model import Charge
from deliverability.cost.usage_types import kind_of
from report.costing import Reckoned
from report.uses import Gathered, gathered, months
from store import costs as told_costs
from store import scopes
from store.engines.engine import Engine

COLUMNS: Final = ("account_id", "region", "day", "kind", "plan", "quantity", "unit", "usd", "basis")

Row = tuple[object, ...]


def rows(store: Engine, since: int | None, until: int | None, now: datetime) -> Iterator[Row]:
    """Estimate and actual of the days that begin in [since, until), days to come left out."""
    for account_id in _accounts(store):
        known = gathered(store, account_id, now)
        yield from _estimates(known, since or 0, until)
        yield from _actual(known, since or 0, until)


def with_forecast(store: Engine, since: int | None, until: int | None, now: datetime) -> Iterator[Row]:
    """The same, and after it the days to come of the present month."""
    yield from rows(store, since, until, now)
    for account_id in _accounts(store):
        known = gathered(store, account_id, now)
        start = calendar.since_of(known.now)
        reckoned = Reckoned(known, start, calendar.until_of(start))
        for i in range(len(reckoned.terms)):
            for charge in reckoned.coming(i):
                if _within(charge.day, since or 0, until):
                    yield _row(known, charge, "forecast")


def _accounts(store: Engine) -> list[str]:
    return sorted({scope.account_id for scope in scopes.known(store)})


def _estimates(known: Gathered, since: int, until: int | None) -> Iterator[Row]:
    for start in months(known):
        end = calendar.until_of(start)
        if end <= since or (until is not None and start >= until):
            continue
        reckoned = Reckoned(known, start, end)
        seen: set[tuple[object, ...]] = set()
        for i in range(len(reckoned.terms)):
            for charge in reckoned.month(i).charges:
                # A region whose plan is known is the same under every assumption.
                if _within(charge.day, since, until) and _key(charge) not in seen:
                    seen.add(_key(charge))
                    yield _row(known, charge, "estimate")


def _actual(known: Gathered, since: int, until: int | None) -> Iterator[Row]:
    told = told_costs.told(known.store, known.account_id)
    if told is None:
        return
    for each in told_costs.charges(known.store, known.account_id, max(since, told.since), until or told.until):
        kind = kind_of(each.usage_type)
        yield (
            known.account_id,
            each.region,
            _day(each.at),
            each.usage_type if kind is None else kind.value,
            None,
            each.quantity,
            each.unit,
            each.usd,
            "actual",
        )


def _row(known: Gathered, charge: Charge, basis: str) -> Row:
    return (
        known.account_id,
        charge.region,
        _day(charge.day),
        charge.kind.value,
        charge.plan.value,
        charge.quantity,
        charge.unit,
        charge.usd,
        basis,
    )


def _key(charge: Charge) -> tuple[object, ...]:
    return charge.day, charge.region, charge.kind, charge.plan, charge.unit


def _within(day: int, since: int, until: int | None) -> bool:
    return since <= day and (until is None or day < until)


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
