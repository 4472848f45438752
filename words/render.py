"""A Text into a sentence of a language: translation, placeholders, nested texts.

A page or a message must never fail on a word, so what cannot be filled is shown as it is; `upkeep` finds it in tests.
"""

import string
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, tzinfo
from decimal import Decimal
from typing import Any, Final

from deliverability.model import Param, Text
from words import format as written
from words.catalogue import sentence, sentence_for

NOTHING: Final = "\N{EN DASH}"
"""Written for a parameter that holds None."""

NUMBERS: Final[dict[str, Callable[[float | Decimal, str], str]]] = {
    "percent": written.percent,
    "number": written.number,
    "usd": written.usd,
    "price": written.price,
    "duration": written.duration,
    "bytes": written.size,
}
TIMES: Final[dict[str, Callable[[datetime, str, tzinfo], str]]] = {"datetime": written.moment, "date": written.day}
FORMATS: Final = frozenset(("", *NUMBERS, *TIMES))
"""Every format a placeholder may name."""


def render(text: Text, language: str, zone: tzinfo = UTC) -> str:
    """The sentence in `language`, its times in `zone`."""
    return _filled(_pattern(text, language), text.params, language, zone)


def translate(msgid: str, language: str, zone: tzinfo = UTC, **params: Param) -> str:
    """Like `render`, for a sentence that is written where it is shown."""
    return render(Text(msgid, params), language, zone)


def _pattern(text: Text, language: str) -> str:
    if text.plural is None:
        return sentence(text.msgid, language)
    n = text.params.get("n")
    return sentence_for(text.msgid, text.plural, n if isinstance(n, int | float) else 0, language)


def _filled(pattern: str, params: Mapping[str, Param], language: str, zone: tzinfo) -> str:
    try:
        parts = list(string.Formatter().parse(pattern))
    except ValueError:
        return pattern
    return "".join(
        literal + ("" if name is None else _value(name, spec or "", params, language, zone))
        for literal, name, spec, _ in parts
    )


def _value(name: str, spec: str, params: Mapping[str, Param], language: str, zone: tzinfo) -> str:
    if name not in params:
        return "{" + name + "}"
    value: Any = params[name]
    if value is None:
        return NOTHING
    if isinstance(value, Text):
        return render(value, language, zone)
    if spec in NUMBERS and isinstance(value, int | float | Decimal):
        return NUMBERS[spec](value, language)
    if spec in TIMES and isinstance(value, datetime):
        return TIMES[spec](value, language, zone)
    return str(value)
