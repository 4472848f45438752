"""Members of an AWS answer into the flat fields we remember: absent stays unknown, odd is left out and named.

Which members a thing has lives with its reading.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final

Body = dict[str, Any]


class Kind(Enum):
    """What a member may hold."""

    FLAG = "flag"
    NUMBER = "number"
    WORD = "word"
    WORDS = "words"
    """A list whose order means nothing: kept sorted, so that a new order is no change."""
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Field:
    """Our name of a field, where it stands in the answer (dotted) and what it holds."""

    name: str
    path: str
    kind: Kind = Kind.WORD


ODD: Final = object()


def kept(answer: Mapping[str, Any], fields: tuple[Field, ...]) -> tuple[Body, list[str]]:
    """The fields that the answer tells, and the paths of members that hold something else than they should."""
    body: Body = {}
    odd: list[str] = []
    for field in fields:
        value = _value(found(answer, field.path), field.kind)
        if value is ODD:
            odd.append(field.path)
        elif value is not None:
            body[field.name] = value
    return body, odd


def found(answer: Any, path: str) -> Any:
    """The member at a dotted path; None when it or a part of the way is absent, ODD when the way is no structure."""
    for step in path.split("."):
        if answer is None:
            return None
        if not isinstance(answer, Mapping):
            return ODD
        answer = answer.get(step)
    return answer


def number(value: Any) -> float | None:
    """A finite number, else None."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)


def _value(value: Any, kind: Kind) -> Any:
    if value is None or value is ODD:
        return value
    if kind is Kind.NUMBER:
        known = number(value)
        return ODD if known is None else known
    if kind is Kind.WORDS:
        return sorted(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else ODD
    if kind is Kind.TIME:
        return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else ODD
    return value if isinstance(value, bool if kind is Kind.FLAG else str) else ODD
