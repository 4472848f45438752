"""A Text as JSON and back, equal to what it was: nested texts, times, amounts and plural included.

How a Text is rendered lives in `words`.
"""

import json
from datetime import datetime
from decimal import Decimal
from typing import Any

from deliverability.model import Param, Text


def to_json(text: Text) -> str:
    """The text as one line of JSON."""
    return json.dumps(packed(text), ensure_ascii=False)


def from_json(source: str) -> Text:
    """The text that `to_json` wrote."""
    return unpacked(json.loads(source))


def packed(text: Text) -> dict[str, Any]:
    """The text as plain values, to be part of a larger piece of JSON."""
    params = {name: _packed_param(value) for name, value in text.params.items()}
    return {"msgid": text.msgid, "params": params, "plural": text.plural}


def _packed_param(value: Param) -> object:
    if isinstance(value, Text):
        return {"text": packed(value)}
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, Decimal):
        return {"decimal": str(value)}
    return value


def unpacked(plain: dict[str, Any]) -> Text:
    """The text that `packed` made plain."""
    params = {name: _unpacked_param(value) for name, value in plain["params"].items()}
    return Text(plain["msgid"], params, plain["plural"])


def _unpacked_param(value: Any) -> Param:
    if not isinstance(value, dict):
        return value  # type: ignore[no-any-return]
    if "text" in value:
        return unpacked(value["text"])
    return Decimal(value["decimal"]) if "decimal" in value else datetime.fromisoformat(value["datetime"])
