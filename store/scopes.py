"""Which accounts and regions the store knows, and the number each has inside it."""

from deliverability.model import Scope
from store.engines.engine import Engine


def known(engine: Engine) -> list[Scope]:
    """Every scope something was ever kept for, in order."""
    return sorted(
        Scope(account_id, region) for account_id, region in engine.rows("SELECT account_id, region FROM scope")
    )


def found(engine: Engine, scope: Scope) -> int | None:
    """The scope's number; None when nothing was kept for it yet."""
    rows = engine.rows(
        "SELECT id FROM scope WHERE account_id = :account_id AND region = :region",
        {"account_id": scope.account_id, "region": scope.region},
    )
    return int(rows[0][0]) if rows else None


def ensured(engine: Engine, scope: Scope) -> int:
    """The scope's number, given now if it has none."""
    with engine.transaction():
        number = found(engine, scope)
        if number is None:
            number = int(engine.rows("SELECT COALESCE(MAX(id), 0) + 1 FROM scope")[0][0])
            engine.load("scope", ("id", "account_id", "region"), [(number, scope.account_id, scope.region)])
    return number
