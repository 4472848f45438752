"""What was seen last of the application's environment file: how its variables look, never what a secret one holds.

It is one file for all regions. Who looks at it is `collector/probes/env_file.py`.
"""

import json
from typing import Any, Final

from deliverability.environment import EnvironmentFile, Git, Value
from deliverability.model import Text
from store import meta, texts
from store.engines.engine import Engine

_KEY: Final = "environment-file"


def keep(engine: Engine, seen: EnvironmentFile) -> None:
    """Keep what was seen in place of what was seen before."""
    told = {
        "at": seen.at,
        "name": seen.name,
        "trouble": _packed(seen.trouble),
        "values": dict(seen.values),
        "told": dict(seen.told),
        "oddities": [texts.packed(each) for each in seen.oddities],
        "mode": seen.mode,
        "git": seen.git.value,
        "git_why": _packed(seen.git_why),
    }
    meta.put(engine, _KEY, json.dumps(told, ensure_ascii=False))


def last(engine: Engine) -> EnvironmentFile | None:
    """What was seen last; None where nobody looked yet."""
    written = meta.get(engine, _KEY)
    if written is None:
        return None
    told: dict[str, Any] = json.loads(written)
    return EnvironmentFile(
        at=told["at"],
        name=told["name"],
        trouble=_unpacked(told["trouble"]),
        values={name: Value(value) for name, value in told["values"].items()},
        told=told["told"],
        oddities=tuple(texts.unpacked(each) for each in told["oddities"]),
        mode=told["mode"],
        git=Git(told["git"]),
        git_why=_unpacked(told["git_why"]),
    )


def _packed(sentence: Text | None) -> dict[str, Any] | None:
    return None if sentence is None else texts.packed(sentence)


def _unpacked(plain: dict[str, Any] | None) -> Text | None:
    return None if plain is None else texts.unpacked(plain)
