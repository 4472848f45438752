"""Single values by name, such as what the collector runs with (`effective`)."""

from store.engines.engine import Engine


def get(engine: Engine, key: str) -> str | None:
    """The value under `key`; None when none was ever put."""
    rows = engine.rows("SELECT value FROM meta WHERE key = :key", {"key": key})
    return str(rows[0][0]) if rows else None


def put(engine: Engine, key: str, value: str) -> None:
    """Keep `value` under `key`, in place of what was there."""
    engine.load("meta", ("key", "value"), [(key, value)], "ON CONFLICT (key) DO UPDATE SET value = excluded.value")
