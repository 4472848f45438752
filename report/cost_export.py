"""The rows of `export cost`: one a day, region and kind of use, estimated, charged by AWS or, if asked for, to come.

Mail that was free has a row of its own, which costs nothing. Where a region's plan is unknown its rows are told under each likely plan, which the column `plan` names.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final

from deliverability.cost import calendar
from deliverability.cost.model import Charge
from deliverability.cost.usage_types import kind_of
from report.reckoned import Reckoned
from report.uses import Gathered, gathered, months
from store import costs as told_costs
from store import scopes
from store.engines.engine import Engine

COLUMNS: Final = ("account_id", "region", "day", "kind", "plan", "quantity", "unit", "usd", "basis", "usage_type")
"""`usage_type` is AWS's own word for what it charged; none in what we reckon."""

OTHER: Final = "other"
"""The kind of what AWS charges and an estimate of sent mail knows nothing of."""

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
        coming = [reckoned.coming(i) for i in range(len(reckoned.terms))]
        yield from _each_once(known, coming, since or 0, until, "forecast")


def _accounts(store: Engine) -> list[str]:
    return sorted({scope.account_id for scope in scopes.known(store)})


def _estimates(known: Gathered, since: int, until: int | None) -> Iterator[Row]:
    for start in months(known):
        end = calendar.until_of(start)
        if end <= since or (until is not None and start >= until):
            continue
        reckoned = Reckoned(known, start, end)
        charged = [reckoned.month(i).charges for i in range(len(reckoned.terms))]
        yield from _each_once(known, charged, since, until, "estimate")


def _each_once(
    known: Gathered, under_terms: Iterable[Sequence[Charge]], since: int, until: int | None, basis: str
) -> Iterator[Row]:
    """The charges under each assumption, those of a region whose plan is known only once."""
    seen: set[tuple[object, ...]] = set()
    for charges in under_terms:
        new = [charge for charge in charges if _within(charge.day, since, until) and _key(charge) not in seen]
        seen.update(map(_key, new))
        yield from (_row(known, charge, basis) for charge in new)


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
            OTHER if kind is None else kind.value,
            None,
            each.quantity,
            each.unit,
            each.usd,
            "actual",
            each.usage_type,
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
        None,
    )


def _key(charge: Charge) -> tuple[object, ...]:
    return charge.day, charge.region, charge.kind, charge.plan, charge.unit, charge.free


def _within(day: int, since: int, until: int | None) -> bool:
    return since <= day and (until is None or day < until)


def _day(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).date().isoformat()
